/** Each place where something can be found, on its own, in real databases. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from '../../testing/mapDatabases.ts';
import { carveDatabase } from './carve.ts';
import { grade } from './grade.ts';
import type { Carving, DatabaseImage, FoundIn, FoundRecord } from './types.ts';

const SECRET = 'MEET-ME-AT-THE-OLD-BRIDGE-7pm';
/** No files beside the database but what a test asks for. */
const ALONE = 'pragma journal_mode=memory';

type Carved = Extract<Carving, { ok: true }>;

function carved(image: DatabaseImage): Carved {
  const carving = carveDatabase(image);
  if (!carving.ok) throw new Error(carving.reason);
  return carving;
}

const rowOf = (i: number): [number, string, string, number] => [
  i,
  `chat ${String(i % 4)}`,
  i === 17 ? SECRET : `hello ${String(i)} ${'lorem ipsum '.repeat(i % 9)}`,
  i * 1000,
];

function messages(count: number, pragmas = ALONE): TestDatabase {
  const database = openDatabase(pragmas);
  database.run('create table messages(id integer primary key, chat text, body text, at integer)');
  database.run('begin');
  for (let i = 1; i <= count; i++) database.run('insert into messages values(?,?,?,?)', rowOf(i));
  database.run('commit');
  return database;
}

/** What is left of the secret message after some statements. */
function leftAfter(count: number, sql: string, pragmas = ALONE): readonly FoundRecord[] {
  const database = messages(count, pragmas);
  database.run(sql);
  const { records, damaged } = carved(database.image());
  database.close();
  expect(damaged).toBe(false);
  return records.filter(
    ({ where, cells }) => where !== 'row' && cells.some((cell) => typeof cell === 'string' && cell.startsWith('MEET')),
  );
}

const placesOf = (finds: readonly FoundRecord[]): readonly FoundIn[] => [...new Set(finds.map(({ where }) => where))];

