/**
 * XEdDSA as libsignal ships it: Ed25519-like signatures by X25519 keys. PROTOCOL.md section 1.4.
 *
 * Two differences from the published XEdDSA: the sign of the Edwards point travels in the top bit of the signature's last byte
 * (the paper negates the private key instead), and verification does not ask for s < q, so that (R, s + q) verifies too:
 * never tell signed messages apart by their bytes. Floor 1.
 */
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equalBytes, type Bytes } from './bytes.ts';
import { clamped, withoutTopBit } from './keys.ts';
import { KEY_BYTES, requireLength, SIGNATURE_BYTES, SIGNING_ENTROPY_BYTES } from './sizes.ts';

/**
 * A signature (64 bytes) over `message` by an X25519 private key (32 bytes, clamped here), with 64 bytes of fresh entropy.
 * PROTOCOL.md section 1.4. Throws on arguments of a wrong size.
 */
export function sign(privateKey: Bytes, message: Bytes, entropy: Bytes): Bytes {
  requireLength(entropy, SIGNING_ENTROPY_BYTES, 'the entropy of a signature');
  const { Point } = ed25519;
  const scalar = clamped(privateKey);
  const a = Point.Fn.create(bytesToNumberLE(scalar));
  const publicPoint = Point.BASE.multiply(a).toBytes();
  const r = hashToScalar(noncePrefix(), scalar, message, entropy);
  const commitment = Point.BASE.multiply(r).toBytes();
  const h = hashToScalar(commitment, publicPoint, message);
  const s = Point.Fn.create(h * a + r);
  const signature = concat(commitment, numberToBytesLE(s, 32));
  signature[63] = (signature[63] ?? 0) | ((publicPoint[31] ?? 0) & SIGN_BIT);
  return signature;
}

/**
 * Whether the signature over `message` is by the owner of this X25519 public key (32 bytes). A signature of another length is
 * a wrong one. PROTOCOL.md section 1.4.
 */
export function verify(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  requireLength(publicKey, KEY_BYTES, 'a public key');
  if (signature.length !== SIGNATURE_BYTES) return false;
  const commitment = signature.subarray(0, 32);
  const scalar = signature.slice(32);
  const signBit = (scalar[31] ?? 0) & SIGN_BIT;
  scalar[31] = (scalar[31] ?? 0) ^ signBit;
  if (((scalar[31] ?? 0) & TOP_THREE_BITS) !== 0) return false;
  const A = edwardsPoint(publicKey, signBit);
  if (!A) return false;
  const { Point } = ed25519;
  const h = hashToScalar(commitment, A.toBytes(), message);
  // s may be q or more: s·B depends on s mod q only, which is what makes the signature malleable.
  const s = Point.Fn.create(bytesToNumberLE(scalar));
  const expected = Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(h));
  return equalBytes(expected.toBytes(), commitment);
}

const SIGN_BIT = 0x80;
const TOP_THREE_BITS = 0xe0;

/** 0xFE and 31 bytes 0xFF: no encoding of a point or scalar starts so, which keeps the nonce hash apart from the others. */
function noncePrefix(): Bytes {
  const prefix = new Uint8Array(32).fill(0xff);
  prefix[0] = 0xfe;
  return prefix;
}

/** SHA-512 of the parts, as a number below the group order q. */
function hashToScalar(...parts: readonly Bytes[]): bigint {
  return ed25519.Point.Fn.create(bytesToNumberLE(sha512(concat(...parts))));
}

/** The Edwards point of a Montgomery u with the given sign: y = (u - 1) / (u + 1). Undefined for u = -1 and for u on the twist. */
function edwardsPoint(publicKey: Bytes, signBit: number): EdwardsPoint | undefined {
  const { Point } = ed25519;
  const { Fp } = Point;
  const u = Fp.create(bytesToNumberLE(withoutTopBit(publicKey)));
  const denominator = Fp.add(u, Fp.ONE);
  if (Fp.is0(denominator)) return undefined;
  const encoded = Fp.toBytes(Fp.mul(Fp.sub(u, Fp.ONE), Fp.inv(denominator)));
  encoded[31] = (encoded[31] ?? 0) | signBit;
  try {
    return Point.fromBytes(encoded, true);
  } catch {
    // The only cause left: half of all u are on the twist and have no Edwards point.
    return undefined;
  }
}
