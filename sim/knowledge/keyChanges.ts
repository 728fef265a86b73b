/**
 * What each event did to the keys that its actor keeps: how many came in and how many went, by the field's word for them.
 *
 * Outcomes say what people can notice; whether a used key was erased is no outcome of anything. Counting by word (a used
 * message key, a ratchet key ..) compares two runs without comparing a byte: their values differ always, what is done with
 * them only where the runs do. Only the place `keys` is counted: what comes into any other place is told by an outcome.
 */
import type { ActorId, Trace } from '../trace.ts';
import { termOfPath } from './terms.ts';
import type { KeyWord } from './types.ts';
import { PUBLIC, valueTable, type ValueId, type Values } from './values.ts';

export interface Counts {
  /** Different values that were not there before this event. */
  readonly gained: number;
  /** Different values that are not there any more. */
  readonly lost: number;
}

export type KeyCounts = ReadonlyMap<KeyWord, Counts>;

export const NO_CHANGE: Counts = { gained: 0, lost: 0 };
const NOTHING: KeyCounts = new Map();
const EMPTY: ReadonlyMap<ValueId, KeyWord> = new Map();

/** For each event of a trace, by its number. Cost: a walk over the keys of an actor at each event that changes them. */
export function keyCountsOf(trace: Trace): readonly KeyCounts[] {
  const values = valueTable();
  const known = new Map<ActorId, Kept>();
  return trace.events.map(({ actor, after }) => {
    const before = known.get(actor);
    const keys: unknown = after.places.keys;
    if (before?.keys === keys) return NOTHING;
    const now: Kept = { keys, words: wordsIn(keys, values) };
    known.set(actor, now);
    return difference(before?.words ?? EMPTY, now.words);
  });
}

interface Kept {
  readonly keys: unknown;
  readonly words: ReadonlyMap<ValueId, KeyWord>;
}

/** Every secret value once, with the word for where it was met first. */
function wordsIn(keys: unknown, values: Values): ReadonlyMap<ValueId, KeyWord> {
  const words = new Map<ValueId, KeyWord>();
  const visit = (part: unknown, path: readonly string[]): void => {
    if (typeof part !== 'object' || part === null) return;
    if (!(part instanceof Uint8Array)) {
      for (const [name, inner] of Object.entries(part)) visit(inner, [...path, name]);
      return;
    }
    const value = values.intern(part);
    if (value !== PUBLIC && !words.has(value)) words.set(value, wordOf(path));
  };
  visit(keys, []);
  return words;
}

function wordOf(path: readonly string[]): KeyWord {
  const term = termOfPath(path) ?? 'value';
  return term === 'messageKeySeed' && path.includes('used') ? 'usedKey' : term;
}

function difference(before: ReadonlyMap<ValueId, KeyWord>, after: ReadonlyMap<ValueId, KeyWord>): KeyCounts {
  const counts = new Map<KeyWord, Counts>();
  const add = (word: KeyWord, gained: number, lost: number): void => {
    const sofar = counts.get(word) ?? NO_CHANGE;
    counts.set(word, { gained: sofar.gained + gained, lost: sofar.lost + lost });
  };
  for (const [value, word] of after) if (!before.has(value)) add(word, 1, 0);
  for (const [value, word] of before) if (!after.has(value)) add(word, 0, 1);
  return counts;
}
