import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { openDatabase } from '../../testing/mapDatabases.ts';
import { carveDatabase } from './carve.ts';
import { grade } from './grade.ts';
const has = (hay: Uint8Array, needle: string) => Buffer.from(hay.buffer, hay.byteOffset, hay.length).includes(needle);
const build = (n: number, pragmas: string, fts = false) => {
  const t = openDatabase(pragmas);
  t.run('create table messages(id integer primary key, chat text, sender text, body text, ts integer)');
  if (fts) t.run("create virtual table search using fts5(body, content='', contentless_delete=1)");
  t.run('create index by_chat on messages(chat)');
  t.run('create table sessions(name text primary key, state blob)');
  t.run('begin');
  const rows: any[] = [];
  for (let i = 1; i <= n; i++) {
    const r = [
      i,
      'chat' + (i % 4),
      'user' + (i % 7),
      `T${i}x ` + 'lorem ipsum dolor 你好 '.repeat((i * 7919) % 13) + `end${i}`,
      1700000000 + i * 61,
    ];
    rows.push(r);
    t.run('insert into messages values(?,?,?,?,?)', r);
    if (i % 20 === 0)
      t.run('insert into sessions values(?,?)', ['s' + i, crypto.getRandomValues(new Uint8Array(200 + (i % 300)))]);
  }
  t.run('commit');
  return { t, rows };
};
test('accuracy', () => {
  for (const pr of ['', 'pragma journal_mode=memory;'])
    for (const [name, sql, del] of [
      ['delete 1', 'delete from messages where id=17', (r: any) => r[0] === 17],
      ['100 consecutive', 'delete from messages where id between 101 and 200', (r: any) => r[0] > 100 && r[0] <= 200],
      ['every 4th', 'delete from messages where id%4=0', (r: any) => r[0] % 4 === 0],
      ['clear all', 'delete from messages', () => true],
      ['clear by one', 'delete from messages where id>0 and length(body)>0', () => true],
      [
        'every 4th +50',
        'delete from messages where id%4=0;' +
          Array.from(
            { length: 50 },
            (_, i) => `insert into messages values(${1000 + i},'chat1','user1','next text ${i} zzzzzzzzzzzzzzz',5)`,
          ).join(';'),
        (r: any) => r[0] % 4 === 0,
      ],
      [
        'clear +200',
        'delete from messages;' +
          Array.from(
            { length: 200 },
            (_, i) => `insert into messages values(${1000 + i},'chat1','user1','next text ${i} zzzzzzzzzzzzzzz',5)`,
          ).join(';'),
        () => true,
      ],
      ['edits', "update messages set body='edited' where id%3=0", (r: any) => r[0] % 3 === 0],
    ] as const) {
      if (pr === '') continue;
      const { t, rows } = build(400, pr);
      t.run(sql);
      const img = t.image();
      const c = carveDatabase(img);
      const deleted = rows.filter(del as any);
      const g = grade(
        deleted.map((cells) => ({ table: 'messages', cells })),
        c,
      );
      const seen = deleted.filter((r) => has(img.main, r[3])).length;
      console.log(
        name.padEnd(16),
        'deleted',
        deleted.length,
        'raw sees',
        seen,
        'whole',
        g.all.rowsWhole,
        'part',
        g.all.rowsPart,
        `${g.all.characters}/${g.all.ofCharacters}`,
        'finds',
        g.all.finds,
        'copy',
        g.all.copy,
        'wrong',
        g.all.wrong,
        (c as any).damaged,
      );
      if (c.ok && g.all.wrong) {
        for (const r of c.records
          .filter(
            (r) =>
              r.where !== 'row' &&
              (r.table === undefined || r.table === 'messages') &&
              grade(
                deleted.map((cells) => ({ table: 'messages', cells })),
                { ...c, records: [r, ...c.records.filter((x) => x.where === 'row')] },
              ).all.wrong > 0,
          )
          .slice(0, 3))
          console.log('   wrong', r.where, r.table, r.page, r.rowid, JSON.stringify(r.cells));
      }
      const missing = deleted.filter(
        (r) => has(img.main, r[3]) && c.ok && !c.records.some((x) => x.where !== 'row' && x.cells.includes(r[3])),
      );
      console.log(
        '   missed though seen',
        missing.length,
        missing.slice(0, 2).map((r) => {
          const i = Buffer.from(img.main).indexOf(r[3]);
          return [
            r[0],
            i,
            Math.floor(i / 4096) + 1,
            c.ok && c.pages[Math.floor(i / 4096)]?.role,
            Buffer.from(img.main.subarray(i - 30, i + 10))
              .toString('latin1')
              .replace(/[^ -~]/g, (ch: string) => '<' + ch.charCodeAt(0) + '>'),
          ];
        }),
      );
      t.close();
    }
});
test('speed', () => {
  const { t } = build(100000, 'pragma journal_mode=memory;');
  t.run('delete from messages where id%4=0');
  const img = t.image();
  writeFileSync('/tmp/carver-own/big.db', img.main);
  for (let k = 0; k < 3; k++) {
    const s = performance.now();
    const c = carveDatabase(img);
    const ms = performance.now() - s;
    console.log(
      'MB',
      (img.main.length / 1e6).toFixed(1),
      'ms',
      ms.toFixed(0),
      'MB/s',
      (img.main.length / 1e3 / ms).toFixed(1),
      c.ok && c.records.length,
      c.ok && c.damaged,
    );
  }
});
