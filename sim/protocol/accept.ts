/**
 * The recipient's side of a new session: which of its keys a first message names, the session that they make, and which of
 * them are used up by it. PROTOCOL.md sections 1.2, 2.1 to 2.4.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import type { Endpoint } from './endpoint.ts';
import { decapsulateWith } from './kemPair.ts';
import type { ParsedPrekeyMessage } from './message.ts';
import { signedWith, type KemPrekeys, type Prekeys } from './prekeys.ts';
import type { Session } from './ratchet.ts';
import { refused, type Refused, type Tools } from './tools.ts';
import { recipientStart } from './x3dh.ts';

/**
 * The session of a first message, before any message has been opened in it. Refuses keys that this endpoint does not have
 * (any more), a first message that used the last resort before, and version 3 where a post-quantum key is asked for.
 */
export function accept(
  endpoint: Endpoint,
  message: ParsedPrekeyMessage,
  tools: Tools,
): { readonly ok: true; readonly session: Session } | Refused {
  const { prekeys } = endpoint;
  if (message.version === 3 && tools.handshake === 'pqxdh') return refused('not-post-quantum');
  const signed = signedWith(prekeys, message.signedId);
  const oneTime = prekeys.oneTime.find((key) => key.id === message.oneTimeId);
  if (!signed || (message.oneTimeId !== undefined && !oneTime)) return refused('missing-prekey');
  const kem = kemSecret(prekeys, message, tools);
  if (!kem.ok) return kem;
  const keys = { identity: prekeys.identity, signed, oneTime, kem: kem.shared };
  const start = recipientStart(keys, message.identity, message.baseKey, tools);
  if (!start.ok) return start;
  return {
    ok: true,
    session: {
      versionByte: endpoint.wire[message.version],
      ourIdentity: prekeys.identity.publicKey,
      theirIdentity: message.identity,
      baseKey: message.baseKey,
      root: start.root,
      sending: { ratchet: signed.pair, chain: start.chain, index: 0 },
      receiving: [],
      previousCounter: 0,
      pending: undefined,
      used: [],
    },
  };
}

/** What was encapsulated for us; nothing in version 3. */
function kemSecret(
  { kem }: Prekeys,
  message: ParsedPrekeyMessage,
  tools: Tools,
): { readonly ok: true; readonly shared: Bytes | undefined } | Refused {
  if (!message.kem) return { ok: true, shared: undefined };
  const { id, ciphertext } = message.kem;
  const key = kem?.lastResort.id === id ? kem.lastResort : kem?.oneTime.find((one) => one.id === id);
  if (!kem || !key) return refused('missing-prekey');
  if (key === kem.lastResort && wasSeen(kem, message)) return refused('duplicate');
  return decapsulateWith(key.pair, ciphertext, tools);
}

const wasSeen = (kem: KemPrekeys, message: ParsedPrekeyMessage): boolean =>
  kem.seen.some((use) => use.signedId === message.signedId && equalBytes(use.baseKey, message.baseKey));

/** The endpoint after the first message of a session was opened: its one-time keys are gone, and a last resort is noted. */
export function withoutUsedPrekeys(endpoint: Endpoint, message: ParsedPrekeyMessage): Endpoint {
  const { prekeys } = endpoint;
  const { oneTimeId, signedId, baseKey } = message;
  if (oneTimeId === undefined && !message.kem) return endpoint;
  const oneTime = oneTimeId === undefined ? prekeys.oneTime : prekeys.oneTime.filter(({ id }) => id !== oneTimeId);
  const kem = message.kem && prekeys.kem ? kemAfter(prekeys.kem, message.kem.id, signedId, baseKey) : prekeys.kem;
  return { ...endpoint, prekeys: { ...prekeys, oneTime, kem } };
}

function kemAfter(kem: KemPrekeys, kemId: number, signedId: number, baseKey: Bytes): KemPrekeys {
  if (kemId === kem.lastResort.id) return { ...kem, seen: [...kem.seen, { kemId, signedId, baseKey }] };
  return { ...kem, oneTime: kem.oneTime.filter(({ id }) => id !== kemId) };
}
