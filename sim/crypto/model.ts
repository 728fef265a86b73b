/**
 * The model suite: a stand-in for searching many runs quickly. THIS IS NOT CRYPTOGRAPHY AND KEEPS NO SECRET.
 *
 * It keeps the algebra (agreement commutes, decryption inverts encryption, a changed message changes its tag, a flipped bit in
 * CBC garbles its block and flips the same bit of the next, signatures check against the public key) and every length. Anyone
 * with two public keys can compute their agreement, and anyone can forge: who knows what is decided by the knowledge floor's
 * rules, never by the hardness of this code. Sizes, refusals and thrown errors are those of the noble suite. Floor 1.
 */
import { equalBytes, type Bytes } from './bytes.ts';
import { clamped, isCanonical, withoutTopBit } from './keys.ts';
import { isLowOrder, LOW_ORDER_REFUSED } from './lowOrder.ts';
import { mixed, MODEL_DOMAIN } from './mix.ts';
import { decryptBlocks, encryptBlocks } from './modelCipher.ts';
import { modelKem } from './modelKem.ts';
import { addPadding, BAD_PADDING, isWholeBlocks, removePadding } from './padding.ts';
import {
  BLOCK_BYTES,
  cut,
  KEY_BYTES,
  requireLength,
  requireTimes,
  SHA512_BYTES,
  SIGNATURE_BYTES,
  SIGNING_ENTROPY_BYTES,
  totalWidth,
} from './sizes.ts';
import type { Agreement, Suite } from './suite.ts';

export const model: Suite = {
  name: 'model',
  publicKey: publicKeyOf,
  agree,
  hkdf: (input, salt, info, widths) => {
    const whole = mixed(totalWidth(widths), MODEL_DOMAIN.hkdf, input, salt.length === 0 ? ABSENT_SALT : salt, info);
    return widths.length === 1 ? [whole] : cut(whole, widths);
  },
  hmac: (key, message) => mixed(KEY_BYTES, MODEL_DOMAIN.hmac, key, message),
  cbcEncrypt: (key, iv, plaintext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    return encryptBlocks(key, iv, addPadding(plaintext));
  },
  cbcDecrypt: (key, iv, ciphertext) => {
    requireLength(key, KEY_BYTES, 'an AES-256 key');
    requireLength(iv, BLOCK_BYTES, 'an initialisation vector');
    if (!isWholeBlocks(ciphertext)) return BAD_PADDING;
    return removePadding(decryptBlocks(key, iv, ciphertext));
  },
  sign: (privateKey, message, entropy) => {
    requireLength(entropy, SIGNING_ENTROPY_BYTES, 'the entropy of a signature');
    const commitment = mixed(32, MODEL_DOMAIN.commitment, clamped(privateKey), message, entropy);
    return signatureOf(publicKeyOf(privateKey), message, commitment);
  },
  verify: (publicKey, message, signature) => {
    requireLength(publicKey, KEY_BYTES, 'a public key');
    if (signature.length !== SIGNATURE_BYTES) return false;
    return equalBytes(signatureOf(withoutTopBit(publicKey), message, signature.subarray(0, 32)), signature);
  },
  // Any 32 bytes are a key here: points of mixed order do not exist, so only the encoding and low order can be told.
  isPrimeOrder: (publicKey) => {
    requireLength(publicKey, KEY_BYTES, 'a public key');
    return isCanonical(publicKey) && !isLowOrder(publicKey);
  },
  // Mixed once, whatever the count: the rounds only cost an attacker time, and time is no part of this suite.
  iteratedHash: (start, suffix, times) => {
    requireTimes(times);
    return mixed(SHA512_BYTES, MODEL_DOMAIN.iteratedHash, start, suffix, uint32(times));
  },
  kem: modelKem,
};

const uint32 = (value: number): Bytes => Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);

function publicKeyOf(privateKey: Bytes): Bytes {
  const publicKey = mixed(KEY_BYTES, MODEL_DOMAIN.publicKey, clamped(privateKey));
  publicKey[31] = (publicKey[31] ?? 0) & 0x7f; // as every canonical u-coordinate
  return publicKey;
}

/** Both public keys in a fixed order: so both sides arrive at the same bytes. */
function agree(privateKey: Bytes, publicKey: Bytes): Agreement {
  requireLength(publicKey, KEY_BYTES, 'a public key');
  const ours = publicKeyOf(privateKey);
  if (isLowOrder(publicKey)) return LOW_ORDER_REFUSED;
  const theirs = withoutTopBit(publicKey);
  const oursFirst = isBefore(ours, theirs);
  return {
    ok: true,
    shared: mixed(KEY_BYTES, MODEL_DOMAIN.agreement, oursFirst ? ours : theirs, oursFirst ? theirs : ours),
  };
}

/** Commitment and a tag that hangs on public values only; the last byte's top bits are clear, as in most real signatures. */
function signatureOf(publicKey: Bytes, message: Bytes, commitment: Bytes): Bytes {
  const signature = new Uint8Array(SIGNATURE_BYTES);
  signature.set(commitment);
  signature.set(mixed(32, MODEL_DOMAIN.signature, publicKey, message, commitment), 32);
  signature[63] = (signature[63] ?? 0) & 0x1f;
  return signature;
}

function isBefore(a: Bytes, b: Bytes): boolean {
  for (let i = 0; i < KEY_BYTES; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const ABSENT_SALT = new Uint8Array(32);
