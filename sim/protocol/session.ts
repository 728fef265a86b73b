/**
 * Sessions of one endpoint: opening them from bundles and prekey messages, sealing and opening messages.
 * PROTOCOL.md sections 2.1 to 2.3, 3.3 ("PreKey message") and 1.2 (deletion of one-time prekeys).
 *
 * A message is tried in the current session and then in the archived ones (`endpoint.ts`). Nothing changes on refusal.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { UNACKNOWLEDGED_MS } from '../limits.ts';
import type { RefusalReason } from '../trace.ts';
import { accept, withoutUsedPrekeys } from './accept.ts';
import { KEY_BYTES } from './constants.ts';
import { sessionsWith, trusts, withCurrent, type Address, type Endpoint } from './endpoint.ts';
import type { SessionVersion } from './constants.ts';
import { encapsulateFor } from './kemPair.ts';
import { agree, drawKeyPair } from './keyPair.ts';
import { encodePrekeyMessage, parseMessage, parsePrekeyMessage, type ParsedMessage } from './message.ts';
import { signaturesHold, type Bundle } from './prekeys.ts';
import { addressesOf } from './serviceAddress.ts';
import { openWith, sealWith, stepRoot, type NotOpened, type ReceivingChain, type Session } from './ratchet.ts';
import { refused, type Refused, type Tools } from './tools.ts';
import { initiatorStart } from './x3dh.ts';

export type MessageType = 'prekey' | 'whisper';

/**
 * Opens a session towards a device from its bundle; one that there was is archived. Refuses a wrong signature, a changed
 * identity, a low-order key, and a bundle without a post-quantum key where that is asked for.
 */
export function openSession(
  endpoint: Endpoint,
  to: Address,
  bundle: Bundle,
  tools: Tools,
): { ok: true; endpoint: Endpoint } | Refused {
  if (tools.protections.checkPrekeySignature && !signaturesHold(bundle, tools)) return refused('bad-signature');
  if (!trusts(endpoint, to, bundle.identity)) return refused('untrusted-identity');
  const encapsulated = encapsulateFor(bundle.kem, to, tools);
  if (!encapsulated.ok) return encapsulated;
  const { kem } = encapsulated;
  const { identity } = endpoint.prekeys;
  const base = drawKeyPair(`base-key ${to}`, tools);
  const start = initiatorStart(identity, base, bundle, kem?.shared, tools);
  if (!start.ok) return start;
  const ratchet = drawKeyPair(`ratchet-key ${to}`, tools);
  const agreement = agree(ratchet, bundle.signedPrekey.publicKey, tools);
  if (!agreement.ok) return refused('low-order-point');
  const { root, chain } = stepRoot(start.root, agreement.shared, tools);
  const session: Session = {
    versionByte: endpoint.wire[kem ? 4 : 3],
    ourIdentity: identity.publicKey,
    theirIdentity: bundle.identity,
    baseKey: base.publicKey,
    root,
    sending: { ratchet, chain, index: 0 },
    receiving: [],
    previousCounter: 0,
    pending: {
      oneTimeId: bundle.oneTime?.id,
      signedId: bundle.signedPrekey.id,
      kem: kem && { id: kem.id, ciphertext: kem.ciphertext },
      since: tools.now,
    },
    used: [],
  };
  return { ok: true, endpoint: withCurrent(endpoint, to, session, undefined, tools) };
}

/**
 * True where there is a session with this device that may seal: one to which nobody has ever answered is not used for ever,
 * for its keys rest on prekeys that grow old with it. PROTOCOL 3.3.
 */
export function canSeal(endpoint: Endpoint, to: Address, tools: Pick<Tools, 'now'>): boolean {
  const session = endpoint.sessions[to];
  return session !== undefined && (!session.pending || tools.now - session.pending.since < UNACKNOWLEDGED_MS);
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
  if (!session || !canSeal(endpoint, to, tools)) return refused('no-session');
  const addresses = versionOf(session) === 4 ? addressesOf(endpoint.address, to) : undefined;
  const sealed = sealWith(session, plaintext, addresses, tools);
  const { ciphertext } = sealed;
  const next = withCurrent(endpoint, to, sealed.session, session, tools);
  if (!session.pending) return { ok: true, endpoint: next, type: 'whisper', wire: sealed.message, ciphertext };
  const { oneTimeId, signedId, kem } = session.pending;
  const wire = encodePrekeyMessage(
    {
      registrationId: endpoint.prekeys.registrationId,
      oneTimeId,
      signedId,
      baseKey: session.baseKey,
      identity: session.ourIdentity,
      message: sealed.message,
      kem,
    },
    session.versionByte,
    tools.containers,
  );
  return { ok: true, endpoint: next, type: 'prekey', wire, ciphertext };
}

export type Opening = { readonly ok: true; readonly endpoint: Endpoint; readonly plaintext: Bytes } | OpeningRefused;
/** `moved` differs from the endpoint before only where `commitAfterMac` is off. */
export interface OpeningRefused extends Refused {
  readonly moved?: Endpoint;
}

/**
 * For the record of a sealing: the version in the first half of the version byte. Nothing where all sessions are of version 3.
 * PROTOCOL 3.2.
 */
export const versionTold = (
  { wire }: Sealed,
  { handshake }: Pick<Tools, 'handshake'>,
): { readonly version?: SessionVersion } =>
  handshake === 'x3dh' ? {} : { version: (wire[0] ?? 0) >> 4 === 4 ? 4 : 3 };

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
  const accepted = opened ? { ok: true as const, session: opened } : accept(endpoint, parsed, tools);
  if (!accepted.ok) return accepted;
  const message = parseMessage(parsed.message, tools.containers);
  if (!message.ok) return message;
  const opening = openInOneOf(endpoint, from, [accepted.session], message, name, tools);
  // One-time keys go after the first successful decryption, not on receipt: a corrupt message must not burn them.
  return opening.ok && !opened ? { ...opening, endpoint: withoutUsedPrekeys(opening.endpoint, parsed) } : opening;
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
    const reason = unfit(session, message, from, endpoint);
    if (reason) {
      refusal ??= refused(reason);
      continue;
    }
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

/**
 * Why a session need not even be tried: it was damaged where it was stored, the message is of another version, or it says that
 * it is from or for somebody else. What says nothing about that is taken: older clients write no addresses.
 */
function unfit(
  session: Session,
  message: ParsedMessage,
  from: Address,
  { address }: Endpoint,
): RefusalReason | undefined {
  if (!isIntact(session)) return 'no-session';
  if (versionOf(session) !== message.versionByte >> 4) return 'version';
  const expected = message.addresses && addressesOf(from, address);
  const isOurs = !message.addresses || (expected && equalBytes(message.addresses, expected));
  return isOurs ? undefined : 'bad-mac';
}

const isIntact = ({ root, sending }: Session): boolean =>
  root.length === KEY_BYTES && sending.ratchet.privateKey.length === KEY_BYTES;

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

const versionOf = ({ versionByte }: Session): number => versionByte >> 4;

const isOf = (chain: ReceivingChain, message: ParsedMessage): boolean =>
  equalBytes(chain.ratchetKey, message.ratchetKey);
