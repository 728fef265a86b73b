/**
 * Key encapsulation, the post-quantum part of PQXDH, as one interface beside the suite's own primitives.
 *
 * A suite has it or has it not: runs that need none load none (`withKem`). Public keys, private keys and ciphertexts start with
 * a type byte, as libsignal writes them (PROTOCOL.md section 1.4). Floor 1.
 */
import type { Bytes } from './bytes.ts';
import type { Suite } from './suite.ts';

/** ML-KEM-1024. FIPS 203. */
export const ML_KEM_1024 = 0x0a;
/** Kyber-1024 as of round 3 of the standardisation: the same keys and ciphertexts, another way to the secret. */
export const KYBER_1024 = 0x08;
/** The type byte. PROTOCOL.md section 1.4. */
export type KemType = typeof ML_KEM_1024 | typeof KYBER_1024;

export interface Kem {
  /**
   * Key pair (private 3169, public 1569) of a seed (64): the two halves d and z of FIPS 203 algorithm 16. For round 3 too the
   * seed is taken as FIPS 203 does. Throws for a seed of another size.
   */
  readonly keyPair: (type: KemType, seed: Bytes) => KemKeyPair;
  /** A fresh secret for the owner of a public key, from entropy (32). Throws for entropy of another size. */
  readonly encapsulate: (publicKey: Bytes, entropy: Bytes) => Encapsulation;
  /**
   * The secret in a ciphertext. An altered ciphertext is no error: it gives another secret, that hangs on the private key
   * (implicit rejection, FIPS 203 algorithm 18).
   */
  readonly decapsulate: (privateKey: Bytes, ciphertext: Bytes) => Decapsulation;
}

export interface KemKeyPair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}

/**
 * - `unknown-type`: the type byte is none of ours; `other-type`: key and ciphertext are of different types
 * - `wrong-length`: of a key or a ciphertext
 * - `malformed-key`: a public key with a coefficient that is not reduced, or a private key whose hash is not its public
 *   part's (FIPS 203 sections 7.2 and 7.3)
 */
export type KemRefusal = 'unknown-type' | 'other-type' | 'wrong-length' | 'malformed-key';
interface Refused {
  readonly ok: false;
  readonly reason: KemRefusal;
}
/** Ciphertext (1569) and secret (32). */
export type Encapsulation = { readonly ok: true; readonly ciphertext: Bytes; readonly secret: Bytes } | Refused;
/** The secret (32). */
export type Decapsulation = { readonly ok: true; readonly secret: Bytes } | Refused;

/** The suite with a key encapsulation beside its primitives. */
export const withKem = (suite: Suite, kem: Kem): Suite => ({ ...suite, kem });

/** The suite's key encapsulation; throws where it has none: whoever starts a run that needs one has to load it before. */
export function kemOf({ kem, name }: Suite): Kem {
  if (!kem) throw new Error(`this run needs key encapsulation, and its ${name} suite was built without: use withKem`);
  return kem;
}
