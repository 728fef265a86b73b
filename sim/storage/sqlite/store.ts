/**
 * The store that is SQLite itself: real databases, real logs, real search indexes, on a disk of immutable pages.
 *
 * An open connection saves opening and reading the schema again, and nothing else: it is found by the files that it left, it
 * forgets its pages before each write, and a run without it gives the same bytes.
 */
import { pagedAt, readInto } from '../pages.ts';
import type { Disk, FilePath, Keeping, Operation, ReadRows, Store, StoredFile, TableShape, Written } from '../types.ts';
import { close, open, runOnce, type Connection } from './connection.ts';
import { CODE, type Sqlite3 } from './library.ts';
import { isHousekeeping, prepare, tableOf, writeAll, type InUse } from './operations.ts';
import { allRows, TABLE_NAMES } from './sql.ts';
import { diskVfs, type DiskVfs, type Outcome } from './vfs.ts';

/** Databases that stay open: the devices of a lesson and a few forks. */
const OPEN_CONNECTIONS = 8;

/** A connection, and the files that it goes on from. */
interface Kept {
  readonly path: FilePath;
  readonly keeping: Keeping;
  readonly files: readonly (StoredFile | undefined)[];
  readonly connection: Connection;
}

/** The store on a library that a host has loaded. `connections`: how many stay open; with 0 every call opens anew. */
export function sqliteStore(sqlite3: Sqlite3, connections = OPEN_CONNECTIONS): Store {
  const vfs = diskVfs(sqlite3);
  let kept: readonly Kept[] = [];

  const take = (disk: Disk, path: FilePath, keeping: Keeping): Connection | undefined => {
    const found = kept.find((one) => goesOn(one, disk, path, keeping));
    kept = kept.filter((one) => one !== found);
    return found?.connection;
  };
  const keep = (one: Kept): void => {
    const all = [one, ...kept];
    for (const last of all.slice(connections)) shut(sqlite3, vfs, last.connection);
    kept = all.slice(0, connections);
  };

  return {
    name: 'sqlite',
    write: (disk, database, operations, keeping, fault) => {
      const { path } = database;
      const held = take(disk, path, keeping);
      const outcome = vfs.on(disk, path, fault, () => {
        const connection = held ?? open(sqlite3, vfs, path);
        const use = { sqlite3, connection, database };
        return { connection, code: held ? goOn(use, operations) : start(use, operations, keeping, hasLog(disk, path)) };
      });
      const { connection, code } = outcome.value;
      // After housekeeping SQLite goes on differently from one that opens the files.
      const staysOpen = code === CODE.ok && !outcome.isKilled && !operations.some(isHousekeeping);
      if (staysOpen) keep({ path, keeping, files: filesOf(outcome.disk, path), connection });
      else shut(sqlite3, vfs, connection);
      return writtenAs(outcome, code);
    },
    read: (disk, database, table) => {
      if (disk[database.path] === undefined) return { ok: true, rows: [] };
      const shape = tableOf(database, table);
      return vfs.on(disk, database.path, undefined, () => readAll(sqlite3, vfs, database.path, shape)).value;
    },
  };
}

/** Writes with a connection that was opened just now. */
function start(use: InUse, operations: readonly Operation[], keeping: Keeping, isLogged: boolean): number {
  const { code, additions } = prepare(use, keeping, isLogged);
  return code === CODE.ok ? writeAll(use, additions, operations) : code;
}

/** Writes with one that was kept: without its pages, because a page that is used again keeps what it held in memory before. */
function goOn(use: InUse, operations: readonly Operation[]): number {
  runOnce(use.sqlite3, use.connection, 'PRAGMA shrink_memory');
  return writeAll(use, [], operations);
}

/** All rows by key, as a restart finds them: that may change the disk that is in place, and it is thrown away. */
function readAll(sqlite3: Sqlite3, vfs: DiskVfs, path: FilePath, table: TableShape): ReadRows {
  const connection = open(sqlite3, vfs, path);
  const rows = rowsOf(sqlite3, connection, table);
  close(sqlite3, connection);
  return rows;
}

function rowsOf(sqlite3: Sqlite3, connection: Connection, table: TableShape): ReadRows {
  runOnce(sqlite3, connection, 'PRAGMA locking_mode = exclusive');
  const listed = runOnce(sqlite3, connection, TABLE_NAMES);
  if (listed.code !== CODE.ok) return { ok: false, reason: 'corrupt' };
  if (!listed.rows.some(([name]) => name === table.name)) return { ok: true, rows: [] };
  const { code, rows } = runOnce(sqlite3, connection, allRows(table));
  return code === CODE.ok ? { ok: true, rows } : { ok: false, reason: 'corrupt' };
}

/** Closes a connection; the disk that it went on from stays as it is. */
function shut(sqlite3: Sqlite3, vfs: DiskVfs, connection: Connection): void {
  vfs.on({}, '', { kind: 'keep', at: 0 }, () => close(sqlite3, connection));
}

function writtenAs({ disk, changes, isKilled }: Outcome<unknown>, code: number): Written {
  if (isKilled) return { ok: false, disk, changes, reason: 'killed' };
  return code === CODE.ok ? { ok: true, disk, changes } : { ok: false, disk, changes, reason: reasonOf(code) };
}

/** The primary code is the low byte. */
function reasonOf(code: number): 'full' | 'failed' | 'corrupt' {
  const primary = code % 256;
  if (primary === CODE.full) return 'full';
  const isRefused = REFUSALS.some((one) => one === primary);
  return isRefused ? 'failed' : 'corrupt';
}
/** What is wrong with the disk or the values, and not with the database. */
const REFUSALS = [CODE.nomem, CODE.ioerr, CODE.tooBig, CODE.constraint, CODE.mismatch];

const filesOf = (disk: Disk, path: FilePath): readonly (StoredFile | undefined)[] =>
  ['', '-wal', '-journal'].map((end) => disk[path + end]);

function goesOn(one: Kept, disk: Disk, path: FilePath, keeping: Keeping): boolean {
  const files = filesOf(disk, path);
  return one.path === path && sameKeeping(one.keeping, keeping) && one.files.every((file, i) => file === files[i]);
}

const sameKeeping = (a: Keeping, b: Keeping): boolean =>
  a.journal === b.journal &&
  a.secureDelete === b.secureDelete &&
  a.searchSecureDelete === b.searchSecureDelete &&
  a.autoVacuum === b.autoVacuum;

/**
 * Whether opening can meet a log: the file's header says that it is kept with one (write version 2), or there is one whose database no
 * longer says so, or a journal that will be played back may bring such a header back.
 */
function hasLog(disk: Disk, path: FilePath): boolean {
  if (disk[`${path}-wal`] !== undefined || byteAt(disk, `${path}-journal`, 0) > 0) return true;
  return byteAt(disk, path, WRITE_VERSION_AT) === 2;
}

/** 0 where there is none. */
function byteAt(disk: Disk, path: FilePath, at: number): number {
  const byte = new Uint8Array(1);
  const file = pagedAt(disk, path);
  return file !== undefined && readInto(file, at, byte) === 1 ? (byte[0] ?? 0) : 0;
}
/** Byte of the header of a database. fileformat2.html, 1.3. A journal that is done with begins with zeros (3.). */
const WRITE_VERSION_AT = 18;