describe('records that are not listed', () => {
  test('a deleted row between others is in a freeblock: its rowid is overwritten, its cells are not', () => {
    const [find, ...others] = leftAfter(40, 'delete from messages where id = 17');
    expect(others).toEqual([]);
    expect(find).toMatchObject({ where: 'freeblock', table: 'messages', rowid: undefined, isWhole: false });
    expect(find?.cells).toEqual([undefined, 'chat 1', SECRET, 17_000]);
  });

  test('rows deleted side by side are all told apart', () => {
    const database = messages(40);
    database.run('delete from messages where id between 10 and 20');
    const { records } = carved(database.image());
    database.close();
    const texts = records.filter(({ where }) => where === 'freeblock').map(({ cells }) => cells[2]);
    expect(new Set(texts)).toEqual(new Set(Array.from({ length: 11 }, (_, i) => rowOf(10 + i)[2])));
    expect(texts).toHaveLength(11);
  });

  test('the row added last is in unallocated space when it is deleted, whole', () => {
    const [find] = leftAfter(17, 'delete from messages where id = 17');
    expect(find).toMatchObject({ where: 'unallocated', rowid: 17, isWhole: true, cells: rowOf(17) });
  });

  test('an edit to a shorter text leaves the beginning of the old one', () => {
    const [find] = leftAfter(40, "update messages set body = 'x' where id = 17");
    expect(find?.where).toBe('freeblock');
    expect(SECRET.startsWith(String(find?.cells[2]))).toBe(true);
    expect(find?.cells[3]).toBeUndefined();
    expect(find?.isWhole).toBe(false);
  });

  test('an edit to a longer text leaves all of the old one', () => {
    expect(leftAfter(40, `update messages set body = '${'z'.repeat(90)}' where id = 17`)[0]?.cells[2]).toBe(SECRET);
  });

  test('a cleared table is in free leaf pages and a free trunk page', () => {
    const database = messages(400);
    database.run('delete from messages');
    const { records, pages } = carved(database.image());
    database.close();
    const roles = new Map(pages.map(({ number, role }) => [number, role]));
    const holding = new Set(records.filter(({ where }) => where === 'free-page').map(({ page }) => roles.get(page)));
    expect(holding).toEqual(new Set(['free-leaf', 'free-trunk']));
    const texts = new Set(records.map(({ cells }) => cells[2]));
    for (let i = 1; i <= 400; i++) expect(texts).toContain(rowOf(i)[2]);
  });

  test('an older image of a page is in the log', () => {
    const finds = leftAfter(
      40,
      'delete from messages where id = 17',
      'pragma journal_mode=wal; pragma secure_delete=on',
    );
    expect(placesOf(finds)).toEqual(['log']);
    expect(finds[0]).toMatchObject({ rowid: 17, isWhole: true, cells: rowOf(17) });
  });

  test('a page that the log has newer content for is an old page of the database', () => {
    const database = messages(40, 'pragma journal_mode=wal; pragma secure_delete=on');
    database.run('pragma wal_checkpoint(truncate)');
    database.run('delete from messages where id = 17');
    const { records } = carved(database.image());
    database.close();
    const finds = records.filter(({ cells }) => cells.includes(SECRET));
    expect(placesOf(finds)).toEqual(['old-page']);
  });

  test('frames of an earlier generation stay behind the new ones', () => {
    const database = messages(40, 'pragma journal_mode=wal; pragma secure_delete=on');
    database.run('delete from messages where id = 17');
    database.run('pragma wal_checkpoint(restart)');
    database.run("insert into messages values(100, 'a', 'b', 1)");
    const { records, frames } = carved(database.image());
    database.close();
    expect(placesOf(records.filter(({ cells }) => cells.includes(SECRET)))).toEqual(['log']);
    expect(frames.at(-1)?.isCurrent).toBe(false);
  });

  test('the page before the change is in a journal that was kept', () => {
    const pragmas = 'pragma journal_mode=persist; pragma secure_delete=on';
    const finds = leftAfter(40, 'delete from messages where id = 17', pragmas);
    expect(placesOf(finds)).toEqual(['journal']);
    expect(finds[0]).toMatchObject({ rowid: 17, isWhole: true, cells: rowOf(17) });
  });

  test('a transaction that was cut short is taken back by its journal', () => {
    const database = messages(40, 'pragma journal_mode=persist; pragma synchronous=off');
    database.run('pragma cache_size=1; begin; delete from messages where id = 17');
    database.db.exec('create table filler(x); insert into filler values(zeroblob(200000))');
    const { records } = carved(database.image());
    database.run('rollback');
    database.close();
    expect(records.filter(({ where, cells }) => where === 'row' && cells.includes(SECRET))).toHaveLength(1);
  });

  test.each(['delete from messages where id = 17', 'delete from messages', 'drop table messages'])(
    'nothing is left in the database with secure_delete: %s',
    (sql) => {
      expect(leftAfter(400, sql, `${ALONE}; pragma secure_delete=on`)).toEqual([]);
    },
  );

  test('nothing is left after VACUUM', () => {
    expect(leftAfter(400, 'delete from messages where id = 17; vacuum')).toEqual([]);
  });

  test('a long text is followed into overflow pages that are free', () => {
    const database = openDatabase(ALONE);
    const long = `begin ${'a long story '.repeat(1500)}end`;
    database.run('create table messages(id integer primary key, body text)');
    database.run('insert into messages values(1, ?)', [long]);
    database.run("insert into messages values(2, 'short')");
    database.run('delete from messages where id = 1');
    const { records } = carved(database.image());
    database.close();
    const texts = records.filter(({ where }) => where !== 'row').map(({ cells }) => String(cells[1]));
    expect(texts.some((text) => long.startsWith(text) && text.length > 100)).toBe(true);
  });
});

