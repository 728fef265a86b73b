/** Messages: sealing and opening, and what sets a session aside or ahead. */
import * as z from 'zod';
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { PEER_LIMITS } from '../limits.ts';
import { archiveCurrent } from '../protocol/endpoint.ts';
import { parseMessage, parsePrekeyMessage } from '../protocol/message.ts';
import { stepChain } from '../protocol/ratchet.ts';
import { canSeal, open, seal, type MessageType } from '../protocol/session.ts';
import { refused } from '../protocol/tools.ts';
import { trusting } from './bundles.ts';
import { peerCommand } from './command.ts';
import { refusalOf } from './refusals.ts';
import { nextTools, NO_LOG } from './tools.ts';
import type { Peer } from './types.ts';
import { addressOf, counter, hex, remote, secretKey } from './values.ts';

export const encrypt = peerCommand({ remote, plaintext: hex() }, (peer, args, peers) => {
  const sealed = seal(peer.endpoint, addressOf(args.remote), args.plaintext, nextTools(peer, peers));
  if (!sealed.ok) return refusalOf(sealed);
  return {
    ok: true,
    peer: { ...peer, endpoint: sealed.endpoint },
    result: { type: sealed.type, body: toHex(sealed.wire) },
  };
});

const DECRYPT = {
  remote,
  type: z.enum(['prekey', 'whisper']),
  body: hex(),
  inject: z.strictObject({ ratchetKey: secretKey.optional() }).optional(),
};

export const decrypt = peerCommand(DECRYPT, (peer, args, peers) => {
  const from = addressOf(args.remote);
  const { type, body } = args;
  const looked = lookAt(type, body);
  if (looked.version === 4 && peer.implementation === 'x3dh-v3') return refusalOf(refused('version'));
  // Before any step of a chain is made: see the limit.
  if (looked.counter > PEER_LIMITS.counter) return refusalOf(refused('too-far'));
  const endpoint = looked.identity ? trusting(peer, from, looked.identity) : peer.endpoint;
  const opening = open(endpoint, from, type, body, from, nextTools(peer, peers, args.inject));
  if (!opening.ok) return refusalOf(opening);
  return {
    ok: true,
    peer: { ...peer, endpoint: opening.endpoint },
    result: { plaintext: toHex(opening.plaintext) },
  };
});

interface Looked {
  readonly version: number;
  readonly counter: number;
  /** Of a prekey message. */
  readonly identity?: Bytes;
}
/** What a message says of itself before anything of it was checked; what cannot be read is refused when it is opened. */
function lookAt(type: MessageType, body: Bytes): Looked {
  const version = (body[0] ?? 0) >> 4;
  const outer = type === 'prekey' ? parsePrekeyMessage(body, NO_LOG) : undefined;
  const inner = parseMessage(outer?.ok ? outer.message : body, NO_LOG);
  return { version, counter: inner.ok ? inner.counter : 0, ...(outer?.ok && { identity: outer.identity }) };
}

/** Sets the current session aside: it still opens; sealing needs a new one. */
export const archive = peerCommand({ remote }, (peer, args) => {
  const address = addressOf(args.remote);
  if (!peer.endpoint.sessions[address]) return refusalOf(refused('no-session'));
  return { ok: true, peer: { ...peer, endpoint: archiveCurrent(peer.endpoint, address, peer) }, result: {} };
});

/** Moves the sending chain on by so many messages that nobody gets. */
export const skip = peerCommand({ remote, count: counter }, (peer, args, peers) => {
  const address = addressOf(args.remote);
  const session = peer.endpoint.sessions[address];
  if (!session || !canSeal(peer.endpoint, address, peer)) return refusalOf(refused('no-session'));
  const index = session.sending.index + args.count;
  if (index > PEER_LIMITS.counter) return refusalOf(refused('too-far'));
  let { chain } = session.sending;
  for (let i = 0; i < args.count; i++) chain = stepChain(chain, peers).next;
  const moved = { ...session, sending: { ...session.sending, chain, index } };
  const sessions = { ...peer.endpoint.sessions, [address]: moved };
  const changed: Peer = { ...peer, endpoint: { ...peer.endpoint, sessions } };
  return { ok: true, peer: args.count === 0 ? peer : changed, result: {} };
});
