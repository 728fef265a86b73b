/**
 * A fast mixing function over four 32-bit lanes, shaped like Murmur3 for absorbing and xoshiro128** for squeezing.
 *
 * NOT A CRYPTOGRAPHIC HASH. It spreads and does not collide by accident (128 bits of state, every step a bijection of the
 * state for a given word), which is all that the model suite and named entropy ask of it. Floor 1.
 */
import type { Bytes } from './bytes.ts';

/** Four 32-bit words of state. */
export type Lanes = Int32Array;

/** Fresh lanes for one purpose; different domains give unrelated results. */
export function startLanes(lanes: Lanes, domain: number): void {
  lanes[0] = 0x243f6a88 ^ domain;
  lanes[1] = 0x85a308d3;
  lanes[2] = 0x13198a2e;
  lanes[3] = 0x03707344;
}

/** Takes in bytes and their number, so that the cut between two parts matters. */
export function absorbBytes(lanes: Lanes, bytes: Bytes): void {
  let a = lanes[0] ?? 0;
  let b = lanes[1] ?? 0;
  let c = lanes[2] ?? 0;
  let d = lanes[3] ?? 0;
  const length = bytes.length;
  const wholeWords = length & ~3;
  for (let i = 0; i < wholeWords; i += 4) {
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    a = Math.imul(a ^ word, A_FACTOR);
    a = (((a << 15) | (a >>> 17)) + d) | 0;
    b = Math.imul(b ^ a, B_FACTOR);
    b = (b << 13) | (b >>> 19);
    c = Math.imul(c ^ b, C_FACTOR);
    c = (c << 17) | (c >>> 15);
    d = Math.imul(d ^ c, D_FACTOR);
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
  let rest = 0;
  for (let i = wholeWords; i < length; i++) rest = (rest << 8) | (bytes[i] ?? 0);
  if (wholeWords < length) absorbWord(lanes, rest);
  absorbWord(lanes, length);
}

/** Takes in a text by its UTF-16 units, and their number. */
export function absorbText(lanes: Lanes, text: string): void {
  for (let i = 0; i < text.length; i += 2) {
    absorbWord(lanes, text.charCodeAt(i) | (i + 1 < text.length ? text.charCodeAt(i + 1) << 16 : 0));
  }
  absorbWord(lanes, text.length);
}

/** Takes in one 32-bit word. */
export function absorbWord(lanes: Lanes, word: number): void {
  const d = lanes[3] ?? 0;
  let a = Math.imul((lanes[0] ?? 0) ^ word, A_FACTOR);
  a = (((a << 15) | (a >>> 17)) + d) | 0;
  let b = Math.imul((lanes[1] ?? 0) ^ a, B_FACTOR);
  b = (b << 13) | (b >>> 19);
  let c = Math.imul((lanes[2] ?? 0) ^ b, C_FACTOR);
  c = (c << 17) | (c >>> 15);
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = Math.imul(d ^ c, D_FACTOR);
}

/** Ends the absorbing: every bit of the state now hangs on every bit taken in. */
export function finish(lanes: Lanes): void {
  for (let round = 0; round < 3; round++) absorbWord(lanes, round);
  for (let i = 0; i < 4; i++) {
    let lane = lanes[i] ?? 0;
    lane = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
    lane = Math.imul(lane ^ (lane >>> 13), 0xc2b2ae35);
    lanes[i] = lane ^ (lane >>> 16);
  }
}

/** `length` bytes from finished lanes; a shorter result is the beginning of a longer one. */
function squeeze(lanes: Lanes, length: number): Bytes {
  const result = new Uint8Array(length);
  let a = lanes[0] ?? 0;
  let b = lanes[1] ?? 0;
  let c = lanes[2] ?? 0;
  let d = lanes[3] ?? 0;
  for (let i = 0; i < length; i += 4) {
    const product = Math.imul(b, 5);
    const word = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    // Writes past the end of a typed array have no effect.
    result[i] = word;
    result[i + 1] = word >>> 8;
    result[i + 2] = word >>> 16;
    result[i + 3] = word >>> 24;
  }
  return result;
}

/** `length` bytes from these parts, for one of the uses in `MODEL_DOMAIN`. */
export function mixed(length: number, domain: number, ...parts: readonly Bytes[]): Bytes {
  startLanes(scratch, domain);
  for (const part of parts) absorbBytes(scratch, part);
  finish(scratch);
  return squeeze(scratch, length);
}

/** Written anew at the start of every computation; allocating it each time would cost more than the mixing. */
const scratch: Lanes = new Int32Array(4);

/** Keeps the uses in the model suite apart, as the real primitives do by being different functions. */
export const MODEL_DOMAIN = {
  publicKey: 1,
  agreement: 2,
  hkdf: 3,
  hmac: 4,
  commitment: 5,
  signature: 6,
  iteratedHash: 7,
  kemPublic: 8,
  kemPrivate: 9,
  kemHash: 10,
  kemCiphertext: 11,
  kemSecret: 12,
} as const;

/** Odd, so that multiplying by them modulo 2^32 is a bijection. */
const A_FACTOR = 0x9e3779b1;
const B_FACTOR = 0x85ebca77;
const C_FACTOR = 0xc2b2ae3d;
const D_FACTOR = 0x27d4eb2f;
