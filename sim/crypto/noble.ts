/**
 * The reference suite: real cryptography from the noble libraries, the same everywhere. Slow where X25519 is involved
 * (about a millisecond an agreement). XEdDSA is our own, in xeddsa.ts. Floor 1.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concat } from './bytes.ts';
import { isLowOrder, LOW_ORDER_REFUSED } from './lowOrder.ts';
import { addPadding, BAD_PADDING, isWholeBlocks, removePadding } from './padding.ts';
import { BLOCK_BYTES, cut, KEY_BYTES, requireLength, requireTimes, totalWidth } from './sizes.ts';
import type { Suite } from './suite.ts';
import { sign, verify } from './xeddsa.ts';

export const noble: Suite = {
  name: 'noble',
  publicKey: (privateKey) => {
    requireLength(privateKey, KEY_BYTES, 'a private key');
    return x25519.getPublicKey(privateKey);
  },
  agree: (privateKey, publicKey) => {
    requireLength(privateKey, KEY_BYTES, 'a private key');
    requireLength(publicKey, KEY_BYTES, 'a public key');
    // The library throws on these; refusing them here leaves its other errors visible.
    if (isLowOrder(publicKey)) return LOW_ORDER_REFUSED;
    return { ok: true, shared: x25519.getSharedSecret(privateKey, publicKey) };
  },
  hkdf: (input, salt, info, widths) => cut(hkdf(sha256, input, salt, info, totalWidth(widths)), widths),
  hmac: (key, message) => hmac(sha256, key, message),
  cbcEncrypt: (key, iv, plaintext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    return cbc(key, iv, { disablePadding: true }).encrypt(addPadding(plaintext));
  },
  cbcDecrypt: (key, iv, ciphertext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    if (!isWholeBlocks(ciphertext)) return BAD_PADDING;
    return removePadding(cbc(key, iv, { disablePadding: true }).decrypt(ciphertext));
  },
  sign,
  verify,
  iteratedHash: (start, suffix, times) => {
    requireTimes(times);
    let hash = sha512(concat(start, suffix));
    // One buffer for every round: only the hash at its beginning changes.
    const input = concat(hash, suffix);
    for (let round = 1; round < times; round++) {
      hash = sha512(input);
      input.set(hash);
    }
    return hash;
  },
};
