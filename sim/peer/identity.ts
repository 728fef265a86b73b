/** Making a peer, dropping it, and letting its time pass. */
import * as z from 'zod';
import { toHex } from '../crypto/bytes.ts';
import { LIMITS, PEER_LIMITS, type Limits } from '../limits.ts';
import { newEndpoint, type WireVersions } from '../protocol/endpoint.ts';
import { drawPrekeys } from '../protocol/prekeys.ts';
import { command, peerCommand } from './command.ts';
import { toolsOf } from './tools.ts';
import { failed, IMPLEMENTATIONS, TRUSTS, type Implementation, type Peer } from './types.ts';
import { device, name, secretKey, uint32 } from './values.ts';

/** What messages of a peer begin with, by its implementation; the first is the usual one. */
const WIRE_VERSIONS: Readonly<Record<Implementation, Readonly<Record<string, WireVersions>>>> = {
  'x3dh-v3': { '0x33': { 3: 0x33, 4: 0x44 }, '0x34': { 3: 0x34, 4: 0x44 } },
  // As libsignal, which writes its newest version into messages of older sessions too.
  'pqxdh-v4': { '0x44': { 3: 0x34, 4: 0x44 } },
};

const most = z.number().int().min(1).max(PEER_LIMITS.counter).optional();
const limits = z.union([
  z.literal('real'),
  z.strictObject({ forwardJump: most, skippedKeys: most, receiverChains: most, archivedSessions: most }),
]);

const HEXADECIMAL = 16;
const NEW_IDENTITY = {
  peer: name,
  impl: z.enum(IMPLEMENTATIONS),
  name,
  device: device.default(1),
  trust: z.enum(TRUSTS).default('tofu'),
  seed: z.number().int().min(0).optional(),
  registrationId: uint32.optional(),
  /** As text, for JSON has no such numbers; the number itself will do too. */
  wireVersion: z.union([z.string(), z.number().transform((byte) => `0x${byte.toString(HEXADECIMAL)}`)]).optional(),
  limits: limits.default('real'),
  inject: z.strictObject({ identityKey: secretKey.optional(), signedPreKey: secretKey.optional() }).optional(),
};

/** A peer with a new identity and signed prekeys. One-time prekeys are drawn when a bundle is asked for. */
export const newIdentity = command(NEW_IDENTITY, (peers, args) => {
  if (peers.byHandle.has(args.peer)) return failed('other', 'peer: this handle is taken; drop that peer first');
  if (peers.byHandle.size >= PEER_LIMITS.peers)
    return failed('other', `there are ${PEER_LIMITS.peers} peers already; drop one first`);
  const versions = WIRE_VERSIONS[args.impl];
  const usual = Object.keys(versions);
  const wire = Object.entries(versions).find(([one]) => one === (args.wireVersion ?? usual[0]))?.[1];
  if (!wire) return failed('malformed', `wireVersion: ${args.impl} writes ${usual.join(' or ')}`);
  const whose = `${args.name}.${args.device}`;
  const fresh = {
    implementation: args.impl,
    name: args.name,
    device: args.device,
    trust: args.trust,
    seed: args.seed ?? peers.seed,
    scope: args.seed === undefined ? `${whose} made ${peers.step}` : whose,
    step: 0,
    limits: limitsOf(args.limits),
    now: 0,
  };
  const drawn = drawPrekeys(0, toolsOf(fresh, 'prekeys', peers, args.inject));
  const prekeys = { ...drawn, registrationId: args.registrationId ?? drawn.registrationId };
  const peer: Peer = { ...fresh, endpoint: newEndpoint(prekeys, wire) };
  return {
    ok: true,
    peers: { ...peers, byHandle: new Map([...peers.byHandle, [args.peer, peer]]) },
    result: {
      name: args.name,
      device: args.device,
      registrationId: prekeys.registrationId,
      identityPublic: toHex(prekeys.identity.publicKey),
      identityPrivate: toHex(prekeys.identity.privateKey),
    },
  };
});

/** One-time post-quantum prekeys are none: every bundle offers the last resort. */
const REAL: Limits = { ...LIMITS.real, oneTimeKemPrekeys: 0 };

function limitsOf(given: z.infer<typeof limits>): Limits {
  if (given === 'real') return REAL;
  return {
    ...REAL,
    forwardJumps: given.forwardJump ?? REAL.forwardJumps,
    skippedKeys: given.skippedKeys ?? REAL.skippedKeys,
    receiverChains: given.receiverChains ?? REAL.receiverChains,
    archivedSessions: given.archivedSessions ?? REAL.archivedSessions,
  };
}

export const drop = command({ peer: name }, (peers, args) => {
  if (!peers.byHandle.has(args.peer)) return failed('other', 'peer: nobody has this handle');
  return {
    ok: true,
    result: {},
    peers: { ...peers, byHandle: new Map([...peers.byHandle].filter(([handle]) => handle !== args.peer)) },
  };
});

/** Lets virtual milliseconds pass for one peer. */
export const advanceTime = peerCommand({ ms: z.number().int().min(0) }, (peer, { ms }) => {
  const now = peer.now + ms;
  if (!Number.isSafeInteger(now)) return failed('malformed', 'ms: the clock of this peer does not go so far');
  return { ok: true, peer: { ...peer, now }, result: {} };
});
