/**
 * Many closures in one pass: each lane is a world in which some further values are had, and a value's mask has a bit for each
 * lane in which it follows.
 *
 * A rule joins the masks of its premises with AND, alternatives are joined with OR. A mask only grows, and values are taken in
 * the order in which the run computed them, so that most are visited once. Only the part of the rules from which a goal can
 * follow is looked at. Lanes ask what would suffice (`missing.ts`, `pairs.ts`) and what every copy would open (`heatmap.ts`).
 */
import { premisesOf } from './operands.ts';
import { costQueue } from './queue.ts';
import type { Rules } from './rulebook.ts';
import type { ValueId } from './values.ts';

/** The rules and values from which a goal could follow, beyond what is known anyway. */
export interface Slice {
  /** The goals first, then by distance from them. */
  readonly values: readonly ValueId[];
  /** Rules that give each of these values, with their premises that are not known. */
  readonly rules: readonly SliceRule[];
  /** By value: the first rule of the log that gives it. */
  readonly givenBy: ReadonlyMap<ValueId, number>;
}
export interface SliceRule {
  readonly conclusion: ValueId;
  readonly premises: readonly ValueId[];
}

/** One bit for each lane. */
export type LaneMask = bigint;

export interface Lanes {
  /** The lanes in which the value follows. */
  readonly maskOf: (value: ValueId) => LaneMask;
  /** How often a rule was applied: the work done, for budgets. */
  readonly applied: number;
}

/** Goes back from the goals over the first `ruleCount` rules, not beyond known values. */
export function sliceOf(
  rules: Rules,
  ruleCount: number,
  goals: readonly ValueId[],
  isKnown: (value: ValueId) => boolean,
): Slice {
  const giving = rules.giving();
  const met = new Set(goals);
  const givenBy = new Map<ValueId, number>();
  const found: SliceRule[] = [];
  // A set is walked in the order of its growth.
  for (const value of met) {
    const end = giving.start[value + 1] ?? 0;
    for (let i = giving.start[value] ?? 0; i < end; i++) {
      const rule = giving.list[i] ?? 0;
      if (rule >= ruleCount) continue;
      const premises = premisesOf(rules, rule).filter((premise) => !isKnown(premise));
      found.push({ conclusion: value, premises });
      if (!givenBy.has(value)) givenBy.set(value, rule);
      for (const premise of premises) met.add(premise);
    }
  }
  return { values: [...met], rules: found, givenBy };
}

/** All lanes from 0 to `count`. */
export const allLanes = (count: number): LaneMask => (1n << BigInt(count)) - 1n;

/**
 * Closes every lane under the slice's rules.
 * @param begin the lanes in which each of these values is had from the start; masks of fewer than `count` bits
 */
export function lanesOf(slice: Slice, begin: ReadonlyMap<ValueId, LaneMask>, count: number): Lanes {
  const all = allLanes(count);
  const needing = rulesByPremise(slice);
  const masks = new Map<ValueId, LaneMask>();
  const waiting = new Set<ValueId>();
  const queue = costQueue();
  let applied = 0;
  const raise = (value: ValueId, by: LaneMask): void => {
    const before = masks.get(value) ?? 0n;
    const after = before | by;
    if (after === before) return;
    masks.set(value, after);
    if (waiting.has(value)) return;
    waiting.add(value);
    queue.put(value, slice.givenBy.get(value) ?? -1);
  };
  const apply = ({ premises, conclusion }: SliceRule): void => {
    applied++;
    let lanes = all;
    for (const premise of premises) lanes &= masks.get(premise) ?? 0n;
    raise(conclusion, lanes);
  };
  for (const [value, lanes] of begin) raise(value, lanes);
  for (const rule of slice.rules) if (rule.premises.length === 0) apply(rule);
  for (let value = queue.take(); value !== undefined; value = queue.take()) {
    waiting.delete(value);
    needing.get(value)?.forEach(apply);
  }
  return { maskOf: (value) => masks.get(value) ?? 0n, applied };
}

/** Those candidates from each of which, together with what is known, the goal follows; in the given order. */
export function sufficient(slice: Slice, candidates: readonly ValueId[]): readonly ValueId[] {
  const [goal] = slice.values;
  if (goal === undefined) return [];
  const begin = new Map(candidates.map((candidate, lane) => [candidate, 1n << BigInt(lane)]));
  const mask = lanesOf(slice, begin, candidates.length).maskOf(goal);
  return candidates.filter((_, lane) => hasLane(mask, lane));
}

export const hasLane = (mask: LaneMask, lane: number): boolean => ((mask >> BigInt(lane)) & 1n) === 1n;

function rulesByPremise(slice: Slice): ReadonlyMap<ValueId, readonly SliceRule[]> {
  const needing = new Map<ValueId, SliceRule[]>();
  for (const rule of slice.rules) {
    for (const premise of rule.premises) {
      const rules = needing.get(premise);
      if (rules) rules.push(rule);
      else needing.set(premise, [rule]);
    }
  }
  return needing;
}
