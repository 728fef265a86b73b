/**
 * A suite that computes each slow thing once: key pairs, agreements, encapsulations, signatures and safety codes, which are nearly all that a real run costs.
 *
 * Runs that differ in a switch or a step compute mostly the same ones again. A result is a function of its arguments, so the
 * same bytes may be handed out again; nobody writes into bytes. Not for replaying proofs: those are executed. Floor 1.
 */
import type { Bytes } from './bytes.ts';
import type { Kem } from './kem.ts';
import type { Suite } from './suite.ts';

/** More results than a lesson with all its variants has; then it begins anew, so that a long visit does not fill the memory. */
const MOST_RESULTS = 5_000;

/** The given suite, remembering what it computed since. */
export function remembering(suite: Suite): Suite {
  const publicKey = remembered(suite.publicKey);
  const agree = remembered(suite.agree);
  const sign = remembered(suite.sign);
  const verify = remembered(suite.verify);
  const isPrimeOrder = remembered(suite.isPrimeOrder);
  const iteratedHash = remembered(suite.iteratedHash);
  const { kem } = suite;
  return {
    ...suite,
    publicKey,
    agree,
    sign,
    verify,
    isPrimeOrder,
    iteratedHash,
    ...(kem ? { kem: rememberingKem(kem) } : {}),
  };
}

const rememberingKem = (kem: Kem): Kem => ({
  keyPair: remembered(kem.keyPair),
  encapsulate: remembered(kem.encapsulate),
  decapsulate: remembered(kem.decapsulate),
});

/** Errors are not remembered: an argument of a wrong size throws every time. */
function remembered<Arguments extends readonly (Bytes | number)[], Result>(
  compute: (...inputs: Arguments) => Result,
): (...inputs: Arguments) => Result {
  const results = new Map<string, Result>();
  return (...inputs) => {
    const key = inputs.map(keyOf).join('');
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(...inputs);
    if (results.size >= MOST_RESULTS) results.clear();
    results.set(key, result);
    return result;
  };
}

/** Length and content, one character a byte; a number as it is written. */
const keyOf = (input: Bytes | number): string => {
  if (typeof input === 'number') return `${input};`;
  let text = `${input.length}:`;
  for (const byte of input) text += String.fromCharCode(byte);
  return text;
};
