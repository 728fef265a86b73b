/** Under every figure: the marks that occur in it, and at its right end the same toggle, *Picture | Table*. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { Mark } from './marks.tsx';
import { SHOWN_NAMES } from '../i18n/shown.ts';
import { STATE_NAMES } from '../i18n/terms.ts';
import { FIGURE_WORDS } from './words.ts';
import type { LegendEntry } from './who-can-read/layout.ts';
import styles from './legend.module.css';

export type FigureAs = 'picture' | 'table';

export interface LegendProps {
  readonly entries: readonly (LegendEntry | 'differs')[];
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
  /** Marks that only this figure has, as list items. */
  readonly children?: ReactNode;
}

export const Legend = ({ entries, as, onAs, children }: LegendProps): ReactNode => {
  const t = useText();
  return (
    <div className={styles['bar']}>
      <ul className={styles['legend']} aria-label={t(FIGURE_WORDS.legend)}>
        {entries.map((entry) => (
          <LegendItem key={entry} entry={entry} />
        ))}
        {children}
      </ul>
      <FigureToggle as={as} onAs={onAs} />
    </div>
  );
};

/** *Picture | Table*, for a figure whose marks explain themselves. */
export const FigureToggle = ({ as, onAs }: Pick<LegendProps, 'as' | 'onAs'>): ReactNode => {
  const t = useText();
  return (
    <div className={styles['toggle']} role="group" aria-label={t(FIGURE_WORDS.showAs)}>
      {(['picture', 'table'] as const).map((choice) => (
        <button key={choice} type="button" aria-pressed={as === choice} onClick={() => onAs(choice)}>
          {t(FIGURE_WORDS[choice])}
        </button>
      ))}
    </div>
  );
};

function LegendItem({ entry }: { entry: LegendEntry | 'differs' }): ReactNode {
  const t = useText();
  switch (entry) {
    case 'changed':
      return (
        <li>
          <span className={styles['corner']} />
          {t(FIGURE_WORDS.changed)}
        </li>
      );
    case 'found':
    case 'differs':
      return (
        <li>
          <span className={styles['frame']} />
          {t(FIGURE_WORDS[entry])}
        </li>
      );
    case 'hole':
      return (
        <li>
          <Mark name="hole" />
          {t(FIGURE_WORDS.prediction)}
        </li>
      );
    case 'altered':
    case 'repeated':
    case 'not-shown':
      return (
        <li>
          <Mark name={entry} />
          {t(SHOWN_NAMES[entry])}
        </li>
      );
    default:
      return (
        <li>
          <Mark name={entry} />
          {t(STATE_NAMES[entry])}
        </li>
      );
  }
}
