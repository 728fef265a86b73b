/**
 * Sessions of one endpoint: opening them from bundles and prekey messages, sealing and opening messages, trust.
 * PROTOCOL.md sections 2.1, 3.3 ("PreKey message") and 1.2 (deletion of one-time prekeys).
 *
 * One current session for each pair of devices; archived sessions come with a later capability. Nothing changes on refusal.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { agree, drawKeyPair } from './keyPair.ts';
import { encodePrekeyMessage, parseMessage, parsePrekeyMessage, type ParsedPrekeyMessage } from './message.ts';
import { signatureHolds, type Bundle, type Prekeys } from './prekeys.ts';
import { openWith, sealWith, stepRoot, type NotOpened, type Session } from './ratchet.ts';
import { refused, type Refused, type Tools } from './tools.ts';
import { initiatorStart, recipientStart } from './x3dh.ts';

/** Address of a device, or of the server where it is an endpoint itself. */
export type Address = string;

/** Everything secret that an endpoint keeps for its sessions. */
export interface Endpoint {
  readonly prekeys: Prekeys;
  readonly sessions: Readonly<Record<Address, Session>>;
  /** Identity keys seen first: trust on first use. */
  readonly trusted: Readonly<Record<Address, Bytes>>;
}

export type MessageType = 'prekey' | 'whisper';

export const newEndpoint = (prekeys: Prekeys): Endpoint => ({ prekeys, sessions: {}, trusted: {} });

/** Opens a session towards a device from its bundle. Refuses a wrong signature, a changed identity, a low-order key. */
export function openSession(
  endpoint: Endpoint,
  to: Address,
  bundle: Bundle,
  tools: Tools,
): { ok: true; endpoint: Endpoint } | Refused {
  if (!signatureHolds(bundle, tools)) return refused('bad-signature');
  if (!trusts(endpoint, to, bundle.identity)) return refused('untrusted-identity');
  const { identity } = endpoint.prekeys;
  const base = drawKeyPair(`base-key ${to}`, tools);
  const start = initiatorStart(identity, base, bundle, tools);
  if (!start.ok) return start;
  const ratchet = drawKeyPair(`ratchet-key ${to}`, tools);
  const agreement = agree(ratchet, bundle.signedPrekey.publicKey, tools);
  if (!agreement.ok) return refused('low-order-point');
  const { root, chain } = stepRoot(start.root, agreement.shared, tools);
  const session: Session = {
    ourIdentity: identity.publicKey,
    theirIdentity: bundle.identity,
    baseKey: base.publicKey,
    root,
    sending: { ratchet, chain, index: 0 },
    receiving: [],
    previousCounter: 0,
    pending: { oneTimeId: bundle.oneTime?.id, signedId: bundle.signedPrekey.id },
    used: [],
  };
  return { ok: true, endpoint: withSession(endpoint, to, session) };
}

export interface Sealed {
  readonly ok: true;
  readonly endpoint: Endpoint;
  readonly type: MessageType;
  readonly wire: Bytes;
  readonly ciphertext: Bytes;
}

/** Seals a plaintext for a device with which there is a session; wrapped as a prekey message until its first reply. */
export function seal(endpoint: Endpoint, to: Address, plaintext: Bytes, tools: Tools): Sealed | Refused {
  const session = endpoint.sessions[to];
  if (!session) return refused('no-session');
  const sealed = sealWith(session, plaintext, tools);
  const { ciphertext } = sealed;
  const next = withSession(endpoint, to, sealed.session);
  if (!session.pending) return { ok: true, endpoint: next, type: 'whisper', wire: sealed.message, ciphertext };
  const wire = encodePrekeyMessage(
    {
      registrationId: endpoint.prekeys.registrationId,
      oneTimeId: session.pending.oneTimeId,
      signedId: session.pending.signedId,
      baseKey: session.baseKey,
      identity: session.ourIdentity,
      message: sealed.message,
    },
    tools.containers,
  );
  return { ok: true, endpoint: next, type: 'prekey', wire, ciphertext };
}

export type Opening = { readonly ok: true; readonly endpoint: Endpoint; readonly plaintext: Bytes } | OpeningRefused;
/** `moved` differs from the endpoint before only where `commitAfterMac` is off. */
export interface OpeningRefused extends Refused {
  readonly moved?: Endpoint;
}

