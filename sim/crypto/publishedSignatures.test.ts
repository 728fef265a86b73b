/** Published and recorded XEdDSA signatures, and libsignal's chain key; see ../testing/vectors.ts for how they are counted. */
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, utf8, type Bytes } from './bytes.ts';
import { native } from '../../cli/native.ts';
import { noble } from './noble.ts';
import { allPassed, bytes, read, runFamily, vectorsAbsent, type Vector } from '../testing/vectors.ts';

const equals = (actual: Bytes | undefined, expected: Bytes): boolean =>
  actual !== undefined && equalBytes(actual, expected);

describe.skipIf(vectorsAbsent).each([noble, native])('published signatures, $name suite', (suite) => {
  test('XEdDSA and the chain key: libsignal’s unit tests', () => {
    const { xeddsa, chainKey } = read<{
      xeddsa: Record<`alice_${'identity_private' | 'identity_public' | 'ephemeral_public' | 'signature'}`, string>;
      chainKey: Record<'seed' | 'message_key' | 'mac_key' | 'next_chain_key', string>;
    }>('published/libsignal_unit.json');
    const [signer, message, signature] = [
      bytes(xeddsa.alice_identity_public),
      bytes(xeddsa.alice_ephemeral_public),
      bytes(xeddsa.alice_signature),
    ];
    const flips = Array.from(signature, (_, at): Vector => ({
      id: `bit 0 of byte ${at} flipped`,
      passes: () =>
        !suite.verify(
          signer,
          message,
          signature.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        ),
    }));
    expect(
      runFamily(`XEdDSA, libsignal unit test, ${suite.name}`, [
        {
          id: 'public key',
          expected: signer,
          passes: (expected) => equalBytes(suite.publicKey(bytes(xeddsa.alice_identity_private)), expected),
        },
        { id: 'signature', expected: signature, passes: (expected) => suite.verify(signer, message, expected) },
        ...flips,
      ]),
    ).toEqual(allPassed(66, 2));
    const chain = bytes(chainKey.seed);
    const info = utf8('WhisperMessageKeys');
    const [cipherKey, macKey] = suite.hkdf(suite.hmac(chain, Uint8Array.of(1)), new Uint8Array(32), info, [32, 32, 16]);
    expect(
      runFamily(`Chain key, libsignal unit test, ${suite.name}`, [
        { id: 'cipher key', expected: bytes(chainKey.message_key), passes: (expected) => equals(cipherKey, expected) },
        { id: 'MAC key', expected: bytes(chainKey.mac_key), passes: (expected) => equals(macKey, expected) },
        {
          id: 'next',
          expected: bytes(chainKey.next_chain_key),
          passes: (expected) => equals(suite.hmac(chain, Uint8Array.of(2)), expected),
        },
      ]),
    ).toEqual(allPassed(3, 3));
  });

  test('XEdDSA: signatures of libsignal and of a JavaScript port, and their mutants', () => {
    const { cases } = read<{
      cases: readonly {
        private: string;
        public: string;
        message: string;
        wrongMessage: boolean;
        cases: readonly { what: string; signature: string; valid: boolean }[];
      }[];
    }>('xeddsa.json');
    const family = cases.flatMap((group): readonly Vector[] => {
      const publicKey = bytes(group.public).slice(1);
      const message = bytes(group.message);
      const other = concat(message, Uint8Array.of(0));
      return [
        {
          id: 'public key',
          expected: publicKey,
          passes: (expected) => equalBytes(suite.publicKey(bytes(group.private)), expected),
        },
        ...group.cases.map(({ what, signature, valid }): Vector => {
          if (!valid) return { id: what, passes: () => !suite.verify(publicKey, message, bytes(signature)) };
          return {
            id: what,
            expected: bytes(signature),
            passes: (expected) => suite.verify(publicKey, message, expected),
          };
        }),
        ...group.cases
          .filter(({ valid }) => valid)
          .map(({ what, signature }): Vector => ({
            id: `${what}, another message`,
            passes: () => suite.verify(publicKey, other, bytes(signature)) === group.wrongMessage,
          })),
      ];
    });
    expect(runFamily(`XEdDSA, recorded signatures, ${suite.name}`, family)).toEqual(allPassed(106, 38));
    expect(cases).toHaveLength(10);
  });
});
