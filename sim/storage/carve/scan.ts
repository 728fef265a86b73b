/** Records in a stretch of a page that lists none: found by their headers, and cut where something newer lies over them. */
import type { Cell } from '../types.ts';
import type { Span } from './btree.ts';
import { spend } from './budget.ts';
import { type Candidate, candidateAt, type Search } from './candidate.ts';
import { ENOUGH_BITS } from './fit.ts';
import { looksFreed, lostFronts, OVERWRITTEN, PLACE_BITS } from './lostFront.ts';
import { gatherPayload, type Payload } from './payload.ts';
import { isBlob, isText, readCell, serialSize } from './record.ts';
import { foundAt, type Reading } from './rows.ts';
import { ROWID, type Shape } from './schemaTable.ts';
import type { PageImage } from './source.ts';
import { legibleEnd, textOf } from './text.ts';
import type { FoundIn, FoundRecord } from './types.ts';
import { u32, u8, varintLength, varintSize } from './varint.ts';

/** A stretch of a page to be searched, and where in it the chain of freeblocks says that cells began. */
export interface Stretch {
  readonly where: FoundIn;
  readonly image: PageImage;
  readonly span: Span;
  readonly freed: readonly number[];
}

/** Records in a stretch, each at most once, by their place. */
export function scanStretch(stretch: Stretch, search: Search, reading: Reading): readonly FoundRecord[] {
  const { span } = stretch;
  const candidates = candidatesIn(stretch, search, reading);
  if (candidates.length === 0) return [];
  const kept = apart(candidates, span, reading);
  return kept.flatMap((candidate, i) => {
    const limit = Math.min(span.end, kept[i + 1]?.start ?? span.end);
    const record = recordOf(candidate, limit, stretch, search, reading);
    return record ? [record] : [];
  });
}

/** What enough speaks for. Cells lay side by side: where one ends, the next one may have begun. */
function candidatesIn({ span, freed }: Stretch, search: Search, reading: Reading): readonly Candidate[] {
  const { bytes, shapes } = search;
  const candidates: Candidate[] = [];
  const known = new Uint8Array(Math.max(0, span.end - span.start));
  for (const at of freed) known[at - span.start] = 1;
  const weigh = (candidate: Candidate): void => {
    const isEmpty = candidate.payloadBytes === candidate.bodyAt - candidate.headerAt;
    if (isEmpty || candidate.bits + MOST_TEXT_BITS < ENOUGH_BITS) return;
    const bits = candidate.bits + textBits(candidate, span.end, search, reading);
    if (bits < ENOUGH_BITS) return;
    candidates.push({ ...candidate, bits });
    known[candidate.end - span.start] = 1;
  };
  for (let at = span.start; at < span.end; at++) {
    const candidate = shapes.headerSizes[u8(bytes, at)] === 1 ? candidateAt(search, at, span) : undefined;
    if (candidate) weigh(candidate.hasFront ? candidate : withPlace(candidate, known, search, span));
    const isKnown = known[at - span.start] === 1;
    if (isKnown || looksFreed(search, at, span)) for (const lost of lostFronts(search, at, span, isKnown)) weigh(lost);
  }
  return spend(reading.budget, span.end - span.start) ? candidates : [];
}

/** The longest varint. */
const LONGEST_ROWID = 9;

/**
 * A record whose front is gone, and a cell that was freed right before it: what a freeblock's header took were the size of the
 * payload and the beginning of a longer rowid, whose last bytes may still be there.
 */
function withPlace(candidate: Candidate, known: Uint8Array, { bytes }: Search, span: Span): Candidate {
  const { headerAt, payloadBytes, bits } = candidate;
  const most = varintSize(payloadBytes) + LONGEST_ROWID;
  for (let before = OVERWRITTEN; before <= most; before++) {
    const start = headerAt - before;
    if (start < span.start || known[start - span.start] !== 1) continue;
    const rest = before - OVERWRITTEN;
    if (rest > 0 && varintLength(bytes, start + OVERWRITTEN, headerAt) !== rest) continue;
    return { ...candidate, start, bits: bits + PLACE_BITS };
  }
  return candidate;
}

/** A whole text says as much as a byte; a cell that should be text and does not even begin like one speaks against the find. */
const MOST_TEXT_BITS = 8;
const NO_TEXT_BITS = -16;

