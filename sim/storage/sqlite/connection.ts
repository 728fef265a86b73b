/** One open database: statements prepared once, cells in and out. Every function gives SQLite's result code, 0 for done. */
import { legibleUtf8, utf8 } from '../../crypto/bytes.ts';
import type { Cell, FilePath, Row } from '../types.ts';
import { CODE, COLUMN, OPEN_FLAGS, SWITCH, TRANSIENT, type Sqlite3 } from './library.ts';
import type { DiskVfs } from './vfs.ts';

export interface Connection {
  readonly pointer: number;
  /** By their text. */
  readonly statements: Map<string, number>;
}

export interface Result {
  readonly code: number;
  readonly rows: readonly Row[];
}

/** Opens the database; nothing is read or written yet. What is wrong with a file shows when it is first used. */
export function open({ wasm }: Sqlite3, vfs: DiskVfs, path: FilePath): Connection {
  const name = wasm.allocCString(path);
  const out = wasm.alloc(4);
  const code = wasm.exports.sqlite3_open_v2(name, out, OPEN_FLAGS, vfs.namePointer);
  const pointer = wasm.peek32(out);
  wasm.dealloc(out);
  wasm.dealloc(name);
  if (code !== CODE.ok) throw new Error('opening only names a file, so it does not fail');
  // A file from elsewhere may bring code along: none of it runs. Closing leaves the disk as it is.
  wasm.exports.sqlite3__wasm_db_config_ip(pointer, SWITCH.enableTrigger, 0, 0);
  wasm.exports.sqlite3__wasm_db_config_ip(pointer, SWITCH.enableView, 0, 0);
  wasm.exports.sqlite3__wasm_db_config_ip(pointer, SWITCH.noCheckpointOnClose, 1, 0);
  return { pointer, statements: new Map() };
}

export function close({ wasm }: Sqlite3, connection: Connection): void {
  for (const statement of connection.statements.values()) wasm.exports.sqlite3_finalize(statement);
  wasm.exports.sqlite3_close_v2(connection.pointer);
}

/** Whether a transaction is open. */
export const inTransaction = ({ wasm }: Sqlite3, { pointer }: Connection): boolean =>
  wasm.exports.sqlite3_get_autocommit(pointer) === 0;

/** Runs a statement that will come again. */
export function run(sqlite3: Sqlite3, connection: Connection, sql: string, cells: readonly Cell[] = []): Result {
  const known = connection.statements.get(sql);
  const statement = known ?? prepare(sqlite3, connection, sql);
  if (typeof statement !== 'number') return statement;
  connection.statements.set(sql, statement);
  const bound = bindAll(sqlite3, statement, cells);
  const result = bound === CODE.ok ? stepAll(sqlite3, statement) : { code: bound, rows: [] };
  sqlite3.wasm.exports.sqlite3_reset(statement);
  return result;
}

/** Runs a statement once. */
export function runOnce(sqlite3: Sqlite3, connection: Connection, sql: string): Result {
  const statement = prepare(sqlite3, connection, sql);
  if (typeof statement !== 'number') return statement;
  const result = stepAll(sqlite3, statement);
  sqlite3.wasm.exports.sqlite3_finalize(statement);
  return result;
}

/** The statement, or the result that says why there is none. */
function prepare({ wasm }: Sqlite3, connection: Connection, sql: string): number | Result {
  const text = wasm.allocCString(sql);
  const out = wasm.alloc(4);
  const code = wasm.exports.sqlite3_prepare_v2(connection.pointer, text, -1, out, 0);
  const statement = wasm.peek32(out);
  wasm.dealloc(out);
  wasm.dealloc(text);
  return code === CODE.ok ? statement : { code, rows: [] };
}

function bindAll(sqlite3: Sqlite3, statement: number, cells: readonly Cell[]): number {
  for (const [index, cell] of cells.entries()) {
    const code = bind(sqlite3, statement, index + 1, cell);
    if (code !== CODE.ok) return code;
  }
  return CODE.ok;
}

function bind({ wasm }: Sqlite3, statement: number, index: number, cell: Cell): number {
  if (cell === null) return wasm.exports.sqlite3_bind_null(statement, index);
  if (typeof cell === 'number') {
    return Number.isSafeInteger(cell)
      ? wasm.exports.sqlite3_bind_int64(statement, index, BigInt(cell))
      : wasm.exports.sqlite3_bind_double(statement, index, cell);
  }
  const bytes = typeof cell === 'string' ? utf8(cell) : cell;
  const pointer = wasm.exports.sqlite3_malloc(bytes.length + 1);
  if (pointer === 0) return CODE.nomem;
  wasm.heap8u().set(bytes, pointer);
  const bindBytes = typeof cell === 'string' ? wasm.exports.sqlite3_bind_text : wasm.exports.sqlite3_bind_blob;
  const code = bindBytes(statement, index, pointer, bytes.length, TRANSIENT);
  wasm.exports.sqlite3_free(pointer);
  return code;
}

function stepAll(sqlite3: Sqlite3, statement: number): Result {
  const rows: Row[] = [];
  for (;;) {
    const code = sqlite3.wasm.exports.sqlite3_step(statement);
    if (code === CODE.done) return { code: CODE.ok, rows };
    if (code !== CODE.row) return { code, rows };
    rows.push(currentRow(sqlite3, statement));
  }
}

const currentRow = (sqlite3: Sqlite3, statement: number): Row =>
  Array.from({ length: sqlite3.wasm.exports.sqlite3_column_count(statement) }, (_, column) =>
    cellOf(sqlite3, statement, column),
  );

function cellOf({ wasm }: Sqlite3, statement: number, column: number): Cell {
  const { exports } = wasm;
  const type = exports.sqlite3_column_type(statement, column);
  if (type === COLUMN.integer) return Number(exports.sqlite3_column_int64(statement, column));
  if (type === COLUMN.float) return exports.sqlite3_column_double(statement, column);
  if (type !== COLUMN.text && type !== COLUMN.blob) return null;
  const pointer =
    type === COLUMN.text
      ? exports.sqlite3_column_text(statement, column)
      : exports.sqlite3_column_blob(statement, column);
  const bytes = wasm.heap8u().slice(pointer, pointer + exports.sqlite3_column_bytes(statement, column));
  return type === COLUMN.text ? legibleUtf8(bytes) : bytes;
}
