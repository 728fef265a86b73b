/**
 * Which two values together would have sufficed, where no single one would: one lane for each pair of candidates.
 *
 * Exact as far as it looks: every pair is tried, in words of as many lanes as are fast to join. Pairs come in groups: values
 * that have the same partners can stand for each other, so a group is "any of these with any of those". Section 1.
 */
import { MISSING_PAIRS } from '../limits.ts';
import { allLanes, hasLane, lanesOf, type LaneMask, type Slice } from './lanes.ts';
import type { ValueId } from './values.ts';

/** Each of the one side with each of the other; no pair is in two groups. */
export interface ValuePairs {
  readonly one: readonly ValueId[];
  readonly other: readonly ValueId[];
}

export interface FoundPairs {
  readonly groups: readonly ValuePairs[];
  /** There were more candidates than are tried: those nearest to the goal were. */
  readonly cutShort: boolean;
}

/** How many candidates are tried, and how many pairs at once. */
export interface PairLimits {
  readonly candidates: number;
  readonly lanes: number;
}

/** Every pair of candidates from which, with what is known, the slice's goal follows. None of them may suffice by itself. */
export function sufficientPairs(
  slice: Slice,
  candidates: readonly ValueId[],
  limits: PairLimits = MISSING_PAIRS,
): FoundPairs {
  const tried = candidates.slice(0, limits.candidates);
  const cutShort = tried.length < candidates.length;
  const partners = tried.map(() => 0n);
  const rows = Math.max(1, Math.floor(limits.lanes / Math.max(tried.length, 1)));
  for (let first = 0; first < tried.length; first += rows) {
    partnersOf(slice, tried, first, Math.min(first + rows, tried.length)).forEach((mask, i) => {
      partners[first + i] = mask;
    });
  }
  return { groups: groupsOf(tried, partners), cutShort };
}

/** The partners of candidates [from, to): lane `(i - from) * n + j` is the world that has candidates i and j. */
function partnersOf(slice: Slice, tried: readonly ValueId[], from: number, to: number): readonly LaneMask[] {
  const [goal] = slice.values;
  if (goal === undefined) return [];
  const { length } = tried;
  const row = allLanes(length);
  let column = 0n;
  for (let i = from; i < to; i++) column |= 1n << BigInt((i - from) * length);
  const begin = new Map(
    tried.map((value, i): readonly [ValueId, LaneMask] => {
      const own = from <= i && i < to ? row << BigInt((i - from) * length) : 0n;
      return [value, own | (column << BigInt(i))];
    }),
  );
  const mask = lanesOf(slice, begin, (to - from) * length).maskOf(goal);
  return Array.from({ length: to - from }, (_, i) => (mask >> BigInt(i * length)) & row);
}

/** Candidates with the same partners make a side; two sides are a group where they are partners. */
function groupsOf(tried: readonly ValueId[], partners: readonly LaneMask[]): readonly ValuePairs[] {
  const sides = new Map<LaneMask, number[]>();
  partners.forEach((mask, i) => {
    if (mask === 0n) return;
    const side = sides.get(mask);
    if (side) side.push(i);
    else sides.set(mask, [i]);
  });
  const valuesOf = (side: readonly number[]): readonly ValueId[] => side.flatMap((i) => tried[i] ?? []);
  return [...sides].flatMap(([mask, side]) =>
    [...sides.values()].flatMap((other): readonly ValuePairs[] => {
      const [mine = 0, theirs = 0] = [side[0], other[0]];
      return mine < theirs && hasLane(mask, theirs) ? [{ one: valuesOf(side), other: valuesOf(other) }] : [];
    }),
  );
}
