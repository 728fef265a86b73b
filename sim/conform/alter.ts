/** One byte altered where a MAC must notice: at another place in every step. */
import { indexOfBytes, type Bytes } from '../crypto/bytes.ts';
import { innerMessage } from './wireFields.ts';

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
