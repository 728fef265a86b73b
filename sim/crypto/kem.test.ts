/** What protocol code relies on in a key encapsulation, held for both alike; and fixed cases of the real one. */
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, type Bytes } from './bytes.ts';
import { entropyFor } from './entropy.ts';
import { kemOf, KYBER_1024, ML_KEM_1024, withKem, type Kem } from './kem.ts';
import { PRIVATE_PARTS } from './kemForm.ts';
import { model } from './model.ts';
import { modelKem } from './modelKem.ts';
import { noble } from './noble.ts';
import { nobleKem } from './nobleKem.ts';
import { recorderFor } from './recorder.ts';
import { remembering } from './remembering.ts';

const TYPES = [ML_KEM_1024, KYBER_1024] as const;
const seed = fc.uint8Array({ minLength: 64, maxLength: 64 });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const bit = fc.nat();
const flipped = (bytes: Bytes, at: number): Bytes =>
  bytes.map((byte, i) => (i === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
/** Past the type byte. */
const flippedInside = (bytes: Bytes, at: number): Bytes => flipped(bytes, 8 + (at % (8 * (bytes.length - 1))));
const hex = (bytes: Bytes): string => toHex(bytes);
const counting = (from: number, length: number): Bytes => Uint8Array.from({ length }, (_, i) => from + i);

/** What both sides have after one encapsulation. */
function exchange(kem: Kem, type: (typeof TYPES)[number], from: Bytes, entropy: Bytes) {
  const { privateKey, publicKey } = kem.keyPair(type, from);
  const made = kem.encapsulate(publicKey, entropy);
  if (!made.ok) throw new Error(`an honest public key was refused: ${made.reason}`);
  return { privateKey, publicKey, ...made };
}

describe.each([
  { name: 'model', kem: modelKem, runs: 100 },
  { name: 'noble', kem: nobleKem, runs: 6 },
])('key encapsulation of the $name suite', ({ kem, runs }) => {
  it.each(TYPES)('gives both sides one secret, and every value its length and type byte %i', (type) => {
    fc.assert(
      fc.property(seed, key, (from, entropy) => {
        const { privateKey, publicKey, ciphertext, secret } = exchange(kem, type, from, entropy);
        expect([privateKey, publicKey, ciphertext].map((bytes) => bytes[0])).toEqual([type, type, type]);
        expect([privateKey, publicKey, ciphertext, secret].map(({ length }) => length)).toEqual([3169, 1569, 1569, 32]);
        expect(kem.decapsulate(privateKey, ciphertext)).toEqual({ ok: true, secret });
        const again = kem.keyPair(type, from);
        expect([again.privateKey, again.publicKey].map(hex)).toEqual([privateKey, publicKey].map(hex));
      }),
      { numRuns: runs },
    );
  });

  it.each(TYPES)(
    'gives another secret for an altered ciphertext, another owner or another entropy, type %i',
    (type) => {
      fc.assert(
        fc.property(seed, key, bit, (from, entropy, at) => {
          const { privateKey, publicKey, ciphertext, secret } = exchange(kem, type, from, entropy);
          const stranger = kem.keyPair(type, flipped(from, 3)).privateKey;
          const secrets = [
            { ok: true, secret },
            kem.decapsulate(privateKey, flippedInside(ciphertext, at)),
            kem.decapsulate(stranger, ciphertext),
            kem.encapsulate(publicKey, flipped(entropy, 3)),
          ].map((result) => (result.ok && 'secret' in result ? toHex(result.secret) : 'refused'));
          expect(new Set(secrets).size).toBe(4);
          expect(secrets).not.toContain('refused');
        }),
        { numRuns: runs },
      );
    },
  );

  it('refuses what has a wrong length, type byte or hash as a value, and never throws', () => {
    const { privateKey, publicKey, ciphertext } = exchange(kem, ML_KEM_1024, counting(0, 64), counting(9, 32));
    const other = exchange(kem, KYBER_1024, counting(0, 64), counting(9, 32));
    const as = (type: number, bytes: Bytes): Bytes => bytes.with(0, type);
    const overflown = publicKey.with(1, 0xff).with(2, 0xff);
    const [seal, open] = [(bytes: Bytes) => kem.encapsulate(bytes, counting(9, 32)), kem.decapsulate];
    const reasons = [
      seal(new Uint8Array(0)),
      seal(publicKey.slice(0, -1)),
      seal(as(7, publicKey)),
      seal(overflown),
      open(privateKey.slice(1), ciphertext),
      open(as(ML_KEM_1024, privateKey.slice(1)), ciphertext),
      open(privateKey, as(9, ciphertext)),
      open(privateKey, new Uint8Array([...ciphertext, 0])),
      open(privateKey, other.ciphertext),
      open(other.privateKey, ciphertext),
      open(flipped(privateKey, 8 * (1 + PRIVATE_PARTS.hash)), ciphertext),
    ].map((result) => (result.ok ? 'accepted' : result.reason));
    expect(reasons).toEqual([
      'unknown-type',
      'wrong-length',
      'unknown-type',
      'malformed-key',
      'unknown-type',
      'wrong-length',
      'unknown-type',
      'wrong-length',
      'other-type',
      'other-type',
      'malformed-key',
    ]);
  });

  it('refuses or takes any altered bytes without throwing, and leaves its arguments as they were', () => {
    const { privateKey, publicKey, ciphertext } = exchange(kem, KYBER_1024, counting(1, 64), counting(9, 32));
    const before = [privateKey, publicKey, ciphertext].map(hex);
    fc.assert(
      fc.property(bit, fc.uint8Array({ maxLength: 40 }), (at, noise) => {
        for (const bytes of [noise, Uint8Array.of(ML_KEM_1024, ...noise), flipped(publicKey, at % (8 * 1569))])
          expect(typeof kem.encapsulate(bytes, counting(2, 32)).ok).toBe('boolean');
        for (const bytes of [noise, flipped(privateKey, at % (8 * 3169))])
          expect(typeof kem.decapsulate(bytes, ciphertext).ok).toBe('boolean');
        for (const bytes of [noise, flipped(ciphertext, at % (8 * 1569))])
          expect(typeof kem.decapsulate(privateKey, bytes).ok).toBe('boolean');
      }),
      { numRuns: 2 * runs },
    );
    expect([privateKey, publicKey, ciphertext].map(hex)).toEqual(before);
  });

  it('throws for a seed or entropy of a wrong size: that is a bug of ours, not of a peer', () => {
    expect(() => kem.keyPair(ML_KEM_1024, counting(0, 63))).toThrow(RangeError);
    expect(() => kem.encapsulate(counting(0, 1), counting(0, 31))).toThrow(RangeError);
  });
});

/**
 * Seed 0, 1, .. 63 and entropy 100, 101, .. 131. OpenSSL 3.5 opens the ciphertexts (and altered ones) to these secrets: by its
 * ML-KEM-1024, and for round 3 with the hashes around it. SHA-256 stands for what is long.
 */
const FIXED = [
  {
    type: ML_KEM_1024,
    publicHash: '4e35551650f6af7d7a0bd4fe1348b898fa4685a4e35c5db72f550ede06cfdcf3',
    sealedHash: 'a431c5f53401ff297688998bb35bbf4f39c7e92f13661ca940b0a9a56b1eba5e',
    secret: 'f64fab54e0b56ccc058bf30d5d5d9dc2023e266432bf4e8009fbbaf3c8602331',
    rejected: '8437ef4bea0001ccf91c7510206a6b388bec2a7c1bc3c9b0b192270bd79ef871',
  },
  {
    type: KYBER_1024,
    publicHash: '14e7ef7904ce74d67b3bce2ec1b908c28ac054813c7e08af47e199ca18a4cc33',
    sealedHash: 'e4c7d9776b1ef1c774e088b0cddac671b65fafbab75a3b8eb772f7a1d2eb69e5',
    secret: '56d844baa53dfe269fe2727f118867e348035eb96b6ccd80be3b98e82303b0d0',
    rejected: '86a819847bc1cb7d7a5a5f0daa1d4be29055a1966d8ffde95309244d6fdd42da',
  },
] as const;

describe('the real key encapsulation', () => {
  it.each(FIXED)(
    'gives these bytes for these seeds, type $type',
    ({ type, publicHash, sealedHash, secret, rejected }) => {
      const made = exchange(nobleKem, type, counting(0, 64), counting(100, 32));
      expect(toHex(sha256(made.publicKey))).toBe(publicHash);
      expect(toHex(sha256(made.ciphertext))).toBe(sealedHash);
      expect(toHex(made.secret)).toBe(secret);
      const opened = nobleKem.decapsulate(made.privateKey, flipped(made.ciphertext, 800));
      expect(opened.ok && toHex(opened.secret)).toBe(rejected);
    },
  );
});

describe('a suite with key encapsulation', () => {
  const entropy = entropyFor(1, 'kem');
  const [from, fresh] = [entropy.draw('seed', 64), entropy.draw('fresh', 32)];

  it('has it only where it was given one, and says so where it was not', () => {
    expect(noble.kem).toBeUndefined();
    expect(() => kemOf(noble)).toThrow('noble suite was built without');
    expect(kemOf(withKem(noble, nobleKem))).toBe(nobleKem);
    expect(kemOf(model)).toBe(modelKem);
    expect(recorderFor(noble).suite.kem).toBeUndefined();
    expect(remembering(noble).kem).toBeUndefined();
  });

  it('is recorded, each computation once, and nothing for what was refused', () => {
    const { suite, calls } = recorderFor(model);
    const { privateKey, publicKey, ciphertext, secret } = exchange(kemOf(suite), KYBER_1024, from, fresh);
    kemOf(suite).decapsulate(privateKey, ciphertext);
    kemOf(suite).decapsulate(privateKey, fresh);
    kemOf(suite).encapsulate(privateKey, fresh);
    expect(calls).toEqual([
      { op: 'kemKeyPair', inputs: [Uint8Array.of(KYBER_1024), from], outputs: [privateKey, publicKey] },
      { op: 'encapsulate', inputs: [publicKey, fresh], outputs: [ciphertext, secret] },
      { op: 'decapsulate', inputs: [privateKey, ciphertext], outputs: [secret] },
    ]);
  });

  it('is remembered by arguments, the type among them', () => {
    let computed = 0;
    const counted: Kem = {
      ...modelKem,
      keyPair: (type, bytes) => {
        computed++;
        return modelKem.keyPair(type, bytes);
      },
    };
    const kem = kemOf(remembering(withKem(noble, counted)));
    for (const _ of [1, 2])
      for (const type of TYPES) expect(kem.keyPair(type, from)).toEqual(modelKem.keyPair(type, from));
    expect(computed).toBe(2);
    const made = exchange(kem, ML_KEM_1024, from, fresh);
    expect(made).toEqual(exchange(modelKem, ML_KEM_1024, from, fresh));
    expect(kem.decapsulate(made.privateKey, made.ciphertext)).toEqual({ ok: true, secret: made.secret });
  });
});
