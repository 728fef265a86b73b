/** Listed rows: what a reader of the database would be given. */
import type { Bytes } from '../../crypto/bytes.ts';
import type { Cell } from '../types.ts';
import { readCellHead, type Span } from './btree.ts';
import { type Budget, spend } from './budget.ts';
import { gatherPayload } from './payload.ts';
import { readCell, readTypes, serialSize } from './record.ts';
import type { PlacedPage } from './roles.ts';
import { ROWID, type Shape } from './schemaTable.ts';
import type { PageImage } from './source.ts';
import type { Encoding } from './text.ts';
import type { FoundIn, FoundRecord } from './types.ts';
import { varintLength, varintValue } from './varint.ts';

/** How the bytes of a database are to be read. */
export interface Reading {
  readonly usable: number;
  readonly encoding: Encoding;
  readonly budget: Budget;
  /** The image of an overflow page; undefined where there is none, or where it is in another use by now. */
  readonly follow: (page: number) => PageImage | undefined;
}

/** The rows of a table that stand in this page. Cells that cannot be read are left out. */
export function readRows(page: PlacedPage, reading: Reading): readonly FoundRecord[] {
  const { btree, owner, image } = page;
  if (!btree || owner?.kind !== 'table' || btree.kind === 'table-interior') return [];
  const rows: FoundRecord[] = [];
  for (const start of btree.cells) {
    const head = readCellHead(image.bytes, start, btree.kind, reading.usable);
    if (!head || !spend(reading.budget, head.end - start)) continue;
    const spread = {
      at: head.payloadAt,
      local: head.local,
      total: head.payloadBytes,
      firstOverflow: head.firstOverflow,
    };
    const payload = gatherPayload(image, spread, reading.usable, reading.follow, reading.budget);
    const cells = rowCells(payload.bytes, owner, head.rowid, reading.encoding);
    if (cells) {
      const record = { table: owner.table, rowid: head.rowid, cells, isWhole: !cells.includes(undefined) };
      rows.push(foundAt('row', image, head, record));
    }
  }
  return rows;
}

/** A find in a page image, at [start, end) of it. */
export const foundAt = (
  where: FoundIn,
  image: PageImage,
  { start, end }: Span,
  record: Pick<FoundRecord, 'table' | 'rowid' | 'cells' | 'isWhole'>,
): FoundRecord => ({
  where,
  file: image.file,
  page: image.number,
  offset: image.offset + start,
  length: end - start,
  ...record,
});

/**
 * The cells of a record in the order of the table's columns; undefined where it has no header. A cell whose bytes are missing
 * is undefined; a column that was added to the table after the record was written is null.
 */
function rowCells(
  payload: Bytes,
  shape: Shape,
  rowid: number | undefined,
  encoding: Encoding,
): readonly (Cell | undefined)[] | undefined {
  const first = varintLength(payload, 0, payload.length);
  const headerBytes = varintValue(payload, 0, first);
  if (first === 0 || headerBytes > payload.length) return undefined;
  const types = readTypes(payload, first, headerBytes, shape.order.length);
  if (!types) return undefined;
  const cells: (Cell | undefined)[] = shape.columns.map(() => null);
  let at = headerBytes;
  for (const [i, type] of types.entries()) {
    const end = at + serialSize(type);
    const column = shape.order[i] ?? ROWID;
    if (column !== ROWID) cells[column] = end <= payload.length ? readCell(payload, at, type, encoding) : undefined;
    at = end;
  }
  if (shape.alias !== -1) cells[shape.alias] = rowid;
  return cells;
}
