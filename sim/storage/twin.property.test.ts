/**
 * The twin against the real store: the same random operations on both. The rows are the same, and every row that is not listed
 * any more but stands in the real bytes is among the twin's remnants. Of what the twin lists and the bytes do not hold, the
 * share is counted and printed. Where something goes wrong with the disk, what the real store leaves is covered by what the twin leaves
 * when something goes wrong at one of its own changes, which are fewer.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadSqlite } from '../../cli/sqlite.ts';
import { fileBytes } from './pages.ts';
import { twin } from './twin.ts';
import type { DatabaseShape, Disk, DiskFault, Keeping, Operation, Row, Store } from './types.ts';

const sqlite = await loadSqlite();

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
      name: 'draft',
      columns: [
        { name: 'chat', type: 'TEXT' },
        { name: 'text', type: 'TEXT' },
      ],
    },
  ],
};
/** The same without the search index, which would be at work in every page. */
const UNSEARCHED: DatabaseShape = {
  ...DATABASE,
  tables: DATABASE.tables.map(({ name, columns }) => ({ name, columns })),
};

/** What a script says; its rows get their texts when it is played, each its own. */
type Move =
  | {
      readonly kind: 'put';
      readonly isDraft: boolean;
      readonly from: number;
      readonly count: number;
      readonly length: number;
    }
  | { readonly kind: 'remove'; readonly isDraft: boolean; readonly from: number; readonly count: number }
  | { readonly kind: 'clear'; readonly isDraft: boolean }
  | { readonly kind: 'vacuum' | 'checkpoint' | 'merge' };

interface Part {
  readonly keeping: Keeping;
  readonly moves: readonly Move[];
  /** At this share of the changes that a write without it makes. */
  readonly fault?: { readonly kind: DiskFault['kind']; readonly share: number } | undefined;
}

const KEEPINGS = fc.record<Keeping>({
  journal: fc.constantFrom('wal', 'delete', 'persist'),
  secureDelete: fc.constantFrom('off', 'fast', 'on'),
  searchSecureDelete: fc.boolean(),
  autoVacuum: fc.boolean(),
});

const MOVES: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      isDraft: fc.boolean(),
      from: fc.nat(80),
      count: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.nat(60)),
      length: fc.oneof({ weight: 8, arbitrary: fc.nat(200) }, fc.nat(6_000)),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      isDraft: fc.boolean(),
      from: fc.nat(80),
      count: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.nat(40)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), isDraft: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('vacuum' as const, 'checkpoint', 'merge') }) },
);

