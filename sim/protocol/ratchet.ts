/**
 * The Double Ratchet of message versions 3 and 4 (without the sparse post-quantum ratchet). PROTOCOL.md sections 3.1 and 3.3; "The Double Ratchet Algorithm" section 3.
 *
 * A session is immutable plain data; sealing and opening return the next one. Opening commits nothing before the MAC has
 * been verified: a refused message leaves the session that it was tried on exactly as it was. Trust, prekeys and choosing
 * the session are `session.ts`.
 */
import { concat, equalBytes, type Bytes } from '../crypto/bytes.ts';
import {
  CHAIN_TO_CHAIN,
  CHAIN_TO_MESSAGE,
  INFO_MESSAGE,
  INFO_ROOT,
  IV_BYTES,
  KEY_BYTES,
  MAC_BYTES,
  ZERO_SALT,
  type VersionByte,
} from './constants.ts';
import { agree, drawKeyPair, type KeyPair } from './keyPair.ts';
import type { Instant } from '../trace.ts';
import { appendMac, encodeCovered, type ParsedMessage, type PrekeyMessageKem } from './message.ts';
import { refused, type Refused, type Tools } from './tools.ts';

export interface Session {
  /** What its messages begin with; the high nibble is the session's version. */
  readonly versionByte: VersionByte;
  readonly ourIdentity: Bytes;
  readonly theirIdentity: Bytes;
  /** The initiator's base key: two prekey messages with the same one belong to the same session. */
  readonly baseKey: Bytes;
  readonly root: Bytes;
  readonly sending: SendingChain;
  /** Newest last. */
  readonly receiving: readonly ReceivingChain[];
  /** Messages in the previous sending chain minus one (0 if none): the wire's `previous_counter`. */
  readonly previousCounter: number;
  /** What every message repeats until the first reply, so that any of them can open the session. */
  readonly pending: PendingPrekey | undefined;
  /** Keys of messages already opened or sent: empty unless a protection that erases them is off. */
  readonly used: readonly UsedKey[];
}

export interface SendingChain {
  readonly ratchet: KeyPair;
  readonly chain: Bytes;
  readonly index: number;
}
export interface ReceivingChain {
  readonly ratchetKey: Bytes;
  readonly chain: Bytes;
  readonly index: number;
  readonly skipped: readonly SkippedKey[];
}
export interface SkippedKey {
  readonly counter: number;
  readonly seed: Bytes;
}
export interface UsedKey {
  readonly ratchetKey: Bytes;
  readonly counter: number;
  readonly seed: Bytes;
}
export interface PendingPrekey {
  readonly oneTimeId: number | undefined;
  readonly signedId: number;
  readonly kem: PrekeyMessageKem | undefined;
  /** Nobody has answered since: a session that stays so for too long is not used any more. */
  readonly since: Instant;
}

export interface Opened {
  readonly ok: true;
  readonly session: Session;
  readonly plaintext: Bytes;
}
/** `moved` is the session as it would have become: kept only where `commitAfterMac` is off. */
export interface NotOpened extends Refused {
  readonly moved?: Session;
}

/**
 * Seals one plaintext: the next session, and the whole message (version byte, protobuf, MAC). `addresses` is the field of that
 * name, in version 4 between service addresses.
 */
export function sealWith(
  session: Session,
  plaintext: Bytes,
  addresses: Bytes | undefined,
  tools: Tools,
): { session: Session; message: Bytes; ciphertext: Bytes } {
  const { sending } = session;
  const { seed, next } = stepChain(sending.chain, tools);
  const keys = messageKeys(seed, tools);
  const ciphertext = tools.suite.cbcEncrypt(keys.cipher, keys.iv, plaintext);
  const covered = encodeCovered(
    {
      ratchetKey: sending.ratchet.publicKey,
      counter: sending.index,
      previousCounter: session.previousCounter,
      ciphertext,
      addresses,
    },
    session.versionByte,
    tools.containers,
  );
  const mac = macOf(keys.mac, session.ourIdentity, session.theirIdentity, covered, tools);
  const used = { ratchetKey: sending.ratchet.publicKey, counter: sending.index, seed };
  return {
    session: remember({ ...session, sending: { ...sending, chain: next, index: sending.index + 1 } }, used, tools),
    message: appendMac(covered, mac, tools.containers),
    ciphertext,
  };
}

