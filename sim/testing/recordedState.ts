/** Compares one of our sessions with the session that a peer had at the same point of a recorded conversation. */
import { toHex } from '../crypto/bytes.ts';
import type { Limits } from '../limits.ts';
import { stepChain, type ReceivingChain, type Session } from '../protocol/ratchet.ts';
import { toolsFor } from './tools.ts';
import type { RecordedChain, RecordedSession } from './transcript.ts';

/**
 * What differs, by name. Three habits of peers are allowed for: some keep the recipient's signed prekey (`signedPrekeys`, hex)
 * as an empty receiving chain, some keep every receiving chain, some derive the keys of a chain's missing messages early.
 */
export function differences(
  session: Session,
  recorded: RecordedSession,
  signedPrekeys: ReadonlySet<string>,
  limits: Limits,
): readonly string[] {
  const { sending, pending } = session;
  const ours: Readonly<Record<string, string>> = {
    root: toHex(session.root),
    baseKey: toHex(session.baseKey),
    previousCounter: `${session.previousCounter}`,
    ratchetKey: toHex(sending.ratchet.publicKey),
    ratchetPrivate: toHex(sending.ratchet.privateKey),
    sendingChain: toHex(sending.chain),
    sendingIndex: `${sending.index}`,
    pending: pending ? `${pending.oneTimeId ?? 'none'} ${pending.signedId} ${toHex(session.baseKey)}` : 'none',
  };
  const theirs: Readonly<Record<string, string>> = {
    root: recorded.rootKey,
    baseKey: recorded.aliceBaseKey,
    previousCounter: `${recorded.previousCounter}`,
    ratchetKey: recorded.sending.ratchetKey,
    ratchetPrivate: recorded.sending.ratchetPrivate,
    sendingChain: recorded.sending.chainKey,
    sendingIndex: `${recorded.sending.index}`,
    pending: recorded.pending
      ? `${recorded.pending.preKeyId ?? 'none'} ${recorded.pending.signedPreKeyId} ${recorded.pending.baseKey}`
      : 'none',
  };
  const found = Object.keys(ours).filter((name) => ours[name] !== theirs[name]);
  const chains = recorded.receiving
    .filter((chain) => !signedPrekeys.has(chain.ratchetKey))
    .slice(-limits.receiverChains);
  if (chains.length !== session.receiving.length)
    return [...found, `${session.receiving.length} receiving chains, not ${chains.length}`];
  return [
    ...found,
    ...chains.flatMap((chain, i) => chainDifferences(session.receiving[i], chain).map((what) => `chain ${i} ${what}`)),
  ];
}

function chainDifferences(ours: ReceivingChain | undefined, recorded: RecordedChain): readonly string[] {
  if (!ours) return ['absent'];
  const found: string[] = [];
  if (toHex(ours.ratchetKey) !== recorded.ratchetKey) found.push('ratchet key');
  const closed = recorded.chainKey === null;
  const same = closed ? walkedTo(ours, recorded.index) : ours;
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
function walkedTo(chain: ReceivingChain, index: number): ReceivingChain {
  const skipped = [...chain.skipped];
  let key = chain.chain;
  for (let counter = chain.index; counter < index; counter++) {
    const { seed, next } = stepChain(key, toolsFor('walk'));
    skipped.push({ counter, seed });
    key = next;
  }
  return { ...chain, chain: key, index: Math.max(chain.index, index), skipped };
}
