/**
 * The door of the storage floor: loaded by a host before the first run whose devices keep files, and by nobody else, so that
 * no first lesson waits for it. With the library that a host has loaded it makes the real store.
 */
import { connect } from './actors/device.ts';
import { filingOn, type Filing } from './actors/filing/filed.ts';
import type { Store } from './storage/types.ts';

export type { Filing } from './actors/filing/filed.ts';
export type { Sqlite3 } from './storage/sqlite/library.ts';
export { sqliteStore } from './storage/sqlite/store.ts';
export type { Store } from './storage/types.ts';

export { copiesOf } from './knowledge/files/copies.ts';
export { everydayLeft } from './knowledge/files/everyday.ts';
export type { Look } from './knowledge/files/finding.ts';
export { lookThrough } from './knowledge/files/look.ts';
export { pageBytesOf, storageOf } from './knowledge/files/storageView.ts';

/** Devices keep their files on this store. */
export const filingWith = (store: Store): Filing => filingOn(store, connect);
