/**
 * Whether bytes look like the header of a record of some table, and how unlikely it is that chance makes them look so, in
 * bits. A find of 24 bits turns up by chance once in sixteen million places.
 */
import { isBlob, isText } from './record.ts';
import { ROWID, type Shape } from './schemaTable.ts';
import type { Column } from './tableSql.ts';

/** What has this many bits or more is reported. */
export const ENOUGH_BITS = 24;
/** A byte that can have only one value. */
export const BYTE_BITS = 8;

/** The shapes by how many columns their records have, and the header sizes that they can have. */
export interface Shapes {
  readonly byColumns: ReadonlyMap<number, readonly Shape[]>;
  /** 1 for each byte that can be the size of a header. */
  readonly headerSizes: Uint8Array;
  /** Those of tables with rowids. */
  readonly withRowid: readonly Group[];
}

/** Shapes with as many columns. */
export interface Group {
  readonly columns: number;
  readonly shapes: readonly Shape[];
  /** 1 for each byte that the type of the first column can begin with; the same of the second. */
  readonly firstBytes: readonly [Uint8Array, Uint8Array];
}

/** Headers of 128 bytes and more have a size of two bytes; tables with so many columns are not looked for. */
const LONGEST_HEADER = 0x7f;
/** A text or blob of up to a mebibyte has a serial type of three bytes. */
const LONGEST_TYPE = 3;

export function shapesToFit(shapes: readonly Shape[]): Shapes {
  const headerSizes = new Uint8Array(256);
  for (const shape of shapes) {
    const count = shape.order.length;
    const longer = shape.order.filter((i) => canBeLong(shape.columns[i])).length;
    const most = Math.min(LONGEST_HEADER, 1 + count + (LONGEST_TYPE - 1) * longer);
    headerSizes.fill(1, 1 + count, most + 1);
  }
  const withRowid = [...grouped(shapes.filter(({ hasRowid }) => hasRowid))].map(([columns, same]): Group => ({
    columns,
    shapes: same,
    firstBytes: [firstBytes(same, 0), firstBytes(same, 1)],
  }));
  return { byColumns: grouped(shapes), headerSizes, withRowid };
}

function grouped(shapes: readonly Shape[]): ReadonlyMap<number, readonly Shape[]> {
  const byColumns = new Map<number, Shape[]>();
  for (const shape of shapes) {
    const same = byColumns.get(shape.order.length);
    if (same) same.push(shape);
    else byColumns.set(shape.order.length, [shape]);
  }
  return byColumns;
}

/** A byte above 0x7f begins a longer number: the type of a text or blob of 58 bytes and more. */
function firstBytes(shapes: readonly Shape[], position: number): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const shape of shapes) {
    const column = shape.columns[shape.order[position] ?? ROWID];
    for (let byte = 0; byte < 0x80; byte++) if (columnBits(byte, column) !== undefined) bytes[byte] = 1;
    if (canBeLong(column)) bytes.fill(1, 0x80);
  }
  return bytes;
}

const canBeLong = (column: Column | undefined): boolean =>
  column !== undefined && !column.isRowid && column.affinity !== 'integer' && column.affinity !== 'real';

export interface Fit {
  readonly shapes: readonly Shape[];
  readonly bits: number;
}

const NO_FIT: Fit = { shapes: [], bits: 0 };

/** The shapes among `candidates` that records with these types can have, and the bits of the one that says most: one that takes anything does not speak against it. */
export function fitTypes(types: readonly number[], candidates: readonly Shape[]): Fit {
  const shapes: Shape[] = [];
  let most = 0;
  for (const shape of candidates) {
    const bits = shapeBits(types, shape);
    if (bits === undefined) continue;
    shapes.push(shape);
    most = Math.max(most, bits);
  }
  return shapes.length === 0 ? NO_FIT : { shapes, bits: most };
}

function shapeBits(types: readonly number[], shape: Shape): number | undefined {
  let bits = 0;
  for (const [i, type] of types.entries()) {
    const column = shape.order[i];
    if (column === undefined) return undefined;
    const add = column === ROWID ? rowidBits(type) : columnBits(type, shape.columns[column]);
    if (add === undefined) return undefined;
    bits += add;
  }
  return bits;
}

const rowidBits = (type: number): number | undefined => (isInteger(type) && type !== 0 ? INTEGER_BITS : undefined);

/** Of 256 values of a byte nine are integers or NULL, and about half are texts, half blobs. */
const INTEGER_BITS = 4.8;
const LONG_BITS = 1;

const isInteger = (type: number): boolean => type >= 0 && type <= 9 && type !== 7;

/** What programs put into a column: cells of its declared type and NULL. Others can stand there, and are not looked for. */
function columnBits(type: number, column: Column | undefined): number | undefined {
  if (!column) return undefined;
  if (column.isRowid) return type === 0 ? BYTE_BITS : undefined;
  switch (column.affinity) {
    case 'integer':
      return isInteger(type) ? INTEGER_BITS : undefined;
    case 'real':
    case 'numeric':
      return type <= 9 ? INTEGER_BITS : undefined;
    case 'text':
      return isText(type) || type === 0 ? LONG_BITS : undefined;
    case 'blob':
      return isBlob(type) || type === 0 ? LONG_BITS : undefined;
    case 'any':
      return 0;
  }
}
