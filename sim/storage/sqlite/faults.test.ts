/** What a device finds after it stopped, or after its disk failed it, at any change to any file. */
import { describe, expect, test } from 'vitest';
import { loadSqlite } from '../../../cli/sqlite.ts';
import { DATABASE, message, PLAIN, removed, rowsOf, session } from '../../testing/databases.ts';
import type { Disk, DiskFault, Keeping, Operation } from '../types.ts';

const store = await loadSqlite();

const LONG = 'a longer text '.repeat(60);
/** A new database, growth over several pages, edits, removals, and each kind of housekeeping alone. */
const SCRIPT: readonly (readonly Operation[])[] = [
  [message(1)],
  [message(2), message(3, LONG), session('bob', 400)],
  Array.from({ length: 12 }, (_, index) => message(10 + index, LONG)),
  [removed(2)],
  [{ kind: 'checkpoint' }],
  [session('bob', 9000)],
  [message(3, 'edited')],
  [{ kind: 'remove', table: 'session', key: 'bob' }, session('carol', 5000)],
  [{ kind: 'merge' }],
  [removed(10), removed(11), removed(12), removed(13)],
  [{ kind: 'vacuum' }],
  [message(40, LONG), message(41)],
  [{ kind: 'checkpoint' }],
  [message(42)],
  [{ kind: 'clear', table: 'session' }],
  [{ kind: 'clear', table: 'message' }, message(50, LONG)],
  [message(51), message(52)],
  [{ kind: 'vacuum' }],
  [removed(50)],
  [session('dave', 20_000)],
  [{ kind: 'checkpoint' }],
];
const KINDS: readonly DiskFault['kind'][] = ['kill', 'keep', 'torn', 'sync', 'full'];
const KEEPINGS: readonly Keeping[] = [
  PLAIN,
  { ...PLAIN, journal: 'delete', secureDelete: 'on', autoVacuum: true },
  { ...PLAIN, journal: 'persist', secureDelete: 'fast', searchSecureDelete: true },
];

/** All rows as one text: quick to compare. */
const rowsText = (disk: Disk): string =>
  JSON.stringify(rowsOf(store, disk), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** Every fault at every change of one write, and how many there are. */
function troubles(disk: Disk, operations: readonly Operation[], keeping: Keeping): number {
  const clean = store.write(disk, DATABASE, operations, keeping);
  if (!clean.ok) throw new Error(`without a fault the write succeeds: ${clean.reason}`);
  const before = rowsText(disk);
  const afterwards = rowsText(clean.disk);
  let tried = 0;
  for (let at = 0; at < clean.changes; at++) {
    for (const kind of KINDS) {
      const written = store.write(disk, DATABASE, operations, keeping, { kind, at });
      const found = rowsText(written.disk);
      const told = `${kind} at ${at} of ${JSON.stringify(operations).slice(0, 60)}`;
      if (written.ok) {
        expect(['sync', 'full'], told).toContain(kind);
        expect(found === afterwards, told).toBe(true);
      } else if (written.reason === 'killed') {
        expect([before, afterwards].includes(found), told).toBe(true);
      } else {
        expect(written.reason, told).toBe(kind === 'full' ? 'full' : 'failed');
        expect(found === before, told).toBe(true);
      }
      const again = store.write(written.disk, DATABASE, operations, keeping);
      expect(again.ok, told).toBe(true);
      expect(rowsText(again.disk) === afterwards, told).toBe(true);
      tried += 1;
    }
  }
  return tried;
}

describe('after a fault at any change the rows are those before or after the transaction, and writing goes on', () => {
  test.each(KEEPINGS)('$journal, secure_delete $secureDelete', (keeping) => {
    let disk: Disk = {};
    let tried = 0;
    for (const operations of SCRIPT) {
      tried += troubles(disk, operations, keeping);
      disk = store.write(disk, DATABASE, operations, keeping).disk;
    }
    expect(tried).toBeGreaterThan(1400);
  });
});