function textBits(candidate: Candidate, limit: number, { bytes }: Search, reading: Reading): number {
  let at = candidate.bodyAt;
  let bits = 0;
  for (const type of candidate.types) {
    const end = Math.min(limit, candidate.headerAt + candidate.local, at + serialSize(type));
    if (isText(type) && end > at) {
      if (!spend(reading.budget, Math.min(end - at, 2 * MOST_TEXT_BITS))) return NO_TEXT_BITS;
      const legible = legibleEnd(bytes, at, Math.min(end, at + 2 * MOST_TEXT_BITS), reading.encoding) - at;
      if (legible === 0) return NO_TEXT_BITS;
      bits += legible;
    }
    at = end;
  }
  return Math.min(MOST_TEXT_BITS, bits);
}

/**
 * Of candidates that claim the same bytes the likelier. A record may begin within the cells of another: then it lies over it,
 * provided that enough speaks for it.
 */
function apart(candidates: readonly Candidate[], span: Span, { budget }: Reading): readonly Candidate[] {
  if (candidates.length === 1) return candidates;
  const heads = new Uint8Array(span.end - span.start);
  const bodies = new Uint8Array(span.end - span.start);
  const kept = candidates
    .toSorted((a, b) => b.bits - a.bits)
    .filter((candidate) => {
      const start = candidate.start - span.start;
      const bodyAt = candidate.bodyAt - span.start;
      if (heads.subarray(start, bodyAt).includes(1) || (bodies[start] === 1 && !candidate.isFirm)) return false;
      heads.fill(1, start, bodyAt);
      bodies.fill(1, bodyAt, Math.max(bodyAt, candidate.end - span.start));
      return spend(budget, candidate.end - candidate.start);
    });
  return kept.toSorted((a, b) => a.start - b.start);
}

/** The record as far as it is there, up to `limit`; undefined where not one cell says anything. */
function recordOf(
  candidate: Candidate,
  limit: number,
  { where, image }: Stretch,
  search: Search,
  reading: Reading,
): FoundRecord | undefined {
  const { headerAt, local, payloadBytes, end, shapes, types, rowid } = candidate;
  const isUncut = end <= limit;
  const spread = {
    at: headerAt,
    local: Math.min(local, limit - headerAt),
    total: payloadBytes,
    firstOverflow: isUncut && local < payloadBytes ? u32(search.bytes, headerAt + local) : undefined,
  };
  const gathered = gatherPayload(image, spread, reading.usable, reading.follow, reading.budget);
  const payload = gathered.isClosed
    ? gathered
    : gatherPayload(image, { ...spread, firstOverflow: undefined }, reading.usable, reading.follow, reading.budget);
  const { cells, isCut } = cellsUpTo(payload, candidate, reading);
  const shape = shapes[0];
  const last = shape?.order.indexOf(ROWID) ?? -1;
  const ofRow = rowid ?? (typeof cells[last] === 'number' ? cells[last] : undefined);
  const ordered = inOrder(cells, types, shape, ofRow);
  if (!ordered.some((cell) => cell !== undefined && cell !== null)) return undefined;
  const isWhole = shape?.kind === 'table' && isUncut && !isCut && !ordered.includes(undefined);
  const span = { start: candidate.start, end: Math.min(end, limit) };
  return foundAt(where, image, span, { table: commonTable(shapes), rowid: ofRow, cells: ordered, isWhole });
}

const commonTable = (shapes: readonly Shape[]): string | undefined =>
  new Set(shapes.map(({ table }) => table)).size === 1 ? shapes[0]?.table : undefined;

/** Cells in the record's order until the first that is cut or not what it should be. */
function cellsUpTo(
  payload: Payload,
  candidate: Candidate,
  reading: Reading,
): { cells: readonly Cell[]; isCut: boolean } {
  const cells: Cell[] = [];
  const have = payload.bytes.length;
  let at = candidate.bodyAt - candidate.headerAt;
  for (const type of candidate.types) {
    const end = at + serialSize(type);
    const there = isText(type)
      ? legibleEnd(payload.bytes, at, Math.min(end, have), reading.encoding)
      : Math.min(end, have);
    if (there < end) {
      if (isText(type) && there > at) cells.push(textOf(payload.bytes, at, there, reading.encoding));
      if (isBlob(type) && there > at) cells.push(payload.bytes.subarray(at, there));
      return { cells, isCut: true };
    }
    cells.push(readCell(payload.bytes, at, type, reading.encoding));
    at = end;
  }
  return { cells, isCut: false };
}

function inOrder(
  cells: readonly Cell[],
  types: readonly number[],
  shape: Shape | undefined,
  rowid: number | undefined,
): readonly (Cell | undefined)[] {
  if (!shape) return cells;
  const ordered: (Cell | undefined)[] = shape.columns.map(() => undefined);
  for (const [i, column] of shape.order.entries()) if (column !== ROWID && i < types.length) ordered[column] = cells[i];
  if (shape.alias !== -1) ordered[shape.alias] = rowid;
  return ordered;
}
