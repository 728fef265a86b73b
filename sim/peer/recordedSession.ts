/**
 * A session in the form that recordings have (`transcript/1`), both ways. Two entries are ours: `remoteIdentity`, without which
 * a session cannot be used, and `pendingSince`, from when on nobody has answered (virtual milliseconds).
 */
import * as z from 'zod';
import { equalBytes, toHex, type Bytes } from '../crypto/bytes.ts';
import { drawPrivateKey } from '../crypto/entropy.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { keyPairOf } from '../protocol/keyPair.ts';
import type { PendingPrekey, ReceivingChain, Session } from '../protocol/ratchet.ts';
import type { Tools } from '../protocol/tools.ts';
import { counter, hex, publicKey, secretKey, uint32 } from './values.ts';

const COUNTER_DIGITS = /^\d{1,7}$/;
const recordedChain = z.object({
  ratchetKey: publicKey,
  /** Null where the other implementation has closed the chain and keeps only keys of messages that have not come. */
  chainKey: secretKey.nullable(),
  index: counter,
  skippedCount: counter,
  /** Counter to seed. */
  skipped: z.record(z.string().regex(COUNTER_DIGITS), secretKey),
});

/** As a recording has it; what else stands there is passed over. */
export const recordedSession = z.object({
  version: z.union([z.literal(3), z.literal(4)]).default(3),
  rootKey: secretKey,
  previousCounter: counter,
  sending: z.object({ ratchetKey: publicKey, ratchetPrivate: secretKey, chainKey: secretKey, index: counter }),
  receiving: z.array(recordedChain),
  aliceBaseKey: publicKey,
  pending: z.object({ preKeyId: uint32.nullable(), signedPreKeyId: uint32, baseKey: publicKey }).nullable(),
  pendingKyber: z.object({ preKeyId: uint32, ciphertext: hex() }).nullish(),
  remoteIdentity: publicKey.optional(),
  pendingSince: z.number().int().min(0).optional(),
});
export type RecordedSession = z.infer<typeof recordedSession>;
type RecordedChain = z.infer<typeof recordedChain>;

/** The session as plain data, all skipped keys listed. */
export function recordedFrom(session: Session): object {
  const { sending, pending } = session;
  const version = session.versionByte >> 4;
  const baseKey = toHex(session.baseKey);
  return {
    version,
    rootKey: toHex(session.root),
    previousCounter: session.previousCounter,
    sending: {
      ratchetKey: toHex(sending.ratchet.publicKey),
      ratchetPrivate: toHex(sending.ratchet.privateKey),
      chainKey: toHex(sending.chain),
      index: sending.index,
    },
    receiving: session.receiving.map(({ ratchetKey, chain, index, skipped }) => ({
      ratchetKey: toHex(ratchetKey),
      chainKey: toHex(chain),
      index,
      skippedCount: skipped.length,
      skipped: Object.fromEntries(skipped.map((key) => [key.counter, toHex(key.seed)])),
    })),
    aliceBaseKey: baseKey,
    pending: pending ? { preKeyId: pending.oneTimeId ?? null, signedPreKeyId: pending.signedId, baseKey } : null,
    ...(version === 4 && {
      pendingKyber: pending?.kem ? { preKeyId: pending.kem.id, ciphertext: toHex(pending.kem.ciphertext) } : null,
    }),
    remoteIdentity: toHex(session.theirIdentity),
    ...(pending && { pendingSince: pending.since }),
  };
}

export type Restored =
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly problem: string };

/** The session that a recording tells of, in the hands of this endpoint; or what in it does not fit together. */
export function sessionFrom(
  recorded: RecordedSession,
  remoteIdentity: Bytes,
  endpoint: Endpoint,
  tools: Tools,
): Restored {
  const { version, sending, pending, pendingKyber } = recorded;
  const ratchet = keyPairOf(sending.ratchetPrivate, tools);
  const problem = contradiction(recorded, ratchet.publicKey);
  if (problem !== undefined) return { ok: false, problem };
  const waiting: PendingPrekey | undefined = pending
    ? {
        oneTimeId: pending.preKeyId ?? undefined,
        signedId: pending.signedPreKeyId,
        kem: pendingKyber ? { id: pendingKyber.preKeyId, ciphertext: pendingKyber.ciphertext } : undefined,
        since: recorded.pendingSince ?? tools.now,
      }
    : undefined;
  return {
    ok: true,
    session: {
      versionByte: endpoint.wire[version],
      ourIdentity: endpoint.prekeys.identity.publicKey,
      theirIdentity: remoteIdentity,
      baseKey: recorded.aliceBaseKey,
      root: recorded.rootKey,
      sending: { ratchet, chain: sending.chainKey, index: sending.index },
      receiving: recorded.receiving.map((chain) => chainFrom(chain, tools)).slice(-tools.limits.receiverChains),
      previousCounter: recorded.previousCounter,
      pending: waiting,
      used: [],
    },
  };
}

function contradiction(recorded: RecordedSession, ratchetPublic: Bytes): string | undefined {
  const { version, sending, pending, pendingKyber, receiving } = recorded;
  if (!equalBytes(sending.ratchetKey, ratchetPublic))
    return 'sending.ratchetKey is not the public key of sending.ratchetPrivate';
  if (pending && !equalBytes(pending.baseKey, recorded.aliceBaseKey)) return 'pending.baseKey is not aliceBaseKey';
  if (pending && version === 4 && !pendingKyber)
    return 'pendingKyber is missing: a pending session of version 4 has one';
  const short = receiving.findIndex((chain) => Object.keys(chain.skipped).length !== chain.skippedCount);
  if (short === -1) return undefined;
  const { skipped, skippedCount } = receiving[short] ?? { skipped: {}, skippedCount: 0 };
  return `receiving.${short} lists ${Object.keys(skipped).length} of ${skippedCount} skipped keys: load needs all of them`;
}

/** A closed chain goes on with a key that nobody else has: no message beyond its stored keys fits, as it should be. */
function chainFrom({ ratchetKey, chainKey, index, skipped }: RecordedChain, tools: Tools): ReceivingChain {
  const keys = Object.entries(skipped).map(([at, seed]) => ({ counter: Number(at), seed }));
  return {
    ratchetKey,
    chain: chainKey ?? drawPrivateKey(tools.entropy, `closed chain ${toHex(ratchetKey)}`),
    index,
    skipped: keys.slice(-tools.limits.skippedKeys),
  };
}
