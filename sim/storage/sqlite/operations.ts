/** What is done to one open database: its tables, a transaction, housekeeping. Each gives SQLite's result code, 0 for done. */
import type { Cell, DatabaseShape, Housekeeping, Keeping, Operation, Row, TableName, TableShape } from '../types.ts';
import { inTransaction, run, runOnce, type Connection } from './connection.ts';
import { CODE, type Sqlite3 } from './library.ts';
import * as sql from './sql.ts';

type Change = Exclude<Operation, { readonly kind: Housekeeping }>;

export const isHousekeeping = (operation: Operation): operation is { readonly kind: Housekeeping } =>
  operation.kind === 'vacuum' || operation.kind === 'checkpoint' || operation.kind === 'merge';
const isChange = (operation: Operation): operation is Change => !isHousekeeping(operation);

/** A database in use: the library, the connection, the tables. */
export interface InUse {
  readonly sqlite3: Sqlite3;
  readonly connection: Connection;
  readonly database: DatabaseShape;
}

/** The settings of a connection that was opened just now, and what its first transaction has to add to the database. */
export interface Preparation {
  readonly code: number;
  readonly additions: readonly string[];
}

/** Sets a new connection up, and looks for what is missing: tables, and the search index's setting. */
export function prepare(use: InUse, keeping: Keeping, isLogged: boolean): Preparation {
  const { sqlite3, connection } = use;
  const first = runEach(use, sql.firstSettings(keeping, isLogged));
  if (first !== CODE.ok) return { code: first, additions: [] };
  const vacuums = runOnce(sqlite3, connection, sql.AUTO_VACUUM);
  if (vacuums.code !== CODE.ok) return { code: vacuums.code, additions: [] };
  const rest = runEach(use, sql.settings(keeping, vacuums.rows[0]?.[0] === 1));
  if (rest !== CODE.ok) return { code: rest, additions: [] };
  const { code, rows } = runOnce(sqlite3, connection, sql.TABLE_NAMES);
  const names = new Set(rows.map(([name]) => name));
  return {
    code,
    additions: use.database.tables.flatMap((table) => additionsFor(use, table, names.has(table.name), keeping)),
  };
}

const additionsFor = (use: InUse, table: TableShape, exists: boolean, keeping: Keeping): readonly string[] => [
  ...(exists ? [] : sql.createTable(table)),
  ...(hasSearchSetting(use, table, exists, keeping) ? [] : [sql.setSearchSetting(table, keeping.searchSecureDelete)]),
];

const runEach = (use: InUse, statements: readonly string[]): number =>
  inOrder(statements.map((one) => () => runOnce(use.sqlite3, use.connection, one).code));

/** Whether the search index of the table deletes as it should. The setting is kept in the database; a new index has it off. */
function hasSearchSetting(use: InUse, table: TableShape, exists: boolean, keeping: Keeping): boolean {
  if (table.searched === undefined) return true;
  const [row] = exists ? runOnce(use.sqlite3, use.connection, sql.searchSetting(table)).rows : [];
  return (row?.[0] === 1) === keeping.searchSecureDelete;
}

/** One transaction, and the housekeeping after it. A transaction that fails is taken back. */
export function writeAll(use: InUse, additions: readonly string[], operations: readonly Operation[]): number {
  const { sqlite3, connection, database } = use;
  const changes: readonly Step[] = [
    ...additions.map((one) => () => runOnce(sqlite3, connection, one).code),
    ...operations.filter(isChange).map((change) => () => perform(use, change)),
  ];
  // Opening draws from SQLite's chance too; a transaction does not depend on whether that came before it.
  sqlite3.wasm.exports.sqlite3_randomness(0, 0);
  const begin: Step = () => run(sqlite3, connection, 'BEGIN IMMEDIATE').code;
  const commit: Step = () => run(sqlite3, connection, 'COMMIT').code;
  const afterwards = operations
    .filter(isHousekeeping)
    .flatMap(({ kind }) => sql.housekeeping(kind, database.tables))
    .map((one) => () => runOnce(sqlite3, connection, one).code);
  const code = inOrder([...(changes.length === 0 ? [] : [begin, ...changes, commit]), ...afterwards]);
  if (code !== CODE.ok && inTransaction(sqlite3, connection)) runOnce(sqlite3, connection, 'ROLLBACK');
  return code;
}

function perform(use: InUse, change: Change): number {
  const { sqlite3, connection } = use;
  const table = tableOf(use.database, change.table);
  switch (change.kind) {
    case 'put':
      return inOrder([
        () => unindex(use, table, change.row[0] ?? null),
        () => run(sqlite3, connection, sql.putRow(table), change.row).code,
        () => index(use, table, change.row),
      ]);
    case 'remove':
      return inOrder([
        () => unindex(use, table, change.key),
        () => run(sqlite3, connection, sql.removeRow(table), [change.key]).code,
      ]);
    case 'clear':
      return inOrder([
        () => run(sqlite3, connection, sql.clearTable(table)).code,
        () => (table.searched === undefined ? CODE.ok : unindexAll(use, table)),
      ]);
  }
}

/** Takes the words of the row out of the index, if there is such a row; the index has to be told what they were. */
function unindex({ sqlite3, connection }: InUse, table: TableShape, key: Cell): number {
  const { searched } = table;
  if (searched === undefined) return CODE.ok;
  const { code, rows } = run(sqlite3, connection, sql.searchedText(table, searched), [key]);
  const [row] = rows;
  if (code !== CODE.ok || row === undefined) return code;
  return run(sqlite3, connection, sql.unindexRow(table, searched), [key, row[0] ?? null]).code;
}

function index({ sqlite3, connection }: InUse, table: TableShape, row: Row): number {
  const { searched } = table;
  if (searched === undefined) return CODE.ok;
  const text = row[table.columns.findIndex(({ name }) => name === searched)] ?? null;
  return run(sqlite3, connection, sql.indexRow(table, searched), [row[0] ?? null, text]).code;
}

/** Takes all words out. The index is looked into first: one that has not read its settings yet would leave other bytes. */
const unindexAll = ({ sqlite3, connection }: InUse, table: TableShape): number =>
  inOrder([
    () => run(sqlite3, connection, sql.lookUp(table)).code,
    () => run(sqlite3, connection, sql.unindexAll(table)).code,
  ]);

/** The table of that name; there is one, because operations and shape come from the same code. */
export function tableOf(database: DatabaseShape, name: TableName): TableShape {
  const table = database.tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`an operation names a table of its database, and ${name} is none`);
  return table;
}

type Step = () => number;

/** Takes the steps until one fails, and gives its code. */
function inOrder(steps: readonly Step[]): number {
  for (const step of steps) {
    const code = step();
    if (code !== CODE.ok) return code;
  }
  return CODE.ok;
}
