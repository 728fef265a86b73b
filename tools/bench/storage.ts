/** Real databases: one row written, a database opened, bytes carved, and a device with 100,000 messages looked into. */
import { loadSqlite } from '../../cli/sqlite.ts';
import { MESSAGES } from '../../sim/actors/filing/shapes.ts';
import { lookThrough } from '../../sim/knowledge/files/look.ts';
import { carveDatabase } from '../../sim/storage/carve/carve.ts';
import { pagedAt } from '../../sim/storage/pages.ts';
import type { Disk, Keeping, Operation, Store } from '../../sim/storage/types.ts';
import { imageOf } from '../deletion/image.ts';
import { quantile, timed } from './harness.ts';
import { number, plain, type Row } from './rows.ts';

const KEEPING: Keeping = { journal: 'wal', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false };
const FEW = 200;
const MANY = 100_000;
const TEXT = 'see you at the old bridge after seven, and bring the blue book';

export async function storageRows(): Promise<readonly Row[]> {
  const store = await loadSqlite();
  const few = filled(store, FEW);
  const [opened, openedMs] = once(() => filled(store, MANY));
  return [...exactRows(store, few), ...lessonRows(store, few), ...deviceRows(store, opened, openedMs)];
}

/** One row into a database of a lesson's size: what that changes, counted. */
function exactRows(store: Store, few: Disk): readonly Row[] {
  const { changes, disk } = store.write(few, MESSAGES, [message(FEW)], KEEPING);
  return [
    plain('one row, changes to files (exact)', number(changes)),
    plain('one row, pages that the new disk does not share with the old one (exact)', number(newPages(few, disk))),
  ];
}

/** Databases of a lesson's size. The one that goes on has its connection kept; reading opens the file anew each time. */
function lessonRows(store: Store, few: Disk): readonly Row[] {
  let disk = few;
  let id = FEW;
  const oneRow = median(300, () => {
    disk = store.write(disk, MESSAGES, [message(id++)], KEEPING).disk;
  });
  const reopened = median(100, () => store.read(few, MESSAGES, 'setting'));
  const created = median(100, () => store.write({}, MESSAGES, [message(0)], KEEPING));
  return [
    plain('one row written, with its words in the search index', `${number(1000 * oneRow)} µs`),
    plain(`database of ${FEW} messages opened, schema and an empty table read`, `${number(1000 * reopened)} µs`),
    plain('database created: eight tables, a search index, one row', `${number(1000 * created)} µs`),
  ];
}

/** A device with many messages, a quarter of them deleted. After housekeeping no connection is kept. */
function deviceRows(store: Store, full: Disk, filledMs: number): readonly Row[] {
  const removals = Array.from({ length: MANY / 4 }, (_, index): Operation => ({
    kind: 'remove',
    table: 'message',
    key: 4 * index,
  }));
  const deleted = store.write(full, MESSAGES, [...removals, { kind: 'checkpoint' }], KEEPING).disk;
  const image = imageOf(deleted, MESSAGES.path);
  const megabytes = image.main.length / 1e6;
  const [, openMs] = once(() => store.write(deleted, MESSAGES, [message(MANY)], KEEPING));
  const [, carveMs] = once(() => carveDatabase(image));
  const [findings, lookMs] = once(() => lookThrough(deleted));
  const what = `${number(MANY)} messages, ${number(megabytes)} MB`;
  return [
    plain(`${what}: filled in one transaction`, `${number(filledMs)} ms`),
    plain(`${what}: opened, one row written`, `${number(openMs)} ms`),
    plain(`${what}: carved`, `${number(carveMs)} ms, ${number((1000 * megabytes) / carveMs)} MB/s`),
    plain(`${what}: looked through for the storage view, ${number(findings.length)} finds`, `${number(lookMs)} ms`),
  ];
}

const message = (id: number): Operation => ({
  kind: 'put',
  table: 'message',
  row: [id, `chat ${id % 4}`, 'alice', `m${id}`, 60_000 * id, `${TEXT} ${id}`, new Uint8Array(48).fill(id), '{}'],
});

const filled = (store: Store, count: number): Disk =>
  store.write({}, MESSAGES, [...Array.from({ length: count }, (_, id) => message(id)), { kind: 'checkpoint' }], KEEPING)
    .disk;

function newPages(before: Disk, after: Disk): number {
  const pagesOf = (disk: Disk): readonly Uint8Array[] =>
    Object.keys(disk).flatMap((path) => pagedAt(disk, path)?.pages ?? []);
  const old = new Set(pagesOf(before));
  return pagesOf(after).filter((page) => !old.has(page)).length;
}

function once<T>(work: () => T): readonly [value: T, ms: number] {
  let value: T | undefined;
  const ms = timed(() => {
    value = work();
  });
  return [value as T, ms];
}

const median = (rounds: number, work: () => unknown): number =>
  quantile(
    Array.from({ length: rounds }, () => timed(work)),
    0.5,
  );
