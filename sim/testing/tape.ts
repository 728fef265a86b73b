/**
 * A suite with a tape: every primitive that is called through it is noted, so that calls can be counted exactly, and the same
 * calls can be made once more on the bare suite. For tests of costs, and for the benchmark.
 */
import type { Kem } from '../crypto/kem.ts';
import type { Suite } from '../crypto/suite.ts';

/** The primitives of a suite by name. */
export type Primitive = Exclude<keyof Suite, 'name' | 'kem'> | keyof Kem;

/** One call: which primitive, and how to make the same call again on the bare suite. */
export interface TapedCall {
  readonly primitive: Primitive;
  readonly again: () => unknown;
}

export interface Taped {
  /** Computes what the given suite computes. */
  readonly suite: Suite;
  /** The calls so far, in order. */
  readonly calls: readonly TapedCall[];
}

export function taped(bare: Suite): Taped {
  const calls: TapedCall[] = [];
  const note = <T>(primitive: Primitive, again: () => T): T => {
    calls.push({ primitive, again });
    return again();
  };
  const suite: Suite = {
    name: bare.name,
    publicKey: (privateKey) => note('publicKey', () => bare.publicKey(privateKey)),
    agree: (privateKey, publicKey) => note('agree', () => bare.agree(privateKey, publicKey)),
    hkdf: (input, salt, info, widths) => note('hkdf', () => bare.hkdf(input, salt, info, widths)),
    hmac: (key, message) => note('hmac', () => bare.hmac(key, message)),
    cbcEncrypt: (key, iv, plaintext) => note('cbcEncrypt', () => bare.cbcEncrypt(key, iv, plaintext)),
    cbcDecrypt: (key, iv, ciphertext) => note('cbcDecrypt', () => bare.cbcDecrypt(key, iv, ciphertext)),
    sign: (privateKey, message, entropy) => note('sign', () => bare.sign(privateKey, message, entropy)),
    verify: (publicKey, message, signature) => note('verify', () => bare.verify(publicKey, message, signature)),
    isPrimeOrder: (publicKey) => note('isPrimeOrder', () => bare.isPrimeOrder(publicKey)),
    iteratedHash: (start, suffix, times) => note('iteratedHash', () => bare.iteratedHash(start, suffix, times)),
    ...(bare.kem ? { kem: tapedKem(bare.kem, note) } : {}),
  };
  return { suite, calls };
}

const tapedKem = (bare: Kem, note: <T>(primitive: Primitive, again: () => T) => T): Kem => ({
  keyPair: (type, seed) => note('keyPair', () => bare.keyPair(type, seed)),
  encapsulate: (publicKey, entropy) => note('encapsulate', () => bare.encapsulate(publicKey, entropy)),
  decapsulate: (privateKey, ciphertext) => note('decapsulate', () => bare.decapsulate(privateKey, ciphertext)),
});

/** How often each primitive was called; those that were not are left out. */
export type Tally = Readonly<Partial<Record<Primitive, number>>>;

export function tallyOf(calls: readonly TapedCall[]): Tally {
  const tally: Partial<Record<Primitive, number>> = {};
  for (const { primitive } of calls) tally[primitive] = (tally[primitive] ?? 0) + 1;
  return tally;
}