describe('pages', () => {
  test('have their roles, with auto_vacuum pointer maps too', () => {
    const database = messages(400, `${ALONE}; pragma auto_vacuum=full`);
    database.run('create index by_chat on messages(chat)');
    database.run('insert into messages values(1000, ?, ?, 0)', ['a', 'x'.repeat(10_000)]);
    const { pages, damaged } = carved(database.image());
    const count = database.rows('pragma page_count')[0]?.[0];
    database.close();
    expect(damaged).toBe(false);
    expect(pages).toHaveLength(Number(count));
    expect(pages[1]?.role).toBe('pointer-map');
    expect(new Set(pages.map(({ role, owner }) => `${role} ${owner ?? ''}`.trim()))).toEqual(
      new Set([
        'table-leaf sqlite_schema',
        'pointer-map',
        'table-interior messages',
        'table-leaf messages',
        'index-interior by_chat',
        'index-leaf by_chat',
        'overflow messages',
      ]),
    );
  });

  test('of something else are no database', () => {
    expect(carveDatabase({ path: 'a', main: new Uint8Array(8192) })).toEqual({ ok: false, reason: 'not-a-database' });
    expect(carveDatabase({ path: 'a', main: new Uint8Array(0) }).ok).toBe(false);
  });
});

test('listed rows are what SELECT gives', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
  const row = fc.tuple(
    fc.option(text),
    fc.option(fc.oneof(fc.integer(), fc.constantFrom(0, 1, 2 ** 40, -(2 ** 40), 2 ** 52))),
    fc.option(fc.uint8Array({ maxLength: 6000 })),
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.nat(7), (rows, remove) => {
      const database = openDatabase('pragma journal_mode=wal');
      database.run('create table a(id integer primary key, "t, (1)" text, n integer, b blob default (1), r real)');
      database.run('create table k(x real, name text, b blob, primary key(name)) without rowid');
      for (const [i, cells] of rows.entries()) {
        database.run('insert into a values(null,?,?,?,?)', cells);
        database.run('insert into k values(?,?,?)', [cells[3], `key ${String(i)}`, cells[2]]);
      }
      database.run(`delete from a where id % 8 = ${String(remove)}`);
      const { records, damaged } = carved(database.image());
      expect(damaged).toBe(false);
      for (const table of ['a', 'k']) {
        const listed = records.filter((record) => record.where === 'row' && record.table === table);
        expect(listed.map(({ cells }) => cells).toSorted(byKey)).toEqual(
          [...database.rows(`select * from ${table}`)].toSorted(byKey),
        );
      }
      database.close();
    }),
    { numRuns: 40 },
  );
});

