/**
 * What peers do that the protocol does not ask for. Only informative recordings may depend on it; each says so, and is replayed
 * with its peers' habits. Normative ones are replayed with the real limits and nothing allowed for.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { LIMITS, type Limits } from '../limits.ts';
import type { Localized } from '../text.ts';
import type { Recording } from './transcript.ts';
import { inFieldOrder } from './wireFields.ts';

export interface PeerHabits {
  readonly limits: Limits;
  /** Applied to every recorded prekey message before it is used. */
  readonly rewrite: (prekeyMessage: Bytes) => Bytes;
  /** The recording leaves out ratchet keys that the peer has drawn. */
  readonly hidesRatchetKeys: boolean;
}

export const STRICT: PeerHabits = { limits: LIMITS.real, rewrite: (body) => body, hidesRatchetKeys: false };

export function habitsOf(recording: Recording): PeerHabits {
  if (recording.conformance === 'normative') return STRICT;
  const implementations = Object.values(recording.parties).map((party) => party.implementation);
  const arePorts = implementations.every((name) => !name.includes('@signalapp/'));
  return {
    limits: arePorts ? { ...LIMITS.real, forwardJumps: FORWARD_JUMPS_OF_PORTS } : LIMITS.real,
    rewrite: offersOneTime(recording) ? STRICT.rewrite : withoutZeroId,
    hidesRatchetKeys: true,
  };
}

/** How a recording that is no norm was replayed. */
export const noteOf = ({ conformance, why = '' }: Recording): Localized | undefined =>
  conformance === 'normative'
    ? undefined
    : {
        en: `informative (${why}): replayed with its peers' own limits and habits`,
        zh: `仅供参考（${why}）：按对方自己的上限和习惯重放`,
      };

/** The JavaScript ports read a message 1,999 ahead in a fresh chain and refuse one 2,000 ahead (measured). */
const FORWARD_JUMPS_OF_PORTS = 1_999;

const offersOneTime = ({ steps }: Recording): boolean =>
  steps.every((step) => step.op !== 'bundle' || step.bundle.preKey !== undefined);

/** One port writes prekey id 0 where it has used no one-time prekey; libsignal reads 0 as an id that was given out. */
const withoutZeroId = (body: Bytes): Bytes => inFieldOrder(body, (field) => !equalBytes(field.whole, ZERO_ID));
const ZERO_ID = Uint8Array.of(0x08, 0x00);
