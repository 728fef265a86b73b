/** Places where a record may stand that is not listed: with its front, without it, or with the first four bytes of its cell overwritten. */
import type { Bytes } from '../../crypto/bytes.ts';
import { localBytes, type Span } from './btree.ts';
import { BYTE_BITS, fitTypes, type Fit, type Shapes } from './fit.ts';
import { bodySize, headerSize, readTypes } from './record.ts';
import { ROWID, type Shape } from './schemaTable.ts';
import { u16, u8, varintLength, varintSize, varintValue } from './varint.ts';

export interface Candidate {
  /** First byte of what is there of the cell. */
  readonly start: number;
  /** Where the header begins or, where it is overwritten, began. */
  readonly headerAt: number;
  readonly bodyAt: number;
  /** -1: not known. */
  readonly types: readonly number[];
  readonly shapes: readonly Shape[];
  readonly rowid: number | undefined;
  /** Size of the payload, rowid and header are all there. */
  readonly hasFront: boolean;
  /** So much speaks for it that it may lie over another record: the front, or the length in a freeblock's header. */
  readonly isFirm: boolean;
  readonly payloadBytes: number;
  /** Of the payload, in this page. */
  readonly local: number;
  /** Where the cell ends, or ended. */
  readonly end: number;
  readonly bits: number;
}

/** What is searched: bytes of a page, and by which rules. */
export interface Search {
  readonly bytes: Bytes;
  readonly usable: number;
  readonly shapes: Shapes;
  /** The tree that the page belongs to, where it belongs to one: its shape is preferred. */
  readonly owner: Shape | undefined;
}

/** A record whose header begins at `at`, in `span`; undefined where nothing there fits. */
export function candidateAt(search: Search, at: number, span: Span): Candidate | undefined {
  const { bytes, shapes, usable } = search;
  const size = u8(bytes, at);
  const bodyAt = at + size;
  if (shapes.headerSizes[size] !== 1 || bodyAt > span.end) return undefined;
  const types = readTypes(bytes, at + 1, bodyAt);
  if (!types || headerSize(types) !== size) return undefined;
  const fit = fitTypes(types, shapes.byColumns.get(types.length) ?? []);
  if (fit.shapes.length === 0) return undefined;
  const payloadBytes = size + bodySize(types);
  const front = frontBefore(bytes, at, payloadBytes, span.start, fit);
  const chosen = preferred(front?.shapes ?? fit.shapes, search.owner);
  const local = localBytes(payloadBytes, usable, chosen[0]?.hasRowid ?? true);
  return {
    start: front?.start ?? at,
    headerAt: at,
    bodyAt,
    types,
    shapes: chosen,
    rowid: front?.rowid,
    hasFront: front !== undefined,
    isFirm: front !== undefined,
    payloadBytes,
    local,
    end: at + local + (local < payloadBytes ? 4 : 0),
    bits: BYTE_BITS + fit.bits + (front ? BYTE_BITS * varintSize(payloadBytes) : 0),
  };
}

const preferred = (shapes: readonly Shape[], owner: Shape | undefined): readonly Shape[] =>
  owner && shapes.includes(owner) ? [owner] : shapes;

interface Front {
  readonly start: number;
  readonly rowid: number | undefined;
  readonly shapes: readonly Shape[];
}

const LONGEST_ROWID = 9;

/** The size of the payload and the rowid before a header; without the rowid before the header of an index entry. */
function frontBefore(bytes: Bytes, at: number, payloadBytes: number, from: number, fit: Fit): Front | undefined {
  const size = varintSize(payloadBytes);
  const saysSize = (start: number): boolean =>
    start >= from &&
    varintLength(bytes, start, start + size) === size &&
    varintValue(bytes, start, size) === payloadBytes;
  const withRowid = fit.shapes.filter(({ hasRowid }) => hasRowid);
  for (let length = 1; withRowid.length > 0 && length <= LONGEST_ROWID; length++) {
    const rowidAt = at - length;
    /** A varint is written as short as it can be: it does not begin with a zero digit. */
    const isPadded = length > 1 && u8(bytes, rowidAt) === 0x80;
    if (!isPadded && varintLength(bytes, rowidAt, at) === length && saysSize(rowidAt - size))
      return { start: rowidAt - size, rowid: varintValue(bytes, rowidAt, length), shapes: withRowid };
  }
  const without = fit.shapes.filter(({ hasRowid }) => !hasRowid);
  return without.length > 0 && saysSize(at - size)
    ? { start: at - size, rowid: undefined, shapes: without }
    : undefined;
}

