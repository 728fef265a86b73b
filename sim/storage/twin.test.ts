/** The twin alone: what it reads, what it shares, and what it says is left, rule by rule. */
import { describe, expect, it } from 'vitest';
import { twin } from './twin.ts';
import { FAULT_RUNS, tryFaults } from '../testing/faults.ts';
import type { DatabaseShape, Disk, DiskFault, Keeping, Operation, Place, Row, StoredFile } from './types.ts';

const DATABASE: DatabaseShape = {
  path: 'messages.db',
  tables: [
    {
      name: 'message',
      columns: [
        { name: 'id', type: 'INTEGER' },
        { name: 'text', type: 'TEXT' },
      ],
      searched: 'text',
    },
    {
      name: 'session',
      columns: [
        { name: 'peer', type: 'TEXT' },
        { name: 'state', type: 'BLOB' },
      ],
    },
  ],
};

const STRICT: Keeping = { journal: 'delete', secureDelete: 'on', searchSecureDelete: true, autoVacuum: false };

const put = (...row: Row): Operation => ({ kind: 'put', table: 'message', row });
const remove = (key: number): Operation => ({ kind: 'remove', table: 'message', key });
const CLEAR: Operation = { kind: 'clear', table: 'message' };
const session = (peer: string, ...state: readonly number[]): Operation => ({
  kind: 'put',
  table: 'session',
  row: [peer, Uint8Array.from(state)],
});
const forget = (key: string): Operation => ({ kind: 'remove', table: 'session', key });

/** Several writes, each with what differs from keeping nothing. */
function played(...writes: readonly (readonly [Partial<Keeping>, ...Operation[]])[]): Disk {
  let disk: Disk = {};
  for (const [differing, ...operations] of writes) {
    const written = twin.write(disk, DATABASE, operations, { ...STRICT, ...differing });
    if (!written.ok) throw new Error(`nothing goes wrong without a fault, but: ${written.reason}`);
    disk = written.disk;
  }
  return disk;
}

function file(disk: Disk): Extract<StoredFile, { kind: 'twin' }> {
  const stored = disk[DATABASE.path];
  if (stored?.kind !== 'twin') throw new Error('the twin writes files of the twin');
  return stored;
}

const rows = (disk: Disk, table = 'message'): readonly Row[] => {
  const read = twin.read(disk, DATABASE, table);
  return read.ok ? read.rows : [];
};

/** Where the row with this first text is left. */
const places = (disk: Disk, text: string): readonly Place[] =>
  file(disk)
    .remnants.filter(({ row }) => row.includes(text))
    .map(({ where }) => where);

describe('reading', () => {
  it('gives the rows by key, and none of a file that is not there', () => {
    expect(twin.read({}, DATABASE, 'message')).toEqual({ ok: true, rows: [] });
    const disk = played([{}, put(10, 'c'), put(9, 'b'), put(-1, 'a')], [{}, put(9, 'B')]);
    expect(rows(disk)).toEqual([
      [-1, 'a'],
      [9, 'B'],
      [10, 'c'],
    ]);
  });

  it('sorts texts as their bytes in UTF-8', () => {
    const keys = ['', 'a', 'ab', 'b', '\u{e9}', '\u{5e03}', '\u{ffff}', '\u{1f600}'];
    const disk = played([{}, ...keys.toReversed().map((key) => session(key))]);
    expect(rows(disk, 'session').map(([key]) => key)).toEqual(keys);
  });

  it('calls a file of bytes corrupt, and leaves it alone', () => {
    const disk: Disk = { [DATABASE.path]: { kind: 'pages', length: 0, pages: [] } };
    expect(twin.read(disk, DATABASE, 'message')).toEqual({ ok: false, reason: 'corrupt' });
    expect(twin.write(disk, DATABASE, [put(1, 'a')], STRICT)).toEqual({
      ok: false,
      disk,
      changes: 0,
      reason: 'corrupt',
    });
  });
});