/** Opens a message from a device; `name` makes the draw of a fresh ratchet key unique. */
export function open(
  endpoint: Endpoint,
  from: Address,
  type: MessageType,
  wire: Bytes,
  name: string,
  tools: Tools,
): Opening {
  if (type === 'prekey') return openPrekey(endpoint, from, wire, name, tools);
  const session = endpoint.sessions[from];
  if (!session) return refused('no-session');
  return openIn(endpoint, from, session, wire, name, tools);
}

function openPrekey(endpoint: Endpoint, from: Address, wire: Bytes, name: string, tools: Tools): Opening {
  const parsed = parsePrekeyMessage(wire, tools.containers);
  if (!parsed.ok) return parsed;
  if (!trusts(endpoint, from, parsed.identity)) return refused('untrusted-identity');
  const current = endpoint.sessions[from];
  if (current && equalBytes(current.baseKey, parsed.baseKey)) {
    return openIn(endpoint, from, current, parsed.message, name, tools);
  }
  const fresh = acceptSession(endpoint, parsed, tools);
  if (!fresh.ok) return fresh;
  const opening = openIn(endpoint, from, fresh.session, parsed.message, name, tools);
  // The one-time key goes after the first successful decryption, not on receipt: a corrupt message must not burn it.
  return opening.ok ? { ...opening, endpoint: withoutOneTime(opening.endpoint, parsed.oneTimeId) } : opening;
}

function openIn(endpoint: Endpoint, from: Address, session: Session, wire: Bytes, name: string, tools: Tools): Opening {
  const message = parseMessage(wire, tools.containers);
  if (!message.ok) return message;
  const opened = openWith(session, message, name, tools);
  if (opened.ok)
    return { ok: true, plaintext: opened.plaintext, endpoint: withSession(endpoint, from, opened.session) };
  return tools.protections.commitAfterMac ? refused(opened.reason) : committedEarly(endpoint, from, opened);
}

/** The defect that `commitAfterMac` prevents: the session has moved although the message was refused. */
function committedEarly(endpoint: Endpoint, from: Address, refusal: NotOpened): OpeningRefused {
  if (!refusal.moved) return refused(refusal.reason);
  return { ...refused(refusal.reason), moved: withSession(endpoint, from, refusal.moved) };
}

/** The recipient's session of a first message, before any message has been opened in it. */
function acceptSession(
  endpoint: Endpoint,
  message: ParsedPrekeyMessage,
  tools: Tools,
): { ok: true; session: Session } | Refused {
  const { prekeys } = endpoint;
  if (message.signedId !== prekeys.signedPrekey.id) return refused('missing-prekey');
  const oneTime = prekeys.oneTime.find((key) => key.id === message.oneTimeId);
  if (message.oneTimeId !== undefined && !oneTime) return refused('missing-prekey');
  const start = recipientStart(prekeys, oneTime, message.identity, message.baseKey, tools);
  if (!start.ok) return start;
  return {
    ok: true,
    session: {
      ourIdentity: prekeys.identity.publicKey,
      theirIdentity: message.identity,
      baseKey: message.baseKey,
      root: start.root,
      sending: { ratchet: prekeys.signedPrekey.pair, chain: start.chain, index: 0 },
      receiving: [],
      previousCounter: 0,
      pending: undefined,
      used: [],
    },
  };
}

const trusts = (endpoint: Endpoint, address: Address, identity: Bytes): boolean => {
  const known = endpoint.trusted[address];
  return known === undefined || equalBytes(known, identity);
};

function withSession(endpoint: Endpoint, address: Address, session: Session): Endpoint {
  return {
    ...endpoint,
    sessions: { ...endpoint.sessions, [address]: session },
    trusted: { ...endpoint.trusted, [address]: session.theirIdentity },
  };
}

function withoutOneTime(endpoint: Endpoint, id: number | undefined): Endpoint {
  if (id === undefined) return endpoint;
  const oneTime = endpoint.prekeys.oneTime.filter((key) => key.id !== id);
  return { ...endpoint, prekeys: { ...endpoint.prekeys, oneTime } };
}
