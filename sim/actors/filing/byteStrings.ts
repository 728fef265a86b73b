/** Byte strings in a record or in what is left of one, by their headers alone. */
import { SHORTEST_SECRET_BYTES, type Bytes } from '../../crypto/bytes.ts';

/** Headers of CBOR byte strings (major type 2) with one and two bytes of length: RFC 8949 section 3.1. */
const SHORT_STRING = 0x40;
const ONE_BYTE_LENGTH = 0x58;
const TWO_BYTES_LENGTH = 0x59;

/** Every byte string that may be a secret in a record or in a part of one: found by its header, whatever is around it. */
export function bytesWithin(part: Bytes): readonly Bytes[] {
  const found: Bytes[] = [];
  for (let at = 0; at < part.length; at++) {
    const [start, length] = stringAt(part, at);
    if (length >= SHORTEST_SECRET_BYTES && start + length <= part.length) found.push(part.slice(start, start + length));
  }
  return found;
}

function stringAt(part: Bytes, at: number): readonly [start: number, length: number] {
  const header = part[at] ?? 0;
  if (header >= SHORT_STRING && header < ONE_BYTE_LENGTH) return [at + 1, header - SHORT_STRING];
  if (header === ONE_BYTE_LENGTH) return [at + 2, part[at + 1] ?? 0];
  if (header === TWO_BYTES_LENGTH) return [at + 3, (part[at + 1] ?? 0) * 256 + (part[at + 2] ?? 0)];
  return [at, 0];
}
