/** The native suite beside the reference: the same bytes, the same refusals, the same thrown errors, the same traces. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, type Bytes } from '../sim/crypto/bytes.ts';
import type { Suite } from '../sim/crypto/suite.ts';
import { noble, play, traceHash } from '../sim/index.ts';
import { alternating } from '../sim/testing/conversation.ts';
import { nobleKem, withKem } from '../sim/postQuantum.ts';
import { native } from './native.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const iv = fc.uint8Array({ minLength: 16, maxLength: 16 });
const entropy = fc.uint8Array({ minLength: 64, maxLength: 64 });
const message = fc.uint8Array({ maxLength: 200 });
const slow = { numRuns: 25 };
const Q = 2n ** 252n + 27742317777372353535851937790883648493n;
const P = 2n ** 255n - 19n;
const littleEndian = (value: bigint): Bytes =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
const numberOf = (bytes: Bytes): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** Both suites' results; a thrown error counts by its words. */
function both(compute: (suite: Suite) => unknown): void {
  const of = (suite: Suite): unknown => {
    try {
      return compute(suite);
    } catch (error) {
      return String(error);
    }
  };
  expect(of(native)).toEqual(of(noble));
}

describe('the native suite', () => {
  test('gives the bytes of the reference for keys, agreements and signatures', () => {
    fc.assert(
      fc.property(key, key, message, entropy, (secret, other, body, fresh) => {
        both((suite) => [suite.publicKey(secret), suite.agree(secret, other), suite.sign(secret, body, fresh)]);
        both((suite) => suite.agree(other, noble.publicKey(secret)));
      }),
      slow,
    );
  });

  test('gives the bytes of the reference for derived keys, tags, ciphertexts and hashes, long ones too', () => {
    fc.assert(
      fc.property(
        key,
        iv,
        fc.uint8Array({ maxLength: 1200 }),
        message,
        fc.array(fc.nat(100), { maxLength: 4 }),
        (secret, start, long, salt, widths) => {
          both((suite) => suite.hkdf(secret, salt, long, widths));
          both((suite) => suite.hkdf(long, salt, start, widths));
          both((suite) => [suite.hmac(long, salt), suite.hmac(salt, long)]);
          both((suite) => suite.cbcEncrypt(secret, start, long));
          both((suite) => suite.cbcDecrypt(secret, start, noble.cbcEncrypt(secret, start, long)));
          both((suite) => suite.cbcDecrypt(secret, start, long));
          both((suite) => suite.cbcDecrypt(secret, start, long.slice(0, long.length & ~15)));
          both((suite) => suite.iteratedHash(salt, secret, 1 + (widths[0] ?? 0)));
        },
      ),
    );
  });

  test('verifies what the reference verifies: by any key, altered in any bit, with s of q and more', () => {
    let accepted = 0;
    const verdict = (publicKey: Bytes, body: Bytes, signature: Bytes): void => {
      if (noble.verify(publicKey, body, signature)) accepted++;
      both((suite) => suite.verify(publicKey, body, signature));
    };
    fc.assert(
      fc.property(key, key, message, entropy, fc.nat(511), (secret, other, body, fresh, bit) => {
        const [publicKey, signature] = [noble.publicKey(secret), noble.sign(secret, body, fresh)];
        const flipped = signature.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const signBit = (signature[63] ?? 0) & 0x80;
        const s = numberOf(signature.slice(32)) & (2n ** 255n - 1n);
        const malleated = Uint8Array.of(...signature.slice(0, 32), ...littleEndian(s + Q));
        malleated[63] = (malleated[63] ?? 0) | signBit;
        for (const each of [signature, flipped, malleated, signature.slice(1)]) verdict(publicKey, body, each);
        // Half of these are on the twist.
        verdict(other, body, signature);
      }),
      slow,
    );
    expect(accepted).toBeGreaterThanOrEqual(2 * slow.numRuns);
  });

  test('refuses low-order keys and reads unusual ones as the reference does', () => {
    const secret = noble.hmac(new Uint8Array(32), new Uint8Array(1));
    const signature = noble.sign(secret, secret, new Uint8Array(64));
    // R = B and s = 1: holds for the neutral element as the key, whatever is signed.
    const neutral = Uint8Array.of(0x58, ...new Uint8Array(31).fill(0x66), 1, ...new Uint8Array(31));
    for (const u of [0n, 1n, 2n, 9n, P - 2n, P - 1n, P, P + 1n, P + 2n, P + 18n]) {
      for (const point of [littleEndian(u), littleEndian(u + 2n ** 255n)]) {
        both((suite) => suite.agree(secret, point));
        both((suite) => suite.verify(point, secret, signature));
        for (const last of [0, 0x80]) both((suite) => suite.verify(point, secret, neutral.with(63, last)));
      }
    }
  });

  test('gives plain arrays of their own: no buffers, whose slices are views', () => {
    const secret = new Uint8Array(32).fill(7);
    const agreement = native.agree(secret, native.publicKey(secret));
    const results = [
      native.publicKey(secret),
      agreement.ok ? agreement.shared : secret,
      ...native.hkdf(secret, secret, secret, [32, 16]),
      native.hmac(secret, secret),
      native.cbcEncrypt(secret, secret.slice(16), secret),
      native.iteratedHash(secret, secret, 2),
    ];
    for (const bytes of results) {
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
      expect(bytes.buffer.byteLength).toBe(bytes.length);
    }
  });

  test('throws with the words of the reference for arguments of a wrong size', () => {
    const bytes = (length: number): Bytes => new Uint8Array(length).fill(9);
    both((suite) => suite.publicKey(bytes(31)));
    both((suite) => suite.agree(bytes(32), bytes(33)));
    both((suite) => suite.hkdf(bytes(1), bytes(1), bytes(1), [-1]));
    both((suite) => suite.cbcEncrypt(bytes(16), bytes(16), bytes(1)));
    both((suite) => suite.cbcDecrypt(bytes(32), bytes(15), bytes(16)));
    both((suite) => suite.verify(bytes(31), bytes(1), bytes(64)));
    expect(() => native.sign(bytes(32), bytes(1), bytes(63))).toThrow('64 bytes');
  });

  test('takes key encapsulation from noble: Node gives none that a run could repeat', () => {
    const suite = withKem(native, nobleKem);
    expect([suite.name, suite.kem, native.kem]).toEqual(['native', nobleKem, undefined]);
  });

  test('plays a conversation to the same trace, byte for byte', () => {
    const options = { seed: 5, language: 'en', code: 'test' } as const;
    const [real, fast] = [noble, native].map((suite) => play(alternating(6), { ...options, suite }).trace);
    expect(fast?.header).toEqual({ ...real?.header, suite: 'native' });
    expect(fast?.events).toEqual(real?.events);
    expect(fast && traceHash(fast)).toBe(real && traceHash(real));
    expect(toHex(noble.publicKey(new Uint8Array(32)))).toBe(toHex(native.publicKey(new Uint8Array(32))));
  });
});
