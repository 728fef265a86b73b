/**
 * One message along its path. Walls mean a device or a building, no walls mean the network. Horizontal where there is
 * room, a vertical list of places on a narrow screen; the table twin has the same places in the same order.
 */
import { useState, type ReactNode } from 'react';
import type { RunView } from '../../worker/api.ts';
import { useText } from '../../i18n/language.tsx';
import { Legend, type FigureAs } from '../legend.tsx';
import { Mark } from '../marks.tsx';
import { Plate } from '../plate.tsx';
import { useWidth } from '../use-width.ts';
import { FIGURE_WORDS } from '../words.ts';
import { layoutPath, type PathMarks, type PathOptions, type PathPlace } from './layout.ts';
import { PathTable } from './table.tsx';
import styles from './path.module.css';

export interface PathFigureProps extends PathOptions {
  readonly view: RunView;
  /** Index in `view.frames`. */
  readonly frame: number;
  /** Legend with the *Picture | Table* toggle below the figure. */
  readonly legend?: boolean;
}

export function PathFigure({ view, frame, legend = false, ...options }: PathFigureProps): ReactNode {
  const t = useText();
  const [as, setAs] = useState<FigureAs>('picture');
  const narrow = useWidth() === 'narrow';
  const marks = layoutPath(view, frame, options);
  return (
    <figure className={styles['figure']} aria-label={t(FIGURE_WORDS.path)}>
      {as === 'table' && legend ? (
        <PathTable marks={marks} />
      ) : narrow ? (
        <Vertical marks={marks} />
      ) : (
        <Horizontal marks={marks} />
      )}
      {legend && <Legend entries={marks.legend} as={as} onAs={setAs} />}
    </figure>
  );
}

const Horizontal = ({ marks }: { marks: PathMarks }): ReactNode => (
  <ol className={styles['path']}>
    {marks.places.map((place, index) => (
      <li key={index} data-kind={place.kind}>
        <span className={styles['name']}>{place.name}</span>
        <span className={styles['place']}>
          <Walls kind={place.kind} />
          <Plate mark={place.mark} large />
          <EnvelopeNote place={place} />
        </span>
        {index < marks.places.length - 1 && <Arrow />}
      </li>
    ))}
  </ol>
);

const Vertical = ({ marks }: { marks: PathMarks }): ReactNode => (
  <ol className={styles['steps']}>
    {marks.places.map((place, index) => (
      <li key={index} data-kind={place.kind}>
        <span className={styles['stop']} aria-hidden="true" />
        <span className={styles['name']}>{place.name}</span>
        <span className={styles['seen']}>
          <Plate mark={place.mark} />
          <EnvelopeNote place={place} />
        </span>
      </li>
    ))}
  </ol>
);

/** A slot for a loudspeaker, the drawers of a computer: enough to tell a phone from a building. */
const Walls = ({ kind }: { kind: PathPlace['kind'] }): ReactNode =>
  kind === 'wire' ? null : <span className={styles['walls']} data-kind={kind} aria-hidden="true" />;

const Arrow = (): ReactNode => (
  <svg className={styles['arrow']} aria-hidden="true" preserveAspectRatio="none">
    <line x1="0" y1="50%" x2="100%" y2="50%" stroke="var(--ink)" strokeWidth="2" />
    <svg x="100%" y="50%" overflow="visible">
      <path d="M-12 -6L0 0L-12 6Z" fill="var(--ink)" />
    </svg>
  </svg>
);

const EnvelopeNote = ({ place }: { place: PathPlace }): ReactNode =>
  place.mark.envelope === undefined ? null : (
    <span className={styles['envelope']}>
      <Mark name="metadata" /> {place.mark.envelope}
    </span>
  );
