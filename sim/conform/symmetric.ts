/** AES-256-CBC, HKDF-SHA256 and HMAC-SHA256: the vectors of Wycheproof and of RFC 5869. */
import * as z from 'zod';
import { concat, equalBytes, type Bytes } from '../crypto/bytes.ts';
import { bytes, checker, count, hex, idOf, named, wycheproof } from './shape.ts';
import { equals, outcomesOf, refuses, throwsRange, type Vector } from './vector.ts';

const AES_256 = 256;

export const AES_CBC = checker(
  { en: 'AES-256-CBC (Wycheproof)', zh: 'AES-256-CBC（Wycheproof）' },
  named('aes_cbc_pkcs5.json'),
  wycheproof({ keySize: count, key: hex, iv: hex, msg: hex, ct: hex }),
  ({ cases }, { suite }) => {
    const own = cases.filter((one) => one.keySize === AES_256);
    const vectors = own.map((one): Vector => {
      const [key, iv, message, ciphertext] = [bytes(one.key), bytes(one.iv), bytes(one.msg), bytes(one.ct)];
      const opening = suite.cbcDecrypt(key, iv, ciphertext);
      if (one.result === 'invalid') return refuses(idOf(one), !opening.ok);
      const isOpened = opening.ok && equalBytes(opening.plaintext, message);
      return equals(idOf(one), ciphertext, isOpened ? suite.cbcEncrypt(key, iv, message) : undefined);
    });
    const others = cases.length - own.length;
    const reason = {
      en: 'other key sizes: the protocol uses AES-256 only',
      zh: '其他密钥长度：协议只用 AES-256',
    };
    return { outcomes: outcomesOf(vectors), skipped: others === 0 ? [] : [{ cases: others, reason }] };
  },
);

export const HKDF = checker(
  { en: 'HKDF-SHA256 (Wycheproof)', zh: 'HKDF-SHA256（Wycheproof）' },
  named('hkdf_sha256.json'),
  wycheproof({ ikm: hex, salt: hex, info: hex, size: count, okm: hex }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.map((one) => {
        const derive = (): Bytes => concat(...suite.hkdf(bytes(one.ikm), bytes(one.salt), bytes(one.info), [one.size]));
        if (one.result === 'invalid') return refuses(idOf(one), throwsRange(derive));
        return equals(idOf(one), bytes(one.okm), derive());
      }),
    ),
  }),
);

export const RFC_5869 = checker(
  { en: 'HKDF-SHA256 (RFC 5869)', zh: 'HKDF-SHA256（RFC 5869）' },
  named('rfc5869_hkdf_sha256.json'),
  z.object({ cases: z.array(z.object({ name: z.string(), ikm: hex, salt: hex, info: hex, okm: hex })) }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.map(({ name, ikm, salt, info, okm }) => {
        const expected = bytes(okm);
        // In two pieces, as the protocol takes it.
        const widths = [expected.length >> 1, expected.length - (expected.length >> 1)];
        return equals(name, expected, concat(...suite.hkdf(bytes(ikm), bytes(salt), bytes(info), widths)));
      }),
    ),
  }),
);

export const HMAC = checker(
  { en: 'HMAC-SHA256 (Wycheproof)', zh: 'HMAC-SHA256（Wycheproof）' },
  named('hmac_sha256.json'),
  wycheproof({ key: hex, msg: hex, tag: hex, tagSize: count }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.map((one) => {
        const tag = suite.hmac(bytes(one.key), bytes(one.msg)).slice(0, one.tagSize / 8);
        if (one.result === 'invalid') return refuses(idOf(one), !equalBytes(tag, bytes(one.tag)));
        return equals(idOf(one), bytes(one.tag), tag);
      }),
    ),
  }),
);
