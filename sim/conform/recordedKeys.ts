/** Private keys and bundles that other implementations used, for ours to use in place of fresh ones. */
import { equalBytes, toHex, type Bytes } from '../crypto/bytes.ts';
import { entropyFor, type Entropy } from '../crypto/entropy.ts';
import { PRIVATE_PARTS } from '../crypto/kemForm.ts';
import { KEY_BYTES } from '../protocol/constants.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { keyPairOf, type KeyPair } from '../protocol/keyPair.ts';
import type { Bundle, KemPrekeys, Prekeys } from '../protocol/prekeys.ts';
import type { Tools } from '../protocol/tools.ts';
import { bytes } from './shape.ts';
import type { RecordedBundle } from './transcript.ts';

/** Which private keys answer the draws; draws that are not answered are ordinary ones. Names of draws go into `drawn`. */
export interface Answers {
  readonly base?: string | undefined;
  readonly ratchet?: string | undefined;
}
export function answering(scope: string, keys: Answers, drawn: string[]): Entropy {
  const ordinary = entropyFor(1, scope);
  return {
    draw: (name, length) => {
      drawn.push(name);
      const key = name.startsWith('base-key ') ? keys.base : name.startsWith('ratchet-key ') ? keys.ratchet : undefined;
      return key === undefined ? ordinary.draw(name, length) : bytes(key);
    },
  };
}

/** The recorded pair; our own public key of the private half must be the recorded one. Throws a `RangeError` otherwise. */
export function pairOf(privateKey: string, publicKey: string, tools: Pick<Tools, 'suite' | 'containers'>): KeyPair {
  const pair = keyPairOf(bytes(privateKey), tools);
  if (toHex(pair.publicKey) !== publicKey)
    throw new RangeError(`the recorded public key is ${publicKey}, ours ${toHex(pair.publicKey)}`);
  return pair;
}

/** The bundle as the directory handed it out. */
export const bundleFrom = ({ registrationId, identityPublic, ...offered }: RecordedBundle): Bundle => ({
  registrationId,
  identity: bytes(identityPublic),
  signedPrekey: publicHalf(offered.signedPreKey),
  oneTime: offered.preKey && { id: offered.preKey.id, publicKey: bytes(offered.preKey.public) },
  kem: offered.kyberPreKey && publicHalf(offered.kyberPreKey),
});

const publicHalf = (one: RecordedBundle['signedPreKey']): Bundle['signedPrekey'] => ({
  id: one.id,
  publicKey: bytes(one.public),
  signature: bytes(one.signature),
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

/** The endpoint with the private halves of a bundle that it gives out. Earlier signed prekeys stay. */
export function withBundle(endpoint: Endpoint, bundle: RecordedBundle, tools: Tools): Endpoint {
  const { prekeys } = endpoint;
  const { signedPreKey, preKey, kyberPreKey } = bundle;
  const signedPrekey: Prekeys['signedPrekey'] = {
    id: signedPreKey.id,
    pair: pairOf(privateOf(signedPreKey), signedPreKey.public, tools),
    signature: bytes(signedPreKey.signature),
  };
  const earlier = [prekeys.signedPrekey, ...prekeys.earlierSigned];
  return {
    ...endpoint,
    prekeys: {
      ...prekeys,
      registrationId: bundle.registrationId,
      signedPrekey,
      earlierSigned: earlier.filter(({ id }) => id !== signedPrekey.id && id !== NO_PREKEY.id),
      oneTime: preKey
        ? [...prekeys.oneTime, { id: preKey.id, pair: pairOf(privateOf(preKey), preKey.public, tools) }]
        : prekeys.oneTime,
      kem: kyberPreKey ? withKemPrekey(prekeys.kem, kyberPreKey) : prekeys.kem,
    },
  };
}

/** Peers hand out their post-quantum key again and again: it is their last resort. */
function withKemPrekey(kem: KemPrekeys | undefined, one: RecordedBundle['signedPreKey']): KemPrekeys {
  const [privateKey, publicKey] = [bytes(privateOf(one)), bytes(one.public)];
  if (!equalBytes(publicPartOf(privateKey), publicKey.subarray(1)))
    throw new RangeError('the public half of a post-quantum key is not the one in its private half');
  return {
    lastResort: { id: one.id, pair: { privateKey, publicKey }, signature: bytes(one.signature) },
    oneTime: kem && kem.lastResort.id !== one.id ? [...kem.oneTime, kem.lastResort] : (kem?.oneTime ?? []),
    nextId: one.id + 1,
    seen: kem?.seen ?? [],
  };
}

function privateOf(one: { readonly private?: string }): string {
  if (one.private === undefined) throw new RangeError('the recording gives a prekey without its private half');
  return one.private;
}

/** Where the public key stands in a private one, behind the type byte. FIPS 203 section 7.1. */
const publicPartOf = (privateKey: Bytes): Bytes =>
  privateKey.subarray(1 + PRIVATE_PARTS.publicKey, 1 + PRIVATE_PARTS.hash);
