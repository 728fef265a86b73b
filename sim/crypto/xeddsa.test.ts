import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, type Bytes } from './bytes.ts';
import { drawPrivateKey, entropyFor } from './entropy.ts';
import { model } from './model.ts';
import { noble } from './noble.ts';
import { sign, verify } from './xeddsa.ts';

const entropy = entropyFor(1, 'xeddsa');
const signer = drawPrivateKey(entropy, 'signer');
const publicKey = noble.publicKey(signer);
const message = entropy.draw('message', 33);
const signature = sign(signer, message, entropy.draw('fresh', 64));
const flipped = (bytes: Bytes, bit: number): Bytes =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
/** The same signature with s replaced by s + k·q, where that is no less than 0 and leaves the top bit for the sign. */
function shifted(original: Bytes, k: bigint): Bytes | undefined {
  const signBit = (original[63] ?? 0) & 0x80;
  const s =
    bytesToNumberLE(original.slice(32).map((byte, i) => (i === 31 ? byte & 0x7f : byte))) + k * ed25519.Point.Fn.ORDER;
  if (s < 0n || s >= 2n ** 255n) return undefined;
  return concat(
    original.slice(0, 32),
    numberToBytesLE(s, 32).map((byte, i) => (i === 31 ? byte | signBit : byte)),
  );
}

describe('an XEdDSA signature', () => {
  test('is refused after any one flipped bit, unless that made s + q or s - q of s', () => {
    const malleable = [shifted(signature, 1n), shifted(signature, -1n)].filter((other) => other !== undefined);
    for (let bit = 0; bit < 512; bit += 5) {
      const changed = flipped(signature, bit);
      expect(verify(publicKey, message, changed)).toBe(malleable.some((other) => equalBytes(other, changed)));
    }
    for (const bit of [508, 509, 510, 511]) expect(verify(publicKey, message, flipped(signature, bit))).toBe(false);
  });

  test('still verifies with s + q in place of s: nobody may tell messages apart by their signatures', () => {
    const other = shifted(signature, 1n);
    expect(other).toBeDefined();
    expect(other && equalBytes(other, signature)).toBe(false);
    expect(other && verify(publicKey, message, other)).toBe(true);
    // From 2^253 on the equation would still hold, and libsignal refuses by the three top bits.
    for (const k of [2n, 3n, 4n]) {
      const tooLarge = shifted(signature, k);
      expect(tooLarge !== undefined && verify(publicKey, message, tooLarge)).toBe(false);
    }
  });

  test('in the model has no such twin: that is one of the things only real bytes can show', () => {
    const own = model.publicKey(signer);
    const modelled = model.sign(signer, message, entropy.draw('fresh', 64));
    expect(model.verify(own, message, modelled)).toBe(true);
    for (let bit = 0; bit < 512; bit++) expect(model.verify(own, message, flipped(modelled, bit))).toBe(false);
    for (const k of [1n, 2n]) {
      const other = shifted(modelled, k);
      expect(other !== undefined && model.verify(own, message, other)).toBe(false);
    }
  });

  test('carries both signs, and verifies with either', () => {
    const signs = new Set<number>();
    for (let i = 0; i < 12; i++) {
      const key = drawPrivateKey(entropy, `signs ${i}`);
      const made = sign(key, message, entropy.draw(`fresh ${i}`, 64));
      signs.add((made[63] ?? 0) & 0x80);
      expect((made[63] ?? 0) & 0x60).toBe(0);
      expect(verify(noble.publicKey(key), message, made)).toBe(true);
    }
    expect(signs).toEqual(new Set([0, 0x80]));
  });

  test('differs with fresh entropy, and is the same with the same', () => {
    expect(sign(signer, message, entropy.draw('fresh', 64))).toEqual(signature);
    expect(equalBytes(sign(signer, message, entropy.draw('fresher', 64)), signature)).toBe(false);
  });

  test('by any 32 bytes for a public key is refused without an error: points on the twist, -1, low order', () => {
    const minusOne = new Uint8Array(32).fill(0xff);
    minusOne[0] = 0xec;
    minusOne[31] = 0x7f;
    expect(verify(minusOne, message, signature)).toBe(false);
    expect(verify(new Uint8Array(32), message, signature)).toBe(false);
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(32), bytes(64), (key, noise) => {
        expect(verify(key, message, signature)).toBe(false);
        expect(verify(key, message, noise)).toBe(false);
        expect(verify(publicKey, message, noise)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});
