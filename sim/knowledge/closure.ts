/**
 * The closure: everything that follows from facts by the rules, with the first event at which each value follows.
 *
 * Unit propagation: each rule counts its missing premises, each value wakes the rules that need it, once; nothing is ever
 * scanned again. Facts and rules are taken in the order of their events, so one pass answers for every moment. Section 3.2.
 */
import type { Seq } from '../trace.ts';
import type { Rules } from './rulebook.ts';
import type { ValueId } from './values.ts';

/** Later than every event. */
export const NEVER = 0x7fffffff;

/** What an observer has from outside: `values[i]` since event `seqs[i]`; seqs ascend. */
export interface Facts {
  readonly values: readonly ValueId[];
  readonly seqs: readonly Seq[];
}

export interface Closure {
  /** By value: the first event at which it follows, or `NEVER`. Values with higher numbers than its length: never. */
  readonly firstAt: Int32Array;
  /** Rules that fired, and premises that were ticked off: the work done, for the growth budget. */
  readonly firings: number;
  readonly ticks: number;
}

/** Closes facts under the rules recorded up to `until`. Every fact's number must be below `valueCount`. */
export function closureOf(rules: Rules, facts: Facts, valueCount: number, until: Seq = NEVER - 1): Closure {
  const { conclusion, needing, seq: ruleSeqs, count: ruleCount } = rules;
  const firstAt = new Int32Array(valueCount).fill(NEVER);
  const waiting = rules.waiting.slice();
  const work = new Int32Array(valueCount);
  let pending = 0;
  let firings = 0;
  let ticks = 0;
  let now = 0;

  const learn = (value: ValueId): void => {
    if (firstAt[value] !== NEVER) return;
    firstAt[value] = now;
    work[pending++] = value;
  };
  const tick = (rule: number): void => {
    ticks++;
    const left = (waiting[rule] ?? 0) - 1;
    waiting[rule] = left;
    if (left > 0) return;
    firings++;
    learn(conclusion[rule] ?? 0);
  };
  const spread = (): void => {
    while (pending > 0) {
      const value = work[--pending] ?? 0;
      const end = needing.start[value + 1] ?? 0;
      for (let i = needing.start[value] ?? 0; i < end; i++) tick(needing.list[i] ?? 0);
    }
  };

  let fact = 0;
  let rule = 0;
  for (;;) {
    const nextFact = facts.seqs[fact] ?? NEVER;
    const nextRule = rule < ruleCount ? (ruleSeqs[rule] ?? NEVER) : NEVER;
    now = nextFact < nextRule ? nextFact : nextRule;
    if (now > until) break;
    for (; (facts.seqs[fact] ?? NEVER) === now; fact++) learn(facts.values[fact] ?? 0);
    for (; rule < ruleCount && ruleSeqs[rule] === now; rule++) tick(rule);
    spread();
  }
  return { firstAt, firings, ticks };
}

/** The first event at which the value follows, or `NEVER`. */
export const firstSeen = (closure: Closure, value: ValueId): Seq => closure.firstAt[value] ?? NEVER;
