/** The statements of a database, from its shape. Names are quoted; values are bound. */
import type { Housekeeping, Keeping, TableShape } from '../types.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The table that holds the words of a searched one. */
const searchName = (table: TableShape): string => `${table.name}_search`;

const keyColumn = (table: TableShape): { readonly name: string; readonly type: string } => {
  const [key] = table.columns;
  if (key === undefined) throw new Error('a table has a key, so it has a column');
  return key;
};

/** The table; its words, if it is searched, in an index that keeps no text of its own and is kept in step by hand. */
export function createTable(table: TableShape): readonly string[] {
  const key = keyColumn(table);
  const columns = table.columns.map(
    ({ name, type }) => `${quoted(name)} ${type}${name === key.name ? ' PRIMARY KEY' : ''}`,
  );
  const create = `CREATE TABLE ${quoted(table.name)} (${columns.join(', ')})`;
  if (table.searched === undefined) return [create];
  // VACUUM renumbers the rows of a table without an integer key, and the index would point at others.
  if (key.type !== 'INTEGER') throw new Error('a searched table is written with an integer key');
  const options = [quoted(table.searched), `content=${text(table.name)}`, `content_rowid=${text(key.name)}`];
  return [create, `CREATE VIRTUAL TABLE ${quoted(searchName(table))} USING fts5(${options.join(', ')})`];
}

export const TABLE_NAMES = "SELECT name FROM sqlite_schema WHERE type = 'table'";

/** Inserts the row or updates the one with its key, in place as an edit does. */
export function putRow(table: TableShape): string {
  const names = table.columns.map(({ name }) => quoted(name));
  const key = quoted(keyColumn(table).name);
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const otherwise = updates.length === 0 ? 'NOTHING' : `UPDATE SET ${updates.join(', ')}`;
  return `INSERT INTO ${quoted(table.name)} VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (${key}) DO ${otherwise}`;
}

export const removeRow = (table: TableShape): string =>
  `DELETE FROM ${quoted(table.name)} WHERE ${quoted(keyColumn(table).name)} = ?`;
export const clearTable = (table: TableShape): string => `DELETE FROM ${quoted(table.name)}`;
export const allRows = (table: TableShape): string =>
  `SELECT ${table.columns.map(({ name }) => quoted(name)).join(', ')} FROM ${quoted(table.name)} ORDER BY ${quoted(keyColumn(table).name)}`;
export const searchedText = (table: TableShape, searched: string): string =>
  `SELECT ${quoted(searched)} FROM ${quoted(table.name)} WHERE ${quoted(keyColumn(table).name)} = ?`;

/** The index's commands: words of a row in, words of a row out, all words out, one segment instead of many. */
export const indexRow = (table: TableShape, searched: string): string =>
  `INSERT INTO ${quoted(searchName(table))} (rowid, ${quoted(searched)}) VALUES (?, ?)`;
export const unindexRow = (table: TableShape, searched: string): string =>
  `INSERT INTO ${quoted(searchName(table))} (${quoted(searchName(table))}, rowid, ${quoted(searched)}) VALUES ('delete', ?, ?)`;
/** Asks the index for any word. */
export const lookUp = (table: TableShape): string =>
  `SELECT rowid FROM ${quoted(searchName(table))} WHERE ${quoted(searchName(table))} MATCH 'a' LIMIT 1`;
export const unindexAll = (table: TableShape): string => searchCommand(table, 'delete-all');
const searchCommand = (table: TableShape, command: string): string =>
  `INSERT INTO ${quoted(searchName(table))} (${quoted(searchName(table))}) VALUES (${text(command)})`;

export const searchSetting = (table: TableShape): string =>
  `SELECT v FROM ${quoted(`${searchName(table)}_config`)} WHERE k = 'secure-delete'`;
export const setSearchSetting = (table: TableShape, isSecure: boolean): string =>
  `INSERT INTO ${quoted(searchName(table))} (${quoted(searchName(table))}, rank) VALUES ('secure-delete', ${isSecure ? 1 : 0})`;

export function housekeeping(kind: Housekeeping, tables: readonly TableShape[]): readonly string[] {
  switch (kind) {
    case 'vacuum':
      return ['VACUUM'];
    case 'checkpoint':
      return ['PRAGMA wal_checkpoint(TRUNCATE)'];
    case 'merge':
      return tables.filter(({ searched }) => searched !== undefined).map((table) => searchCommand(table, 'optimize'));
  }
}

/**
 * What is said before the file is first read: exclusive where there is or will be a log, which then needs no shared memory.
 * `isLogged`: the file says that it is kept with one, or there is one beside it.
 */
export const firstSettings = (keeping: Keeping, isLogged: boolean): readonly string[] => [
  ...(isLogged || keeping.journal === 'wal' ? ['PRAGMA locking_mode = exclusive'] : []),
  'PRAGMA page_size = 4096',
];

/** 1: the database gives pages back by itself, or will when it is new. */
export const AUTO_VACUUM = 'PRAGMA auto_vacuum';

/**
 * How a database is kept. `vacuums`: what it says itself about auto_vacuum; saying it again would write it again, and a change
 * comes true with the next VACUUM. Without a log locking is normal, because an exclusive owner never deletes its journal.
 */
export const settings = (keeping: Keeping, vacuums: boolean): readonly string[] => [
  ...(keeping.autoVacuum === vacuums ? [] : [`PRAGMA auto_vacuum = ${keeping.autoVacuum ? 'full' : 'none'}`]),
  `PRAGMA secure_delete = ${keeping.secureDelete}`,
  'PRAGMA temp_store = memory',
  // What is written early would depend on what the cache holds.
  'PRAGMA cache_spill = off',
  'PRAGMA synchronous = full',
  'PRAGMA wal_autocheckpoint = 0',
  `PRAGMA journal_mode = ${keeping.journal}`,
  ...(keeping.journal === 'wal' ? [] : ['PRAGMA locking_mode = normal']),
];
