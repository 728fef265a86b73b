/** The library of the real store, loaded for Node: once for a process. */
import initSqlite from '@sqlite.org/sqlite-wasm';
import type { Store } from '../sim/storage/types.ts';
import { sqliteStore, type Sqlite3 } from '../sim/storing.ts';

let loading: Promise<Store> | undefined;

/** The store that is SQLite itself. Rejects where the host has no WebAssembly. */
export const loadSqlite = (): Promise<Store> => (loading ??= loadLibrary().then((sqlite3) => sqliteStore(sqlite3)));

/** The library; what it has to say about its surroundings is no message to anybody here. */
export async function loadLibrary(): Promise<Sqlite3> {
  const silent = { print: () => undefined, printErr: () => undefined };
  // The package's types leave out the members of its structs.
  return (await initSqlite(silent)) as unknown as Sqlite3;
}
