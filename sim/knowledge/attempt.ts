/**
 * A decryption that is really tried with the wrong key: the check over the real packet, computed with the nearest MAC key
 * that the observer has, beside the check that the packet carries. PROTOCOL section 3.1.
 */
import { equalBytes, indexOfBytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import { MAC_BYTES } from '../protocol/constants.ts';
import type { Seq } from '../trace.ts';
import { checkOf, type Evidence, type MessageTrail } from './evidence.ts';
import { knows, type Observer } from './observers.ts';
import { named } from './terms.ts';
import type { Attempt } from './types.ts';
import type { ValueId } from './values.ts';

/** Undefined where the observer has no ciphertext of the message, or no MAC key of any other message. */
export function attemptOf(
  evidence: Evidence,
  observer: Observer,
  message: MessageTrail,
  at: Seq,
  suite: Suite,
): Attempt | undefined {
  const ciphertext = message.ciphertexts.find(({ value, seq }) => seq <= at && knows(observer, value, at));
  const check = ciphertext && checkOf(evidence.trace, ciphertext);
  if (!ciphertext || !check) return undefined;
  const expectedMac = check.tag.slice(0, MAC_BYTES);
  const carried = message.packets.some(({ packet }) => indexOfBytes(packet.bytes, expectedMac) !== -1);
  const key = nearestKey(evidence, observer, message, ciphertext.seq, at);
  if (!carried || key === undefined) return undefined;
  const computedMac = suite.hmac(evidence.values.bytesOf(key), check.covered).slice(0, MAC_BYTES);
  if (equalBytes(computedMac, expectedMac)) return undefined;
  return { key: named(evidence, key), ciphertext: ciphertext.bytes, expectedMac, computedMac };
}

/** The MAC key, among those of other messages that the observer can derive, whose message was sealed nearest in the run. */
function nearestKey(
  evidence: Evidence,
  observer: Observer,
  message: MessageTrail,
  seq: Seq,
  at: Seq,
): ValueId | undefined {
  let nearest: { readonly value: ValueId; readonly distance: number } | undefined;
  for (const other of evidence.story().messages) {
    if (other === message) continue;
    for (const ciphertext of other.ciphertexts) {
      const distance = Math.abs(ciphertext.seq - seq);
      if (ciphertext.seq > at || (nearest && nearest.distance < distance)) continue;
      const check = checkOf(evidence.trace, ciphertext);
      const value = check && evidence.values.find(check.key);
      if (value !== undefined && value >= 0 && knows(observer, value, at)) nearest = { value, distance };
    }
  }
  return nearest?.value;
}
