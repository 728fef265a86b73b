/** ML-KEM-1024: key pairs, encapsulation and decapsulation, the vectors of Wycheproof. The Kyber of round 3 is in recordings. */
import { concat, type Bytes } from '../crypto/bytes.ts';
import { kemOf, ML_KEM_1024 } from '../crypto/kem.ts';
import { KEM_BYTES } from '../crypto/kemForm.ts';
import type { Suite } from '../crypto/suite.ts';
import { bytes, checker, hex, idOf, named, wycheproof } from './shape.ts';
import { equals, outcomesOf, refuses, throwsRange, type Vector } from './vector.ts';

/** As on the wire: with the type byte before it. */
const typed = (text: string): Bytes => concat(Uint8Array.of(ML_KEM_1024), bytes(text));

const secretOf = (suite: Suite, privateKey: Bytes, ciphertext: string): Bytes | undefined => {
  const opened = kemOf(suite).decapsulate(privateKey, typed(ciphertext));
  return opened.ok ? opened.secret : undefined;
};

export const ML_KEM = checker(
  { en: 'ML-KEM-1024 (Wycheproof)', zh: 'ML-KEM-1024（Wycheproof）' },
  named('mlkem_1024.json'),
  wycheproof({ seed: hex, ek: hex.default(''), c: hex, K: hex }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.flatMap((one): readonly Vector[] => {
        const seed = bytes(one.seed);
        const makePair = () => kemOf(suite).keyPair(ML_KEM_1024, seed);
        if (seed.length !== KEM_BYTES.seed) return [refuses(idOf(one), throwsRange(makePair))];
        const { privateKey, publicKey } = makePair();
        const secret = secretOf(suite, privateKey, one.c);
        return [
          equals(`${idOf(one)}: public key`, typed(one.ek), publicKey),
          one.result === 'invalid' ? refuses(idOf(one), secret === undefined) : equals(idOf(one), bytes(one.K), secret),
        ];
      }),
    ),
  }),
);

export const ML_KEM_KEYS = checker(
  { en: 'ML-KEM-1024 key pairs (Wycheproof)', zh: 'ML-KEM-1024 密钥对（Wycheproof）' },
  named('mlkem_1024_keygen_seed.json'),
  wycheproof({ seed: hex, ek: hex, dk: hex }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.flatMap((one) => {
        const { privateKey, publicKey } = kemOf(suite).keyPair(ML_KEM_1024, bytes(one.seed));
        return [
          equals(`${idOf(one)}: public key`, typed(one.ek), publicKey),
          equals(`${idOf(one)}: private key`, typed(one.dk), privateKey),
        ];
      }),
    ),
  }),
);

export const ML_KEM_ENCAPSULATION = checker(
  { en: 'ML-KEM-1024 encapsulation (Wycheproof)', zh: 'ML-KEM-1024 封装（Wycheproof）' },
  named('mlkem_1024_encaps.json'),
  wycheproof({ m: hex, ek: hex, c: hex, K: hex }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.flatMap((one): readonly Vector[] => {
        const made = kemOf(suite).encapsulate(typed(one.ek), bytes(one.m));
        if (one.result === 'invalid') return [refuses(idOf(one), !made.ok)];
        return [
          equals(`${idOf(one)}: ciphertext`, typed(one.c), made.ok ? made.ciphertext : undefined),
          equals(`${idOf(one)}: secret`, bytes(one.K), made.ok ? made.secret : undefined),
        ];
      }),
    ),
  }),
);

export const ML_KEM_DECAPSULATION = checker(
  { en: 'ML-KEM-1024 decapsulation (Wycheproof)', zh: 'ML-KEM-1024 解封装（Wycheproof）' },
  named('mlkem_1024_semi_expanded_decaps.json'),
  wycheproof({ dk: hex, c: hex, K: hex.default('') }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.map((one) => {
        const secret = secretOf(suite, typed(one.dk), one.c);
        if (one.result === 'invalid') return refuses(idOf(one), secret === undefined);
        return equals(idOf(one), bytes(one.K), secret);
      }),
    ),
  }),
);
