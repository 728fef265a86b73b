/**
 * Which events have a row of their own, and what stands near which row, so that a frame costs as much as it shows and not as
 * much as the run is long. Pure; made once for a run (and for what is opened in it), O(events + packets).
 */
import { bisectRight } from 'd3';
import type { Seq } from '../../../sim/trace.ts';
import type { Journey, Stretch } from '../../../sim/index.ts';
import type { EventView, TimelineView } from '../../worker/api.ts';

/** All attempts with one packet, oldest first. */
export interface Attempts {
  readonly key: string;
  readonly journeys: readonly Journey[];
}

export interface RowIndex {
  readonly view: TimelineView;
  /** Events with a row, in order. */
  readonly seqs: readonly Seq[];
  /** Row of every event; a folded one is told by the row before it. */
  readonly rowOf: readonly number[];
  readonly attempts: ReadonlyMap<string, Attempts>;
  /** Journeys that are drawn, and what lasts, by the blocks of rows that they touch. */
  readonly journeys: readonly (readonly Journey[])[];
  readonly stretches: readonly (readonly Stretch[])[];
  /** Packets that were sent or that ended at an event. */
  readonly at: ReadonlyMap<Seq, readonly Journey[]>;
}

const BLOCK_ROWS = 32;

/** Journeys with the same key are attempts with one packet. */
export const attemptsKey = (journey: Journey): string => `${journey.name} ${journey.link} ${journey.by}`;

/** @param opened keys of the attempts that are shown one by one; of the others the first and the one that decides. */
export function rowIndex(view: TimelineView, opened: ReadonlySet<string>): RowIndex {
  const attempts = attemptsOf(view.journeys);
  const folded = foldedOf(attempts, opened);
  const at = journeysAt(view.journeys);
  const seqs: Seq[] = [];
  const rowOf: number[] = [];
  for (const event of view.events) {
    if (!isFolded(event, at.get(event.seq) ?? [], folded)) seqs.push(event.seq);
    rowOf.push(Math.max(seqs.length - 1, 0));
  }
  const blocks = Math.ceil(seqs.length / BLOCK_ROWS);
  const row = (seq: Seq | undefined): number => (seq === undefined ? seqs.length - 1 : (rowOf[seq] ?? 0));
  return {
    view,
    seqs,
    rowOf,
    attempts,
    at,
    journeys: inBlocks(
      view.journeys.filter((journey) => !folded.has(journey)),
      blocks,
      (journey) => [row(journey.sent.seq), row(endOf(journey))],
    ),
    stretches: inBlocks(view.stretches, blocks, ({ from, to }) => [row(from), row(to)]),
  };
}

/** The event with which the way of a packet ended, its copies included. */
function endOf({ fate, again }: Journey): Seq | undefined {
  return again.at(-1)?.seq ?? (fate.kind === 'under-way' ? undefined : fate.seq);
}

function attemptsOf(journeys: readonly Journey[]): ReadonlyMap<string, Attempts> {
  const byKey = new Map<string, Journey[]>();
  for (const journey of journeys) {
    const key = attemptsKey(journey);
    const known = byKey.get(key);
    if (known) known.push(journey);
    else byKey.set(key, [journey]);
  }
  return new Map([...byKey].filter(([, all]) => all.length > 1).map(([key, all]) => [key, { key, journeys: all }]));
}

function foldedOf(attempts: ReadonlyMap<string, Attempts>, opened: ReadonlySet<string>): ReadonlySet<Journey> {
  const folded = new Set<Journey>();
  for (const { key, journeys } of attempts.values()) {
    if (opened.has(key)) continue;
    const decides = journeys.find(({ fate }) => fate.kind === 'arrived') ?? journeys.at(-1);
    for (const journey of journeys) {
      if (journey !== journeys[0] && journey !== decides) folded.add(journey);
    }
  }
  return folded;
}

/** What an event may have done beside sending, and still be nothing but one more attempt. */
export const SENDING: ReadonlySet<string> = new Set(['sent', 'fault', 'phase']);

const isFolded = (event: EventView, touched: readonly Journey[], folded: ReadonlySet<Journey>): boolean =>
  touched.length > 0 &&
  touched.every((journey) => folded.has(journey)) &&
  event.outcomes.every(({ kind }) => SENDING.has(kind));

function journeysAt(journeys: readonly Journey[]): ReadonlyMap<Seq, readonly Journey[]> {
  const at = new Map<Seq, Journey[]>();
  const add = (seq: Seq, journey: Journey): void => {
    const known = at.get(seq);
    if (!known) at.set(seq, [journey]);
    else if (!known.includes(journey)) known.push(journey);
  };
  for (const journey of journeys) {
    add(journey.sent.seq, journey);
    if (journey.fate.kind !== 'under-way') add(journey.fate.seq, journey);
    for (const { seq } of journey.again) add(seq, journey);
  }
  return at;
}

function inBlocks<T>(
  items: readonly T[],
  blocks: number,
  rowsOf: (item: T) => readonly [from: number, to: number],
): readonly (readonly T[])[] {
  const lists: T[][] = Array.from({ length: blocks }, () => []);
  for (const item of items) {
    const [from, to] = rowsOf(item);
    for (let block = blockOf(from); block <= blockOf(to); block++) lists[block]?.push(item);
  }
  return lists;
}

const blockOf = (row: number): number => Math.floor(row / BLOCK_ROWS);

/** Everything in the blocks that these rows touch, each once, in order. */
export const near = <T>(lists: readonly (readonly T[])[], first: number, last: number): readonly T[] => [
  ...new Set(lists.slice(blockOf(first), blockOf(last) + 1).flat()),
];

/** Row of the last event that has happened by now; -1 where none has. */
export const rowAt = (index: RowIndex, now: Seq): number => bisectRight(index.seqs, now) - 1;
