/**
 * Holdings: from which event to which a value stood in which place of an actor.
 *
 * Found by comparing each state with the one before. States share their unchanged parts, so a part that is the same object
 * is skipped whole: an event costs what it changed. What is counted is occurrences: a value is gone when its last
 * occurrence in the place is. Section 3.3.
 */
import { SHORTEST_SECRET_BYTES } from '../crypto/bytes.ts';
import type { ActorId, Seq, TraceEvent } from '../trace.ts';
import type { Flaw } from './flaws.ts';
import { PUBLIC, type ValueId, type Values } from './values.ts';

/** Columns, in order of `from`: value i stood in the place during events [from, to); `STILL`: to the end of the run. */
export interface Holdings {
  readonly actor: ActorId;
  readonly values: readonly ValueId[];
  readonly places: readonly string[];
  readonly from: readonly Seq[];
  readonly to: readonly Seq[];
}

/** The end of a stay that lasts to the end of the run. */
export const STILL = 0x7fffffff;

/** The stays of all values in one actor's places; interns them. `flaw` is for tests only. */
export function holdingsOf(
  events: readonly TraceEvent[],
  actor: ActorId,
  values: Values,
  flaw?: Flaw,
  { open = closed, isWanted = everyPlace }: Looking = {},
): Holdings {
  const tallies = new Map<string, Tally>();
  const columns: Columns = { values: [], places: [], from: [], to: [] };
  let before: Places = {};
  let isFirst = true;
  for (const event of events) {
    if (event.actor !== actor) continue;
    const after: Places = event.after.places;
    if (after === before) continue;
    for (const place of changedPlaces(before, after)) {
      if (!isWanted(place)) continue;
      const tally = tallies.get(place) ?? newTally();
      tallies.set(place, tally);
      const report: Report = (bytes, by) => add(tally, values.intern(bytes), by);
      compare(before[place], after[place], { report, open });
      if (isFirst || flaw?.kind !== 'no-later-holding') settle(tally, place, event.seq, columns, flaw);
    }
    before = after;
    isFirst = false;
  }
  return { actor, ...columns };
}

/** The stays of both, in order of `from`. */
export function together(one: Holdings, other: Holdings): Holdings {
  if (other.values.length === 0) return one;
  const from = [...one.from, ...other.from];
  const order = from.map((_, i) => i).toSorted((a, b) => (from[a] ?? 0) - (from[b] ?? 0) || a - b);
  const sorted = <T>(a: readonly T[], b: readonly T[]): readonly T[] => {
    const all = [...a, ...b];
    return order.flatMap((i) => all.slice(i, i + 1));
  };
  return {
    actor: one.actor,
    values: sorted(one.values, other.values),
    places: sorted(one.places, other.places),
    from: sorted(one.from, other.from),
    to: sorted(one.to, other.to),
  };
}

/** True where stay i of these holdings lasts at this event. */
export const lasts = (holdings: Holdings, i: number, at: Seq): boolean =>
  (holdings.from[i] ?? STILL) <= at && at < (holdings.to[i] ?? STILL);

/** What an actor's state keeps, by place. */
type Places = Readonly<Record<string, unknown>>;

function changedPlaces(before: Places, after: Places): readonly string[] {
  const changed: string[] = [];
  for (const place in after) if (before[place] !== after[place]) changed.push(place);
  for (const place in before) if (!(place in after)) changed.push(place);
  return changed;
}

interface Columns {
  readonly values: ValueId[];
  readonly places: string[];
  readonly from: Seq[];
  readonly to: Seq[];
}

/** Occurrences of each value in one place, and the running stay of those that occur. */
interface Tally {
  readonly occurrences: Map<ValueId, number>;
  readonly running: Map<ValueId, number>;
  readonly touched: ValueId[];
}
const newTally = (): Tally => ({ occurrences: new Map(), running: new Map(), touched: [] });

function add(tally: Tally, value: ValueId, by: 1 | -1): void {
  if (value === PUBLIC) return;
  tally.occurrences.set(value, (tally.occurrences.get(value) ?? 0) + by);
  tally.touched.push(value);
}

/** Begins and ends stays according to what is there after the event. */
function settle(tally: Tally, place: string, seq: Seq, columns: Columns, flaw: Flaw | undefined): void {
  for (const value of tally.touched) {
    const isThere = (tally.occurrences.get(value) ?? 0) > 0;
    const stay = tally.running.get(value);
    if (isThere && stay === undefined) {
      tally.running.set(value, columns.values.length);
      columns.values.push(value);
      columns.places.push(place);
      columns.from.push(seq);
      columns.to.push(STILL);
    } else if (!isThere && stay !== undefined) {
      if (flaw?.kind !== 'no-end-of-holding') columns.to[stay] = seq;
      tally.running.delete(value);
    }
  }
  tally.touched.length = 0;
}

type Report = (bytes: Uint8Array, by: 1 | -1) => void;
/** What stands in a part that is no plain tree of values: a disk, whose bytes have to be looked through. */
export type Open = (part: object) => readonly Uint8Array[] | undefined;
const closed: Open = () => undefined;
const everyPlace = (): boolean => true;
/** How parts are opened, and which places are looked into. */
export interface Looking {
  readonly open?: Open;
  readonly isWanted?: (place: string) => boolean;
}

interface Comparing {
  readonly report: Report;
  readonly open: Open;
}

/** Reports each byte string that is in one tree and not in the other; parts that are the same object are not entered. */
function compare(before: unknown, after: unknown, comparing: Comparing): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, comparing);
  } else if (isRecord(before) && isRecord(after) && !comparing.open(before) && !comparing.open(after)) {
    for (const key in before) if (!(key in after)) reportAll(before[key], -1, comparing);
    for (const key in after) compare(before[key], after[key], comparing);
  } else {
    reportAll(before, -1, comparing);
    reportAll(after, 1, comparing);
  }
}

/** Lists grow, shrink and change at one place: what is the same at both ends is skipped, what lies between is compared. */
function compareLists(before: readonly unknown[], after: readonly unknown[], comparing: Comparing): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (before.length === after.length) {
    for (let i = start; i < after.length - end; i++) compare(before[i], after[i], comparing);
    return;
  }
  for (let i = start; i < before.length - end; i++) reportAll(before[i], -1, comparing);
  for (let i = start; i < after.length - end; i++) reportAll(after[i], 1, comparing);
}

function reportAll(part: unknown, by: 1 | -1, comparing: Comparing): void {
  if (typeof part !== 'object' || part === null) return;
  if (part instanceof Uint8Array) {
    if (part.length >= SHORTEST_SECRET_BYTES) comparing.report(part, by);
    return;
  }
  const opened = comparing.open(part);
  if (opened) for (const bytes of opened) reportAll(bytes, by, comparing);
  else if (Array.isArray(part)) for (const item of part) reportAll(item, by, comparing);
  else if (isRecord(part)) for (const key in part) reportAll(part[key], by, comparing);
}

/** States are plain data: lists, records, byte strings, texts and numbers. Anything else would escape the knowledge floor. */
function isRecord(part: unknown): part is Readonly<Record<string, unknown>> {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array || Array.isArray(part)) return false;
  if (part instanceof Map || part instanceof Set) {
    throw new Error('an actor keeps plain records and lists: what is in a Map or a Set would not be seen as held');
  }
  return true;
}
