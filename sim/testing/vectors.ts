/**
 * Published test vectors, read from the reference folder beside the repository (`../shared/vectors`), which is not part of it:
 * without the folder they are skipped, loudly. Each vector that expects bytes also has a negative control: the same check
 * must fail once one byte of what it expects is altered.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromHex, type Bytes } from '../crypto/bytes.ts';

const folder = new URL('../../../shared/vectors/', import.meta.url);
/** Whether there is nothing to test with; says so. */
export const vectorsAbsent = !existsSync(folder);

/** Whether this file or folder of the reference data is there; says so loudly where it is not. */
export function hasVectors(path: string): boolean {
  const there = existsSync(new URL(path, folder));
  if (!there) console.warn(`SKIPPED: no reference data for ${path}`);
  return there;
}
export const placeOf = (path: string): string => fileURLToPath(new URL(path, folder));
if (vectorsAbsent) console.warn('SKIPPED: published vectors, because ../shared/vectors is not there');

export interface Vector {
  readonly id: string;
  /** Absent where the vector expects a refusal, which has no byte to alter. */
  readonly expected?: Bytes;
  readonly passes: (expected: Bytes) => boolean;
}

/** What became of a family: nothing may fail, no control may be blind, and neither number may change unnoticed. */
export interface Tally {
  readonly vectors: number;
  readonly failed: readonly string[];
  readonly controls: number;
  /** Controls that passed although a byte of what they expect was altered: such a check checks nothing. */
  readonly blind: readonly string[];
}

/** Runs a family and its negative controls, and says on one line how many passed. */
export function runFamily(name: string, family: readonly Vector[]): Tally {
  const failed = family.filter((vector) => !vector.passes(vector.expected ?? NONE)).map((vector) => vector.id);
  const controls = family.flatMap(({ id, expected, passes }) => (expected?.length ? [{ id, expected, passes }] : []));
  const blind = controls.filter(({ expected, passes }) => passes(altered(expected))).map((control) => control.id);
  const noticed = `${controls.length - blind.length} of ${controls.length} altered copies failed`;
  console.info(`${name}: ${family.length - failed.length} of ${family.length} passed; ${noticed}`);
  return { vectors: family.length, failed, controls: controls.length, blind };
}

/** The tally of a family of which everything passed. */
export const allPassed = (vectors: number, controls: number): Tally => ({ vectors, failed: [], controls, blind: [] });

export const NONE = new Uint8Array(0);
/** One bit of the middle byte flipped. */
const altered = (expected: Bytes): Bytes => expected.map((byte, i) => (i === expected.length >> 1 ? byte ^ 1 : byte));

/** The bytes of a vector's hexadecimal. */
export function bytes(hex: string): Bytes {
  const result = fromHex(hex);
  if (!result) throw new Error(`a vector holds ${hex}, which is not hexadecimal`);
  return result;
}

/** A file of the folder. The shape is the file's own: only what a test names of it is relied on. */
export const read = <Shape>(path: string): Shape => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Shape;

export interface Wycheproof {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}
/** The cases of a Wycheproof file. */
export const wycheproof = <Case>(file: string): readonly (Case & Wycheproof)[] =>
  read<{ cases: readonly (Case & Wycheproof)[] }>(`published/wycheproof/${file}.json`).cases;
export const named = (vector: Wycheproof): string => `${vector.tcId} ${vector.comment}`;
