/**
 * XEdDSA as libsignal ships it: Ed25519-like signatures by X25519 keys. PROTOCOL.md section 1.4.
 *
 * Two differences from the published XEdDSA: the sign of the Edwards point travels in the top bit of the signature's last byte
 * (the paper negates the private key instead), and verification does not ask for s < q, so that (R, s + q) verifies too:
 * never tell signed messages apart by their bytes. Floor 1.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equalBytes, type Bytes } from './bytes.ts';
import { edwardsY, pointOf } from './edwards.ts';
import { clamped } from './keys.ts';
import { isLowOrder } from './lowOrder.ts';
import { KEY_BYTES, requireLength, SIGNATURE_BYTES, SIGNING_ENTROPY_BYTES } from './sizes.ts';
import type { Suite } from './suite.ts';

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
  const form = edwardsForm(publicKey, signature);
  const A = form && pointOf(form.publicKey);
  if (!A) return false;
  const { Point } = ed25519;
  const commitment = form.signature.subarray(0, 32);
  const h = hashToScalar(commitment, A.toBytes(), message);
  // s may be q or more: s·B depends on s mod q only, which is what makes the signature malleable.
  const s = Point.Fn.create(scalarOf(form.signature));
  const expected = Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(h));
  return equalBytes(expected.toBytes(), commitment);
}

/** Ed25519 verification (RFC 8032 section 5.1.7, without the cofactor) by a host: false too for a key that is no point. */
export type Ed25519Verify = (publicKey: Bytes, message: Bytes, signature: Bytes) => boolean;

/**
 * The same verification by a host's Ed25519, which checks the same equation. Where it would refuse what XEdDSA takes (s of q
 * or more), or read a key in another way (of low order), this code decides.
 */
export const verifyBy =
  (ed25519Verify: Ed25519Verify): Suite['verify'] =>
  (publicKey, message, signature) => {
    const form = edwardsForm(publicKey, signature);
    if (!form) return false;
    const isOrdinary = scalarOf(form.signature) < ed25519.Point.Fn.ORDER && !isLowOrder(publicKey);
    return isOrdinary ? ed25519Verify(form.publicKey, message, form.signature) : verify(publicKey, message, signature);
  };

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

/** Key and signature as Ed25519 has them: the sign bit moves from the signature to the key. Undefined where no point can fit. */
function edwardsForm(
  publicKey: Bytes,
  signature: Bytes,
): { readonly publicKey: Bytes; readonly signature: Bytes } | undefined {
  requireLength(publicKey, KEY_BYTES, 'a public key');
  if (signature.length !== SIGNATURE_BYTES) return undefined;
  const plain = signature.slice();
  const signBit = (plain[63] ?? 0) & SIGN_BIT;
  plain[63] = (plain[63] ?? 0) ^ signBit;
  if (((plain[63] ?? 0) & TOP_THREE_BITS) !== 0) return undefined;
  const encoded = edwardsY(publicKey);
  if (!encoded) return undefined;
  encoded[31] = (encoded[31] ?? 0) | signBit;
  return { publicKey: encoded, signature: plain };
}

/** s of a signature without its sign bit. */
const scalarOf = (signature: Bytes): bigint => bytesToNumberLE(signature.subarray(32));
