/** The record format: a header of serial types, then the cells. File format 2.1. */
import type { Bytes } from '../../crypto/bytes.ts';
import type { Cell } from '../types.ts';
import { type Encoding, textOf } from './text.ts';
import { u16, u32, u8, varintLength, varintSize, varintValue } from './varint.ts';

/** Bytes of a cell of each serial type below 12; 10 and 11 are reserved and stand in no file. */
const FIXED = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1] as const;
const FIRST_BLOB = 12;
const FIRST_TEXT = 13;

/** Bytes of a cell of this serial type; -1 where there is no such type. */
export const serialSize = (type: number): number => FIXED[type] ?? Math.floor((type - FIRST_BLOB) / 2);

export const isText = (type: number): boolean => type >= FIRST_TEXT && type % 2 === 1;
export const isBlob = (type: number): boolean => type >= FIRST_BLOB && type % 2 === 0;

/** The serial types in [at, end); undefined where one is cut off or reserved. `most`: read no more than so many. */
export function readTypes(bytes: Bytes, at: number, end: number, most = Infinity): readonly number[] | undefined {
  const types: number[] = [];
  for (let i = at; i < end && types.length < most;) {
    const length = varintLength(bytes, i, end);
    const type = varintValue(bytes, i, length);
    if (length === 0 || type < 0 || serialSize(type) < 0) return undefined;
    types.push(type);
    i += length;
  }
  return types;
}

/** Bytes of all cells together. */
export function bodySize(types: readonly number[]): number {
  let size = 0;
  for (const type of types) size += serialSize(type);
  return size;
}

/** Bytes of a header with these types, its own size included. */
export function headerSize(types: readonly number[]): number {
  let size = 0;
  for (const type of types) size += varintSize(type);
  return size + (size + 1 < 0x80 ? 1 : 2);
}

/** A whole cell. Integers beyond 2^53 are nearly right. */
export function readCell(bytes: Bytes, at: number, type: number, encoding: Encoding): Cell {
  if (type === 0) return null;
  if (type === 8) return 0;
  if (type === 9) return 1;
  if (type === 7) return view(bytes, at).getFloat64(0);
  if (type < 7) return readInteger(bytes, at, serialSize(type));
  const end = at + serialSize(type);
  return isText(type) ? textOf(bytes, at, end, encoding) : bytes.subarray(at, end);
}

const view = (bytes: Bytes, at: number): DataView => {
  const part = new Uint8Array(8);
  part.set(bytes.subarray(at, at + 8));
  return new DataView(part.buffer);
};

/** Big-endian two's complement. */
function readInteger(bytes: Bytes, at: number, size: number): number {
  if (size === 1) return (u8(bytes, at) << 24) >> 24;
  if (size === 2) return (u16(bytes, at) << 16) >> 16;
  const high = u8(bytes, at) < 0x80 ? 0 : -(2 ** (8 * size));
  if (size === 3) return high + u8(bytes, at) * 0x1_0000 + u16(bytes, at + 1);
  if (size === 4) return high + u32(bytes, at);
  if (size === 6) return high + u16(bytes, at) * 2 ** 32 + u32(bytes, at + 2);
  return Number(view(bytes, at).getBigInt64(0));
}
