/** Draws the timeline: lifelines, arrows with what happened at their ends, thefts. A picture only: the table says it in words. */
import type { ReactNode } from 'react';
import type { Arrow, TimelineMarks } from './layout.ts';
import styles from './timeline.module.css';

const REM = 16;
const px = (rem: number): number => Math.round(rem * REM * 10) / 10;

export function Timeline({ marks }: { marks: TimelineMarks }): ReactNode {
  const height = px(marks.height);
  return (
    <svg
      className={styles['timeline']}
      viewBox={`0 0 ${px(marks.width)} ${height}`}
      style={{ width: `${marks.width}rem`, height: `${marks.height}rem` }}
      aria-hidden="true"
    >
      {marks.lanes.map((lane) => (
        <path key={lane.party} className={styles['life']} data-kind={lane.kind} d={`M${px(lane.x)} 0V${height}`} />
      ))}
      {marks.reading.map((stretch) => (
        <path
          key={`${stretch.x} ${stretch.from}`}
          className={styles['reading']}
          d={`M${px(stretch.x)} ${px(stretch.from)}V${px(stretch.to)}`}
        />
      ))}
      {marks.thefts.map((theft) => (
        <g key={theft.y}>
          <text className={styles['clock']} x="0" y={px(theft.y) + 4} fontWeight="700">
            {theft.clock}
          </text>
          <path className={styles['theft']} d={`M${px(theft.from)} ${px(theft.y)}H${px(theft.to)}`} />
          <rect className={styles['solid']} x={px(theft.from) - 5} y={px(theft.y) - 5} width="10" height="10" />
          <path
            className={styles['solid']}
            d={headPath(px(theft.to) - 2, px(theft.y), theft.to > theft.from ? 1 : -1)}
          />
        </g>
      ))}
      {marks.arrows.map((arrow) => (
        <ArrowMark key={`${arrow.message} ${arrow.to.x}`} arrow={arrow} />
      ))}
    </svg>
  );
}

function ArrowMark({ arrow }: { arrow: Arrow }): ReactNode {
  const { from, to, hop } = arrow;
  const near = hop ?? to;
  const middle = { x: px((from.x + near.x) / 2), y: px((from.y + near.y) / 2) };
  // On its way and nowhere yet: the line ends at its name.
  const end = arrow.arrived ? to : (hop ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  return (
    <g>
      <text className={styles['clock']} x="0" y={px((from.y + to.y) / 2) + 4}>
        {arrow.clock}
      </text>
      {arrow.left && <path className={styles['arrow']} d={`M${px(from.x)} ${px(from.y)}L${px(end.x)} ${px(end.y)}`} />}
      <circle className={styles['solid']} cx={px(from.x)} cy={px(from.y)} r="3.5" />
      {arrow.arrived && (
        <path
          className={styles['solid']}
          d={headPath(px(to.x) - Math.sign(to.x - from.x), px(to.y), Math.sign(to.x - from.x))}
        />
      )}
      {hop !== undefined && <rect className={styles['hop']} x={px(hop.x) - 4} y={px(hop.y) - 4} width="8" height="8" />}
      {arrow.taps.map((tap) => (
        <path
          key={tap.x}
          className={styles['hop']}
          d={`M${px(tap.x)} ${px(tap.y) - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`}
        />
      ))}
      <rect className={styles['paper']} x={middle.x - 11} y={middle.y - 8} width="22" height="15" />
      <text className={styles['label']} x={middle.x} y={middle.y + 4} textAnchor="middle">
        {arrow.message}
      </text>
    </g>
  );
}

/** A filled head whose tip is at (x, y); `direction` 1 points right. */
const headPath = (x: number, y: number, direction: number): string => `M${x} ${y}l${-9 * direction} -4.5v9Z`;
