/** Messages of other implementations, byte for byte: another version byte, and a byte altered where the MAC must notice. */
import { indexOfBytes, type Bytes } from '../crypto/bytes.ts';
import { MAC_BYTES } from '../protocol/constants.ts';
import type { Session } from '../protocol/ratchet.ts';
import { toolsFor } from './tools.ts';
import { innerMessage } from './wireFields.ts';

/** Our message as a peer would write it whose version byte is another: that byte, and a MAC over it with our own MAC key. */
export function inVersion(version: number, type: string, wire: Bytes, session: Session, macKey: Bytes): Bytes {
  if (wire[0] === version) return wire;
  const inner = type === 'prekey' ? innerMessage(wire) : wire;
  const covered = inner.slice(0, -MAC_BYTES).with(0, version);
  const input = [...session.ourIdentity, ...session.theirIdentity, ...covered];
  const mac = toolsFor('mac').suite.hmac(macKey, Uint8Array.from(input)).subarray(0, MAC_BYTES);
  const result = wire.with(0, version);
  const at = indexOfBytes(wire, inner);
  result.set(covered, at);
  result.set(mac, at + covered.length);
  return result;
}

/** One byte of what the MAC protects: at another place in every step. */
export function alteredBody(type: string, body: Bytes, index: number): Bytes {
  if (type === 'whisper') return flipped(body, index * 31);
  const inner = innerMessage(body);
  const at = indexOfBytes(body, inner);
  return body.with(at + ((index * 31) % inner.length), (inner[(index * 31) % inner.length] ?? 0) ^ 0x07);
}
/** One byte changed, at a place counted from the start and over again. */
export const flipped = (whole: Bytes, at: number): Bytes =>
  whole.with(at % whole.length, (whole[at % whole.length] ?? 0) ^ 0x07);