/** Opens one parsed message; `name` makes the draw of a fresh ratchet key unique. */
export function openWith(session: Session, message: ParsedMessage, name: string, tools: Tools): Opened | NotOpened {
  const reached = reachChain(session, message.ratchetKey, name, tools);
  if (!reached.ok) return reached;
  const taken = takeSeed(reached.session, message, tools);
  if (!taken.ok) return taken;
  const moved = remember(
    { ...taken.session, pending: undefined },
    { ratchetKey: message.ratchetKey, counter: message.counter, seed: taken.seed },
    tools,
  );
  const keys = messageKeys(taken.seed, tools);
  const mac = macOf(keys.mac, session.theirIdentity, session.ourIdentity, message.covered, tools);
  if (tools.protections.verifyMac && !equalBytes(mac.subarray(0, MAC_BYTES), message.mac)) {
    return { ...refused('bad-mac'), moved };
  }
  const opening = tools.suite.cbcDecrypt(keys.cipher, keys.iv, message.ciphertext);
  if (!opening.ok) return { ...refused('malformed'), moved };
  return { ok: true, session: moved, plaintext: opening.plaintext };
}

/** KDF_RK: root key and agreement -> next root key and a chain key. */
export function stepRoot(root: Bytes, shared: Bytes, tools: Pick<Tools, 'suite'>): { root: Bytes; chain: Bytes } {
  const [next, chain] = tools.suite.hkdf(shared, root, INFO_ROOT, [KEY_BYTES, KEY_BYTES]);
  if (!next || !chain) throw new Error('hkdf returns one piece for each width asked for');
  return { root: next, chain };
}

/** KDF_CK: chain key -> the seed of one message's keys, and the next chain key. */
export function stepChain(chain: Bytes, tools: Pick<Tools, 'suite'>): { seed: Bytes; next: Bytes } {
  return { seed: tools.suite.hmac(chain, CHAIN_TO_MESSAGE), next: tools.suite.hmac(chain, CHAIN_TO_CHAIN) };
}

/** Cipher key (32), MAC key (32) and IV (16) of one message. */
export function messageKeys(seed: Bytes, tools: Pick<Tools, 'suite'>): { cipher: Bytes; mac: Bytes; iv: Bytes } {
  const [cipher, mac, iv] = tools.suite.hkdf(seed, ZERO_SALT, INFO_MESSAGE, [KEY_BYTES, KEY_BYTES, IV_BYTES]);
  if (!cipher || !mac || !iv) throw new Error('hkdf returns one piece for each width asked for');
  return { cipher, mac, iv };
}

function macOf(key: Bytes, sender: Bytes, recipient: Bytes, covered: Bytes, tools: Tools): Bytes {
  const input = concat(sender, recipient, covered);
  tools.containers.pack([sender, recipient, covered], input);
  return tools.suite.hmac(key, input);
}

