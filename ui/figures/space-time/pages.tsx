/** From one windowful of rows to the next, where there is no picture to scroll. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ArrowButton } from '../arrow-button.tsx';
import type { SpaceTime } from './use-space-time.ts';
import { VIEW_ROWS } from './window.ts';
import { SPACE_TIME_WORDS } from './words.ts';
import styles from './space-time.module.css';

export function Pages({ diagram }: { diagram: SpaceTime }): ReactNode {
  const t = useText();
  const { window, rows, scrollTo } = diagram;
  if (rows <= VIEW_ROWS) return null;
  const isLast = window.last >= rows - 1;
  return (
    <div className={styles['pages']}>
      <ArrowButton
        label={t(SPACE_TIME_WORDS.earlierRows)}
        path="M12 3L5 9L12 15"
        off={window.first === 0}
        onPress={() => scrollTo(Math.max(0, window.first - VIEW_ROWS))}
      />
      <span>{t(SPACE_TIME_WORDS.range({ first: window.first + 1, last: window.last + 1, all: rows }))}</span>
      <ArrowButton
        label={t(SPACE_TIME_WORDS.laterRows)}
        path="M6 3L13 9L6 15"
        off={isLast}
        onPress={() => isLast || scrollTo(window.first + VIEW_ROWS)}
      />
    </div>
  );
}
