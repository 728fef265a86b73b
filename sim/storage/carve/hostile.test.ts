/** Damaged and hostile files: the carver answers, in bounded time, whatever is in them. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../testing/mapDatabases.ts';
import { carveDatabase } from './carve.ts';
import type { DatabaseImage } from './types.ts';

/** The smallest there is: many pages in few bytes. */
const PAGE = 512;
const MUTANTS = 10_000;
/** Milliseconds for one file of twenty KiB or so; sound ones take about one, and a busy machine makes it more. */
const LONGEST = 2000;

/** A small generator, so that a failure can be repeated by its number. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function sample(pragmas: string): DatabaseImage {
  const { run, image, close } = openDatabase(pragmas, PAGE);
  run('create table messages(id integer primary key, chat text, body text, at integer)');
  run('create index by_chat on messages(chat)');
  run('create table keys(name text primary key, key blob) without rowid');
  const isSearched = pragmas.includes('auto_vacuum');
  if (isSearched) run('create virtual table search using fts5(body)');
  run('begin');
  for (let i = 1; i <= 6; i++) {
    const body = `message ${String(i)} ${'words of several kinds '.repeat((i % 3) * (i % 5 === 0 ? 20 : 1))}`;
    run('insert into messages values(?,?,?,?)', [i, `chat ${String(i % 3)}`, body, i * 1000]);
    if (isSearched) run('insert into search(rowid, body) values(?,?)', [i, body]);
    run('insert into keys values(?,?)', [`key ${String(i)}`, Uint8Array.from({ length: 20 }, (_, k) => (k * i) % 256)]);
  }
  run('commit');
  if (pragmas.includes('wal')) run('pragma wal_checkpoint(truncate)');
  run('begin; delete from messages where id % 3 = 0');
  if (isSearched) run('delete from search where rowid = 3');
  run('commit');
  const copy = image();
  close();
  return copy;
}

const SAMPLES = [
  sample('pragma journal_mode=wal'),
  sample('pragma journal_mode=persist; pragma auto_vacuum=full'),
  sample('pragma journal_mode=persist'),
];
const FILES = ['main', 'wal', 'journal'] as const;
const ABSURD = [0, 1, 2, 3, 5, 13, 0x7f, 0x80, 0xff];

function mutate(image: DatabaseImage, seed: number): DatabaseImage {
  const draw = random(seed);
  const files = FILES.filter((name) => (image[name]?.length ?? 0) > 0);
  const name = files[draw(files.length)] ?? 'main';
  let bytes = (image[name] ?? new Uint8Array(0)).slice();
  const put32 = (at: number, value: number): void => new DataView(bytes.buffer).setUint32(at, value);
  for (let times = 1 + draw(4); times > 0; times--) {
    if (bytes.length < 2 * PAGE) break;
    const page = draw(Math.floor(bytes.length / PAGE)) * PAGE;
    switch (draw(7)) {
      case 0:
        for (let flips = 1 + draw(20); flips > 0; flips--) bytes[draw(bytes.length)] = draw(256);
        break;
      case 1:
        bytes = bytes.slice(0, 1 + draw(bytes.length));
        break;
      case 2:
        bytes.copyWithin(page, draw(Math.floor(bytes.length / PAGE)) * PAGE, draw(bytes.length));
        break;
      case 3:
        /** Pointers between pages and to the first freeblock, crossed or set on themselves. */
        put32(page + (draw(2) === 0 ? 0 : 8), draw(2) === 0 ? draw(20) : 1 + page / PAGE);
        bytes[page + 1] = draw(16);
        break;
      case 4:
        for (let fields = 1 + draw(6); fields > 0; fields--) bytes[draw(100)] = ABSURD[draw(ABSURD.length)] ?? 0;
        break;
      case 5:
        /** Cell counts, cell pointers. */
        for (let fields = 1 + draw(6); fields > 0; fields--) bytes[page + draw(60)] = draw(256);
        break;
      default:
        bytes.fill(ABSURD[draw(ABSURD.length)] ?? 0, page, page + draw(PAGE));
    }
  }
  return { ...image, [name]: bytes };
}

test(`survives ${String(MUTANTS)} mutated files`, () => {
  for (let seed = 0; seed < MUTANTS; seed++) {
    const sample = SAMPLES[seed % SAMPLES.length];
    if (!sample) throw new Error('there are samples, and a remainder is one of their indices');
    const image = mutate(sample, seed);
    const before = performance.now();
    const carving = carveDatabase(image);
    const took = performance.now() - before;
    if (took >= LONGEST) expect.fail(`mutant ${String(seed)} took ${String(took)} ms`);
    if (carving.ok)
      for (const { offset, length } of carving.records)
        if (offset < 0 || length <= 0) expect.fail(`mutant ${String(seed)}`);
  }
});
