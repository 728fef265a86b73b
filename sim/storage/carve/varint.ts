/** Big-endian numbers and SQLite's variable-length integers. Reads past the end give zeros; nothing here throws. */
import type { Bytes } from '../../crypto/bytes.ts';

export const u8 = (bytes: Bytes, at: number): number => bytes[at] ?? 0;
export const u16 = (bytes: Bytes, at: number): number => (u8(bytes, at) << 8) | u8(bytes, at + 1);
export const u32 = (bytes: Bytes, at: number): number => u16(bytes, at) * 0x1_0000 + u16(bytes, at + 2);

/** A varint is at most nine bytes; the ninth gives all of its eight bits. */
const LONGEST = 9;

/** Bytes of the varint at `at`, 1 to 9; 0 where `end` cuts it off. */
export function varintLength(bytes: Bytes, at: number, end: number): number {
  for (let length = 1; length < LONGEST; length++) {
    if (at + length > end) return 0;
    if (u8(bytes, at + length - 1) < 0x80) return length;
  }
  return at + LONGEST <= end ? LONGEST : 0;
}

/** The value of a varint whose length is known; a number, so beyond 2^53 only nearly. */
export function varintValue(bytes: Bytes, at: number, length: number): number {
  if (length === LONGEST) return longest(bytes, at);
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 0x80 + (u8(bytes, at + i) & 0x7f);
  return value;
}

/** Nine bytes are 64 bits in two's complement. */
function longest(bytes: Bytes, at: number): number {
  let value = 0n;
  for (let i = 0; i < LONGEST - 1; i++) value = (value << 7n) | BigInt(u8(bytes, at + i) & 0x7f);
  return Number(BigInt.asIntN(64, (value << 8n) | BigInt(u8(bytes, at + LONGEST - 1))));
}

/** Bytes of the shortest varint of a value that is not negative. */
export function varintSize(value: number): number {
  let length = 1;
  for (let rest = Math.floor(value / 0x80); rest > 0 && length < LONGEST; rest = Math.floor(rest / 0x80)) length++;
  return length;
}
