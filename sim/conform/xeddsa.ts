/**
 * XEdDSA signatures recorded from libsignal and a port of it, and their mutants. That s + L passes is part of the format:
 * libsignal accepts it, in all recordings (PROTOCOL.md section 1.4).
 */
import * as z from 'zod';
import { concat } from '../crypto/bytes.ts';
import { unprefixed } from '../crypto/keys.ts';
import { bytes, checker, hex, named } from './shape.ts';
import { NO_LOG } from '../peer/tools.ts';
import { equals, outcomesOf, refuses, type Vector } from './vector.ts';

const signature = z.object({ what: z.string(), signature: hex, valid: z.boolean() });
const group = z.object({
  private: hex,
  public: hex,
  message: hex,
  /** What the peer says to the signature over another message. */
  wrongMessage: z.boolean(),
  cases: z.array(signature),
});

export const XEDDSA = checker(
  { en: 'XEdDSA (libsignal)', zh: 'XEdDSA（libsignal）' },
  named('xeddsa.json'),
  z.object({ cases: z.array(group) }),
  ({ cases }, { suite }) => ({
    note: MALLEABLE,
    outcomes: outcomesOf(
      cases.flatMap((one, i): readonly Vector[] => {
        const publicKey = unprefixed(bytes(one.public), NO_LOG);
        if (!publicKey) throw new RangeError('a public key has 33 bytes and begins with 05');
        const message = bytes(one.message);
        const other = concat(message, Uint8Array.of(0));
        const valid = one.cases.filter((each) => each.valid);
        return [
          equals(`key ${i}`, publicKey, suite.publicKey(bytes(one.private))),
          ...one.cases.map((each): Vector => {
            const id = `key ${i}, ${each.what}`;
            if (!each.valid) return refuses(id, !suite.verify(publicKey, message, bytes(each.signature)));
            return {
              id,
              expected: bytes(each.signature),
              passes: (expected) => suite.verify(publicKey, message, expected),
            };
          }),
          ...valid.map((each) =>
            refuses(
              `key ${i}, ${each.what}, another message`,
              suite.verify(publicKey, other, bytes(each.signature)) === one.wrongMessage,
            ),
          ),
        ];
      }),
    ),
  }),
);

const MALLEABLE = {
  en: 'a signature with s + L passes too, as it does with libsignal: signed messages are never told apart by their signature',
  zh: '把 s 换成 s + L 的签名同样通过，libsignal 也是如此：不能拿签名来区分消息',
};
