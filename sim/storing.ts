/**
 * The door for a host that loads SQLite: with its library it makes the real store. Separate from `index.ts` because the page
 * loads the library only when a device's databases are needed.
 */
export type { Sqlite3 } from './storage/sqlite/library.ts';
export { sqliteStore } from './storage/sqlite/store.ts';
