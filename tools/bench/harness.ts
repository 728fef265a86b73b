/**
 * Ratios that survive a busy machine: A and B are measured in turn, A B B A, in short slices; what counts is the median of the
 * ratios of neighbours, never a ratio of two times that were taken far apart. An A/A comparison shows the noise that is left.
 */
export interface Comparison {
  /** Median of the ratios cost(a) / cost(b). */
  readonly ratio: number;
  /** Half of all ratios lie between these. */
  readonly from: number;
  readonly to: number;
  /** Median costs of one call, in milliseconds: only good for an order of magnitude. */
  readonly aMs: number;
  readonly bMs: number;
}

export interface Effort {
  readonly rounds: number;
  readonly sliceMs: number;
}
const USUAL: Effort = { rounds: 15, sliceMs: 25 };

/** What `a` costs over what `b` costs. Results are returned so that no optimiser can drop the work. */
export function compare(a: () => unknown, b: () => unknown, effort: Effort = USUAL): Comparison {
  const aCalls = callsFor(a, effort.sliceMs);
  const bCalls = callsFor(b, effort.sliceMs);
  const ratios: number[] = [];
  const as: number[] = [];
  const bs: number[] = [];
  for (let round = 0; round < effort.rounds; round++) {
    const a1 = slice(a, aCalls);
    const b1 = slice(b, bCalls);
    const b2 = slice(b, bCalls);
    const a2 = slice(a, aCalls);
    ratios.push((a1 + a2) / (b1 + b2));
    as.push((a1 + a2) / 2);
    bs.push((b1 + b2) / 2);
  }
  return {
    ratio: quantile(ratios, 0.5),
    from: quantile(ratios, 0.25),
    to: quantile(ratios, 0.75),
    aMs: quantile(as, 0.5),
    bMs: quantile(bs, 0.5),
  };
}

/** Milliseconds that this takes, once: processor time where the machine is shared, wall time where it is less. */
export function timed(work: () => unknown): number {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(cpu);
  return Math.min((user + system) / 1000, performance.now() - wall);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Milliseconds for one of `calls` calls. */
function slice(work: () => unknown, calls: number): number {
  return (
    timed(() => {
      for (let i = 0; i < calls; i++) work();
    }) / calls
  );
}

/** Warms up, and finds how many calls fill a slice. */
function callsFor(work: () => unknown, sliceMs: number): number {
  let calls = 0;
  let spent = 0;
  while (spent < sliceMs || calls < 3) {
    spent += timed(work);
    calls++;
  }
  return Math.max(1, Math.round((sliceMs * calls) / spent));
}
