/**
 * The door of the storage floor: loaded by a host before the first run whose devices keep files, and by nobody else, so that
 * no first lesson waits for it.
 */
import { connect } from './actors/device.ts';
import { filingOn, type Filing } from './actors/filing/filed.ts';
import type { Store } from './storage/types.ts';

export type { Filing } from './actors/filing/filed.ts';
export type { Store } from './storage/types.ts';

/** Devices keep their files on this store. */
export const filingWith = (store: Store): Filing => filingOn(store, connect);
