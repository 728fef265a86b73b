/** Sizes in bytes, and the argument rules that both suites share: our own arguments of a wrong size are bugs and throw. Floor 1. */
import type { Bytes } from './bytes.ts';

/** X25519 keys, shared secrets, HMAC-SHA256 tags, AES-256 keys. */
export const KEY_BYTES = 32;
/** AES block and CBC initialisation vector. */
export const BLOCK_BYTES = 16;
export const SIGNATURE_BYTES = 64;
/** A SHA-512 hash. FIPS 180-4. */
export const SHA512_BYTES = 64;
/** Fresh entropy that one signature takes. PROTOCOL.md section 1.4. */
export const SIGNING_ENTROPY_BYTES = 64;
/** RFC 5869 section 2.3: 255 times the hash length. */
const LONGEST_HKDF_BYTES = 255 * 32;

/** Throws unless `bytes` has exactly `length` bytes; `what` names it in the message. */
export function requireLength(bytes: Bytes, length: number, what: string): void {
  if (bytes.length !== length) throw new RangeError(`${what} must have ${length} bytes, not ${bytes.length}`);
}

/** Throws unless an iterated hash is asked for at least one round, and for whole ones. */
export function requireTimes(times: number): void {
  if (!Number.isInteger(times) || times < 1)
    throw new RangeError(`a hash is iterated a whole number of times, at least once, not ${times}`);
}

/** The sum of HKDF output widths in bytes; throws where a width or the sum is out of range. RFC 5869 section 2.3. */
export function totalWidth(widths: readonly number[]): number {
  let total = 0;
  for (const width of widths) {
    if (!Number.isInteger(width) || width < 0)
      throw new RangeError(`an HKDF width must be a whole number of bytes, not ${width}`);
    total += width;
  }
  if (total > LONGEST_HKDF_BYTES)
    throw new RangeError(`HKDF-SHA256 gives at most ${LONGEST_HKDF_BYTES} bytes, not ${total}`);
  return total;
}

/** Consecutive pieces of `whole` with these widths in bytes, each a copy. */
export function cut(whole: Bytes, widths: readonly number[]): readonly Bytes[] {
  let at = 0;
  return widths.map((width) => whole.slice(at, (at += width)));
}
