/** The real store: what is written comes back, and the bytes are a function of what was done. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadLibrary } from '../../../cli/sqlite.ts';
import {
  after,
  anyKeeping,
  anyWrites,
  DATABASE,
  message,
  PLAIN,
  removed,
  rowsOf,
  session,
} from '../../testing/databases.ts';
import { fileBytes, pagedAt, pagedFile } from '../pages.ts';
import type { Disk, Keeping, Operation } from '../types.ts';
import { sqliteStore } from './store.ts';

const library = await loadLibrary();
const store = sqliteStore(library);
const forgetful = sqliteStore(library, 0);

const JOURNALS = ['wal', 'delete', 'persist'] as const;
const bytesOf = (disk: Disk): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(disk)
      .toSorted()
      .map((path) => {
        const file = pagedAt(disk, path);
        return [path, file === undefined ? '' : Buffer.from(fileBytes(file)).toString('base64')];
      }),
  );

describe('rows', () => {
  test.each(JOURNALS)('come back by key, with what every cell was (%s)', (journal) => {
    const blob = Uint8Array.of(0, 1, 255);
    const rows: Operation[] = [
      { kind: 'put', table: 'message', row: [3, 'c', 'three\0and more'] },
      { kind: 'put', table: 'message', row: [-1, null, '消息'] },
      { kind: 'put', table: 'message', row: [2 ** 40, 'c', ''] },
      { kind: 'put', table: 'session', row: ['b', blob] },
      { kind: 'put', table: 'session', row: ['a', new Uint8Array()] },
    ];
    const disk = after(
      store,
      {},
      rows.map((row) => [row]),
      { ...PLAIN, journal },
    );
    expect(rowsOf(store, disk)).toEqual({
      message: [
        [-1, null, '消息'],
        [3, 'c', 'three\0and more'],
        [2 ** 40, 'c', ''],
      ],
      session: [
        ['a', new Uint8Array()],
        ['b', blob],
      ],
    });
  });

  test('are none where there is no file', () => {
    expect(store.read({}, DATABASE, 'message')).toEqual({ ok: true, rows: [] });
  });

  test('are replaced, removed and cleared as a map would', () => {
    fc.assert(
      fc.property(anyKeeping, anyWrites, (keeping, writes) => {
        const model = new Map<string, Map<number | string, readonly unknown[]>>([
          ['message', new Map()],
          ['session', new Map()],
        ]);
        for (const operation of writes.flat()) {
          if (operation.kind === 'put')
            model.get(operation.table)?.set(operation.row[0] as number | string, operation.row);
          if (operation.kind === 'remove') model.get(operation.table)?.delete(operation.key);
          if (operation.kind === 'clear') model.get(operation.table)?.clear();
        }
        const rows = rowsOf(store, after(store, {}, writes, keeping));
        const sorted = (table: string): readonly unknown[] =>
          [...(model.get(table)?.values() ?? [])].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
        for (const [table, found] of Object.entries(rows)) {
          expect(
            [...found].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
            table,
          ).toEqual(sorted(table));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of a table that was not read before are found in the log', () => {
    const disk = after(store, {}, [[message(1)]], PLAIN);
    expect(pagedAt(disk, 'messages.db')?.length).toBe(4096);
    expect(rowsOf(forgetful, disk)['message']).toHaveLength(1);
  });
});

describe('bytes', () => {
  test('are the same for the same operations', () => {
    fc.assert(
      fc.property(anyKeeping, anyWrites, (keeping, writes) => {
        const first = bytesOf(after(store, {}, writes, keeping));
        after(store, {}, [[message(99)], [removed(99)]], { ...PLAIN, journal: 'delete' });
        expect(bytesOf(after(store, {}, writes, keeping))).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  test('are the same whether a connection is kept or every write opens the files', () => {
    fc.assert(
      fc.property(anyKeeping, anyWrites, (keeping, writes) => {
        expect(bytesOf(after(store, {}, writes, keeping))).toEqual(bytesOf(after(forgetful, {}, writes, keeping)));
      }),
      { numRuns: 150 },
    );
  });

  test('are the same when the way of keeping changes on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKeeping, anyWrites), { minLength: 2, maxLength: 4 }), (parts) => {
        const all = (one: typeof store): Disk =>
          parts.reduce<Disk>((disk, [keeping, writes]) => after(one, disk, writes, keeping), {});
        const disk = all(store);
        expect(bytesOf(disk)).toEqual(bytesOf(all(forgetful)));
        rowsOf(store, disk);
      }),
      { numRuns: 60 },
    );
  });

  test.each(JOURNALS)('of a fork go their own way, and the old disk stays (%s)', (journal) => {
    const keeping: Keeping = { ...PLAIN, journal };
    const old = after(
      store,
      {},
      Array.from({ length: 50 }, (_, id) => [message(id)]),
      keeping,
    );
    const before = bytesOf(old);
    const one = after(store, old, [[message(100)]], keeping);
    const other = after(store, old, [[removed(3)]], keeping);
    const again = after(forgetful, old, [[message(100)]], keeping);
    expect(bytesOf(old)).toEqual(before);
    expect(bytesOf(again)).toEqual(bytesOf(one));
    expect(rowsOf(store, one)['message']).toHaveLength(51);
    expect(rowsOf(store, other)['message']).toHaveLength(49);
  });

  test('that a write left alone are the same pages, by reference', () => {
    const keeping: Keeping = { ...PLAIN, journal: 'delete' };
    const many = Array.from({ length: 500 }, (_, id) => message(id, `${id} `.repeat(40)));
    const old = after(store, { 'media/m1.jpg': pagedFile(new Uint8Array(9000)) }, [many], keeping);
    const now = after(store, old, [[session('a', 10)]], keeping);
    expect(now['media/m1.jpg']).toBe(old['media/m1.jpg']);
    const pages = pagedAt(old, 'messages.db')?.pages ?? [];
    const kept = pagedAt(now, 'messages.db')?.pages.filter((page, index) => page === pages[index]) ?? [];
    expect(pages.length).toBeGreaterThan(30);
    expect(pages.length - kept.length).toBeLessThanOrEqual(4);
  });

  test('stay as they are when nothing is asked for', () => {
    const disk = after(store, {}, [[message(1)]], PLAIN);
    expect(bytesOf(after(store, disk, [[]], PLAIN))).toEqual(bytesOf(disk));
    rowsOf(store, disk);
    expect(bytesOf(after(forgetful, disk, [[]], PLAIN))).toEqual(bytesOf(disk));
  });
});
