/**
 * Byte forms of X25519 keys: the clamped private scalar (RFC 7748 section 5) and the 33-byte public key of the wire, which is
 * the type byte 0x05 and the 32-byte u-coordinate (PROTOCOL.md section 0.2). Floor 1.
 */
import type { Bytes } from './bytes.ts';
import type { ContainerLog } from './recorder.ts';
import { KEY_BYTES, requireLength } from './sizes.ts';

/** The type byte of an X25519 public key on the wire. PROTOCOL.md section 17.1, KEY_TYPE_DJB. */
const KEY_TYPE = 0x05;
const PREFIXED_KEY_BYTES = 1 + KEY_BYTES;

/** The wire form (33 bytes) of a public key (32 bytes); recorded as a container. */
export function prefixed(publicKey: Bytes, log: ContainerLog): Bytes {
  requireLength(publicKey, KEY_BYTES, 'a public key');
  const whole = new Uint8Array(PREFIXED_KEY_BYTES);
  whole[0] = KEY_TYPE;
  whole.set(publicKey, 1);
  log.pack([publicKey], whole, [1]);
  return whole;
}

/** The public key (32 bytes, a copy) in a wire form; undefined unless it is 33 bytes of type 0x05. Recorded as a container. */
export function unprefixed(wireKey: Bytes, log: ContainerLog): Bytes | undefined {
  const publicKey = bareKey(wireKey);
  if (publicKey) log.unpack(wireKey, [publicKey], [1]);
  return publicKey;
}

/** The same without a record: for questions about a key from which nothing is computed. */
export const bareKey = (wireKey: Bytes): Bytes | undefined =>
  wireKey.length === PREFIXED_KEY_BYTES && wireKey[0] === KEY_TYPE ? wireKey.slice(1) : undefined;

/** The private scalar (32 bytes, a copy) with the fixed bits of RFC 7748 section 5: clamping twice changes nothing. */
export function clamped(scalar: Bytes): Bytes {
  requireLength(scalar, KEY_BYTES, 'a private key');
  const result = scalar.slice();
  result[0] = (result[0] ?? 0) & 0xf8;
  result[31] = ((result[31] ?? 0) & 0x7f) | 0x40;
  return result;
}

/** The public key (32 bytes, a copy) with the unused top bit cleared, as RFC 7748 section 5 reads it. */
export function withoutTopBit(publicKey: Bytes): Bytes {
  const result = publicKey.slice();
  result[31] = (result[31] ?? 0) & 0x7f;
  return result;
}

/** Whether a public key (32 bytes) is a number below p = 2^255 - 19, little-endian, as RFC 7748 section 5 writes it. */
export function isCanonical(publicKey: Bytes): boolean {
  const top = publicKey[31] ?? 0;
  const isNearTop = top === 0x7f && publicKey.subarray(1, 31).every((byte) => byte === 0xff);
  return top < 0x80 && !(isNearTop && (publicKey[0] ?? 0) >= 0xed);
}
