/** The real store in the page: SQLite is loaded once, when a device's databases are first needed, and no first lesson waits for it. */
import type { Sqlite3 } from '../../sim/storing.ts';
import type { Store } from '../../sim/storage/types.ts';

let loading: Promise<Store> | undefined;

/** The store that is SQLite itself. Rejects where it cannot be loaded; the next call tries again. */
export function loadSqlite(): Promise<Store> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Store> {
  const [{ sqliteStore }, { default: initSqlite }, { sqliteWasm }] = await Promise.all([
    import('../../sim/storing.ts'),
    import('@sqlite.org/sqlite-wasm'),
    import('./sqlite-wasm.ts'),
  ]);
  // What the library has to say about its surroundings is no message to anybody here.
  Object.assign(globalThis, { sqlite3ApiConfig: { debug: ignore, log: ignore, warn: ignore, error: ignore } });
  const options: object = { wasmBinary: await sqliteWasm(), print: ignore, printErr: ignore };
  // The package's types leave out the members of its structs.
  return sqliteStore((await initSqlite(options)) as unknown as Sqlite3);
}

const ignore = (): void => undefined;
