/**
 * The reference suite: real cryptography from the noble libraries, the same everywhere. Slow where X25519 is involved
 * (about a millisecond an agreement). XEdDSA is our own, in xeddsa.ts. Floor 1.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { isPrimeOrder } from './edwards.ts';
import { iterated, realSuite } from './real.ts';
import type { Suite } from './suite.ts';
import { sign, verify } from './xeddsa.ts';

export const noble: Suite = realSuite('noble', {
  publicKey: (privateKey) => x25519.getPublicKey(privateKey),
  agree: (privateKey, publicKey) => x25519.getSharedSecret(privateKey, publicKey),
  hkdf: (input, salt, info, length) => hkdf(sha256, input, salt, info, length),
  hmac: (key, message) => hmac(sha256, key, message),
  cbcEncrypt: (key, iv, blocks) => cbc(key, iv, { disablePadding: true }).encrypt(blocks),
  cbcDecrypt: (key, iv, blocks) => cbc(key, iv, { disablePadding: true }).decrypt(blocks),
  sign,
  verify,
  isPrimeOrder,
  iteratedHash: iterated(sha512),
});