const FAULT_KINDS = ['kill', 'keep', 'torn', 'sync', 'full'] as const satisfies readonly DiskFault['kind'][];
const FAULTS = fc.record({
  kind: fc.constantFrom(...FAULT_KINDS),
  share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

/** Mostly one way of keeping, now and then another. */
const scriptsWith = (faults: fc.Arbitrary<Part['fault']>): fc.Arbitrary<readonly Part[]> =>
  KEEPINGS.chain((usual) =>
    fc.array(
      fc.record({
        keeping: fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, KEEPINGS),
        moves: fc.array(MOVES, { maxLength: 4 }),
        fault: faults,
      }),
      { maxLength: 12 },
    ),
  );

/** A word of its own for each number, that begins unlike its neighbours: an index leaves out what a word shares with the one before. */
function token(n: number): string {
  let state = (n + 1) * 0x9e37_79b1;
  let word = '';
  for (let i = 0; i < 12; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + n;
    word += String.fromCharCode(97 + ((state >>> 8) % 26));
  }
  return word;
}
/** What is looked for: enough to know the word, though its beginning is gone. */
const tailOf = (text: string): string => text.slice(4, 12);

function operationsOf(moves: readonly Move[], texts: { n: number }): readonly Operation[] {
  return moves.flatMap((move): readonly Operation[] => {
    if (!('isDraft' in move)) return [move];
    const table = move.isDraft ? 'draft' : 'message';
    if (move.kind === 'clear') return [{ kind: 'clear', table }];
    return Array.from({ length: move.count }, (_, i): Operation => {
      const key = move.isDraft ? `chat ${move.from + i}` : move.from + i;
      if (move.kind === 'remove') return { kind: 'remove', table, key };
      const text = `${token(texts.n++)} ${'and so on '.repeat(move.length / 10)}`;
      return { kind: 'put', table, row: [key, text] };
    });
  });
}

function bytesOf(disk: Disk): string {
  let all = '';
  for (const end of ['', '-wal', '-journal']) {
    const file = disk[DATABASE.path + end];
    if (file?.kind === 'pages') all += `${Buffer.from(fileBytes(file)).toString('latin1')}\n`;
  }
  return all;
}

const textOf = (row: Row): string => String(row[1]);

function rowsOf(store: Store, disk: Disk, shape: DatabaseShape): readonly Row[] {
  return shape.tables.flatMap(({ name }) => {
    const read = store.read(disk, shape, name);
    if (!read.ok) throw new Error(`${store.name} cannot read its own ${name}`);
    return read.rows;
  });
}

/** The texts of rows that the twin says may be left. */
function remnantsOf(disk: Disk): ReadonlySet<string> {
  const file = disk[DATABASE.path];
  return new Set(file?.kind === 'twin' ? file.remnants.map(({ row }) => textOf(row)) : []);
}

interface Tally {
  looked: number;
  found: number;
  listed: number;
  falseAlarms: number;
}

/** Compares the two after a write: `texts` were ever put. */
function compare(shape: DatabaseShape, real: Disk, fast: Disk, texts: readonly string[], tally: Tally): void {
  const rows = rowsOf(twin, fast, shape);
  expect(rows).toEqual(rowsOf(sqlite, real, shape));
  expect(missedBy(real, fast, rows, texts, tally)).toEqual([]);
}

/** Texts that are not listed, stand in the real bytes, and are none of the twin's remnants. */
function missedBy(
  real: Disk,
  fast: Disk,
  rows: readonly Row[],
  texts: readonly string[],
  tally: Tally,
): readonly string[] {
  const listed = new Set(rows.map(textOf));
  const remnants = remnantsOf(fast);
  const bytes = bytesOf(real);
  const missed: string[] = [];
  for (const text of texts) {
    if (listed.has(text)) continue;
    const isFound = bytes.includes(tailOf(text));
    tally.looked++;
    if (isFound) tally.found++;
    if (remnants.has(text)) tally.listed++;
    if (remnants.has(text) && !isFound) tally.falseAlarms++;
    if (isFound && !remnants.has(text)) missed.push(text);
  }
  return missed;
}

const freshTally = (): Tally => ({ looked: 0, found: 0, listed: 0, falseAlarms: 0 });

interface Struck {
  readonly shape: DatabaseShape;
  readonly operations: readonly Operation[];
  readonly keeping: Keeping;
  readonly texts: readonly string[];
}

/** The twin's disk after a fault at the change of its own after which it has the same rows and lists all that is left. */
function coveredBy(fast: Disk, real: Disk, { shape, operations, keeping, texts }: Struck): Disk {
  const rows = rowsOf(sqlite, real, shape);
  const { changes } = twin.write(fast, shape, operations, keeping);
  // A fault that keeps what was written leaves half a transaction of SQLite's, which is none: the twin's are whole.
  const ways = Array.from({ length: changes + 1 }, (_, at) => at).flatMap((at) =>
    FAULT_KINDS.map((kind) => twin.write(fast, shape, operations, keeping, { kind, at }).disk),
  );
  const alike = ways.filter((one) => JSON.stringify(rowsOf(twin, one, shape)) === JSON.stringify(rows));
  const missed = alike.map((one) => missedBy(real, one, rows, texts, freshTally()));
  const covering = alike[missed.findIndex(({ length }) => length === 0)];
  if (covering) return covering;
  throw new Error(
    `of ${ways.length} ways the twin has the same rows in ${alike.length}, and misses ${JSON.stringify(missed)}`,
  );
}

function playBoth(
  shape: DatabaseShape,
  script: readonly Part[],
  tallies: Record<Keeping['secureDelete'], Tally>,
): void {
  const texts = { n: 0 };
  const put: string[] = [];
  let real: Disk = {};
  let fast: Disk = {};
  for (const { keeping, moves, fault } of script) {
    const operations = operationsOf(moves, texts);
    for (const operation of operations) if (operation.kind === 'put') put.push(textOf(operation.row));
    const a = sqlite.write(real, shape, operations, keeping);
    if (fault && a.ok) {
      const at = Math.floor(fault.share * a.changes);
      const struck = sqlite.write(real, shape, operations, keeping, { kind: fault.kind, at }).disk;
      fast = coveredBy(fast, struck, { shape, operations, keeping, texts: put });
      real = struck;
      continue;
    }
    const b = twin.write(fast, shape, operations, keeping);
    expect([a.ok, b.ok]).toEqual([true, true]);
    real = a.disk;
    fast = b.disk;
    compare(shape, real, fast, put, tallies[keeping.secureDelete]);
  }
}

const kept = (journal: Keeping['journal'], secureDelete: Keeping['secureDelete']): Keeping => ({
  journal,
  secureDelete,
  searchSecureDelete: false,
  autoVacuum: false,
});
const drafts = (count: number, length: number): Move => ({ kind: 'put', isDraft: true, from: 0, count, length });
const forgotten = (count: number): Move => ({ kind: 'remove', isDraft: true, from: 0, count });

/** Scripts on which an earlier twin knew less than the bytes. */
const ONCE_MISSED: readonly (readonly Part[])[] = [
  // VACUUM without secure_delete leaves copies in the first page of a table that takes more than one.
  [
    { keeping: kept('wal', 'off'), moves: [drafts(22, 160)] },
    { keeping: kept('wal', 'off'), moves: [{ kind: 'vacuum' }] },
    { keeping: kept('wal', 'on'), moves: [forgotten(1), { kind: 'checkpoint' }] },
  ],
  // A page that becomes free is not written, so that not even the row that was overwritten in it is gone.
  [
    { keeping: kept('delete', 'fast'), moves: [drafts(3, 2020)] },
    { keeping: kept('delete', 'fast'), moves: [forgotten(2)] },
  ],
];

it.each([
  ['with a search index', DATABASE],
  ['without one', UNSEARCHED],
] as const)('the twin reads as SQLite and lists all that SQLite leaves, %s', (name, shape) => {
  const tallies = { off: freshTally(), fast: freshTally(), on: freshTally() };
  fc.assert(
    fc.property(scriptsWith(fc.constant(undefined)), (script) => {
      playBoth(shape, script, tallies);
    }),
    { numRuns: 150, seed: 1, examples: ONCE_MISSED.map((script) => [script]) },
  );
  console.info(`${name}: ${JSON.stringify(tallies)}`);
  for (const { found } of Object.values(tallies)) expect(found).toBeGreaterThan(0);
});

it.each([
  ['with a search index', DATABASE],
  ['without one', UNSEARCHED],
] as const)(
  'what SQLite leaves where something goes wrong with the disk is covered by the twin, %s',
  (_name, shape) => {
    const tallies = { off: freshTally(), fast: freshTally(), on: freshTally() };
    const scripts = scriptsWith(
      fc.oneof({ weight: 2, arbitrary: FAULTS }, { weight: 3, arbitrary: fc.constant(undefined) }),
    );
    fc.assert(
      fc.property(scripts, (script) => {
        playBoth(shape, script, tallies);
      }),
      { numRuns: 150, seed: 1 },
    );
  },
);
