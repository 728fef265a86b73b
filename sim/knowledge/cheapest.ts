/**
 * Least-cost derivations: Knuth's generalisation of Dijkstra's algorithm to rules (Information Processing Letters 6(1), 1977).
 *
 * What is held costs nothing; a conclusion costs one more than its premises together. Values are settled in order of cost;
 * equal costs are decided by the rule that was recorded first. A settled value's rule has only settled premises, so
 * following the rules back never runs in a circle.
 */
import { costQueue } from './queue.ts';
import type { Rules } from './rulebook.ts';
import type { ValueId } from './values.ts';

export interface Derivations {
  /** By value; `Infinity` where it does not follow, or was not settled before the goal. */
  readonly cost: Float64Array;
  /** The rule that gives the value at that cost; `HELD` for base values. */
  readonly rule: Int32Array;
}
export const HELD = -1;

/** Settles values from the base, using the first `ruleCount` rules, until the goal is settled or nothing is left. */
export function cheapest(
  rules: Rules,
  ruleCount: number,
  base: readonly ValueId[],
  valueCount: number,
  goal: ValueId,
): Derivations {
  const { needing, conclusion } = rules;
  const cost = new Float64Array(valueCount).fill(Infinity);
  const rule = new Int32Array(valueCount).fill(HELD);
  const settled = new Uint8Array(valueCount);
  const missing = rules.waiting.slice(0, ruleCount);
  const sum = new Float64Array(ruleCount).fill(1);
  const queue = costQueue();

  const offer = (value: ValueId, by: number, at: number): void => {
    const known = cost[value] ?? 0;
    if (settled[value] === 1 || at > known) return;
    if (at === known && by >= (rule[value] ?? HELD)) return;
    cost[value] = at;
    rule[value] = by;
    if (at < known) queue.put(value, at);
  };
  const tick = (which: number, premiseCost: number): void => {
    const left = (missing[which] ?? 0) - 1;
    missing[which] = left;
    sum[which] = (sum[which] ?? 0) + premiseCost;
    if (left === 0) offer(conclusion[which] ?? 0, which, sum[which] ?? 0);
  };

  for (const value of base) {
    if (cost[value] === 0) continue;
    cost[value] = 0;
    queue.put(value, 0);
  }
  for (let which = 0; which < ruleCount; which++) tick(which, 0);
  for (let value = queue.take(); value !== undefined; value = queue.take()) {
    if (settled[value] === 1) continue;
    settled[value] = 1;
    if (value === goal) break;
    const end = needing.start[value + 1] ?? 0;
    for (let i = needing.start[value] ?? 0; i < end; i++) {
      const which = needing.list[i] ?? 0;
      if (which < ruleCount) tick(which, cost[value] ?? 0);
    }
  }
  return { cost, rule };
}
