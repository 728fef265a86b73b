/**
 * Post-quantum prekeys as the protocol stores and uses them: the type byte is in front of public keys and ciphertexts.
 * PROTOCOL.md sections 1.4 (type bytes), 2.2, 2.3.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { kemOf, ML_KEM_1024, type KemKeyPair } from '../crypto/kem.ts';
import { refused, type Refused, type Tools } from './tools.ts';

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

const SEED_BYTES = 64;
const ENCAPSULATION_BYTES = 32;

/** A new pair from the draw of this name. */
export const drawKemPair = (name: string, tools: Tools): KemKeyPair =>
  kemOf(tools.suite).keyPair(ML_KEM_1024, tools.entropy.draw(name, SEED_BYTES));

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
  const made = kemOf(tools.suite).encapsulate(offered.publicKey, entropy);
  if (!made.ok) return refused('malformed');
  return { ok: true, kem: { id: offered.id, shared: made.secret, ciphertext: made.ciphertext } };
}

/** The secret in a ciphertext; refuses one that is not of this key's kind. */
export function decapsulateWith(
  pair: KemKeyPair,
  ciphertext: Bytes,
  tools: Tools,
): { readonly ok: true; readonly shared: Bytes } | Refused {
  const opened = kemOf(tools.suite).decapsulate(pair.privateKey, ciphertext);
  return opened.ok ? { ok: true, shared: opened.secret } : refused('malformed');
}
