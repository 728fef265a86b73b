/**
 * Which single values would have sufficed: one closure for 32 candidates at a time.
 *
 * Each value has a mask with one bit for each candidate: set where the value follows from what is known and that candidate.
 * A rule joins the masks of its premises with AND, alternatives are joined with OR; a mask only grows, so every value is
 * visited at most 33 times. Only the part of the rules from which the goal can follow is looked at. Section 1.
 */
import { premisesOf } from './operands.ts';
import type { Rules } from './rulebook.ts';
import type { ValueId } from './values.ts';

/** The rules and values from which a goal could follow, beyond what is known anyway. */
export interface Slice {
  /** The goal first, then by distance from it. */
  readonly values: readonly ValueId[];
  /** Rules that give each of these values, with their premises that are not known. */
  readonly rules: readonly SliceRule[];
}
export interface SliceRule {
  readonly conclusion: ValueId;
  readonly premises: readonly ValueId[];
}

/** Goes back from the goal over the first `ruleCount` rules, not beyond known values. */
export function sliceOf(rules: Rules, ruleCount: number, goal: ValueId, isKnown: (value: ValueId) => boolean): Slice {
  const giving = rules.giving();
  const values = [goal];
  const met = new Set(values);
  const found: SliceRule[] = [];
  for (const value of values) {
    const end = giving.start[value + 1] ?? 0;
    for (let i = giving.start[value] ?? 0; i < end; i++) {
      const rule = giving.list[i] ?? 0;
      if (rule >= ruleCount) continue;
      const premises = premisesOf(rules, rule).filter((premise) => !isKnown(premise));
      found.push({ conclusion: value, premises });
      for (const premise of premises) {
        if (met.has(premise)) continue;
        met.add(premise);
        values.push(premise);
      }
    }
  }
  return { values, rules: found };
}

/** Those candidates from each of which, together with what is known, the slice's goal follows; in the given order. */
export function sufficient(slice: Slice, candidates: readonly ValueId[]): readonly ValueId[] {
  const [goal] = slice.values;
  if (goal === undefined) return [];
  const needing = rulesByPremise(slice);
  const result: ValueId[] = [];
  for (let start = 0; start < candidates.length; start += 32) {
    const word = candidates.slice(start, start + 32);
    const mask = maskOf(slice, needing, word, goal);
    result.push(...word.filter((_, lane) => ((mask >>> lane) & 1) === 1));
  }
  return result;
}

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

/** The goal's mask for up to 32 candidates: lane i is candidate i. */
function maskOf(
  slice: Slice,
  needing: ReadonlyMap<ValueId, readonly SliceRule[]>,
  word: readonly ValueId[],
  goal: ValueId,
): number {
  const masks = new Map<ValueId, number>();
  const work: ValueId[] = [];
  const raise = (value: ValueId, by: number): void => {
    const before = masks.get(value) ?? 0;
    const after = before | by;
    if (after === before) return;
    masks.set(value, after);
    work.push(value);
  };
  const apply = ({ premises, conclusion }: SliceRule): void => {
    let all = -1;
    for (const premise of premises) all &= masks.get(premise) ?? 0;
    raise(conclusion, all);
  };
  word.forEach((candidate, lane) => raise(candidate, 1 << lane));
  for (const rule of slice.rules) if (rule.premises.length === 0) apply(rule);
  for (let value = work.pop(); value !== undefined; value = work.pop()) needing.get(value)?.forEach(apply);
  return masks.get(goal) ?? 0;
}
