/** Counts of a replay: what was compared, and what did not agree. Filled step by step, so that several recordings add up. */
export interface Score {
  passed: number;
  of: number;
}
export interface ReplayTally {
  readonly encryptions: Score;
  readonly decryptions: Score;
  readonly refusals: Score;
  /** Whole sessions compared after a step. */
  readonly states: Score;
  /** Of the accepting steps: those that no longer pass with one byte altered. */
  readonly negatives: Score;
  /** What did not pass, as `recording step: what`. */
  readonly failures: string[];
}

export const newTally = (): ReplayTally => {
  const score = (): Score => ({ passed: 0, of: 0 });
  return {
    encryptions: score(),
    decryptions: score(),
    refusals: score(),
    states: score(),
    negatives: score(),
    failures: [],
  };
};

const PARTS = ['encryptions', 'decryptions', 'refusals', 'states', 'negatives'] as const;

/** Adds the counts of one recording to those of all. */
export function addTally(total: ReplayTally, one: ReplayTally): void {
  for (const part of PARTS) {
    total[part].passed += one[part].passed;
    total[part].of += one[part].of;
  }
  total.failures.push(...one.failures);
}

/** One line for people: `encryptions 35 of 35, ...`. */
export const tallyLine = (tally: ReplayTally): string =>
  PARTS.map((part) => `${part} ${tally[part].passed} of ${tally[part].of}`).join(', ');
