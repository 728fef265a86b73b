/** Published vectors of X25519, AES-256-CBC, HKDF and HMAC; see ../testing/vectors.ts for how they are counted. */
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, toHex, type Bytes } from './bytes.ts';
import { native } from '../../cli/native.ts';
import { noble } from './noble.ts';
import {
  allPassed,
  bytes,
  named,
  NONE,
  read,
  runFamily,
  vectorsAbsent,
  wycheproof,
  type Vector,
} from '../testing/vectors.ts';

const equals = (actual: Bytes | undefined, expected: Bytes): boolean =>
  actual !== undefined && equalBytes(actual, expected);

describe.skipIf(vectorsAbsent).each([noble, native])('published vectors, $name suite', (suite) => {
  const agreed = (privateKey: string, publicKey: string): Bytes | undefined => {
    const agreement = suite.agree(bytes(privateKey), bytes(publicKey));
    return agreement.ok ? agreement.shared : undefined;
  };

  test('X25519: Wycheproof', () => {
    const cases = wycheproof<{ public: string; private: string; shared: string }>('x25519');
    const family = cases.map((vector): Vector => {
      const compute = (): Bytes | undefined => agreed(vector.private, vector.public);
      // Stricter than the vectors ask: refused exactly where the shared secret would be zero.
      if (/^0+$/.test(vector.shared)) return { id: named(vector), passes: () => compute() === undefined };
      return { id: named(vector), expected: bytes(vector.shared), passes: (expected) => equals(compute(), expected) };
    });
    expect(runFamily(`X25519, Wycheproof, ${suite.name}`, family)).toEqual(allPassed(140, 122));
    expect(family.filter((vector) => vector.expected === undefined)).toHaveLength(18);
  });

  test('X25519: RFC 7748', () => {
    const rfc = read<{
      scalarMult: readonly { scalar: string; u: string; out: string }[];
      iterated: readonly { iterations: number; out: string }[];
      dh: { alicePrivate: string; alicePublic: string; bobPrivate: string; bobPublic: string; shared: string };
    }>('published/rfc7748.json');
    const { dh } = rfc;
    const nine = `09${'00'.repeat(31)}`;
    const iterate = (times: number): Bytes | undefined => {
      let [k, u] = [nine, nine];
      for (let i = 0; i < times; i++) [k, u] = [toHex(agreed(k, u) ?? NONE), k];
      return bytes(k);
    };
    const vector = (id: string, expected: string, compute: () => Bytes | undefined): Vector => ({
      id,
      expected: bytes(expected),
      passes: (bytesExpected) => equals(compute(), bytesExpected),
    });
    expect(
      runFamily(`X25519, RFC 7748, ${suite.name}`, [
        ...rfc.scalarMult.map(({ scalar, u, out }) => vector('5.2', out, () => agreed(scalar, u))),
        ...rfc.iterated.map(({ iterations, out }) =>
          vector(`5.2 iterated ${iterations}`, out, () => iterate(iterations)),
        ),
        vector('6.1 alice', dh.alicePublic, () => suite.publicKey(bytes(dh.alicePrivate))),
        vector('6.1 bob', dh.bobPublic, () => suite.publicKey(bytes(dh.bobPrivate))),
        vector('6.1 shared by alice', dh.shared, () => agreed(dh.alicePrivate, dh.bobPublic)),
        vector('6.1 shared by bob', dh.shared, () => agreed(dh.bobPrivate, dh.alicePublic)),
      ]),
    ).toEqual(allPassed(6, 6));
  });

  test('AES-256-CBC with PKCS#7: Wycheproof', () => {
    const cases = wycheproof<{ keySize: number; key: string; iv: string; msg: string; ct: string }>('aes_cbc_pkcs5');
    const outOfScope = cases.filter((vector) => vector.keySize === 128);
    console.warn(
      `AES-CBC, Wycheproof: ${outOfScope.length} vectors of AES-128 are OUT OF SCOPE, the suite is AES-256 only: tcId ${outOfScope.map((vector) => vector.tcId).join(' ')}`,
    );
    expect(outOfScope).toHaveLength(29);
    for (const { key, iv, msg } of outOfScope)
      expect(() => suite.cbcEncrypt(bytes(key), bytes(iv), bytes(msg))).toThrow('AES-256');
    const family = cases
      .filter((vector) => vector.keySize === 256)
      .map((vector): Vector => {
        const [key, iv, message, ciphertext] = [
          bytes(vector.key),
          bytes(vector.iv),
          bytes(vector.msg),
          bytes(vector.ct),
        ];
        const opening = suite.cbcDecrypt(key, iv, ciphertext);
        if (vector.result === 'invalid') return { id: named(vector), passes: () => !opening.ok };
        const opens = opening.ok && equalBytes(opening.plaintext, message);
        return {
          id: named(vector),
          expected: ciphertext,
          passes: (expected) => opens && equalBytes(suite.cbcEncrypt(key, iv, message), expected),
        };
      });
    expect(runFamily(`AES-256-CBC, Wycheproof, ${suite.name}`, family)).toEqual(allPassed(29, 6));
  });

  test('HKDF-SHA256: Wycheproof', () => {
    const cases = wycheproof<{ ikm: string; salt: string; info: string; size: number; okm: string }>('hkdf_sha256');
    const family = cases.map((vector): Vector => {
      const derive = (): Bytes =>
        concat(...suite.hkdf(bytes(vector.ikm), bytes(vector.salt), bytes(vector.info), [vector.size]));
      if (vector.result === 'invalid') return { id: named(vector), passes: () => throws(derive) };
      return { id: named(vector), expected: bytes(vector.okm), passes: (expected) => equalBytes(derive(), expected) };
    });
    expect(runFamily(`HKDF-SHA256, Wycheproof, ${suite.name}`, family)).toEqual(allPassed(40, 39));
  });

  test('HKDF-SHA256: RFC 5869', () => {
    const { cases } = read<{
      cases: readonly { name: string; ikm: string; salt: string; info: string; okm: string }[];
    }>('published/rfc5869_hkdf_sha256.json');
    const family = cases.map(({ name, ikm, salt, info, okm }): Vector => ({
      id: name,
      expected: bytes(okm),
      passes: (expected) =>
        equalBytes(concat(...suite.hkdf(bytes(ikm), bytes(salt), bytes(info), [32, okm.length / 2 - 32])), expected),
    }));
    expect(runFamily(`HKDF-SHA256, RFC 5869, ${suite.name}`, family)).toEqual(allPassed(1, 1));
  });

  test('HMAC-SHA256: Wycheproof', () => {
    const cases = wycheproof<{ key: string; msg: string; tag: string; tagSize: number }>('hmac_sha256');
    const family = cases.map((vector): Vector => {
      const tag = suite.hmac(bytes(vector.key), bytes(vector.msg)).slice(0, vector.tagSize / 8);
      if (vector.result === 'invalid') return { id: named(vector), passes: () => !equalBytes(tag, bytes(vector.tag)) };
      return { id: named(vector), expected: bytes(vector.tag), passes: (expected) => equalBytes(tag, expected) };
    });
    expect(runFamily(`HMAC-SHA256, Wycheproof, ${suite.name}`, family)).toEqual(allPassed(70, 16));
  });
});

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}
