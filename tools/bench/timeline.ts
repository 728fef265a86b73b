/**
 * The space-time diagram, frame by frame: layout of the rows in view against the length of the run (a ratio near 1 says that it
 * does not grow), and exact counts of what a frame shows and writes while the run is scrubbed.
 */
import { stormyTrace } from '../../sim/testing/syntheticTrace.ts';
import { elementsOf, writesBetween, type SvgElement } from '../../ui/figures/space-time/elements.ts';
import { layout } from '../../ui/figures/space-time/layout.ts';
import { rowAt, rowIndex, type RowIndex } from '../../ui/figures/space-time/rows.ts';
import { windowFrom, VIEW_ROWS } from '../../ui/figures/space-time/window.ts';
import { narrateDeed } from '../../ui/lab/narration.ts';
import { timelineView } from '../../ui/worker/laboratory.ts';
import { compare, timed } from './harness.ts';
import { judged, number, plain, type Row } from './rows.ts';

const SHORT = 1_000;
const LONG = 10_000;
const FRAMES = 60;

export function timelineRows(): readonly Row[] {
  const short = indexOf(SHORT);
  const long = indexOf(LONG);
  const cost = compare(
    () => scrub(long),
    () => scrub(short),
  );
  const counts = [short, long].map((index) => countsOf(scrub(index)));
  const writes = Math.max(...counts.map((count) => count.writes));
  const each = (pick: (count: Counts) => number): string => counts.map((count) => number(pick(count))).join(' / ');
  return [
    judged('layout of a frame, 10,000 over 1,000 events', cost.ratio, `${cost.ratio.toFixed(2)}x`, {
      gate: 1.25,
      goal: 1.1,
      unit: 'x',
    }),
    plain('  half of the ratios lie in', `${cost.from.toFixed(2)} to ${cost.to.toFixed(2)}`),
    plain(
      '  a frame at 1,000 / 10,000 events',
      `${(cost.bMs / FRAMES).toFixed(3)} / ${(cost.aMs / FRAMES).toFixed(3)} ms`,
    ),
    plain('  index of a run, once, 10,000 events', `${number(timed(() => indexOf(LONG)))} ms`),
    judged(
      'DOM writes a frame while scrubbing, at most (exact)',
      writes,
      each((count) => count.writes),
      {
        gate: 300,
        unit: '',
      },
    ),
    plain(
      '  elements a frame at 1,000 / 10,000 events, at most (exact)',
      each((count) => count.elements),
    ),
  ];
}

const indexOf = (events: number): RowIndex => rowIndex(timelineView(stormyTrace(events), events - 1), new Set());

interface Frame {
  readonly elements: readonly SvgElement[];
  readonly rows: number;
}

/** The slider goes through the middle half of the run. */
function scrub(index: RowIndex): readonly Frame[] {
  const events = index.view.events.length;
  return Array.from({ length: FRAMES }, (_, at) => {
    const now = Math.floor(events * (0.25 + at / (2 * FRAMES)));
    const lastRow = rowAt(index, now);
    const marks = layout(index, windowFrom(lastRow, lastRow), {
      language: 'en',
      now,
      trueTime: false,
      explained: undefined,
      tell: (event) => narrateDeed(event, 'en'),
    });
    return { elements: elementsOf(marks), rows: marks.rows.length };
  });
}

interface Counts {
  readonly writes: number;
  readonly elements: number;
}

/** Each row writes its time, its text and its event; two of them whether they are the active one and the tab stop. */
const ROW_WRITES = 3 * VIEW_ROWS + 4;
/** List item, button, its three parts. */
const ROW_ELEMENTS = 5;

function countsOf(frames: readonly Frame[]): Counts {
  const writes = frames.slice(1).map(({ elements }, at) => writesBetween(frames[at]?.elements ?? [], elements));
  return {
    writes: Math.max(...writes) + ROW_WRITES,
    elements: Math.max(...frames.map(({ elements, rows }) => elements.length + rows * ROW_ELEMENTS)),
  };
}
