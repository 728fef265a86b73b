/** Private keys and bundles that other implementations used, for ours to use in place of fresh ones. */
import { toHex } from '../crypto/bytes.ts';
import { entropyFor, type Entropy } from '../crypto/entropy.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { KEY_BYTES } from '../protocol/constants.ts';
import { keyPairOf, type KeyPair } from '../protocol/keyPair.ts';
import type { Bundle, Prekeys } from '../protocol/prekeys.ts';
import type { Tools } from '../protocol/tools.ts';
import { toolsFor } from './tools.ts';
import type { RecordedBundle } from './transcript.ts';
import { bytes } from './vectors.ts';

/** Tools whose key draws are answered from the recording; draws that it does not know are ordinary ones. */
export function answering(
  scope: string,
  keys: { base?: string | undefined; ratchet?: string | undefined },
  drawn: string[],
  limits: Limits = LIMITS.real,
): Tools {
  const ordinary = entropyFor(1, scope);
  const entropy: Entropy = {
    draw: (name, length) => {
      drawn.push(name);
      const key = name.startsWith('base-key ') ? keys.base : name.startsWith('ratchet-key ') ? keys.ratchet : undefined;
      return key === undefined ? ordinary.draw(name, length) : bytes(key);
    },
  };
  return { ...toolsFor('replay', { limits }), entropy };
}

/** The recorded pair; our own public key of the private half must be the recorded one. */
export function pairOf(privateKey: string, publicKey: string): KeyPair {
  const pair = keyPairOf(bytes(privateKey), toolsFor('pair'));
  if (toHex(pair.publicKey) !== publicKey)
    throw new Error(`the recorded public key is ${publicKey}, ours ${toHex(pair.publicKey)}`);
  return pair;
}

/** The bundle as the directory handed it out. */
export const bundleFrom = (bundle: RecordedBundle): Bundle => ({
  registrationId: bundle.registrationId,
  identity: bytes(bundle.identityPublic),
  signedPrekey: {
    id: bundle.signedPreKey.id,
    publicKey: bytes(bundle.signedPreKey.public),
    signature: bytes(bundle.signedPreKey.signature),
  },
  oneTime: bundle.preKey && { id: bundle.preKey.id, publicKey: bytes(bundle.preKey.public) },
  kem: undefined,
});

/** A party that gives out no bundle has no prekeys; its id is one that nobody refers to. */
export const withoutPrekeys = (identity: KeyPair, registrationId: number): Prekeys => ({
  identity,
  registrationId,
  signedPrekey: NO_PREKEY,
  earlierSigned: [],
  oneTime: [],
  nextOneTimeId: 1,
  kem: undefined,
});

export const NO_PREKEY: Prekeys['signedPrekey'] = {
  id: -1,
  pair: { privateKey: new Uint8Array(KEY_BYTES), publicKey: new Uint8Array(1 + KEY_BYTES) },
  signature: new Uint8Array(64),
};
