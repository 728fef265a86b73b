/** The actors' charts, live: the real charts of the run, each with the phase its actor is in at this event. */
import type { ReactNode } from 'react';
import type { ChartView } from '../../sim/index.ts';
import type { ActorId, Party } from '../../sim/trace.ts';
import { useText } from '../i18n/language.tsx';
import { actorName, capital } from '../figures/names.ts';
import { ScrollRegion } from '../figures/scroll-region.tsx';
import { useWidth } from '../figures/use-width.ts';
import { layoutChart, mergeArrows, type ChartMarks } from './chart-layout.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS, phaseWord, signalWord, wholePhase } from './words.ts';
import styles from './lab.module.css';

export function Charts({ context }: { context: LabContext }): ReactNode {
  const { run, frame, charts, language, state } = context;
  const inWords = state.own['as'] === 'table';
  const t = useText();
  const actors = drawnActors(run.parties).flatMap(({ id, kind }) => {
    const chart = charts.find((one) => one.kind === kind);
    return chart === undefined ? [] : [{ id, chart, phase: frame.phases[id] ?? chart.first }];
  });
  if (actors.length === 0) return null;
  return (
    <section className={styles['charts']} aria-labelledby="charts-title">
      <h2 id="charts-title">{t(LAB_WORDS.actors)}</h2>
      <p>{t(LAB_WORDS.actorsNote)}</p>
      <ul>
        {actors.map(({ id, chart, phase }) => (
          <li key={id}>
            <h3>{capital(actorName(id, language))}</h3>
            <p>{t(LAB_WORDS.phaseNow({ phase: t(wholePhase(phase)) }))}</p>
            {inWords ? (
              <ChartList chart={chart} phase={phase} />
            ) : (
              <Chart chart={chart} phase={phase} name={capital(actorName(id, language))} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface DrawnActor {
  readonly id: ActorId;
  readonly kind: string;
}

/** The parties, and the people whose devices are among them: they have a chart, and are asked for no message. */
const drawnActors = (parties: readonly Party[]): readonly DrawnActor[] => [
  ...parties,
  ...[...new Set(parties.flatMap((party) => (party.kind === 'device' ? [party.account] : [])))].map((id) => ({
    id,
    kind: 'person',
  })),
];

/** The chart's arrows in words: from where, on what, to where. */
function ChartList({ chart, phase }: { chart: ChartView; phase: string }): ReactNode {
  const t = useText();
  const phaseName = (path: string): string => t(wholePhase(path));
  return (
    <ul className={styles['arrows']}>
      {mergeArrows(chart).map((arrow) => (
        <li key={`${arrow.from} ${arrow.signal} ${arrow.to}`} data-open={startsIn(phase, arrow.from) || undefined}>
          {t(
            LAB_WORDS.arrow({
              from: phaseName(arrow.from),
              signal: t(signalWord(arrow.signal)),
              to: phaseName(arrow.to),
            }),
          )}
        </li>
      ))}
    </ul>
  );
}

/** An arrow of a phase holds for every phase within it. */
const startsIn = (phase: string, from: string): boolean => phase === from || phase.startsWith(`${from}.`);

/** What a narrow page has room for, in px: a wider chart keeps its size there and is moved under the finger. */
const NARROW_ROOM = 320;

interface ChartProps {
  readonly chart: ChartView;
  readonly phase: string;
  readonly name: string;
}

/** A picture of what the line above it says in words. */
function Chart({ chart, phase, name }: ChartProps): ReactNode {
  const marks = layoutChart(chart);
  const width = useWidth();
  const picture = <Picture marks={marks} phase={phase} />;
  return width === 'narrow' && marks.width > NARROW_ROOM ? (
    <ScrollRegion label={name}>{picture}</ScrollRegion>
  ) : (
    picture
  );
}

function Picture({ marks, phase }: { marks: ChartMarks; phase: string }): ReactNode {
  const t = useText();
  return (
    <svg
      viewBox={`-1 -1 ${marks.width + 2} ${marks.height + 2}`}
      style={{ width: `${marks.width / 16}rem`, height: `${marks.height / 16}rem` }}
      aria-hidden="true"
    >
      {marks.frames.map((frame) => (
        <g key={frame.phase} data-around={phase.startsWith(`${frame.phase}.`) || undefined}>
          <rect className={styles['chartFrame']} x={frame.x} y={frame.y} width={frame.width} height={frame.height} />
          <text x={frame.x + 8} y={frame.y + 15}>
            {t(phaseWord(frame.phase))}
          </text>
        </g>
      ))}
      {marks.arrows.map((arrow) => (
        <g key={arrow.path} data-open={startsIn(phase, arrow.from) || undefined}>
          <path className={styles['chartLine']} d={arrow.path} />
          <path className={styles['chartHead']} d={arrow.head} />
          <text x={arrow.labelX} y={arrow.labelY}>
            {t(signalWord(arrow.signal))}
          </text>
        </g>
      ))}
      {marks.boxes.map((box) => (
        <g key={box.phase} data-here={box.phase === phase || undefined}>
          <rect className={styles['chartBox']} x={box.x} y={box.y} width={box.width} height={box.height} />
          <text x={box.x + 7} y={box.y + 16.5}>
            {t(phaseWord(box.phase))}
          </text>
        </g>
      ))}
    </svg>
  );
}
