/**
 * Two runs of one story, event by event: which events are the same deed in both, and where the runs part first.
 *
 * Events are paired by what led to them: the step that was ordered, then each (actor, input) on the way from it, and where
 * several are equal, which of them it is. Positions, times and bytes do not count, so a delay moves a pair and parts nothing.
 */
import type { Instant, Outcome, Trace, TraceEvent } from '../trace.ts';
import { keyCountsOf } from './keyChanges.ts';
import { differentOutcomes, keyDifference, quietDifference, withoutTimes, type QuietDifference } from './meaning.ts';

export type EventPair =
  | { readonly kind: 'both'; readonly base: TraceEvent; readonly other: TraceEvent }
  | { readonly kind: 'base'; readonly base: TraceEvent; readonly other?: undefined }
  | { readonly kind: 'other'; readonly base?: undefined; readonly other: TraceEvent };

/** One run's side of a divergence: the event, and those of its outcomes that the other run has not. */
export interface DivergentEvent {
  readonly event: TraceEvent;
  readonly outcomes: readonly Outcome[];
}

/** Where two runs part. A side is absent where nothing takes the event's place in that run, or nothing more came of it. */
export type Divergence =
  | {
      readonly kind: 'deeds';
      readonly at: Instant;
      readonly base: DivergentEvent | undefined;
      readonly other: DivergentEvent | undefined;
    }
  /** No outcome differs in the whole run; this is the first event in which the actors hold or compute something else. */
  | {
      readonly kind: 'quiet';
      readonly at: Instant;
      readonly base: TraceEvent;
      readonly other: TraceEvent;
      readonly difference: QuietDifference;
    };

export interface Alignment {
  /** In order of time; where that is equal, in an order that does not depend on which run is the base. */
  readonly pairs: readonly EventPair[];
  readonly firstDivergence: Divergence | undefined;
}

/** Pairs the events of two runs of one story and finds where they part; both directions give the same, mirrored. */
export function align(base: Trace, other: Trace): Alignment {
  const numbers = new Map<string, number>();
  const mine = keysOf(base, numbers);
  const theirs = keysOf(other, numbers);
  const partners = new Map(theirs.map((key, seq) => [key, other.events[seq]]));
  const known = new Set(mine);
  const pairs: readonly EventPair[] = [
    ...base.events.map((event, seq): EventPair => {
      const partner = partners.get(mine[seq] ?? -1);
      return partner === undefined ? { kind: 'base', base: event } : { kind: 'both', base: event, other: partner };
    }),
    ...other.events.flatMap((event, seq): readonly EventPair[] =>
      known.has(theirs[seq] ?? -1) ? [] : [{ kind: 'other', other: event }],
    ),
  ];
  const ordered = pairs.toSorted(
    (a, b) =>
      placeOf(a, 'at') - placeOf(b, 'at') || placeOf(a, 'seq') - placeOf(b, 'seq') || byName(nameOf(a), nameOf(b)),
  );
  return { pairs: ordered, firstDivergence: firstDeed(ordered) ?? firstQuiet(ordered, base, other) };
}

/** A number for each event by what led to it: equal in both traces where that is equal. */
function keysOf({ events }: Trace, numbers: Map<string, number>): readonly number[] {
  const keys: number[] = [];
  const met = new Map<string, number>();
  for (const { actor, input, cause, step } of events) {
    const path = `${cause === undefined ? step : keys[cause]} ${actor} ${withoutTimes(input)}`;
    const ordinal = met.get(path) ?? 0;
    met.set(path, ordinal + 1);
    const name = `${path} ${ordinal}`;
    const key = numbers.get(name) ?? numbers.size;
    numbers.set(name, key);
    keys.push(key);
  }
  return keys;
}

/** The same for the pair whichever run is the base. */
function nameOf({ base, other }: EventPair): string {
  const names = [base, other].flatMap((event) => (event ? [`${event.actor} ${event.input}`] : []));
  return names.toSorted(byName).join(' ');
}
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const placeOf = ({ base, other }: EventPair, field: 'at' | 'seq'): number =>
  Math.min(base?.[field] ?? Infinity, other?.[field] ?? Infinity);

/** The first pair whose outcomes differ in meaning, or which one run does not have. */
function firstDeed(pairs: readonly EventPair[]): Divergence | undefined {
  for (const pair of pairs) {
    if (pair.kind === 'both') {
      const [base, other] = differentOutcomes(pair.base.outcomes, pair.other.outcomes);
      if (base.length + other.length === 0) continue;
      return {
        kind: 'deeds',
        at: placeOf(pair, 'at'),
        base: base.length > 0 ? { event: pair.base, outcomes: base } : undefined,
        other: other.length > 0 ? { event: pair.other, outcomes: other } : undefined,
      };
    }
    const event = pair.base ?? pair.other;
    const instead = pairs.find((one) => one.kind !== 'both' && one.kind !== pair.kind && isInsteadOf(one, event));
    const base = pair.base ?? instead?.base;
    const other = pair.other ?? instead?.other;
    return { kind: 'deeds', at: event.at, base: base && whole(base), other: other && whole(other) };
  }
  return undefined;
}

/** Where a step was replaced, each run has its own event at the same moment of it. */
function isInsteadOf(pair: EventPair, { at, step }: TraceEvent): boolean {
  const event = pair.base ?? pair.other;
  return event !== undefined && event.at === at && event.step === step;
}

const whole = (event: TraceEvent): DivergentEvent => ({ event, outcomes: event.outcomes });

function firstQuiet(pairs: readonly EventPair[], baseTrace: Trace, otherTrace: Trace): Divergence | undefined {
  const [mine, theirs] = [keyCountsOf(baseTrace), keyCountsOf(otherTrace)];
  for (const pair of pairs) {
    if (pair.kind !== 'both') continue;
    const { base, other } = pair;
    const difference =
      keyDifference(mine[base.seq] ?? new Map(), theirs[other.seq] ?? new Map()) ?? quietDifference(base, other);
    if (difference !== undefined) return { kind: 'quiet', at: placeOf(pair, 'at'), base, other, difference };
  }
  return undefined;
}
