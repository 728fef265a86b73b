/** Records whose cell lost its first four bytes to a freeblock's header, and part of the record's own header with them. */
import { localBytes, type Span } from './btree.ts';
import { type Candidate, ownerBits, type Search } from './candidate.ts';
import { BYTE_BITS, fitTypes } from './fit.ts';
import { bodySize, headerSize, readTypes } from './record.ts';
import { ROWID, type Shape } from './schemaTable.ts';
import { u16, u8, varintSize } from './varint.ts';

/** Bytes of a freeblock's header: where the next one is, and its own length. */
export const OVERWRITTEN = 4;
/** That a cell begins exactly where one was freed is worth as much as a place among the 4096 of a page. */
export const PLACE_BITS = 12;
/** That its length is exactly the freeblock's: two bytes that can have only one value. */
const LENGTH_BITS = 2 * BYTE_BITS;

/**
 * Records of a table that began at `start`: lost are the size of the payload, a short rowid, and one or two bytes of the
 * record's header. (Where it lost less, the header is still there.) `isKnown`: a cell was freed here; else the bytes only look
 * like a freeblock's header, and count when the length in it is right.
 */
export function lostFronts(search: Search, start: number, span: Span, isKnown: boolean): readonly Candidate[] {
  const length = u16(search.bytes, start + 2);
  const candidates: Candidate[] = [];
  const first = u8(search.bytes, start + OVERWRITTEN);
  for (const { columns, shapes, firstBytes } of search.shapes.withRowid) {
    for (let lost = 1; lost <= 2; lost++) {
      if (firstBytes[lost - 1]?.[first] !== 1) continue;
      const left = readTypes(search.bytes, start + OVERWRITTEN, span.end, columns - lost + 1);
      if (left?.length !== columns - lost + 1) continue;
      /** A freeblock that took in the ones after it has their length too, and ends where they end; one that is all of `span` does so anyway. */
      const isExact =
        (start > span.start && start + length === span.end) ||
        length === OVERWRITTEN + varintsSize(left) + bodySize(left);
      if (!isKnown && !isExact) continue;
      for (const shape of shapes) {
        const candidate = lostFront(search, shape, start, left);
        if (!candidate) continue;
        const isFirm = isExact && (lost === 1 || isFirstTypeKnown(shape));
        const place = (isKnown ? PLACE_BITS : 0) + (isFirm ? LENGTH_BITS : 0);
        const bits = candidate.bits + ownerBits(candidate.shapes, search.owner) + place;
        if (isKnown || isFirm) candidates.push({ ...candidate, isFirm, bits });
      }
    }
  }
  return candidates;
}

/** Whether a freeblock's header may stand at `start`. */
export function looksFreed({ bytes, usable }: Search, start: number, span: Span): boolean {
  const length = u16(bytes, start + 2);
  const next = u16(bytes, start);
  return length >= OVERWRITTEN && start + length <= span.end && (next === 0 || (next > start && next < usable));
}

/** `left`: the types that are still there, all or all but the first. */
function lostFront(
  { bytes, usable }: Search,
  shape: Shape,
  start: number,
  left: readonly number[],
): Candidate | undefined {
  const lost = 1 + shape.order.length - left.length;
  const leftBytes = varintsSize(left);
  /** The first type, where it is gone too: of a rowid NULL, of others what the rest leaves of the freeblock. */
  const room = u16(bytes, start + 2) - OVERWRITTEN - leftBytes - bodySize(left);
  const types = lost === 1 ? left : [firstType(shape, room), ...left];
  const shapes = [shape];
  const fit = fitTypes(types, shapes);
  if (types.includes(UNKNOWN) || fit.shapes.length === 0) return undefined;
  const payloadBytes = lost + leftBytes + bodySize(types);
  const sizeBytes = varintSize(payloadBytes);
  /** Four bytes are the size, the rowid, which is one byte at least, and what is lost of the header. */
  if (sizeBytes + 1 + lost > OVERWRITTEN) return undefined;
  const headerAt = start + OVERWRITTEN - lost;
  const local = localBytes(payloadBytes, usable, true);
  return {
    start,
    headerAt,
    bodyAt: start + OVERWRITTEN + leftBytes,
    types,
    shapes,
    rowid: undefined,
    hasFront: false,
    isFirm: false,
    payloadBytes,
    local,
    end: headerAt + local + (local < payloadBytes ? 4 : 0),
    /** A type that is only supposed says nothing. */
    bits: lost === 1 ? fit.bits : fit.bits - fitTypes(types.slice(0, 1), shapes).bits,
  };
}

const varintsSize = (types: readonly number[]): number => headerSize(types) - 1;

const UNKNOWN = -1;
const INTEGER_OF_SIZE: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 6: 5, 8: 6 };

const isFirstTypeKnown = (shape: Shape): boolean => shape.columns[shape.order[0] ?? ROWID]?.isRowid === true;

/** The serial type of the first cell, by how many bytes it has; `UNKNOWN` where several are possible, or none. */
function firstType(shape: Shape, size: number): number {
  if (isFirstTypeKnown(shape)) return 0;
  const affinity = shape.columns[shape.order[0] ?? ROWID]?.affinity;
  if (size < 0) return UNKNOWN;
  if (affinity === 'text') return 13 + 2 * size;
  if (affinity === 'blob') return 12 + 2 * size;
  return affinity === 'integer' ? (INTEGER_OF_SIZE[size] ?? UNKNOWN) : UNKNOWN;
}
