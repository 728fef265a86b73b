/** What a device finds after it stopped, or after its disk failed it, at any change to any file. */
import { describe, expect, test } from 'vitest';
import { loadSqlite } from '../../../cli/sqlite.ts';
import { FAULT_RUNS, tryFaults } from '../../testing/faults.ts';
import { DATABASE, message, PLAIN, rowsOf } from '../../testing/databases.ts';
import type { Keeping, Store } from '../types.ts';

const store = await loadSqlite();

describe('after a fault at any change the rows are those before or after the transaction, and writing goes on', () => {
  test.each(FAULT_RUNS)('$keeping.journal, secure_delete $keeping.secureDelete', ({ keeping, points }) => {
    const count = tryFaults(store, keeping);
    expect(count.wrong).toEqual([]);
    expect([count.points, count.lost, count.stuck, count.mistold]).toEqual([points, 0, 0, 0]);
  });
});

test.each(['delete', 'persist'] as const)(
  'a change from a log to the journal %s can be broken off anywhere',
  (journal) => {
    const logged: Keeping = { ...PLAIN, journal: 'wal' };
    const keeping: Keeping = { ...PLAIN, journal, autoVacuum: true };
    const { disk } = store.write({}, DATABASE, [message(1)], logged);
    const clean = store.write(disk, DATABASE, [message(2)], keeping);
    expect(clean).toMatchObject({ ok: true });
    for (let at = 0; at < clean.changes; at++)
      for (const kind of ['kill', 'keep', 'torn'] as const) {
        const broken = store.write(disk, DATABASE, [message(2)], keeping, { kind, at });
        const again = store.write(broken.disk, DATABASE, [message(2)], keeping);
        expect(again, `${kind} at ${at}`).toMatchObject({ ok: true });
        expect(rowsOf(store, again.disk)).toEqual(rowsOf(store, clean.disk));
      }
  },
);

test('a store that loses what it was told to write would be caught', () => {
  const [run] = FAULT_RUNS;
  if (!run) throw new Error('there is a run');
  const forgetful: Store = {
    ...store,
    write: (disk, database, operations, keeping, fault) => {
      const written = store.write(disk, database, operations, keeping, fault);
      return fault?.kind === 'torn' ? { ...written, disk: {} } : written;
    },
  };
  const { lost, points } = tryFaults(forgetful, run.keeping, 3);
  expect(lost).toBeGreaterThan(points / 10);
});
