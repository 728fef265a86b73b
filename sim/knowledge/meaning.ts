/**
 * What an event means, without its bytes and times: kinds, labels, reasons, ticks, signs, fault effects, texts. Two runs
 * have other keys in every byte and may be later by a moment; that alone is no difference that anybody could tell.
 */
import type { Operation } from '../crypto/recorder.ts';
import type { Outcome, Place, TraceEvent } from '../trace.ts';
import { NO_CHANGE, type KeyCounts } from './keyChanges.ts';
import type { KeyWord } from './types.ts';

/**
 * What follows from bytes or lengths, or says when or how often: no part of the meaning. `digits` are a code computed from
 * keys.
 */
const BESIDES: ReadonlySet<string> = new Set(['sizeBytes', 'digits', 'sentAt', 'arrivesAt', 'attempt']);

/** Ids of packets that answer for a moment end with it; those of packets that are sent again, with the attempt. */
export const withoutTimes = (name: string): string => name.replaceAll(/[ @]\d{5,}\b| try \d+\b/g, '');

/** One line for each outcome. */
const meaningOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map((outcome) =>
    JSON.stringify(outcome, (key, value: unknown) => {
      if (value instanceof Uint8Array || BESIDES.has(key)) return undefined;
      return typeof value === 'string' ? withoutTimes(value) : value;
    }),
  );

/** The outcomes that only the first and only the second have; repeated ones count. */
export function differentOutcomes(
  base: readonly Outcome[],
  other: readonly Outcome[],
): readonly [readonly Outcome[], readonly Outcome[]] {
  const [mine, theirs] = [meaningOf(base), meaningOf(other)];
  return [base.filter(lacking(mine, theirs)), other.filter(lacking(theirs, mine))];
}

/** Keeps what the second list does not have as often. */
function lacking(mine: readonly string[], theirs: readonly string[]): (outcome: unknown, index: number) => boolean {
  const left = new Map<string, number>();
  for (const line of theirs) left.set(line, (left.get(line) ?? 0) + 1);
  return (_, index) => {
    const line = mine[index] ?? '';
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  };
}

/**
 * A difference that no outcome tells: which keys came and went, how many values lie in a place afterwards, or how often
 * something was computed. Numbers are those of the base run, then of the other.
 */
export type QuietDifference =
  | {
      readonly kind: 'keys';
      readonly word: KeyWord;
      /** Keys of this word that are new with the event, and those that are gone. */
      readonly counts: readonly [number, number];
      readonly lost: readonly [number, number];
    }
  | { readonly kind: 'holds'; readonly place: Place; readonly counts: readonly [number, number] }
  | { readonly kind: 'computes'; readonly operation: Operation; readonly counts: readonly [number, number] };

const PLACES: readonly Place[] = ['keys', 'chat', 'queue', 'log', 'masks', 'loot'];
/** The most telling first: an agreement more says more than a record more that was taken apart. */
const OPERATIONS: readonly Operation[] = [
  'agree',
  'publicKey',
  'kemKeyPair',
  'encapsulate',
  'decapsulate',
  'sign',
  'hkdf',
  'hmac',
  'cbcEncrypt',
  'cbcDecrypt',
  'pack',
  'unpack',
];

/**
 * The first such difference between the two events of a pair. Secrets are measured by their number, never by their bytes:
 * byte strings in each place (what is public does not count), then calls of each operation.
 */
export function quietDifference(base: TraceEvent, other: TraceEvent): QuietDifference | undefined {
  for (const place of PLACES) {
    const counts = [valuesIn(base.after.places[place]), valuesIn(other.after.places[place])] as const;
    if (counts[0] !== counts[1]) return { kind: 'holds', place, counts };
  }
  for (const operation of OPERATIONS) {
    const counts = [timesOf(base, operation), timesOf(other, operation)] as const;
    if (counts[0] !== counts[1]) return { kind: 'computes', operation, counts };
  }
  return undefined;
}

/** What says most about what a run keeps: used keys, then private ones, then all others. */
const TELLING: readonly KeyWord[] = [
  'usedKey',
  'messageKeySeed',
  'ratchetKey',
  'rootKey',
  'chainKey',
  'identityKey',
  'signedPrekey',
  'oneTimePrekey',
  'kemPrekey',
];
const rank = (word: KeyWord): number => (TELLING.includes(word) ? TELLING.indexOf(word) : TELLING.length);

/** The most telling word of whose keys one run gained or lost more at this event than the other. */
export function keyDifference(base: KeyCounts, other: KeyCounts): QuietDifference | undefined {
  const words = [...new Set([...base.keys(), ...other.keys()])].toSorted((a, b) => rank(a) - rank(b));
  for (const word of words) {
    const [mine, theirs] = [base.get(word) ?? NO_CHANGE, other.get(word) ?? NO_CHANGE];
    if (mine.gained !== theirs.gained || mine.lost !== theirs.lost)
      return { kind: 'keys', word, counts: [mine.gained, theirs.gained], lost: [mine.lost, theirs.lost] };
  }
  return undefined;
}

const timesOf = ({ calls }: TraceEvent, operation: Operation): number =>
  calls.filter(({ op }) => op === operation).length;

/** Unchanged parts of a state are the same objects from event to event: each is counted once. */
const counted = new WeakMap<object, number>();

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof Uint8Array) return 1;
  const known = counted.get(value);
  if (known !== undefined) return known;
  const count = Object.values(value).reduce((sum: number, part: unknown) => sum + valuesIn(part), 0);
  counted.set(value, count);
  return count;
}