/** That the cell begins exactly at a freeblock is worth as much as a place among the 4096 of a page. */
const PLACE_BITS = 12;
/** That its length is exactly the freeblock's: two bytes that can have only one value. */
const LENGTH_BITS = 2 * BYTE_BITS;

/**
 * Records of a table whose cell began at `start` and lost its first four bytes to a freeblock's header: the size of the
 * payload, a short rowid, and one or two bytes of the record's header. (Where it lost less, the header is still there.)
 * `isKnown`: a chain of freeblocks leads here; else the bytes only look like a freeblock's header, and count when it fits.
 */
export function lostFronts(search: Search, start: number, span: Span, isKnown: boolean): readonly Candidate[] {
  const length = u16(search.bytes, start + 2);
  if (!isKnown && !looksFreed(search, start, length, span)) return NONE;
  return search.shapes.all.flatMap((shape) => {
    if (!shape.hasRowid) return [];
    return [1, 2].flatMap((lost) => {
      const candidate = lostFront(search, shape, start, lost, length);
      if (!candidate || candidate.bodyAt > span.end) return [];
      const isExact = Math.max(4, candidate.end - start) === length;
      if (!isKnown && !isExact) return [];
      return [
        {
          ...candidate,
          isFirm: isExact,
          bits: candidate.bits + (isKnown ? PLACE_BITS : 0) + (isExact ? LENGTH_BITS : 0),
        },
      ];
    });
  });
}

const NONE: readonly Candidate[] = [];

function looksFreed({ bytes, usable }: Search, start: number, length: number, span: Span): boolean {
  const next = u16(bytes, start);
  return length >= 4 && start + length <= span.end && (next === 0 || (next > start && next < usable));
}

/** `lost`: bytes of the record's header that are gone, of four the last one or two. */
function lostFront(
  { bytes, usable }: Search,
  shape: Shape,
  start: number,
  lost: number,
  length: number,
): Candidate | undefined {
  const columns = shape.order.length;
  const left = readTypes(bytes, start + 4, bytes.length, columns - lost + 1);
  if (!left || left.length !== columns - lost + 1) return undefined;
  const firstColumn = shape.columns[shape.order[0] ?? ROWID];
  const unknown = lost === 1 ? [] : [firstColumn?.isRowid ? 0 : -1];
  const guessed = [...unknown, ...left];
  const leftBytes = headerSize(left) - 1;
  const header = lost + leftBytes;
  /** The one cell with an unknown type has what the others leave of the freeblock. */
  const types = guessed.map((type) =>
    type === -1 ? typeOfSize(length - 2 - header - bodySize(left), firstColumn?.affinity) : type,
  );
  const fit = fitTypes(types, [shape]);
  if (fit.shapes.length === 0) return undefined;
  const payloadBytes = header + bodySize(types.map((type) => Math.max(type, 0)));
  const sizeBytes = varintSize(payloadBytes);
  /** Four bytes are the size, at least one byte of rowid, and what is lost of the header. */
  if (sizeBytes + 1 + lost > 4 || (lost === 2 && sizeBytes !== 1)) return undefined;
  const headerAt = start + 4 - lost;
  const local = localBytes(payloadBytes, usable, true);
  return {
    start,
    headerAt,
    bodyAt: start + 4 + leftBytes,
    types,
    shapes: [shape],
    rowid: undefined,
    hasFront: false,
    isFirm: false,
    payloadBytes,
    local,
    end: headerAt + local + (local < payloadBytes ? 4 : 0),
    bits: fit.bits - (unknown[0] === 0 ? BYTE_BITS : 0),
  };
}

const INTEGER_OF_SIZE: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 6: 5, 8: 6 };

/** The serial type of a cell of so many bytes in a column; -1 where several are possible, or none. */
function typeOfSize(size: number, affinity: string | undefined): number {
  if (size < 0) return -1;
  if (affinity === 'text') return 13 + 2 * size;
  if (affinity === 'blob') return 12 + 2 * size;
  return affinity === 'integer' ? (INTEGER_OF_SIZE[size] ?? -1) : -1;
}
