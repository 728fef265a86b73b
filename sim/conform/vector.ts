/**
 * Known answers and their negative controls: a check that still passes once one byte of what it expects was altered checks
 * nothing.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import type { Localized } from '../text.ts';
import type { Outcome } from './types.ts';

export interface Vector {
  readonly id: string;
  /** Absent where the vector expects a refusal, which has no byte to alter. */
  readonly expected?: Bytes;
  readonly passes: (expected: Bytes) => boolean;
}

/** What became of each vector. */
export const outcomesOf = (vectors: readonly Vector[]): readonly Outcome[] =>
  vectors.map(({ id, expected, passes }) => ({
    id,
    ...(passes(expected ?? NONE) ? {} : { problem: expected === undefined ? NOT_REFUSED : DIFFERS }),
    ...(expected?.length ? { noticed: !passes(altered(expected)) } : {}),
  }));

/** A vector whose result is computed once and compared. */
export const equals = (id: string, expected: Bytes, actual: Bytes | undefined): Vector => ({
  id,
  expected,
  passes: (wanted) => actual !== undefined && equalBytes(actual, wanted),
});
/** A vector of which only the verdict counts. */
export const refuses = (id: string, refused: boolean): Vector => ({ id, passes: () => refused });

/** True where the computation refuses its arguments' sizes. */
export function throwsRange(compute: () => unknown): boolean {
  try {
    compute();
    return false;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return true;
  }
}

/** One bit of the middle byte flipped. */
const altered = (expected: Bytes): Bytes => expected.map((byte, i) => (i === expected.length >> 1 ? byte ^ 1 : byte));

const NONE = new Uint8Array(0);
const DIFFERS: Localized = { en: 'another result than the published one', zh: '结果与公布的不同' };
const NOT_REFUSED: Localized = { en: 'expected a refusal, got a result', zh: '本应拒绝，却给出了结果' };
