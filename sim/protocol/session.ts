/**
 * Sessions of one endpoint: opening them from bundles and prekey messages, sealing and opening messages, trust.
 * PROTOCOL.md sections 2.1, 3.3 ("PreKey message") and 1.2 (deletion of one-time prekeys).
 *
 * One current session for each pair of devices, which seals; archived ones still open what was sealed for them, because both
 * sides may have opened one at once, and messages of an earlier one come late. Nothing changes on
 * refusal.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { agree, drawKeyPair } from './keyPair.ts';
import {
  encodePrekeyMessage,
  parseMessage,
  parsePrekeyMessage,
  type ParsedMessage,
  type ParsedPrekeyMessage,
} from './message.ts';
import { signatureHolds, type Bundle, type Prekeys } from './prekeys.ts';
import { openWith, sealWith, stepRoot, type NotOpened, type ReceivingChain, type Session } from './ratchet.ts';
import { refused, type Refused, type Tools } from './tools.ts';
import { initiatorStart, recipientStart } from './x3dh.ts';

/** Address of a device, or of the server where it is an endpoint itself. */
export type Address = string;

/** Everything secret that an endpoint keeps for its sessions. */
export interface Endpoint {
  readonly prekeys: Prekeys;
  /** The current session with each device. */
  readonly sessions: Readonly<Record<Address, Session>>;
  /** The earlier ones, newest first. */
  readonly archived: Readonly<Record<Address, readonly Session[]>>;
  /** Identity keys seen first: trust on first use. */
  readonly trusted: Readonly<Record<Address, Bytes>>;
}

export type MessageType = 'prekey' | 'whisper';

export const newEndpoint = (prekeys: Prekeys): Endpoint => ({ prekeys, sessions: {}, archived: {}, trusted: {} });

/**
 * Opens a session towards a device from its bundle; one that there was is archived. Refuses a wrong signature, a changed
 * identity, a low-order key.
 */
export function openSession(
  endpoint: Endpoint,
  to: Address,
  bundle: Bundle,
  tools: Tools,
): { ok: true; endpoint: Endpoint } | Refused {
  if (tools.protections.checkPrekeySignature && !signatureHolds(bundle, tools)) return refused('bad-signature');
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
  return { ok: true, endpoint: withCurrent(endpoint, to, session, undefined, tools) };
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
  const next = withCurrent(endpoint, to, sealed.session, session, tools);
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
  const sessions = sessionsWith(endpoint, from);
  if (sessions.length === 0) return refused('no-session');
  const message = parseMessage(wire, tools.containers);
  if (!message.ok) return message;
  // A ratchet key belongs to one session: where one knows it, no other can open the message, and none need be tried.
  const known = sessions.find((session) => session.receiving.some((chain) => isOf(chain, message)));
  return openInOneOf(endpoint, from, known ? [known] : sessions, message, name, tools);
}

function openPrekey(endpoint: Endpoint, from: Address, wire: Bytes, name: string, tools: Tools): Opening {
  const parsed = parsePrekeyMessage(wire, tools.containers);
  if (!parsed.ok) return parsed;
  if (!trusts(endpoint, from, parsed.identity)) return refused('untrusted-identity');
  const opened = sessionsWith(endpoint, from).find((session) => equalBytes(session.baseKey, parsed.baseKey));
  const accepted = opened ? { ok: true as const, session: opened } : acceptSession(endpoint, parsed, tools);
  if (!accepted.ok) return accepted;
  const message = parseMessage(parsed.message, tools.containers);
  if (!message.ok) return message;
  const opening = openInOneOf(endpoint, from, [accepted.session], message, name, tools);
  // The one-time key goes after the first successful decryption, not on receipt: a corrupt message must not burn it.
  return opening.ok && !opened ? { ...opening, endpoint: withoutOneTime(opening.endpoint, parsed.oneTimeId) } : opening;
}

/** Opens a message in the first session that can; that one is the current one from then on. Refused as by the first. */
function openInOneOf(
  endpoint: Endpoint,
  from: Address,
  sessions: readonly Session[],
  message: ParsedMessage,
  name: string,
  tools: Tools,
): Opening {
  let refusal: OpeningRefused | undefined;
  for (const session of sessions) {
    const opened = openWith(session, message, name, tools);
    if (opened.ok) {
      const { plaintext } = opened;
      return { ok: true, plaintext, endpoint: withCurrent(endpoint, from, opened.session, session, tools) };
    }
    refusal ??= tools.protections.commitAfterMac
      ? refused(opened.reason)
      : committedEarly(endpoint, from, session, opened, tools);
  }
  return refusal ?? refused('no-session');
}

/** The defect that `commitAfterMac` prevents: the session has moved although the message was refused. */
function committedEarly(
  endpoint: Endpoint,
  from: Address,
  session: Session,
  refusal: NotOpened,
  tools: Tools,
): OpeningRefused {
  if (!refusal.moved) return refused(refusal.reason);
  return { ...refused(refusal.reason), moved: withCurrent(endpoint, from, refusal.moved, session, tools) };
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

/**
 * A contact is known to have another key now: the trusted one and all sessions made with it go, so that a bundle or prekey
 * message of the new one is accepted. What was sealed in them and comes later is refused: whoever has the old key may be
 * anybody. PROTOCOL 3.3 (archived sessions are dropped when the identity key changes).
 */
export function forgetIdentity(endpoint: Endpoint, address: Address): Endpoint {
  const { [address]: _session, ...sessions } = endpoint.sessions;
  const { [address]: _archived, ...archived } = endpoint.archived;
  const { [address]: _trusted, ...trusted } = endpoint.trusted;
  return { ...endpoint, sessions, archived, trusted };
}

const trusts = (endpoint: Endpoint, address: Address, identity: Bytes): boolean => {
  const known = endpoint.trusted[address];
  return known === undefined || equalBytes(known, identity);
};

/** The current session with a device and then its archived ones: the order in which a message is tried. */
function sessionsWith(endpoint: Endpoint, address: Address): readonly Session[] {
  const current = endpoint.sessions[address];
  const archived = endpoint.archived[address] ?? [];
  return current ? [current, ...archived] : archived;
}

const isOf = (chain: ReceivingChain, message: ParsedMessage): boolean =>
  equalBytes(chain.ratchetKey, message.ratchetKey);

/** The endpoint with this session as the current one. It takes the place of `before`; what was current else is archived. */
function withCurrent(
  endpoint: Endpoint,
  address: Address,
  session: Session,
  before: Session | undefined,
  tools: Pick<Tools, 'limits'>,
): Endpoint {
  const { prekeys, archived } = endpoint;
  const current = endpoint.sessions[address];
  const isTrusted = endpoint.trusted[address] === session.theirIdentity;
  const next: Endpoint = {
    prekeys,
    sessions: { ...endpoint.sessions, [address]: session },
    archived,
    trusted: isTrusted ? endpoint.trusted : { ...endpoint.trusted, [address]: session.theirIdentity },
  };
  if (!current || current === before) return next;
  const others = sessionsWith(endpoint, address).filter((one) => one !== before);
  return {
    ...next,
    archived: { ...archived, [address]: others.slice(0, tools.limits.archivedSessions) },
  };
}

function withoutOneTime(endpoint: Endpoint, id: number | undefined): Endpoint {
  if (id === undefined) return endpoint;
  const oneTime = endpoint.prekeys.oneTime.filter((key) => key.id !== id);
  return { ...endpoint, prekeys: { ...endpoint.prekeys, oneTime } };
}
