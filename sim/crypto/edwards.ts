/** X25519 public keys as points of the Edwards curve, where their order can be seen. RFC 7748 section 4.1. Floor 1. */
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import type { Bytes } from './bytes.ts';
import { isCanonical, withoutTopBit } from './keys.ts';
import { isLowOrder } from './lowOrder.ts';
import { KEY_BYTES, requireLength } from './sizes.ts';

/** The Edwards y of a Montgomery u, (u - 1) / (u + 1), as 32 bytes; undefined for u = -1. RFC 7748 section 4.1. */
export function edwardsY(publicKey: Bytes): Bytes | undefined {
  const { Fp } = ed25519.Point;
  const u = Fp.create(bytesToNumberLE(withoutTopBit(publicKey)));
  const denominator = Fp.add(u, Fp.ONE);
  return Fp.is0(denominator) ? undefined : Fp.toBytes(Fp.mul(Fp.sub(u, Fp.ONE), Fp.inv(denominator)));
}

export function pointOf(encoded: Bytes): EdwardsPoint | undefined {
  try {
    return ed25519.Point.fromBytes(encoded, true);
  } catch {
    // The only cause left: half of all u are on the twist and have no Edwards point.
    return undefined;
  }
}

/** Whether a public key (32 bytes) is canonical and in the group of prime order that private keys lead to: `Suite.isPrimeOrder`. */
export function isPrimeOrder(publicKey: Bytes): boolean {
  requireLength(publicKey, KEY_BYTES, 'a public key');
  if (!isCanonical(publicKey) || isLowOrder(publicKey)) return false;
  const encoded = edwardsY(publicKey);
  // Which of the two points with this y is taken does not matter: one is the negative of the other.
  return (encoded && pointOf(encoded))?.isTorsionFree() ?? false;
}
