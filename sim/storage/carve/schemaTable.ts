/** sqlite_schema, read from the database itself: which tables and indexes there are, and what their records look like. */
import type { TableName } from '../types.ts';
import { type Column, readIndexSql, readTableSql, type TableSql } from './tableSql.ts';
import type { FoundRecord } from './types.ts';

/** The form of the records of one b-tree. */
export interface Shape {
  /** The table or the index. */
  readonly name: string;
  /** Whose rows, or entries for whose rows. */
  readonly table: TableName;
  readonly kind: 'table' | 'index';
  readonly root: number;
  readonly columns: readonly Column[];
  /** Which column of the table stands where in the record; `ROWID` at the end of an index entry. */
  readonly order: readonly number[];
  /** The column that is another name of the rowid; -1 where there is none. */
  readonly alias: number;
  /** A rowid stands before each record: the b-tree is a table's, not an index's or that of a table without rowids. */
  readonly hasRowid: boolean;
}

export const ROWID = -1;

export interface Schema {
  readonly shapes: readonly Shape[];
  /** Names of the full-text search tables (FTS5). */
  readonly searches: readonly string[];
}

const SCHEMA_SQL = 'CREATE TABLE sqlite_schema(type TEXT, name TEXT, tbl_name TEXT, rootpage INTEGER, sql TEXT)';

/** The table that lists the others; its root is page 1. */
export const SCHEMA_SHAPE: Shape = tableShape('sqlite_schema', 1, SCHEMA_SQL)[0] ?? impossible();

function impossible(): never {
  throw new Error('the statement above has columns');
}

/** The schema by the rows of sqlite_schema. A row that makes no sense is left out. */
export function readSchema(rows: readonly FoundRecord[]): Schema {
  const entries = rows.map(({ cells }) => ({
    type: cells[0],
    name: text(cells[1]),
    table: text(cells[2]),
    root: typeof cells[3] === 'number' ? cells[3] : 0,
    sql: text(cells[4]),
  }));
  const tables = new Map<string, TableSql>();
  for (const { type, name, sql } of entries) {
    const read = type === 'table' ? readTableSql(sql) : undefined;
    if (read) tables.set(name, read);
  }
  return {
    shapes: [
      SCHEMA_SHAPE,
      ...entries.flatMap(({ type, name, table, root, sql }) => {
        if (root < 1) return [];
        if (type === 'table') return tableShape(name, root, sql);
        const owner = tables.get(table);
        return type === 'index' && owner ? [indexShape(name, table, root, sql, owner)] : [];
      }),
    ],
    searches: entries.filter(({ type, sql }) => type === 'table' && FTS5.test(sql)).map(({ name }) => name),
  };
}

const FTS5 = /^CREATE\s+VIRTUAL\s+TABLE\s[\s\S]{1,300}?USING\s+fts5\b/iu;

const text = (cell: unknown): string => (typeof cell === 'string' ? cell : '');

function tableShape(name: string, root: number, sql: string): readonly Shape[] {
  const table = readTableSql(sql);
  if (!table) return [];
  const { columns, primaryKey, isWithoutRowid } = table;
  const all = columns.map((_, i) => i);
  /** Without rowids the key's columns come first. File format 2.4. */
  const order = isWithoutRowid ? [...new Set([...primaryKey, ...all])] : all;
  return [{ name, table: name, kind: 'table', root, columns, order, alias: aliasOf(table), hasRowid: !isWithoutRowid }];
}

function indexShape(name: string, table: TableName, root: number, sql: string, owner: TableSql): Shape {
  const names = owner.columns.map((column) => column.name.toLowerCase());
  const automatic = /_(\d+)$/u.exec(name)?.[1];
  const indexed =
    sql === ''
      ? (owner.unique[Number(automatic ?? 0) - 1] ?? [])
      : readIndexSql(sql)
          .map((column) => names.indexOf(column.toLowerCase()))
          .filter((i) => i !== -1);
  const order = [...new Set([...indexed, ...(owner.isWithoutRowid ? owner.primaryKey : [ROWID])])];
  return { name, table, kind: 'index', root, columns: owner.columns, order, alias: aliasOf(owner), hasRowid: false };
}

function aliasOf(table: TableSql): number {
  return table.columns.findIndex(({ isRowid }) => isRowid);
}
