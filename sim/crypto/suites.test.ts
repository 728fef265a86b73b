/** What protocol code relies on, held for all suites alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, toHex, type Bytes } from './bytes.ts';
import { drawPrivateKey, entropyFor } from './entropy.ts';
import { model } from './model.ts';
import { native } from '../../cli/native.ts';
import { noble } from './noble.ts';
import type { Suite } from './suite.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const iv = fc.uint8Array({ minLength: 16, maxLength: 16 });
const entropy64 = fc.uint8Array({ minLength: 64, maxLength: 64 });
const message = fc.uint8Array({ maxLength: 200 });
const flipped = (bytes: Bytes, bit: number): Bytes =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
/** Real X25519 takes milliseconds; the model affords a hundred times the runs. */
const runs = (suite: Suite): { numRuns: number } => ({ numRuns: suite === model ? 500 : 8 });

describe.each([model, noble, native])('the $name suite', (suite) => {
  test('agrees from both sides, and on something else with a third', () => {
    fc.assert(
      fc.property(key, key, key, (a, b, c) => {
        fc.pre(new Set([a, b, c].map((secret) => toHex(suite.publicKey(secret)))).size === 3);
        const [forth, back, other] = [
          suite.agree(a, suite.publicKey(b)),
          suite.agree(b, suite.publicKey(a)),
          suite.agree(a, suite.publicKey(c)),
        ];
        expect(forth).toEqual(back);
        expect(forth.ok && other.ok && !equalBytes(forth.shared, other.shared)).toBe(true);
      }),
      runs(suite),
    );
  });

  test('reads a private key clamped and a public key without its top bit', () => {
    const entropy = entropyFor(1, 'clamping');
    const secret = drawPrivateKey(entropy, 'secret');
    const loose = secret.map((byte, i) => (i === 0 ? byte | 7 : i === 31 ? byte ^ 0xc0 : byte));
    const peer = suite.publicKey(entropy.draw('peer', 32));
    const marked = flipped(peer, 255);
    expect(suite.publicKey(loose)).toEqual(suite.publicKey(secret));
    expect(suite.agree(loose, marked)).toEqual(suite.agree(secret, peer));
    const [body, fresh] = [entropy.draw('message', 40), entropy.draw('fresh', 64)];
    const signature = suite.sign(loose, body, fresh);
    expect(signature).toEqual(suite.sign(secret, body, fresh));
    expect(suite.verify(flipped(suite.publicKey(secret), 255), body, signature)).toBe(true);
  });

  test('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(key, iv, message, (secret, start, plaintext) => {
        expect(suite.cbcDecrypt(secret, start, suite.cbcEncrypt(secret, start, plaintext))).toEqual({
          ok: true,
          plaintext,
        });
      }),
    );
  });

  test('refuses to open what is not whole blocks, and leaves its arguments as they were', () => {
    const entropy = entropyFor(2, 'blocks');
    const [secret, start, plaintext] = [entropy.draw('key', 32), entropy.draw('iv', 16), entropy.draw('text', 33)];
    const before = [secret, start, plaintext].map((bytes) => toHex(bytes));
    const ciphertext = suite.cbcEncrypt(secret, start, plaintext);
    for (const length of [0, 1, 15, 17, 47])
      expect(suite.cbcDecrypt(secret, start, ciphertext.slice(0, length))).toEqual({
        ok: false,
        reason: 'bad-padding',
      });
    expect([secret, start, plaintext].map((bytes) => toHex(bytes))).toEqual(before);
  });

  test('notices every flipped bit of a message, a key or a tag by its HMAC', () => {
    fc.assert(
      fc.property(key, fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), (secret, body, at) => {
        const tag = suite.hmac(secret, body);
        expect(tag).toHaveLength(32);
        const changed = suite.hmac(secret, flipped(body, at % (8 * body.length)));
        // Real systems cut the tag to eight bytes: those must differ too.
        expect(equalBytes(tag.subarray(0, 8), changed.subarray(0, 8))).toBe(false);
        expect(equalBytes(tag, suite.hmac(flipped(secret, at % 256), body))).toBe(false);
        expect(equalBytes(tag, suite.hmac(secret, body.slice(1)))).toBe(false);
        expect(tag).toEqual(suite.hmac(secret, body));
      }),
    );
  });

  test('derives pieces that hang on input, salt and info, are one stream, and take an empty salt for 32 zero bytes', () => {
    fc.assert(
      fc.property(key, key, message, (input, salt, info) => {
        const [root, chain] = suite.hkdf(input, salt, info, [32, 32]);
        expect(suite.hkdf(input, salt, info, [80]).map((whole) => toHex(whole.slice(0, 64)))).toEqual([
          toHex(root ?? input) + toHex(chain ?? input),
        ]);
        const others = [
          suite.hkdf(flipped(input, 3), salt, info, [32]),
          suite.hkdf(input, flipped(salt, 3), info, [32]),
          suite.hkdf(input, salt, Uint8Array.of(...info, 0), [32]),
        ];
        expect(new Set([root, chain, ...others.flat()].map((piece) => toHex(piece ?? input))).size).toBe(5);
        expect(suite.hkdf(input, new Uint8Array(0), info, [32])).toEqual(
          suite.hkdf(input, new Uint8Array(32), info, [32]),
        );
      }),
    );
    expect(suite.hkdf(Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3), [])).toEqual([]);
  });

  test('verifies its signatures by the public key, and no other message, signer or length', () => {
    fc.assert(
      fc.property(key, key, message, entropy64, (signer, other, body, fresh) => {
        fc.pre(!equalBytes(suite.publicKey(signer), suite.publicKey(other)));
        const signature = suite.sign(signer, body, fresh);
        expect(signature).toHaveLength(64);
        expect(suite.verify(suite.publicKey(signer), body, signature)).toBe(true);
        expect(suite.verify(suite.publicKey(other), body, signature)).toBe(false);
        expect(suite.verify(suite.publicKey(signer), Uint8Array.of(...body, 0), signature)).toBe(false);
        for (const length of [0, 32, 63])
          expect(suite.verify(suite.publicKey(signer), body, signature.slice(0, length))).toBe(false);
      }),
      runs(suite),
    );
  });

  test('iterates a hash that hangs on the start, the suffix and the count', () => {
    fc.assert(
      fc.property(message, message, fc.integer({ min: 1, max: 40 }), (start, suffix, times) => {
        const hash = suite.iteratedHash(start, suffix, times);
        expect(hash).toHaveLength(64);
        expect(suite.iteratedHash(start, suffix, times)).toEqual(hash);
        const others = [
          suite.iteratedHash(Uint8Array.of(...start, 0), suffix, times),
          suite.iteratedHash(start, Uint8Array.of(...suffix, 0), times),
          suite.iteratedHash(start, suffix, times + 1),
        ];
        expect(new Set([hash, ...others].map((bytes) => toHex(bytes))).size).toBe(4);
      }),
    );
  });

  test('throws when it is handed an argument of a wrong size: that is a bug of ours, not of a peer', () => {
    const bytes = (length: number): Bytes => new Uint8Array(length).fill(9);
    const wrong: readonly (() => unknown)[] = [
      () => suite.publicKey(bytes(31)),
      () => suite.agree(bytes(33), bytes(32)),
      () => suite.agree(bytes(32), bytes(33)),
      () => suite.hkdf(bytes(1), bytes(1), bytes(1), [32, 255 * 32]),
      () => suite.hkdf(bytes(1), bytes(1), bytes(1), [-1]),
      () => suite.cbcEncrypt(bytes(16), bytes(16), bytes(1)),
      () => suite.cbcEncrypt(bytes(32), bytes(12), bytes(1)),
      () => suite.cbcDecrypt(bytes(16), bytes(16), bytes(16)),
      () => suite.cbcDecrypt(bytes(32), bytes(15), bytes(16)),
      () => suite.sign(bytes(31), bytes(1), bytes(64)),
      () => suite.sign(bytes(32), bytes(1), bytes(32)),
      () => suite.verify(bytes(33), bytes(1), bytes(64)),
      () => suite.iteratedHash(bytes(1), bytes(1), 0),
      () => suite.iteratedHash(bytes(1), bytes(1), 1.5),
    ];
    for (const call of wrong) expect(call).toThrow(RangeError);
  });
});
