/** Values in order of their cost, for propagation that takes what is nearest first. */
import type { ValueId } from './values.ts';

export interface CostQueue {
  readonly put: (value: ValueId, cost: number) => void;
  /** The cheapest, of equal ones the value that occurred first. */
  readonly take: () => ValueId | undefined;
}

/** A binary heap of (cost, value). */
export function costQueue(): CostQueue {
  const values: number[] = [];
  const costs: number[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const difference = (costs[a] ?? 0) - (costs[b] ?? 0);
    return difference < 0 || (difference === 0 && (values[a] ?? 0) < (values[b] ?? 0));
  };
  const swap = (a: number, b: number): void => {
    [values[a], values[b]] = [values[b] ?? 0, values[a] ?? 0];
    [costs[a], costs[b]] = [costs[b] ?? 0, costs[a] ?? 0];
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= values.length) return;
      const least = left + 1 < values.length && isBefore(left + 1, left) ? left + 1 : left;
      if (!isBefore(least, at)) return;
      swap(least, at);
      at = least;
    }
  };
  return {
    put: (value, cost) => {
      values.push(value);
      costs.push(cost);
      for (let at = values.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    take: () => {
      if (values.length === 0) return undefined;
      swap(0, values.length - 1);
      const taken = values.pop();
      costs.pop();
      sink();
      return taken;
    },
  };
}
