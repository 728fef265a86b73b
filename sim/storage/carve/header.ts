/** The first 100 bytes of a database. File format 1.3. */
import { type Bytes, equalBytes, utf8 } from '../../crypto/bytes.ts';
import type { Encoding } from './text.ts';
import { u16, u32, u8 } from './varint.ts';

export const DATABASE_HEADER_BYTES = 100;

export interface Header {
  readonly pageBytes: number;
  /** Bytes of a page that hold content: without the region that is reserved for extensions. */
  readonly usable: number;
  /** Pages by the header; undefined where an old writer did not keep it. */
  readonly pageCount: number | undefined;
  readonly firstTrunk: number;
  readonly freePages: number;
  /** There are pointer-map pages (auto_vacuum). */
  readonly hasPointerMap: boolean;
  readonly encoding: Encoding;
  /** Something in it contradicts the format; the rest is read all the same. */
  readonly damaged: boolean;
}

const MAGIC = utf8('SQLite format 3\0');
/** Payload fractions at 21 to 23: no other values exist. */
const FRACTIONS = Uint8Array.of(64, 32, 32);
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 65_536;

/**
 * The header of a database from its first page; undefined where it is not one. One of the two marks of a database is enough,
 * its name or the three constants, as long as the page size is one: a damaged file is still to be searched.
 */
export function readHeader(first: Bytes): Header | undefined {
  if (first.length < DATABASE_HEADER_BYTES) return undefined;
  const hasName = equalBytes(first.subarray(0, MAGIC.length), MAGIC);
  const hasFractions = equalBytes(first.subarray(21, 24), FRACTIONS);
  const pageBytes = pageSize(u16(first, 16));
  if (pageBytes === undefined || (!hasName && !hasFractions)) return undefined;
  const reserved = u8(first, 20);
  const usable = pageBytes - reserved;
  /** The size is valid where whoever changed the file last also kept it. File format 1.3.7. */
  const isSizeKept = u32(first, 28) > 0 && u32(first, 24) === u32(first, 92);
  return {
    pageBytes,
    /** At least 480: anything less is damage, and then nothing is taken for reserved. */
    usable: usable >= 480 ? usable : pageBytes,
    pageCount: isSizeKept ? u32(first, 28) : undefined,
    firstTrunk: u32(first, 32),
    freePages: u32(first, 36),
    hasPointerMap: u32(first, 52) > 0,
    encoding: u32(first, 56) === 2 ? 'utf-16le' : u32(first, 56) === 3 ? 'utf-16be' : 'utf-8',
    damaged: !hasName || !hasFractions || usable < 480 || u32(first, 56) > 3,
  };
}

/** 1 stands for 65,536. */
export function pageSize(value: number): number | undefined {
  const size = value === 1 ? LARGEST_PAGE : value;
  const isPower = (size & (size - 1)) === 0;
  return isPower && size >= SMALLEST_PAGE && size <= LARGEST_PAGE ? size : undefined;
}
