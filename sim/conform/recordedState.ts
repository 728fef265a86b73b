/** Compares one of our sessions with the session that a peer had at the same point of a recorded conversation. */
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { recordedSession as RESTORABLE, sessionFrom } from '../peer/recordedSession.ts';
import { problemOf } from '../peer/values.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { stepChain, type PendingPrekey, type ReceivingChain, type Session } from '../protocol/ratchet.ts';
import type { Tools } from '../protocol/tools.ts';
import type { RecordedChain, RecordedSession } from './transcript.ts';

/**
 * What differs, by name. Three habits of peers are allowed for: some keep the recipient's signed prekey (`signedPrekeys`, hex)
 * as an empty receiving chain, some keep every receiving chain, some derive the keys of a chain's missing messages early.
 */
export function differences(
  session: Session,
  recorded: RecordedSession,
  signedPrekeys: ReadonlySet<string>,
  tools: Pick<Tools, 'suite' | 'limits'>,
): readonly string[] {
  const { sending } = session;
  const ours: Readonly<Record<string, string>> = {
    root: toHex(session.root),
    baseKey: toHex(session.baseKey),
    previousCounter: `${session.previousCounter}`,
    ratchetKey: toHex(sending.ratchet.publicKey),
    ratchetPrivate: toHex(sending.ratchet.privateKey),
    sendingChain: toHex(sending.chain),
    sendingIndex: `${sending.index}`,
    pending: pendingText(session),
  };
  const theirs: Readonly<Record<string, string>> = {
    root: recorded.rootKey,
    baseKey: recorded.aliceBaseKey,
    previousCounter: `${recorded.previousCounter}`,
    ratchetKey: recorded.sending.ratchetKey,
    ratchetPrivate: recorded.sending.ratchetPrivate,
    sendingChain: recorded.sending.chainKey,
    sendingIndex: `${recorded.sending.index}`,
    pending: recordedPendingText(recorded),
  };
  const found = Object.keys(ours).filter((name) => ours[name] !== theirs[name]);
  const chains = recorded.receiving
    .filter((chain) => !signedPrekeys.has(chain.ratchetKey))
    .slice(-tools.limits.receiverChains);
  if (chains.length !== session.receiving.length)
    return [...found, `${session.receiving.length} receiving chains, not ${chains.length}`];
  return [
    ...found,
    ...chains.flatMap((chain, i) =>
      chainDifferences(session.receiving[i], chain, tools).map((what) => `chain ${i} ${what}`),
    ),
  ];
}

const pendingText = ({ pending, baseKey }: Session): string =>
  pending === undefined
    ? 'none'
    : `${pending.oneTimeId ?? 'none'} ${pending.signedId} ${toHex(baseKey)} ${kemText(pending)}`;
const kemText = ({ kem }: PendingPrekey): string => (kem ? `${kem.id} ${toHex(kem.ciphertext)}` : 'none');

function recordedPendingText({ pending, pendingKyber }: RecordedSession): string {
  if (!pending) return 'none';
  const kem = pendingKyber ? `${pendingKyber.preKeyId} ${pendingKyber.ciphertext}` : 'none';
  return `${pending.preKeyId ?? 'none'} ${pending.signedPreKeyId} ${pending.baseKey} ${kem}`;
}

function chainDifferences(
  ours: ReceivingChain | undefined,
  recorded: RecordedChain,
  tools: Pick<Tools, 'suite'>,
): readonly string[] {
  if (!ours) return ['absent'];
  const found: string[] = [];
  if (toHex(ours.ratchetKey) !== recorded.ratchetKey) found.push('ratchet key');
  const closed = recorded.chainKey === null;
  const same = closed ? walkedTo(ours, recorded.index, tools) : ours;
  if (same.index !== recorded.index) found.push(`index ${same.index}, not ${recorded.index}`);
  if (!closed && toHex(same.chain) !== recorded.chainKey) found.push('chain key');
  if (same.skipped.length !== recorded.skippedCount)
    found.push(`${same.skipped.length} skipped keys, not ${recorded.skippedCount}`);
  for (const [counter, seed] of Object.entries(recorded.skipped)) {
    const key = same.skipped.find((one) => one.counter === Number(counter));
    if (!key || toHex(key.seed) !== seed) found.push(`skipped key ${counter}`);
  }
  return found;
}

/** The chain with the keys of all messages up to `index` taken out, as a peer that closes old chains does early. */
function walkedTo(chain: ReceivingChain, index: number, tools: Pick<Tools, 'suite'>): ReceivingChain {
  const skipped = [...chain.skipped];
  let key = chain.chain;
  for (let counter = chain.index; counter < index; counter++) {
    const { seed, next } = stepChain(key, tools);
    skipped.push({ counter, seed });
    key = next;
  }
  return { ...chain, chain: key, index: Math.max(chain.index, index), skipped };
}

/**
 * The session that the peer had right after it had read a bundle: where it keeps its private base key to itself, ours goes on
 * from there. Throws a `RangeError` where the recorded keys contradict each other.
 */
export function sessionOfPeer(recorded: RecordedSession, theirIdentity: Bytes, us: Endpoint, tools: Tools): Session {
  const version = tools.handshake === 'x3dh' ? 3 : 4;
  const parsed = RESTORABLE.safeParse({ ...recorded, version, receiving: [] });
  if (!parsed.success) throw new RangeError(problemOf(parsed.error));
  const restored = sessionFrom(parsed.data, theirIdentity, us, tools);
  if (!restored.ok) throw new RangeError(restored.problem);
  return restored.session;
}

/** The recorded session with one byte of one key altered: another key in every step. */
export function alteredSession(recorded: RecordedSession, index: number): RecordedSession {
  const { sending } = recorded;
  const copies: readonly RecordedSession[] = [
    { ...recorded, rootKey: alteredHex(recorded.rootKey) },
    { ...recorded, sending: { ...sending, chainKey: alteredHex(sending.chainKey) } },
    { ...recorded, aliceBaseKey: alteredHex(recorded.aliceBaseKey) },
    { ...recorded, sending: { ...sending, ratchetPrivate: alteredHex(sending.ratchetPrivate) } },
  ];
  return copies[index % copies.length] ?? recorded;
}
const alteredHex = (text: string): string => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
