import { expect, test } from 'vitest';
import { loadSqlite } from '../../../cli/sqlite.ts';
import type { DatabaseShape, Keeping, Disk } from '../types.ts';

const store = await loadSqlite();
const PLAIN: Keeping = { journal: 'wal', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false };
const SHAPE: DatabaseShape = {
  path: 'messages.db',
  tables: [
    {
      name: 'message',
      columns: [
        { name: 'id', type: 'INTEGER' },
        { name: 'body', type: 'TEXT' },
      ],
      searched: 'body',
    },
  ],
};

test.each(['wal', 'delete', 'persist'] as const)('rows come back by key (%s)', (journal) => {
  const keeping = { ...PLAIN, journal };
  let disk: Disk = {};
  for (const id of [3, 1, 2]) {
    const done = store.write(disk, SHAPE, [{ kind: 'put', table: 'message', row: [id, `text ${id}`] }], keeping);
    expect(done).toMatchObject({ ok: true });
    disk = done.disk;
  }
  const rows = [
    [1, 'text 1'],
    [2, 'text 2'],
    [3, 'text 3'],
  ];
  expect(store.read(disk, SHAPE, 'message')).toEqual({ ok: true, rows });
});
