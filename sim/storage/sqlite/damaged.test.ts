/** Files that are damaged, cut or no database at all: an answer, and never an exception. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSqlite } from '../../../cli/sqlite.ts';
import { after, DATABASE, message, PLAIN, session } from '../../testing/databases.ts';
import { fileBytes, pagedAt, pagedFile, truncated } from '../pages.ts';
import type { Disk } from '../types.ts';

const store = await loadSqlite();
const MAIN = 'messages.db';
const LOG = 'messages.db-wal';
const DELETING = { ...PLAIN, journal: 'delete' } as const;
const MANY = Array.from({ length: 60 }, (_, id) => message(id, `words of ${id} `.repeat(20)));
const plain = after(store, {}, [MANY, [session('bob', 9000)]], DELETING);
const logged = after(store, {}, [MANY, [session('bob', 9000)]], PLAIN);

const cut = (disk: Disk, path: string, length: number): Disk => {
  const file = pagedAt(disk, path);
  return file === undefined ? disk : { ...disk, [path]: truncated(file, length) };
};

describe('a damaged database', () => {
  test('that is no database is corrupt, for reading and for writing', () => {
    const disk = { [MAIN]: pagedFile(new Uint8Array(5000).fill(65)) };
    expect(store.read(disk, DATABASE, 'message')).toEqual({ ok: false, reason: 'corrupt' });
    expect(store.write(disk, DATABASE, [message(1)], DELETING)).toMatchObject({ ok: false, reason: 'corrupt' });
  });

  test('that is cut is corrupt', () => {
    for (const length of [4096, 8192, 20_000]) {
      expect(store.read(cut(plain, MAIN, length), DATABASE, 'message')).toEqual({ ok: false, reason: 'corrupt' });
    }
  });

  test('whose log is cut reads as far as its last whole transaction', () => {
    const length = pagedAt(logged, LOG)?.length ?? 0;
    expect(store.read(cut(logged, LOG, length - 1), DATABASE, 'session')).toEqual({ ok: true, rows: [] });
    expect(store.read(cut(logged, LOG, length - 1), DATABASE, 'message')).toMatchObject({ ok: true });
  });

  test('of any other kind gives an answer', () => {
    const anyDisk = fc
      .tuple(
        fc.constantFrom(plain, logged),
        fc.constantFrom(MAIN, LOG),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 30 }),
      )
      .map(([disk, path, edits]) => {
        const file = pagedAt(disk, path);
        if (file === undefined) return disk;
        const bytes = fileBytes(file);
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        return { ...disk, [path]: pagedFile(bytes) };
      });
    fc.assert(
      fc.property(anyDisk, (disk) => {
        expect(typeof store.read(disk, DATABASE, 'message').ok).toBe('boolean');
        expect(typeof store.write(disk, DATABASE, [message(3), session('carol', 50)], DELETING).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
