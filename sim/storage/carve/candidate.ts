/** Places where a record may stand that is not listed: by the header of the record, with what stands before it in its cell or without. */
import type { Bytes } from '../../crypto/bytes.ts';
import { localBytes, type Span } from './btree.ts';
import { BYTE_BITS, fitTypes, type Fit, type Shapes } from './fit.ts';
import { bodySize, headerSize, readTypes } from './record.ts';
import type { Shape } from './schemaTable.ts';
import { u8, varintLength, varintSize, varintValue } from './varint.ts';

export interface Candidate {
  /** First byte of what is there of the cell. */
  readonly start: number;
  /** Where the header begins or, where it is overwritten, began. */
  readonly headerAt: number;
  readonly bodyAt: number;
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

/** A record whose header begins at `at`, in `span`, with a size that headers can have; undefined where nothing there fits. */
export function candidateAt(search: Search, at: number, span: Span): Candidate | undefined {
  const { bytes, shapes, usable } = search;
  const size = u8(bytes, at);
  const bodyAt = at + size;
  if (bodyAt > span.end) return undefined;
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
    bits:
      BYTE_BITS +
      fitTypes(types, chosen).bits +
      ownerBits(chosen, search.owner) +
      (front ? BYTE_BITS * varintSize(payloadBytes) : 0),
  };
}

/** A page mostly holds what it held before. */
const OWNER_BITS = 4;

export const ownerBits = (shapes: readonly Shape[], owner: Shape | undefined): number =>
  owner && shapes.includes(owner) ? OWNER_BITS : 0;

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
