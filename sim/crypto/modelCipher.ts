/**
 * The block cipher of the model suite in CBC mode: a small Feistel network on 16-byte blocks. NOT CRYPTOGRAPHY.
 *
 * A real permutation of the block for every key, so that decryption inverts encryption and CBC's error propagation is the true
 * one: a flipped ciphertext bit garbles its own block and flips the same bit in the next. NIST SP 800-38A section 6.2. Floor 1.
 */
import type { Bytes } from './bytes.ts';
import { absorbBytes, finish, startLanes, type Lanes } from './mix.ts';

/** CBC encryption of whole blocks (padding already added), in place; returns its third argument. */
export function encryptBlocks(key: Bytes, iv: Bytes, padded: Bytes): Bytes {
  expandKey(key);
  loadBlock(iv, 0, block);
  for (let at = 0; at < padded.length; at += 16) {
    // What the block holds now is the ciphertext before this one: the chaining value.
    loadBlock(padded, at, chain);
    xorInto(block, chain);
    for (let round = 0; round < ROUNDS; round++) feistel(block, round);
    storeBlock(block, padded, at);
  }
  return padded;
}

/** CBC decryption of whole blocks; the padding is still there. */
export function decryptBlocks(key: Bytes, iv: Bytes, ciphertext: Bytes): Bytes {
  expandKey(key);
  const result = new Uint8Array(ciphertext.length);
  loadBlock(iv, 0, chain);
  for (let at = 0; at < ciphertext.length; at += 16) {
    loadBlock(ciphertext, at, block);
    for (let round = ROUNDS - 1; round >= 0; round--) feistel(block, round);
    xorInto(block, chain);
    storeBlock(block, result, at);
    loadBlock(ciphertext, at, chain);
  }
  return result;
}

const ROUNDS = 6;

/** Scratch, written anew by every call: nothing here is re-entered. */
const roundKeys: Lanes = new Int32Array(4);
const block: Lanes = new Int32Array(4);
const chain: Lanes = new Int32Array(4);

function expandKey(key: Bytes): void {
  startLanes(roundKeys, CIPHER_DOMAIN);
  absorbBytes(roundKeys, key);
  finish(roundKeys);
}

const CIPHER_DOMAIN = 0x100;

/** One Feistel round, its own inverse: odd rounds change the first half by the second, even rounds the other way round. */
function feistel(words: Lanes, round: number): void {
  const from = (round & 1) * 2;
  const to = 2 - from;
  let u = Math.imul((words[from] ?? 0) ^ (roundKeys[round & 3] ?? 0) ^ round, 0x9e3779b1);
  u = Math.imul((u ^ (u >>> 15)) + (words[from + 1] ?? 0), 0x85ebca77);
  u ^= u >>> 13;
  let v = Math.imul(u ^ (words[from + 1] ?? 0) ^ (roundKeys[(round + 1) & 3] ?? 0), 0xc2b2ae3d);
  v ^= v >>> 16;
  words[to] = (words[to] ?? 0) ^ (u + Math.imul(v, 0x27d4eb2f));
  words[to + 1] = (words[to + 1] ?? 0) ^ v;
}

function xorInto(target: Lanes, other: Lanes): void {
  for (let i = 0; i < 4; i++) target[i] = (target[i] ?? 0) ^ (other[i] ?? 0);
}

function loadBlock(bytes: Bytes, at: number, target: Lanes): void {
  for (let i = 0; i < 4; i++) {
    const from = at + 4 * i;
    target[i] =
      (bytes[from] ?? 0) |
      ((bytes[from + 1] ?? 0) << 8) |
      ((bytes[from + 2] ?? 0) << 16) |
      ((bytes[from + 3] ?? 0) << 24);
  }
}

function storeBlock(words: Lanes, target: Bytes, at: number): void {
  for (let i = 0; i < 4; i++) {
    const word = words[i] ?? 0;
    const to = at + 4 * i;
    target[to] = word;
    target[to + 1] = word >>> 8;
    target[to + 2] = word >>> 16;
    target[to + 3] = word >>> 24;
  }
}
