/** Input that nobody meant well: real bytes with a few bits flipped. */
import fc from 'fast-check';
import type { Bytes } from '../crypto/bytes.ts';

/** One to three bits to flip, as positions that wrap around. */
export const bitFlips: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 8 * 400 }), {
  minLength: 1,
  maxLength: 3,
});

export function flipBits(bytes: Bytes, bits: readonly number[]): Bytes {
  const flipped = bytes.slice();
  for (const bit of bits) {
    const at = (bit >> 3) % flipped.length;
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
  }
  return flipped;
}
