/**
 * The X25519 public keys of low order: every agreement with one of them gives zero, whatever the private key.
 *
 * One list for both suites, so that both refuse the same keys (RFC 7748 section 6.1). These are the points of order 1, 2, 4
 * and 8 on Curve25519 and its twist, in every encoding of 255 bits; the top bit is ignored (RFC 7748 section 5). Floor 1.
 */
import { fromHex, type Bytes } from './bytes.ts';
import type { Agreement } from './suite.ts';

/** u-coordinates, little-endian, with p = 2^255 - 19. */
const LOW_ORDER_KEYS: readonly (Bytes | undefined)[] = [
  '0000000000000000000000000000000000000000000000000000000000000000', // 0
  '0100000000000000000000000000000000000000000000000000000000000000', // 1
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', // order 8
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157', // order 8
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', // p - 1
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', // p, which is 0 again
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', // p + 1, which is 1 again
].map(fromHex);

export const LOW_ORDER_REFUSED: Agreement = { ok: false, reason: 'low-order-point' };

/** Whether this public key (32 bytes) has low order. RFC 7748 section 6.1. */
export function isLowOrder(publicKey: Bytes): boolean {
  for (const key of LOW_ORDER_KEYS) if (key && samePoint(publicKey, key)) return true;
  return false;
}

/** Equal in the lower 255 bits. */
function samePoint(a: Bytes, b: Bytes): boolean {
  for (let i = 0; i < 31; i++) if (a[i] !== b[i]) return false;
  return (((a[31] ?? 0) ^ (b[31] ?? 0)) & 0x7f) === 0;
}
