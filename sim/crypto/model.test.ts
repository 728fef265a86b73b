/** The model compared with the reference: what it must share, and the little in which it may differ. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, type Bytes } from './bytes.ts';
import { entropyFor } from './entropy.ts';
import { isLowOrder } from './lowOrder.ts';
import { model } from './model.ts';
import { noble } from './noble.ts';
import type { Suite } from './suite.ts';

const P = 2n ** 255n - 19n;
const littleEndian = (value: bigint): Bytes =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const iv = fc.uint8Array({ minLength: 16, maxLength: 16 });
const entropy64 = fc.uint8Array({ minLength: 64, maxLength: 64 });
const message = fc.uint8Array({ maxLength: 200 });
const flipped = (bytes: Bytes, bit: number): Bytes =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe('the model beside the reference', () => {
  test('gives the same lengths for everything', () => {
    const widths = fc.array(fc.nat(100), { maxLength: 4 });
    fc.assert(
      fc.property(key, iv, message, message, widths, (secret, start, body, info, cuts) => {
        const lengths = (suite: Suite): unknown => [
          suite.hkdf(body, secret, info, cuts).map((piece) => piece.length),
          suite.hmac(info, body).length,
          suite.cbcEncrypt(secret, start, body).length,
        ];
        expect(lengths(model)).toEqual(lengths(noble));
      }),
    );
    fc.assert(
      fc.property(key, message, entropy64, (secret, body, fresh) => {
        const lengths = (suite: Suite): unknown => {
          const agreement = suite.agree(secret, suite.publicKey(fresh.slice(32)));
          return [
            suite.publicKey(secret).length,
            agreement.ok && agreement.shared.length,
            suite.sign(secret, body, fresh).length,
          ];
        };
        expect(lengths(model)).toEqual(lengths(noble));
      }),
      { numRuns: 5 },
    );
  });

  test('shows a flipped bit of the ciphertext or of the IV in the same blocks', () => {
    let garbledBits = 0;
    let garbledBlocks = 0;
    fc.assert(
      fc.property(
        key,
        iv,
        fc.uint8Array({ minLength: 16, maxLength: 120 }),
        fc.nat(),
        (secret, start, plaintext, at) => {
          const changes = (suite: Suite): readonly string[] | 'bad-padding' => {
            const whole = suite.cbcEncrypt(secret, start, plaintext);
            // Before the last block, which would leave the padding to chance: bits 0 to 127 are those of the IV.
            const bit = at % (8 * whole.length);
            const opening =
              bit < 128
                ? suite.cbcDecrypt(secret, flipped(start, bit), whole)
                : suite.cbcDecrypt(secret, start, flipped(whole, bit - 128));
            if (!opening.ok) return opening.reason;
            const difference = plaintext.map((byte, i) => byte ^ (opening.plaintext[i] ?? 0));
            return Array.from({ length: Math.ceil(difference.length / 16) }, (_, n) => {
              const block = difference.slice(16 * n, 16 * n + 16);
              if (16 * n === 16 * Math.floor((bit - 128) / 128) && block.some((byte) => byte !== 0)) {
                if (suite === model && block.length === 16) {
                  garbledBlocks++;
                  for (const byte of block) for (let i = 0; i < 8; i++) garbledBits += (byte >> i) & 1;
                }
                return 'garbled';
              }
              return toHex(block);
            });
          };
          expect(changes(model)).toEqual(changes(noble));
        },
      ),
      { numRuns: 1000 },
    );
    expect(garbledBlocks).toBeGreaterThan(150);
    expect(garbledBits / garbledBlocks / 128).toBeCloseTo(0.5, 1);
  });

  test('refuses the same low-order public keys, in every encoding, and no neighbour of them', () => {
    const a = 325606250916557431795983626356110631294008115727848805560023387167927233504n;
    const b = 39382357235489614581723060781553021112529911719440698176882885853963445705823n;
    const points = [0n, 1n, a, b, P - 1n, P, P + 1n];
    const encodings = points.flatMap((u) => [littleEndian(u), littleEndian(u + 2n ** 255n)]);
    const neighbours = [2n, a - 1n, a + 1n, b - 1n, b + 1n, P - 2n, P + 2n, 9n].map(littleEndian);
    const secret = entropyFor(1, 'low order').draw('secret', 32);
    for (const suite of [model, noble]) {
      for (const point of encodings)
        expect(suite.agree(secret, point)).toEqual({ ok: false, reason: 'low-order-point' });
      for (const point of neighbours) expect(suite.agree(secret, point).ok).toBe(true);
    }
    expect(encodings.filter(isLowOrder)).toHaveLength(14);
  });

  test('never repeats itself by accident over 20,000 keys, tags and derived keys', () => {
    const entropy = entropyFor(4, 'collisions');
    const seen = new Set<string>();
    const salt = entropy.draw('salt', 32);
    for (let i = 0; i < 20_000; i++) {
      const counter = Uint8Array.of(i, i >> 8, i >> 16);
      seen.add(toHex(model.hmac(salt, counter).subarray(0, 8)));
      seen.add(toHex((model.hkdf(counter, salt, counter, [32])[0] ?? salt).subarray(0, 8)));
      seen.add(
        toHex(
          model
            .publicKey(Uint8Array.from(salt, (byte, at) => (at === 5 ? i : at === 6 ? i >> 8 : byte)))
            .subarray(0, 8),
        ),
      );
    }
    expect(seen.size).toBe(60_000);
  });
});
