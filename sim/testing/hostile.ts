/** Input that nobody meant well: real bytes with a few bits flipped, keys that no private key leads to. */
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import type { Bytes } from '../crypto/bytes.ts';
import { edwardsY, pointOf } from '../crypto/edwards.ts';

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

/** An X25519 public key (32 bytes) with a point of order 8 added: every agreement with it is that of the key itself. */
export function torsioned(publicKey: Bytes): Bytes {
  const encoded = edwardsY(publicKey);
  const point = encoded && pointOf(encoded);
  if (!point) throw new Error('a key that a private key leads to is on the curve');
  return ed25519.utils.toMontgomery(point.add(ORDER_8).toBytes());
}

/** One of the four points of order 8 of the Edwards curve. */
export const ORDER_8 = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