describe('sharing', () => {
  it('copies the list that a write changes, and neither another list nor a row', () => {
    const before = played([{}, put(1, 'a'), session('bob', 1)]);
    const written = twin.write(before, DATABASE, [put(2, 'b')], STRICT);
    expect(rows(before)).toEqual([[1, 'a']]);
    expect(rows(written.disk)[0]).toBe(rows(before)[0]);
    expect(file(written.disk).tables['session']).toBe(file(before).tables['session']);
    expect(file(written.disk).remnants).toBe(file(before).remnants);
  });

  it('gives the same disk where nothing was to be done', () => {
    const disk = played([{}, put(1, 'a')]);
    expect(twin.write(disk, DATABASE, [], STRICT).disk).toBe(disk);
  });
});

describe('what is left of a row', () => {
  const given = (keeping: Partial<Keeping>, ...more: readonly Operation[]) =>
    places(played([keeping, put(1, 'x'), put(2, 'y')], [keeping, remove(1), ...more]), 'x');

  it('is nothing with secure_delete, in the search index as well, and no log or journal that stays', () => {
    expect(given({})).toEqual([]);
    expect(given({ secureDelete: 'fast' })).toEqual([]);
  });

  it('is all of it in the database without secure_delete, until the database is written anew', () => {
    expect(given({ secureDelete: 'off' })).toEqual(['database']);
    expect(given({ secureDelete: 'off' }, { kind: 'merge' }, { kind: 'checkpoint' })).toEqual(['database']);
    expect(given({ secureDelete: 'off' }, { kind: 'vacuum' })).toEqual([]);
  });

  it('is its words in a search index that does not delete securely, until it is merged', () => {
    const keeping = { searchSecureDelete: false };
    expect(given(keeping)).toEqual(['index']);
    expect(given(keeping, { kind: 'vacuum' })).toEqual(['index']);
    expect(given(keeping, { kind: 'merge' })).toEqual([]);
  });

  it('is its words where the index stood, when it is merged without secure_delete', () => {
    const keeping = { secureDelete: 'off', searchSecureDelete: false } as const;
    expect(given(keeping, { kind: 'vacuum' }, { kind: 'merge' })).toEqual(['database']);
    expect(given(keeping, { kind: 'merge' }, { kind: 'vacuum' })).toEqual([]);
  });

  it('is the page as it was in the log until a checkpoint, also after VACUUM', () => {
    const keeping = { journal: 'wal' } as const;
    expect(given(keeping)).toEqual(['log']);
    expect(given(keeping, { kind: 'vacuum' })).toEqual(['log']);
    expect(given(keeping, { kind: 'checkpoint' })).toEqual([]);
  });

  it('stays in the log when a checkpoint comes before VACUUM', () => {
    const keeping = { journal: 'wal', secureDelete: 'off' } as const;
    expect(given(keeping, { kind: 'vacuum' }, { kind: 'checkpoint' })).toEqual([]);
    expect(given(keeping, { kind: 'checkpoint' }, { kind: 'vacuum' })).toEqual(['log']);
  });

  it('is gone with the log when a database is no longer kept with one', () => {
    expect(
      places(played([{ journal: 'wal' }, put(1, 'x')], [{ journal: 'wal' }, remove(1)], [{}, put(2, 'y')]), 'x'),
    ).toEqual([]);
  });

  it('is the page as it was in a journal that is kept, whatever is done but deleting that', () => {
    const keeping = { journal: 'persist' } as const;
    expect(given(keeping, { kind: 'vacuum' }, { kind: 'checkpoint' })).toEqual(['journal']);
    const removed = [keeping, put(1, 'x')] as const;
    expect(places(played(removed, [keeping, remove(1)], [{ journal: 'wal' }, put(2, 'y')]), 'x')).toEqual(['journal']);
    expect(places(played(removed, [keeping, remove(1)], [{}, put(2, 'y')]), 'x')).toEqual([]);
    expect(places(played(removed, [keeping, remove(1)], [{}, remove(7)]), 'x')).toEqual(['journal']);
  });

  it('is the old text of a row that is replaced', () => {
    expect(places(played([{ secureDelete: 'off' }, put(1, 'x')], [{ secureDelete: 'off' }, put(1, 'y')]), 'x')).toEqual(
      ['database'],
    );
  });

  it('is all rows of a larger table that is cleared, where freed pages are not overwritten', () => {
    const many = Array.from({ length: 9 }, (_, i) => session(`p${i}`, ...new Uint8Array(500)));
    const left = (secureDelete: Keeping['secureDelete'], ...puts: readonly Operation[]) =>
      file(played([{ secureDelete }, ...puts], [{ secureDelete }, { kind: 'clear', table: 'session' }])).remnants
        .length;
    expect(left('fast', ...many)).toBe(9);
    expect(left('on', ...many)).toBe(0);
    expect(left('fast', ...many.slice(0, 3))).toBe(0);
  });

  it('goes out of the search index with all others when a table is cleared', () => {
    const keeping = { searchSecureDelete: false };
    const disk = played([keeping, put(1, 'x'), put(2, 'y')], [keeping, remove(1)], [keeping, CLEAR]);
    expect(file(disk).remnants).toEqual([]);
  });

  it('may be a copy, once rows have moved between the pages of a larger table', () => {
    const many = Array.from({ length: 40 }, (_, i) => session(`p${i}`, ...new Uint8Array(200)));
    const first = played([{}, ...many], [{}, forget('p3')]);
    expect(file(first).remnants).toEqual([]);
    expect(file(played([{}, ...many], [{}, forget('p3')], [{}, forget('p4')])).remnants).toMatchObject([
      { table: 'session', where: 'database' },
    ]);
    expect(
      file(played([{}, ...many], [{}, forget('p3')], [{}, { kind: 'vacuum' }], [{}, forget('p4')])).remnants,
    ).toEqual([]);
  });
});

