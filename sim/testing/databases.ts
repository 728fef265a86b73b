/** Databases for tests: two tables, one of them searched, and scripts of writes to them. */
import fc from 'fast-check';
import type { DatabaseShape, Disk, Keeping, Operation, Row, Store } from '../storage/types.ts';

export const PLAIN: Keeping = { journal: 'wal', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false };

export const DATABASE: DatabaseShape = {
  path: 'messages.db',
  tables: [
    {
      name: 'message',
      columns: [
        { name: 'id', type: 'INTEGER' },
        { name: 'chat', type: 'TEXT' },
        { name: 'body', type: 'TEXT' },
      ],
      searched: 'body',
    },
    {
      name: 'session',
      columns: [
        { name: 'peer', type: 'TEXT' },
        { name: 'record', type: 'BLOB' },
      ],
    },
  ],
};

export const message = (id: number, body = `text of message ${id}`): Operation => ({
  kind: 'put',
  table: 'message',
  row: [id, `chat ${id % 3}`, body],
});
export const session = (peer: string, length: number): Operation => ({
  kind: 'put',
  table: 'session',
  row: [peer, Uint8Array.from({ length }, (_, i) => (i * 7 + length) % 256)],
});
export const removed = (id: number): Operation => ({ kind: 'remove', table: 'message', key: id });

/** The disk after writes that must succeed. */
export function after(store: Store, disk: Disk, writes: readonly (readonly Operation[])[], keeping: Keeping): Disk {
  return writes.reduce((before, operations) => {
    const written = store.write(before, DATABASE, operations, keeping);
    if (!written.ok) throw new Error(`a write that should succeed: ${written.reason}`);
    return written.disk;
  }, disk);
}

/** All rows of all tables; throws where they cannot be read. */
export const rowsOf = (store: Store, disk: Disk): Readonly<Record<string, readonly Row[]>> =>
  Object.fromEntries(
    DATABASE.tables.map(({ name }) => {
      const read = store.read(disk, DATABASE, name);
      if (!read.ok) throw new Error(`${name} cannot be read`);
      return [name, read.rows];
    }),
  );

export const anyKeeping: fc.Arbitrary<Keeping> = fc.record({
  journal: fc.constantFrom('wal', 'delete', 'persist'),
  secureDelete: fc.constantFrom('off', 'fast', 'on'),
  searchSecureDelete: fc.boolean(),
  autoVacuum: fc.boolean(),
});

const anyId = fc.integer({ min: 1, max: 30 });
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(anyId, fc.string({ maxLength: 600 })).map(([id, body]) => message(id, body)) },
  { weight: 2, arbitrary: fc.tuple(anyId, fc.nat({ max: 9000 })).map(([id, length]) => session(`peer ${id}`, length)) },
  { weight: 5, arbitrary: anyId.map(removed) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Operation>({ kind: 'clear', table: 'message' }, { kind: 'clear', table: 'session' }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Operation>({ kind: 'vacuum' }, { kind: 'checkpoint' }, { kind: 'merge' }) },
);
export const anyWrites: fc.Arbitrary<readonly (readonly Operation[])[]> = fc.array(
  fc.array(anyOperation, { minLength: 1, maxLength: 8 }),
  { minLength: 1, maxLength: 12 },
);
