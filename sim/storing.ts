/**
 * The door of the storage floor: loaded by a host before the first run whose devices keep files, and by nobody else, so that
 * no first lesson waits for it. With the library that a host has loaded it makes the real store.
 */
import { connect } from './actors/device.ts';
import { filingOn } from './actors/filing/filed.ts';
import { copiesOf } from './knowledge/files/copies.ts';
import { everydayLeft } from './knowledge/files/everyday.ts';
import { lookThrough } from './knowledge/files/look.ts';
import type { FileKeeping } from './scenario/play.ts';
import type { Store } from './storage/types.ts';

export type { Sqlite3 } from './storage/sqlite/library.ts';
export { sqliteStore } from './storage/sqlite/store.ts';
export { removalsOf, REMOVALS, type Removal, type TriedRemoval } from './scenario/removal.ts';
export type { Store } from './storage/types.ts';

export { copiesOf } from './knowledge/files/copies.ts';
export { bytesOfDisk, filesAt, viewOfDisk } from './knowledge/files/storageView.ts';
export { tidiedDisk } from './scenario/tidying.ts';

/** Devices keep their files on this store, and whoever looks into them goes by the bytes that are there. */
export const filesOn = (store: Store): FileKeeping => ({
  store,
  filing: filingOn(store, connect),
  look: lookThrough,
  copiesOf,
  everydayLeft,
});
