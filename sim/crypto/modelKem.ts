/**
 * Key encapsulation of the model suite. NOT CRYPTOGRAPHY: it keeps the algebra (the owner of the private key arrives at the
 * sender's secret, an altered ciphertext gives another one), every length and every refusal, and no secret. Floor 1.
 */
import { concat, type Bytes } from './bytes.ts';
import type { Kem, KemType } from './kem.ts';
import { KEM_BYTES, kemOver, PRIVATE_PARTS, reduce } from './kemForm.ts';
import { mixed, MODEL_DOMAIN } from './mix.ts';
import { KEY_BYTES } from './sizes.ts';

export const modelKem: Kem = kemOver({
  keyPair: (seed) => {
    const publicKey = reduce(mixed(KEM_BYTES.publicKey, MODEL_DOMAIN.kemPublic, seed));
    const inner = mixed(PRIVATE_PARTS.publicKey, MODEL_DOMAIN.kemPrivate, seed);
    return { privateKey: concat(inner, publicKey, hash(publicKey), seed.subarray(KEY_BYTES)), publicKey };
  },
  hash,
  encapsulate: (type, publicKey, entropy) => {
    const ciphertext = mixed(KEM_BYTES.ciphertext, MODEL_DOMAIN.kemCiphertext, publicKey, entropy);
    return { ciphertext, secret: secretOf(type, publicKey, ciphertext) };
  },
  decapsulate: (type, privateKey, ciphertext) =>
    secretOf(type, privateKey.subarray(PRIVATE_PARTS.publicKey, PRIVATE_PARTS.hash), ciphertext),
});

function hash(publicKey: Bytes): Bytes {
  return mixed(KEY_BYTES, MODEL_DOMAIN.kemHash, publicKey);
}

const secretOf = (type: KemType, publicKey: Bytes, ciphertext: Bytes): Bytes =>
  mixed(KEY_BYTES, MODEL_DOMAIN.kemSecret, Uint8Array.of(type), publicKey, ciphertext);
