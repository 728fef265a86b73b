/** Constants of libsignal's unit tests: an XEdDSA signature with all its byte flips, a chain key, the code of two users. */
import * as z from 'zod';
import type { Suite } from '../crypto/suite.ts';
import { messageKeys, stepChain } from '../protocol/ratchet.ts';
import { FINGERPRINT_FIELDS, fingerprintVectors } from './fingerprints.ts';
import { bytes, checker, hex, named } from './shape.ts';
import { equals, outcomesOf, refuses, type Vector } from './vector.ts';

const signed = z.object({
  alice_identity_private: hex,
  alice_identity_public: hex,
  alice_ephemeral_public: hex,
  alice_signature: hex,
});
const chain = z.object({ seed: hex, message_key: hex, mac_key: hex, next_chain_key: hex });
const fingerprint = z.object({
  iterations: FINGERPRINT_FIELDS.iterations,
  version: FINGERPRINT_FIELDS.version,
  alice_id: z.string(),
  bob_id: z.string(),
  alice_key: hex,
  bob_key: hex,
  displayable: z.string(),
  alice_scannable: hex,
  bob_scannable: hex,
});

export const LIBSIGNAL_UNIT = checker(
  { en: 'libsignal unit tests', zh: 'libsignal 单元测试' },
  named('libsignal_unit.json'),
  z.object({ xeddsa: signed, chainKey: chain, fingerprint }),
  (file, surroundings) => {
    const { suite } = surroundings;
    const code = file.fingerprint;
    return {
      outcomes: outcomesOf([
        ...signatureVectors(file.xeddsa, suite),
        ...chainVectors(file.chainKey, suite),
        ...fingerprintVectors(
          'code',
          {
            iterations: code.iterations,
            version: code.version,
            local: { user: code.alice_id, keys: [bytes(code.alice_key)] },
            remote: { user: code.bob_id, keys: [bytes(code.bob_key)] },
            displayable: code.displayable,
            scannable: code.alice_scannable,
            otherSideScannable: code.bob_scannable,
          },
          suite,
        ),
      ]),
    };
  },
);

function signatureVectors(vector: z.output<typeof signed>, suite: Suite): readonly Vector[] {
  const signer = bytes(vector.alice_identity_public);
  const message = bytes(vector.alice_ephemeral_public);
  const signature = bytes(vector.alice_signature);
  return [
    equals('XEdDSA public key', signer, suite.publicKey(bytes(vector.alice_identity_private))),
    {
      id: 'XEdDSA signature',
      expected: signature,
      passes: (expected) => suite.verify(signer, message, expected),
    },
    ...Array.from(signature, (byte, at) =>
      refuses(
        `XEdDSA signature, bit 0 of byte ${at} flipped`,
        !suite.verify(signer, message, signature.with(at, byte ^ 1)),
      ),
    ),
  ];
}

function chainVectors(vector: z.output<typeof chain>, suite: Suite): readonly Vector[] {
  const { seed, next } = stepChain(bytes(vector.seed), { suite });
  const keys = messageKeys(seed, { suite });
  return [
    equals('chain key: cipher key', bytes(vector.message_key), keys.cipher),
    equals('chain key: MAC key', bytes(vector.mac_key), keys.mac),
    equals('chain key: next', bytes(vector.next_chain_key), next),
  ];
}