/** The session with a receiving chain for this ratchet key: the one it has, or after a step of the DH ratchet. */
function reachChain(
  session: Session,
  ratchetKey: Bytes,
  name: string,
  tools: Tools,
): { ok: true; session: Session } | Refused {
  if (session.receiving.some((chain) => equalBytes(chain.ratchetKey, ratchetKey))) return { ok: true, session };
  const received = agree(session.sending.ratchet, ratchetKey, tools);
  if (!received.ok) return refused('low-order-point');
  const incoming = stepRoot(session.root, received.shared, tools);
  const chain: ReceivingChain = { ratchetKey, chain: incoming.chain, index: 0, skipped: [] };
  const receiving = [...session.receiving, chain].slice(-tools.limits.receiverChains);
  const stepped = { ...session, root: incoming.root, receiving };
  // A recipient's first own ratchet key is its signed prekey, which others use too: it is replaced in every case.
  const hasOwnRatchetKey = session.pending !== undefined || session.receiving.length > 0;
  if (!tools.protections.freshRatchetKeys && hasOwnRatchetKey) return { ok: true, session: stepped };
  const ratchet = drawKeyPair(`ratchet-key ${name}`, tools);
  const sent = agree(ratchet, ratchetKey, tools);
  if (!sent.ok) return refused('low-order-point');
  const outgoing = stepRoot(incoming.root, sent.shared, tools);
  return {
    ok: true,
    session: {
      ...stepped,
      root: outgoing.root,
      sending: { ratchet, chain: outgoing.chain, index: 0 },
      previousCounter: Math.max(session.sending.index - 1, 0),
    },
  };
}

/** Takes the seed of the message's keys out of its chain, storing the keys of messages that were jumped over. */
function takeSeed(
  session: Session,
  message: ParsedMessage,
  tools: Tools,
): { ok: true; session: Session; seed: Bytes } | Refused {
  const at = session.receiving.findIndex((chain) => equalBytes(chain.ratchetKey, message.ratchetKey));
  const chain = session.receiving[at];
  if (!chain) throw new Error('reachChain has put a chain for this ratchet key into the session');
  if (message.counter < chain.index) return takeOld(session, at, chain, message, tools);
  if (message.counter - chain.index > tools.limits.forwardJumps && !isWithOneself(session)) return refused('too-far');
  const skipped = [...chain.skipped];
  let key = chain.chain;
  for (let counter = chain.index; counter < message.counter; counter++) {
    const step = stepChain(key, tools);
    skipped.push({ counter, seed: step.seed });
    key = step.next;
  }
  const { seed, next } = stepChain(key, tools);
  const advanced: ReceivingChain = {
    ...chain,
    chain: next,
    index: message.counter + 1,
    skipped: skipped.slice(-tools.limits.skippedKeys),
  };
  return { ok: true, seed, session: { ...session, receiving: session.receiving.with(at, advanced) } };
}

/** Own devices may fall behind as far as they like. PROTOCOL 3.3. */
const isWithOneself = ({ ourIdentity, theirIdentity }: Session): boolean => equalBytes(ourIdentity, theirIdentity);

/** A message behind the chain: its stored key, once; otherwise it is a duplicate. */
function takeOld(
  session: Session,
  at: number,
  chain: ReceivingChain,
  message: ParsedMessage,
  tools: Tools,
): { ok: true; session: Session; seed: Bytes } | Refused {
  const stored = chain.skipped.find((key) => key.counter === message.counter);
  if (stored) {
    const skipped = chain.skipped.filter((key) => key !== stored);
    return {
      ok: true,
      seed: stored.seed,
      session: { ...session, receiving: session.receiving.with(at, { ...chain, skipped }) },
    };
  }
  const kept = session.used.find(
    (key) => key.counter === message.counter && equalBytes(key.ratchetKey, message.ratchetKey),
  );
  if (!tools.protections.refuseDuplicates && kept) return { ok: true, seed: kept.seed, session };
  return refused('duplicate');
}

/** Keeps the key of a message after use where a protection that would erase it is off. */
function remember(session: Session, key: UsedKey, tools: Tools): Session {
  if (tools.protections.eraseMessageKeys && tools.protections.refuseDuplicates) return session;
  const { ratchetKey, counter, seed } = key;
  if (session.used.some((used) => equalBytes(used.seed, seed))) return session;
  return { ...session, used: [...session.used, { ratchetKey, counter, seed }] };
}
