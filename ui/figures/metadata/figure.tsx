/** Draws what the company or a listener has: a graph of who with whom, a strip of when, and the sentence that it comes to. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { FigureToggle, type FigureAs } from '../legend.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { Graph } from './graph.ts';
import type { MetadataMarks } from './layout.ts';
import type { Strips, StripMark } from './strips.ts';
import { MetadataTable } from './table.tsx';
import { METADATA_WORDS } from './words.ts';
import styles from './metadata.module.css';

export interface MetadataFigureProps {
  readonly marks: MetadataMarks;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
}

const REM = 16;
const px = (rem: number): number => Math.round(rem * REM * 10) / 10;

export function MetadataFigure({ marks, as, onAs }: MetadataFigureProps): ReactNode {
  const t = useText();
  return (
    <figure className={styles['figure']} aria-label={marks.graphTitle}>
      {as === 'table' ? (
        <MetadataTable marks={marks} />
      ) : (
        <div className={styles['pictures']}>
          <h2>{marks.graphTitle}</h2>
          <GraphPicture graph={marks.graph} />
          <h2>{t(METADATA_WORDS.day)}</h2>
          <ScrollRegion label={t(METADATA_WORDS.day)}>
            <StripPicture strips={marks.strips} />
          </ScrollRegion>
        </div>
      )}
      <div className={styles['legend']}>
        <ul>
          <li>
            <b>{t(METADATA_WORDS.noText)}</b>
          </li>
          {as === 'picture' && (
            <>
              <li>{t(METADATA_WORDS.above)}</li>
              <li>{t(METADATA_WORDS.below)}</li>
              {marks.hasSilence && (
                <li>
                  <i className={styles['dashes']} /> {t(METADATA_WORDS.silent)}
                </li>
              )}
            </>
          )}
        </ul>
        <FigureToggle as={as} onAs={onAs} />
      </div>
      <figcaption className={styles['caption']}>
        <p className={styles['closing']}>{marks.closing}</p>
        {marks.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </figcaption>
    </figure>
  );
}

const GraphPicture = ({ graph }: { graph: Graph }): ReactNode => (
  <svg
    className={styles['graph']}
    viewBox={`0 0 ${px(graph.width)} ${px(graph.height)}`}
    style={{ width: `${graph.width}rem` }}
    role="img"
    aria-label={graph.edges.map(({ ends, count, bytes }) => `${namesOf(graph, ends)}: ${count}, ${bytes}`).join('; ')}
  >
    {graph.edges.map(({ ends, from, to, width }) => (
      <path
        key={ends.join(' ')}
        className={styles['edge']}
        strokeWidth={px(width)}
        d={`M${px(from.x)} ${px(from.y)}L${px(to.x)} ${px(to.y)}`}
      />
    ))}
    {graph.edges.map(({ ends, middle, count, bytes }) => (
      <text key={ends.join(' ')} className={styles['words']} textAnchor="middle" x={px(middle.x)} y={px(middle.y) - 14}>
        <tspan fontWeight="700">{count}</tspan>
        <tspan x={px(middle.x)} dy="36">
          {bytes}
        </tspan>
      </text>
    ))}
    {graph.nodes.map(({ id, name, x, y }) => (
      <g key={id}>
        <circle className={styles['node']} cx={px(x)} cy={px(y)} r="9" />
        <text className={styles['name']} textAnchor="middle" x={px(x)} y={px(y) + 28}>
          {name}
        </text>
      </g>
    ))}
  </svg>
);

const namesOf = (graph: Graph, ends: readonly string[]): string =>
  ends.map((end) => graph.nodes.find(({ id }) => id === end)?.name ?? end).join(' – ');

/** A picture only: the table says every tick in words. */
const StripPicture = ({ strips }: { strips: Strips }): ReactNode => (
  <svg
    className={styles['strips']}
    viewBox={`0 0 ${px(strips.width)} ${px(strips.height)}`}
    style={{ width: `${strips.width}rem`, height: `${strips.height}rem` }}
    aria-hidden="true"
  >
    {strips.axis.map(({ x, clock }) => (
      <g key={x}>
        <path className={styles['axis']} d={`M${px(x)} 18V${px(strips.height)}`} />
        <text className={styles['clock']} textAnchor="middle" x={px(x)} y="12">
          {clock}
        </text>
      </g>
    ))}
    {strips.rows.map((row) => (
      <StripRow key={row.device} row={row} from={strips.left} to={strips.width} />
    ))}
  </svg>
);

const StripRow = ({ row, from, to }: { row: StripMark; from: number; to: number }): ReactNode => (
  <g>
    <text className={styles['name']} x="0" y={px(row.y) + 4}>
      {row.name}
    </text>
    <path className={styles['line']} d={`M${px(from)} ${px(row.y)}H${px(to)}`} />
    {row.silences.map(({ x, width }) => (
      <path key={x} className={styles['silence']} d={`M${px(x)} ${px(row.y)}h${px(width)}`} />
    ))}
    {row.ticks.map(({ key, x, toward, length }) => (
      <path
        key={key}
        className={styles['tick']}
        d={`M${px(x)} ${px(row.y)}v${toward === 'server' ? -px(length) : px(length)}`}
      />
    ))}
  </g>
);
