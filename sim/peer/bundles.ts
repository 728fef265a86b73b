/** Bundles: handing out a peer's own, and opening a session from another's. */
import * as z from 'zod';
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { drawPrivateKey } from '../crypto/entropy.ts';
import type { KemKeyPair } from '../crypto/kem.ts';
import { forgetIdentity, trusts, type Address, type Endpoint } from '../protocol/endpoint.ts';
import { keyPairOf, type KeyPair } from '../protocol/keyPair.ts';
import { addOneTime, bundleOf, type Bundle } from '../protocol/prekeys.ts';
import { openSession } from '../protocol/session.ts';
import { peerCommand } from './command.ts';
import { refusalOf } from './refusals.ts';
import { nextTools, toolsOf } from './tools.ts';
import { failed, type Peer } from './types.ts';
import { addressOf, device, hex, publicKey, remote, secretKey, uint32 } from './values.ts';

const BUNDLE = {
  oneTime: z.boolean().default(true),
  private: z.boolean().default(false),
  corrupt: z.enum(['signed', 'kyber']).optional(),
  inject: z.strictObject({ preKey: secretKey.optional() }).optional(),
};

/** A bundle of this peer: each with a one-time prekey that no other bundle has, unless it is asked for without. */
export const bundle = peerCommand(BUNDLE, (peer, args, peers) => {
  const { prekeys } = peer.endpoint;
  if (args.corrupt === 'kyber' && !prekeys.kem)
    return failed('malformed', `corrupt: a bundle of ${peer.implementation} has no Kyber prekey`);
  const more = addOneTime(prekeys, args.oneTime ? 1 : 0, toolsOf(peer, 'prekeys', peers, args.inject));
  const [oneTime] = more.added;
  const { registrationId, identity, signedPrekey, kem } = bundleOf(more.prekeys, oneTime);
  const privately = (pair: KeyPair | KemKeyPair | undefined): { private?: string } =>
    args.private && pair ? { private: toHex(pair.privateKey) } : {};
  const signed = { ...signedPrekey, ...privately(more.prekeys.signedPrekey.pair) };
  const result = {
    device: peer.device,
    registrationId,
    identityPublic: toHex(identity),
    signedPreKey: written(signed, args.corrupt === 'signed'),
    ...(oneTime && {
      preKey: { id: oneTime.id, public: toHex(oneTime.pair.publicKey), ...privately(oneTime.pair) },
    }),
    ...(kem && {
      kyberPreKey: written({ ...kem, ...privately(more.prekeys.kem?.lastResort.pair) }, args.corrupt === 'kyber'),
    }),
  };
  const changed = oneTime ? { ...peer, endpoint: { ...peer.endpoint, prekeys: more.prekeys } } : peer;
  return { ok: true, peer: changed, result };
});

interface Signed {
  readonly id: number;
  readonly publicKey: Bytes;
  readonly signature: Bytes;
  readonly private?: string;
}
/** A signed prekey as it is handed out; `corrupt` alters one bit of the signature. */
const written = ({ id, publicKey: key, signature, private: secret }: Signed, corrupt: boolean): object => ({
  id,
  public: toHex(key),
  ...(secret !== undefined && { private: secret }),
  signature: toHex(corrupt ? signature.with(0, (signature[0] ?? 0) ^ 1) : signature),
});

const SIGNATURE_BYTES = 64;
/** Objects of a recording hold more than is needed here: that is passed over. */
const theirBundle = z.object({
  device: device.optional(),
  registrationId: uint32,
  identityPublic: publicKey,
  signedPreKey: z.object({ id: uint32, public: publicKey, signature: hex(SIGNATURE_BYTES) }),
  preKey: z.object({ id: uint32, public: publicKey }).nullish(),
  kyberPreKey: z.object({ id: uint32, public: hex(), signature: hex(SIGNATURE_BYTES) }).nullish(),
});
const PROCESS_BUNDLE = {
  remote,
  bundle: theirBundle,
  inject: z.strictObject({ baseKey: secretKey.optional(), ratchetKey: secretKey.optional() }).optional(),
};

/** Opens a session from a bundle; tells both fresh key pairs. */
export const processBundle = peerCommand(PROCESS_BUNDLE, (peer, args, peers) => {
  const to = addressOf(args.remote);
  const tools = nextTools(peer, peers, args.inject);
  const offered = readBundle(args.bundle, peer);
  const opened = openSession(trusting(peer, to, offered.identity), to, offered, tools);
  if (!opened.ok) return refusalOf(opened);
  const session = opened.endpoint.sessions[to];
  // The same name gives the same draw again, and the session keeps no private base key.
  const base = keyPairOf(drawPrivateKey(tools.entropy, `base-key ${to}`), tools);
  return {
    ok: true,
    peer: { ...peer, endpoint: opened.endpoint },
    result: { baseKey: pairText(base), ...(session && { ratchetKey: pairText(session.sending.ratchet) }) },
  };
});

/** A peer without post-quantum keys passes theirs over, and with it the signature. */
function readBundle(given: z.infer<typeof theirBundle>, { implementation }: Peer): Bundle {
  const { signedPreKey, preKey, kyberPreKey } = given;
  const kem = implementation === 'pqxdh-v4' ? kyberPreKey : undefined;
  return {
    registrationId: given.registrationId,
    identity: given.identityPublic,
    signedPrekey: { id: signedPreKey.id, publicKey: signedPreKey.public, signature: signedPreKey.signature },
    oneTime: preKey ? { id: preKey.id, publicKey: preKey.public } : undefined,
    kem: kem ? { id: kem.id, publicKey: kem.public, signature: kem.signature } : undefined,
  };
}

/** The endpoint as it stands towards this identity key: a peer that trusts all lets the former key and its sessions go. */
export const trusting = ({ trust, endpoint }: Peer, address: Address, identity: Bytes): Endpoint =>
  trust === 'all' && !trusts(endpoint, address, identity) ? forgetIdentity(endpoint, address) : endpoint;

const pairText = (pair: KeyPair): { public: string; private: string } => ({
  public: toHex(pair.publicKey),
  private: toHex(pair.privateKey),
});