const byKey = (a: readonly unknown[], b: readonly unknown[]): number => (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = (row: readonly unknown[]): string =>
  typeof row[1] === 'string' && row[1].startsWith('key ') ? row[1] : String(row[0]).padStart(8);

describe('a table that was dropped', () => {
  test('has its rows found by what is left of its statement, and what is made in its place is told apart', () => {
    const database = messages(40);
    database.run('create table other(id integer primary key, x text); drop table messages');
    const left = (): readonly FoundRecord[] =>
      carved(database.image()).records.filter(({ where, table }) => where !== 'row' && table === 'messages');
    expect(
      left()
        .map(({ cells }) => cells)
        .toSorted(byKey),
    ).toEqual(Array.from({ length: 40 }, (_, i) => rowOf(i + 1)).toSorted(byKey));
    expect(left().every(({ where }) => where === 'free-page')).toBe(true);
    database.run('vacuum');
    expect(left()).toEqual([]);
    database.close();
  });
});

describe('words of a search index', () => {
  const search = (pragmas: string, after: string): Carved => {
    const database = openDatabase(pragmas);
    database.run('create virtual table search using fts5(body)');
    database.run('begin');
    for (let i = 1; i <= 300; i++)
      database.run('insert into search(rowid, body) values(?,?)', [
        i,
        i === 17 ? 'under the old bridge' : `hello word${String(i)}`,
      ]);
    database.run('commit');
    database.run(after);
    const carving = carved(database.image());
    database.close();
    return carving;
  };

  test('are listed with the rows that hold them', () => {
    const { words } = search(ALONE, 'select 1');
    const of = (word: string): readonly number[] =>
      words.filter((find) => find.word === word && find.isListed).flatMap(({ rowids }) => rowids);
    expect(of('bridge')).toEqual([17]);
    expect(of('word250')).toEqual([250]);
    expect(of('hello').toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, i) => i + 1).filter((i) => i !== 17),
    );
  });

  test('have all their rows, where these go on in the leaves that follow', () => {
    const database = openDatabase(ALONE);
    database.run('create virtual table search using fts5(body)');
    database.run('begin');
    const rows = Array.from({ length: 9_000 }, (_, i) => i + 1);
    for (const i of rows)
      database.run('insert into search(rowid, body) values(?,?)', [i, i === 4_000 ? 'all hello' : 'hello']);
    database.run('commit');
    const { words } = carved(database.image());
    database.close();
    const [all, hello, ...others] = words.filter(({ isListed }) => isListed);
    expect([all?.word, all?.rowids]).toEqual(['all', [4_000]]);
    expect([hello?.word, hello?.rowids]).toEqual(['hello', rows]);
    expect(others).toEqual([]);
  });

  test('stay listed after their row is deleted, though its bytes are overwritten', () => {
    const { words } = search(`${ALONE}; pragma secure_delete=on`, 'delete from search where rowid = 17');
    expect(words.some(({ word, isListed }) => word === 'bridge' && isListed)).toBe(true);
  });

  test('are gone after merging, where merged segments are overwritten', () => {
    const merge = "delete from search where rowid = 17; insert into search(search) values('optimize')";
    expect(search(`${ALONE}; pragma secure_delete=on`, merge).words.filter(({ word }) => word === 'bridge')).toEqual(
      [],
    );
  });

  test('stay in segments that are not listed any more, where those are not overwritten', () => {
    const merge = "delete from search where rowid = 17; insert into search(search) values('optimize')";
    const left = search(ALONE, merge).words.filter(({ word }) => word === 'bridge');
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ isListed }) => !isListed)).toBe(true);
  });

  test('are gone at once with the index’s own secure-delete', () => {
    const database = openDatabase(`${ALONE}; pragma secure_delete=on`);
    database.run(
      "create virtual table search using fts5(body); insert into search(search, rank) values('secure-delete', 1)",
    );
    database.run("insert into search(rowid, body) values(1, 'hello bridge'), (2, 'hello river')");
    database.run('delete from search where rowid = 1');
    const { words } = carved(database.image());
    database.close();
    expect(words.map(({ word }) => word)).not.toContain('bridge');
    expect(words.map(({ word }) => word)).toContain('river');
  });
});

test.each([
  ['one row', 'delete from messages where id = 17', (i: number) => i === 17],
  ['a stretch', 'delete from messages where id between 101 and 200', (i: number) => i > 100 && i <= 200],
  ['every fourth', 'delete from messages where id % 4 = 0', (i: number) => i % 4 === 0],
  ['all', 'delete from messages', () => true],
  ['all, one by one', 'delete from messages where length(body) > 0', () => true],
] as const)(
  'of deleted rows, every one that is still in the bytes is found, and nothing else: %s',
  (_, sql, isDeleted) => {
    const database = messages(400);
    database.run('create index by_chat on messages(chat)');
    database.run(sql);
    const image = database.image();
    database.close();
    const deleted = Array.from({ length: 400 }, (__, i) => i + 1)
      .filter(isDeleted)
      .map(rowOf);
    const bytes = Buffer.from(image.main);
    const visible = deleted.filter(([, , body]) => bytes.includes(`${body}`));
    const { all } = grade(
      deleted.map((cells) => ({ table: 'messages', cells })),
      carved(image),
    );
    expect(all.wrong).toBe(0);
    expect(all.rowsWhole).toBeGreaterThanOrEqual(visible.length);
  },
);
