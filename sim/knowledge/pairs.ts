/**
 * Which two values together would have sufficed, where no single one would: one lane for each pair of candidates.
 *
 * Exact as far as it looks: values of which the same comes are one kind, and every two kinds are tried, in words of as many
 * lanes as are fast to join. Pairs come in groups, "any of these with any of those". Section 1.
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
  /** There were more kinds of candidates than are tried: those nearest to the goal were. */
  readonly cutShort: boolean;
}

/** How many kinds of candidates are tried, and how many pairs at once. */
export interface PairLimits {
  readonly kinds: number;
  readonly lanes: number;
}

/** Every pair of candidates from which, with what is known, the slice's goal follows. None of them may suffice by itself. */
export function sufficientPairs(
  slice: Slice,
  candidates: readonly ValueId[],
  limits: PairLimits = MISSING_PAIRS,
): FoundPairs {
  const kinds = kindsOf(slice, candidates);
  const tried = kinds.slice(0, limits.kinds);
  const members = tried.flatMap(([first]) => first ?? []);
  const rows = Math.max(1, Math.floor(limits.lanes / Math.max(members.length, 1)));
  const partners: LaneMask[] = [];
  for (let first = 0; first < members.length; first += rows)
    partners.push(...partnersOf(slice, members, first, Math.min(first + rows, members.length)));
  return { groups: groupsOf(tried, partners), cutShort: tried.length < kinds.length };
}

/**
 * Two values do more than each alone only where a rule joins what follows from the one with what follows from the other. So
 * candidates from which the same premises of such rules follow are of one kind: each has the partners of the others, and
 * they are none to each other. Those without any have no partner, and are left out.
 */
function kindsOf(slice: Slice, candidates: readonly ValueId[]): readonly (readonly ValueId[])[] {
  const begin = new Map(candidates.map((candidate, lane) => [candidate, 1n << BigInt(lane)]));
  const { maskOf } = lanesOf(slice, begin, candidates.length);
  const joined = new Set(slice.rules.flatMap(({ premises }) => (premises.length > 1 ? premises.map(maskOf) : [])));
  const signatures = candidates.map((): number[] => []);
  [...joined].forEach((mask, which) => {
    for (const lane of lanesIn(mask)) signatures[lane]?.push(which);
  });
  const kinds = new Map<string, ValueId[]>();
  candidates.forEach((candidate, lane) => {
    const signature = signatures[lane]?.join() ?? '';
    const kind = kinds.get(signature);
    if (kind) kind.push(candidate);
    else if (signature !== '') kinds.set(signature, [candidate]);
  });
  return [...kinds.values()];
}

function lanesIn(mask: LaneMask): readonly number[] {
  const bits = mask.toString(2);
  return Array.from(bits, (bit, i) => (bit === '1' ? bits.length - 1 - i : -1)).filter((lane) => lane !== -1);
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

/** Kinds with the same partners make a side; two sides are a group where they are partners. */
function groupsOf(kinds: readonly (readonly ValueId[])[], partners: readonly LaneMask[]): readonly ValuePairs[] {
  const sides = new Map<LaneMask, number[]>();
  partners.forEach((mask, i) => {
    if (mask === 0n) return;
    const side = sides.get(mask);
    if (side) side.push(i);
    else sides.set(mask, [i]);
  });
  const valuesOf = (side: readonly number[]): readonly ValueId[] => side.flatMap((i) => kinds[i] ?? []);
  return [...sides].flatMap(([mask, side]) =>
    [...sides.values()].flatMap((other): readonly ValuePairs[] => {
      const [mine = 0, theirs = 0] = [side[0], other[0]];
      return mine < theirs && hasLane(mask, theirs) ? [{ one: valuesOf(side), other: valuesOf(other) }] : [];
    }),
  );
}
