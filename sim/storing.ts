/**
 * The door of the storage floor: loaded by a host before the first run whose devices keep files, and by nobody else, so that
 * no first lesson waits for it. With the library that a host has loaded it makes the real store.
 */
export { copiesOf } from './knowledge/files/copies.ts';
export { bytesOfDisk, filesAt, viewOfDisk } from './knowledge/files/storageView.ts';
export { filesOn } from './scenario/keeping.ts';
export { removalsOf, type TriedRemoval } from './scenario/removal.ts';
export { tidiedDisk } from './scenario/tidying.ts';
export type { Sqlite3 } from './storage/sqlite/library.ts';
export { sqliteStore } from './storage/sqlite/store.ts';
