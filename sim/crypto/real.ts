/**
 * A real suite from a host's primitives: argument sizes, refusals and padding are the same whoever computes, and stand here.
 *
 * So suites that compute alike are alike byte for byte: `noble` everywhere, and `native` where a host brings its own
 * primitives. This file names no host. Floor 1.
 */
import { concat, type Bytes } from './bytes.ts';
import { isLowOrder, LOW_ORDER_REFUSED } from './lowOrder.ts';
import { addPadding, BAD_PADDING, isWholeBlocks, removePadding } from './padding.ts';
import { BLOCK_BYTES, cut, KEY_BYTES, requireLength, requireTimes, totalWidth } from './sizes.ts';
import type { Suite, SuiteName } from './suite.ts';

/** Bare computations: arguments have their right sizes, and every result is a plain array of its own. Sources: `Suite`. */
export interface Primitives extends Pick<
  Suite,
  'publicKey' | 'hmac' | 'sign' | 'verify' | 'isPrimeOrder' | 'iteratedHash'
> {
  /** X25519 with a public key that is not of low order. */
  readonly agree: (privateKey: Bytes, publicKey: Bytes) => Bytes;
  /** `length` bytes of HKDF-SHA256. */
  readonly hkdf: (input: Bytes, salt: Bytes, info: Bytes, length: number) => Bytes;
  /** AES-256-CBC of whole blocks, without padding. */
  readonly cbcEncrypt: (key: Bytes, iv: Bytes, blocks: Bytes) => Bytes;
  readonly cbcDecrypt: (key: Bytes, iv: Bytes, blocks: Bytes) => Bytes;
}

/** The suite that computes with these primitives. */
export const realSuite = (name: SuiteName, primitives: Primitives): Suite => ({
  ...primitives,
  name,
  publicKey: (privateKey) => {
    requireLength(privateKey, KEY_BYTES, 'a private key');
    return primitives.publicKey(privateKey);
  },
  agree: (privateKey, publicKey) => {
    requireLength(privateKey, KEY_BYTES, 'a private key');
    requireLength(publicKey, KEY_BYTES, 'a public key');
    // Libraries throw on these; refusing them here leaves their other errors visible.
    if (isLowOrder(publicKey)) return LOW_ORDER_REFUSED;
    return { ok: true, shared: primitives.agree(privateKey, publicKey) };
  },
  hkdf: (input, salt, info, widths) => cut(primitives.hkdf(input, salt, info, totalWidth(widths)), widths),
  cbcEncrypt: (key, iv, plaintext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    return primitives.cbcEncrypt(key, iv, addPadding(plaintext));
  },
  cbcDecrypt: (key, iv, ciphertext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    if (!isWholeBlocks(ciphertext)) return BAD_PADDING;
    return removePadding(primitives.cbcDecrypt(key, iv, ciphertext));
  },
  iteratedHash: (start, suffix, times) => {
    requireTimes(times);
    return primitives.iteratedHash(start, suffix, times);
  },
});

/** A hash over and over, as `Suite.iteratedHash` wants it, from a hash of 64 bytes. */
export const iterated =
  (sha512: (input: Bytes) => Bytes): Suite['iteratedHash'] =>
  (start, suffix, times) => {
    let hash = sha512(concat(start, suffix));
    // One buffer for every round: only the hash at its beginning changes.
    const input = concat(hash, suffix);
    for (let round = 1; round < times; round++) {
      hash = sha512(input);
      input.set(hash);
    }
    return hash;
  };
