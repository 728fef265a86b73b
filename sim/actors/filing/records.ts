/**
 * Records inside a row: plain data as CBOR (RFC 8949), keys as they are. Byte strings stand in it as they are, each behind a
 * header that tells its length: whoever finds a part of a record finds the keys in that part.
 */
import { decode, encode } from 'cborg';
import type { Bytes } from '../../crypto/bytes.ts';

/** The record of plain data: lists, records, byte strings, texts, numbers, `undefined`. Fields keep their order. */
export const recordOf = (value: unknown): Bytes => encode(value, { mapSorter: () => 0 });

/** What the record holds; undefined where the bytes are none. */
export function readRecord(record: Bytes): unknown {
  try {
    return owned(decode(record));
  } catch {
    return undefined;
  }
}

/** Byte strings of the record are copies: they share no buffer with it. */
function owned(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(owned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, owned(inner)]));
}
