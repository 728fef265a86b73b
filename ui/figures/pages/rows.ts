/** The bytes of one part of a file in rows, with the text that was found in them; rows far from any text are folded. Pure. */
import { toHex, type Bytes } from '../../../sim/crypto/bytes.ts';
import { ascii, hexOffset } from '../bytes/layout.ts';

/** Bytes [from, to) that are named. */
export interface Named {
  readonly from: number;
  readonly to: number;
  readonly isListed: boolean;
}

export type PageRow =
  | { readonly kind: 'row'; readonly offset: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'folded'; readonly from: number; readonly rows: number };

/** Bytes in a row that belong together, in hexadecimal and as characters. */
export interface Piece {
  readonly hex: string;
  readonly text: string;
  readonly look: 'plain' | 'listed' | 'left';
}

/** Rows that are shown before and after a named one, at the beginning of the part, and for each unfolding. */
const AROUND = 2;
const AT_START = 4;
export const UNFOLDED_ROWS = 32;

/** @param opened numbers of rows that were unfolded. */
export function pageRows(
  bytes: Bytes,
  named: readonly Named[],
  perRow: number,
  opened: ReadonlySet<number>,
): readonly PageRow[] {
  const count = Math.ceil(bytes.length / perRow);
  const shown = shownRows(named, perRow, count);
  const isShown = (row: number): boolean => shown.has(row) || opened.has(row);
  const rows: PageRow[] = [];
  for (let row = 0; row < count;) {
    let end = row;
    while (end < count && !isShown(end)) end++;
    // A fold of one row would take the place of that row.
    if (end - row > 1) {
      rows.push({ kind: 'folded', from: row, rows: end - row });
      row = end;
    } else {
      rows.push({ kind: 'row', offset: hexOffset(row * perRow), pieces: piecesOf(bytes, named, row * perRow, perRow) });
      row++;
    }
  }
  return rows;
}

function shownRows(named: readonly Named[], perRow: number, count: number): ReadonlySet<number> {
  const shown = new Set<number>();
  const add = (from: number, to: number): void => {
    for (let row = Math.max(0, from); row < Math.min(count, to); row++) shown.add(row);
  };
  add(0, AT_START);
  for (const { from, to } of named) {
    const first = Math.floor(from / perRow);
    const end = Math.min(Math.ceil(to / perRow), first + UNFOLDED_ROWS);
    add(first - AROUND, end + AROUND);
  }
  return shown;
}

function piecesOf(bytes: Bytes, named: readonly Named[], start: number, perRow: number): readonly Piece[] {
  const end = Math.min(start + perRow, bytes.length);
  const near = named.filter(({ from, to }) => from < end && to > start);
  const pieces: Piece[] = [];
  for (let at = start; at < end;) {
    const look = lookAt(near, at);
    let to = at + 1;
    while (to < end && lookAt(near, to) === look) to++;
    const own = bytes.subarray(at, to);
    pieces.push({ hex: toHex(own, ' '), text: ascii(own), look });
    at = to;
  }
  return pieces;
}

/** What is left over stands out where both lie on the same byte. */
function lookAt(named: readonly Named[], at: number): Piece['look'] {
  const own = named.filter(({ from, to }) => from <= at && at < to);
  if (own.length === 0) return 'plain';
  return own.some(({ isListed }) => !isListed) ? 'left' : 'listed';
}
