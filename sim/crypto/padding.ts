/** PKCS#7 padding for 16-byte blocks (RFC 5652 section 6.3), shared by both suites so that they refuse the same. Floor 1. */
import type { Bytes } from './bytes.ts';
import type { Opening } from './suite.ts';
import { BLOCK_BYTES } from './sizes.ts';

/** The plaintext followed by n bytes of value n, 1 to 16, up to a whole number of blocks. */
export function addPadding(plaintext: Bytes): Bytes {
  const count = BLOCK_BYTES - (plaintext.length % BLOCK_BYTES);
  const padded = new Uint8Array(plaintext.length + count).fill(count, plaintext.length);
  padded.set(plaintext);
  return padded;
}

/** The plaintext without its padding; every padding byte is checked. */
export function removePadding(padded: Bytes): Opening {
  const count = padded[padded.length - 1] ?? 0;
  if (count === 0 || count > BLOCK_BYTES || count > padded.length) return BAD_PADDING;
  for (let at = padded.length - count; at < padded.length; at++) if (padded[at] !== count) return BAD_PADDING;
  return { ok: true, plaintext: padded.slice(0, padded.length - count) };
}

/** Whether these could be CBC blocks at all: at least one, and no part of one. */
export function isWholeBlocks(ciphertext: Bytes): boolean {
  return ciphertext.length > 0 && ciphertext.length % BLOCK_BYTES === 0;
}

export const BAD_PADDING: Opening = { ok: false, reason: 'bad-padding' };
