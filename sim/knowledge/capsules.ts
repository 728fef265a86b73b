/**
 * The other direction of an encapsulation: the owner of the private key opens the ciphertext, from the moment it was made.
 *
 * That needs the pair to be known: which private key belongs to the public key that was encapsulated for. Either may be
 * recorded first. FIPS 203 section 3.1 (correctness of decapsulation).
 */
import type { Call } from '../crypto/recorder.ts';
import { PUBLIC, type ValueId } from './values.ts';

interface Capsule {
  readonly publicKey: ValueId;
  readonly ciphertext: ValueId;
  readonly secret: ValueId;
  readonly call: Call;
}

export interface Capsules {
  /** This private key has that public key. */
  readonly pair: (privateKey: ValueId, publicKey: ValueId) => void;
  readonly made: (capsule: Capsule) => void;
}

/** Calls `opens` once for each capsule, as soon as its owner's private key is known to exist. */
export function capsules(opens: (privateKey: ValueId, capsule: Capsule) => void): Capsules {
  const privateOf = new Map<ValueId, ValueId>();
  const waiting = new Map<ValueId, readonly Capsule[]>();
  return {
    pair: (privateKey, publicKey) => {
      if (privateKey === PUBLIC || publicKey === PUBLIC || privateOf.has(publicKey)) return;
      privateOf.set(publicKey, privateKey);
      for (const capsule of waiting.get(publicKey) ?? []) opens(privateKey, capsule);
      waiting.delete(publicKey);
    },
    made: (capsule) => {
      const privateKey = privateOf.get(capsule.publicKey);
      if (privateKey !== undefined) opens(privateKey, capsule);
      else waiting.set(capsule.publicKey, [...(waiting.get(capsule.publicKey) ?? []), capsule]);
    },
  };
}
