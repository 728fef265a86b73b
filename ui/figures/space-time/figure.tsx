/** The space-time diagram with its legend, its table, its list for narrow screens and the causes of one event. */
import { useRef, type ReactNode } from 'react';
import type { Language } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import type { EventView, TimelineView } from '../../worker/api.ts';
import { Legend, type FigureAs } from '../legend.tsx';
import { useWidth } from '../use-width.ts';
import { Causes } from './causes.tsx';
import { layout } from './layout.ts';
import { Glyph } from './glyph.tsx';
import { PacketList } from './list.tsx';
import { Picture } from './picture.tsx';
import { PacketTable } from './table.tsx';
import { sentenceOf, twinOf } from './twin.ts';
import { useSpaceTime } from './use-space-time.ts';
import { MARK_NAMES, SPACE_TIME_WORDS } from './words.ts';
import styles from './space-time.module.css';

export interface SpaceTimeProps {
  readonly view: TimelineView;
  readonly language: Language;
  /** The last event that has happened. */
  readonly now: Seq;
  readonly tell: (event: EventView) => string;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
  readonly trueTime: boolean;
  readonly onTrueTime: (on: boolean) => void;
}

export function SpaceTime(props: SpaceTimeProps): ReactNode {
  const { view, language, now, tell, as, onAs, trueTime, onTrueTime } = props;
  const t = useText();
  const isNarrow = useWidth() === 'narrow';
  const diagram = useSpaceTime(view, now);
  const { index, window, state, rows } = diagram;
  const section = useRef<HTMLElement>(null);
  const close = (): void => {
    // The focus goes back to the row that is explained: its button is the one that is still open.
    section.current?.querySelector<HTMLButtonElement>('[data-explains][aria-expanded="true"]')?.focus();
    diagram.close();
  };
  if (rows === 0) return <p>{t(SPACE_TIME_WORDS.nothing)}</p>;
  const options = { language, now, trueTime, explained: state.explained, tell };
  const marks = layout(index, window, options);
  const twin = twinOf(index, window, options);
  const active = twin.find(({ seq }) => seq === state.active);
  return (
    <section ref={section} className={styles['spaceTime']} aria-label={t(SPACE_TIME_WORDS.title)}>
      {as === 'table' ? (
        <PacketTable twin={twin} diagram={diagram} />
      ) : isNarrow ? (
        <PacketList twin={twin} diagram={diagram} />
      ) : (
        <Picture marks={marks} diagram={diagram} />
      )}
      <p className={styles['live']} role="status">
        {active === undefined ? '' : sentenceOf(active, view.events.length, language)}
      </p>
      {marks.more > 0 && as === 'picture' && !isNarrow && (
        <p className={styles['hint']}>{t(SPACE_TIME_WORDS.more({ count: marks.more }))}</p>
      )}
      {state.explained !== undefined && (
        <Causes {...{ diagram, explained: state.explained, language, tell, now }} onClose={close} />
      )}
      <Legend entries={[]} as={as} onAs={onAs}>
        {as === 'picture' &&
          !isNarrow &&
          marks.legend.map((name) => (
            <li key={name}>
              <Glyph name={name} />
              {t(MARK_NAMES[name])}
            </li>
          ))}
      </Legend>
      {as === 'picture' && !isNarrow && (
        <p className={styles['hint']}>
          <label>
            <input type="checkbox" checked={trueTime} onChange={(change) => onTrueTime(change.target.checked)} />
            {t(SPACE_TIME_WORDS.trueTime)}
          </label>
          <span>{t(SPACE_TIME_WORDS.keys)}</span>
        </p>
      )}
    </section>
  );
}
