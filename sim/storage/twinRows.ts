/** The twin's rows: sorted lists, and how many bytes of a database a row takes at the most. */
import type { Row } from './types.ts';

export type Key = number | string;

/** @throws where a row begins with something else: tables are created with a key, and every row is written by our own code. */
export function keyOf(row: Row): Key {
  const key = row[0];
  if (typeof key === 'number' || typeof key === 'string') return key;
  throw new Error('a row begins with its key: the first column of every table is its primary key');
}

/** Where the key is or belongs: the first position whose key is not smaller. */
export function positionOf(rows: readonly Row[], key: Key): number {
  const last = rows.length - 1;
  // New rows mostly come last.
  const lastRow = rows[last];
  if (lastRow === undefined || compareKeys(keyOf(lastRow), key) < 0) return rows.length;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && compareKeys(keyOf(row), key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As SQLite sorts: numbers before texts, texts by their bytes in UTF-8. */
function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** A surrogate is half of a character beyond all the others; as a code unit it comes before some of them. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/** No integer or real takes more, nor a rowid. */
const NUMBER_BYTES = 9;
/** Cell pointer, length of the payload, rowid, length of the header. */
const CELL_BYTES = 2 + 5 + NUMBER_BYTES + 3;
/** The type of a cell, with its length. */
const TYPE_BYTES = 5;
/** Bytes of a cell of a table's page, at the most. Source: the file format, "Record Format" and "B-tree Pages". */
export function rowBytes(row: Row): number {
  let bytes = CELL_BYTES;
  for (const cell of row) {
    bytes += TYPE_BYTES;
    if (typeof cell === 'number') bytes += NUMBER_BYTES;
    else if (typeof cell === 'string') bytes += utf8Bytes(cell);
    else if (cell !== null) bytes += cell.length;
  }
  return bytes;
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Half of a pair counts as a character of its own: one byte too many.
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}
