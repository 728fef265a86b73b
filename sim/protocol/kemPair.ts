/**
 * Post-quantum prekeys as the protocol stores and uses them: the type byte is in front of public keys and ciphertexts.
 * PROTOCOL.md sections 1.4 (type bytes), 2.2, 2.3.
 */
import type { Bytes } from '../crypto/bytes.ts';
import type { Kem } from '../crypto/suite.ts';
import { refused, type Refused, type Tools } from './tools.ts';

export interface KemKeyPair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}
/** A secret that only the owner of the key can take out of the ciphertext. */
export interface Encapsulated {
  readonly id: number;
  readonly shared: Bytes;
  readonly ciphertext: Bytes;
}
/** The public half that a bundle offers. */
interface Offered {
  readonly id: number;
  readonly publicKey: Bytes;
}

/** ML-KEM-1024: FIPS 203, as the clients' public code has it. PROTOCOL 2.3. */
const ML_KEM_1024 = 0x0a;
const SEED_BYTES = 64;
const ENCAPSULATION_BYTES = 32;

/** A new pair from the draw of this name. */
export const drawKemPair = (name: string, tools: Tools): KemKeyPair =>
  kemOf(tools).keyPair(ML_KEM_1024, tools.entropy.draw(name, SEED_BYTES));

/**
 * Encapsulates for the key that a bundle offers; nothing where the handshake has no use for it. Refuses a bundle without one
 * where it must have one, and a key that is none.
 */
export function encapsulateFor(
  offered: Offered | undefined,
  to: string,
  tools: Tools,
): { readonly ok: true; readonly kem: Encapsulated | undefined } | Refused {
  if (tools.handshake === 'x3dh') return { ok: true, kem: undefined };
  if (!offered) return tools.handshake === 'pqxdh' ? refused('not-post-quantum') : { ok: true, kem: undefined };
  const entropy = tools.entropy.draw(`encapsulation ${to}`, ENCAPSULATION_BYTES);
  const made = kemOf(tools).encapsulate(offered.publicKey, entropy);
  if (!made.ok) return refused('malformed');
  return { ok: true, kem: { id: offered.id, shared: made.shared, ciphertext: made.ciphertext } };
}

/** The secret in a ciphertext; refuses one that is not of this key's kind. */
export function decapsulateWith(
  pair: KemKeyPair,
  ciphertext: Bytes,
  tools: Tools,
): { readonly ok: true; readonly shared: Bytes } | Refused {
  const opened = kemOf(tools).decapsulate(pair.privateKey, ciphertext);
  return opened.ok ? opened : refused('malformed');
}

function kemOf({ suite }: Tools): Kem {
  if (!suite.kem) throw new Error('a run with post-quantum keys is given a suite that has them');
  return suite.kem;
}
