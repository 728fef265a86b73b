/** One b-tree page: its cells, its freeblocks and the space between that belongs to nothing. File format 1.6. */
import type { Bytes } from '../../crypto/bytes.ts';
import { DATABASE_HEADER_BYTES } from './header.ts';
import { u16, u32, u8, varintLength, varintValue } from './varint.ts';

export type BtreeKind = 'table-leaf' | 'table-interior' | 'index-leaf' | 'index-interior';
const KINDS: Readonly<Record<number, BtreeKind>> = {
  2: 'index-interior',
  5: 'table-interior',
  10: 'index-leaf',
  13: 'table-leaf',
};

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface BtreePage {
  readonly kind: BtreeKind;
  /** Offsets of cells in the page, in the order of their keys; only those that lie where cells can lie, each once. */
  readonly cells: readonly number[];
  /** The rightmost child of an interior page. */
  readonly rightChild: number | undefined;
  /** Between the cell pointers and the first cell. */
  readonly gap: Span;
  readonly freeblocks: readonly Span[];
  /** Bytes of the headers and the cell pointers. */
  readonly headBytes: number;
  /** Something in it contradicts the format; the rest is read all the same. */
  readonly damaged: boolean;
}

/** A cell without its content. Of an index cell there is no rowid, of an interior table cell no payload. */
export interface CellHead {
  readonly start: number;
  readonly child: number | undefined;
  readonly rowid: number | undefined;
  readonly payloadBytes: number;
  /** Offset of the payload in the page. */
  readonly payloadAt: number;
  /** Bytes of the payload that stand in this page. */
  readonly local: number;
  readonly firstOverflow: number | undefined;
  readonly end: number;
}

/** The page as a b-tree page; undefined where its first byte says that it is none. */
export function readBtreePage(bytes: Bytes, page: number, usable: number): BtreePage | undefined {
  const at = page === 1 ? DATABASE_HEADER_BYTES : 0;
  const kind = KINDS[u8(bytes, at)];
  if (kind === undefined || bytes.length < at + 12) return undefined;
  const end = Math.min(usable, bytes.length);
  const isInterior = kind === 'table-interior' || kind === 'index-interior';
  const pointersAt = at + (isInterior ? 12 : 8);
  const said = u16(bytes, at + 3);
  const count = Math.min(said, Math.floor((end - pointersAt) / 2));
  const pointersEnd = pointersAt + 2 * count;
  /** 0 stands for 65,536. */
  const content = u16(bytes, at + 5) === 0 ? 65_536 : u16(bytes, at + 5);
  const contentStart = Math.min(Math.max(content, pointersEnd), end);
  const cells = new Set<number>();
  for (let i = 0; i < count; i++) {
    const cell = u16(bytes, pointersAt + 2 * i);
    if (cell >= pointersEnd && cell < end) cells.add(cell);
  }
  const freeblocks = readFreeblocks(bytes, u16(bytes, at + 1), contentStart, end);
  return {
    kind,
    cells: [...cells],
    rightChild: isInterior ? u32(bytes, at + 8) : undefined,
    gap: { start: pointersEnd, end: contentStart },
    freeblocks: freeblocks.spans,
    headBytes: pointersEnd,
    damaged: cells.size < said || contentStart !== Math.min(content, usable) || freeblocks.damaged,
  };
}

/** The chain of freeblocks, which goes up: one that does not is damaged, and ends there. */
function readFreeblocks(
  bytes: Bytes,
  first: number,
  contentStart: number,
  end: number,
): { readonly spans: readonly Span[]; readonly damaged: boolean } {
  const spans: Span[] = [];
  let low = contentStart;
  let at = first;
  while (at !== 0) {
    const size = u16(bytes, at + 2);
    if (at < low || size < 4 || at + size > end) return { spans, damaged: true };
    spans.push({ start: at, end: at + size });
    low = at + size;
    at = u16(bytes, at);
  }
  return { spans, damaged: false };
}

/** The cell at `start`; undefined where it does not fit into the page. */
export function readCellHead(bytes: Bytes, start: number, kind: BtreeKind, usable: number): CellHead | undefined {
  const end = Math.min(usable, bytes.length);
  const isInterior = kind === 'table-interior' || kind === 'index-interior';
  const child = isInterior ? u32(bytes, start) : undefined;
  const afterChild = isInterior ? start + 4 : start;
  const first = varintLength(bytes, afterChild, end);
  if (first === 0) return undefined;
  const value = varintValue(bytes, afterChild, first);
  const at = afterChild + first;
  if (kind === 'table-interior')
    return { start, child, rowid: value, payloadBytes: 0, payloadAt: at, local: 0, firstOverflow: undefined, end: at };
  const second = kind === 'table-leaf' ? varintLength(bytes, at, end) : 0;
  if (kind === 'table-leaf' && second === 0) return undefined;
  const payloadAt = at + second;
  const local = localBytes(value, usable, kind === 'table-leaf');
  const spills = local < value;
  const cellEnd = payloadAt + local + (spills ? 4 : 0);
  if (value < 0 || cellEnd > end) return undefined;
  return {
    start,
    child,
    rowid: kind === 'table-leaf' ? varintValue(bytes, at, second) : undefined,
    payloadBytes: value,
    payloadAt,
    local,
    firstOverflow: spills ? u32(bytes, payloadAt + local) : undefined,
    /** A cell takes four bytes at least: a freeblock has to fit where it was. */
    end: Math.max(cellEnd, start + 4),
  };
}

/** How many bytes of a payload stand in the b-tree page itself. File format 1.6, last list. */
export function localBytes(payloadBytes: number, usable: number, isTableLeaf: boolean): number {
  const most = isTableLeaf ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payloadBytes <= most) return payloadBytes;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const kept = least + ((payloadBytes - least) % (usable - 4));
  return kept <= most ? kept : least;
}