describe('faults', () => {
  it.each(FAULT_RUNS)('lose no row, as with SQLite ($keeping.journal)', ({ keeping }) => {
    const { wrong, lost, stuck, mistold, points } = tryFaults(twin, keeping);
    expect([wrong, lost, stuck, mistold]).toEqual([[], 0, 0, 0]);
    expect(points).toBeGreaterThan(80);
  });

  const before = played([{}, put(1, 'x')]);
  const struck = (kind: DiskFault['kind'], at: number, ...operations: readonly Operation[]) =>
    twin.write(before, DATABASE, operations, STRICT, { kind, at });

  it.each([
    ['kill', 'killed'],
    ['torn', 'killed'],
    ['sync', 'failed'],
    ['full', 'full'],
  ] as const)('%s takes a transaction back, and what it wrote may be left', (kind, reason) => {
    const written = struck(kind, 0, put(1, 'y'), put(2, 'z'));
    expect(written).toMatchObject({ ok: false, reason, changes: 0 });
    expect(rows(written.disk)).toEqual([[1, 'x']]);
    expect(places(written.disk, 'z')).toEqual(['database']);
  });

  it('keep has the transaction done, though nobody was told', () => {
    const written = struck('keep', 0, remove(1));
    expect(written).toMatchObject({ ok: false, reason: 'killed' });
    expect(rows(written.disk)).toEqual([]);
  });

  it('strikes housekeeping after the transaction, or nothing where so much never happens', () => {
    const written = struck('kill', 1, put(2, 'z'), { kind: 'vacuum' });
    expect(written).toMatchObject({ ok: false, reason: 'killed', changes: 1 });
    expect(rows(written.disk)).toHaveLength(2);
    expect(struck('kill', 2, put(2, 'z'), { kind: 'vacuum' })).toMatchObject({ ok: true, changes: 2 });
    expect(struck('kill', 0)).toMatchObject({ ok: true, changes: 0 });
  });
});
