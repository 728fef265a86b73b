/** A fixed set of databases as messengers leave them, with the rows that were deleted from each: what a carver is graded on. */
import fc from 'fast-check';
import { MESSAGES } from '../../sim/actors/filing/shapes.ts';
import type { KnownRow } from '../../sim/storage/carve/grade.ts';
import type { Keeping, Operation, Row } from '../../sim/storage/types.ts';

export const ACTS = ['one', 'tenth', 'stretch', 'chat', 'chat-later', 'all', 'all-later', 'edited'] as const;
export type Act = (typeof ACTS)[number];
export const SECURE_DELETES = ['off', 'fast', 'on'] as const satisfies readonly Keeping['secureDelete'][];
export const JOURNALS = ['delete', 'persist', 'wal'] as const satisfies readonly Keeping['journal'][];

export interface SeededCase {
  readonly act: Act;
  readonly keeping: Keeping;
  readonly writes: readonly (readonly Operation[])[];
  readonly deleted: readonly KnownRow[];
}

/** `short`: every message fits in a page. `long`: each goes on in one to four overflow pages. */
export type Length = 'short' | 'long';

const SEED = 7;
const ROWS = { short: 160, long: 48 } as const;
const PER_TRANSACTION = 40;
/** More than there are where messages are long: then all from the first quarter on. */
const STRETCH = 50;
const LATER = 20;

/** Every act with every setting; with a log twice, once as it grew and once with the filling in the database already. */
export const seededCases = (journals: readonly Keeping['journal'][], length: Length): readonly SeededCase[] =>
  SECURE_DELETES.flatMap((secureDelete) =>
    journals.flatMap((journal) =>
      ACTS.flatMap((act, index) =>
        (journal === 'wal' ? [false, true] : [false]).map((isMoved): SeededCase => {
          const keeping: Keeping = { journal, secureDelete, searchSecureDelete: false, autoVacuum: false };
          const all = rowsFrom(SEED + 2 * index + Number(isMoved), length);
          const [rows, further] = [all.slice(0, ROWS[length]), all.slice(ROWS[length])];
          const { writes, gone } = done(act, rows, further);
          const moved: readonly (readonly Operation[])[] = isMoved ? [[{ kind: 'checkpoint' }]] : [];
          const deleted = gone.map((cells): KnownRow => ({ table: TABLE, cells }));
          return { act, keeping, writes: [...filled(rows), ...moved, ...writes], deleted };
        }),
      ),
    ),
  );

const TABLE = 'message';
const put = (row: Row): Operation => ({ kind: 'put', table: TABLE, row });
const remove = (row: Row): Operation => ({ kind: 'remove', table: TABLE, key: Number(row[0]) });
const CLEAR: Operation = { kind: 'clear', table: TABLE };

const filled = (rows: readonly Row[]): readonly (readonly Operation[])[] =>
  Array.from({ length: Math.ceil(rows.length / PER_TRANSACTION) }, (_, index) =>
    rows.slice(index * PER_TRANSACTION, (index + 1) * PER_TRANSACTION).map(put),
  );

interface Done {
  readonly writes: readonly (readonly Operation[])[];
  /** Rows as they were. */
  readonly gone: readonly Row[];
}

function done(act: Act, rows: readonly Row[], further: readonly Row[]): Done {
  const removed = (gone: readonly Row[]): Done => ({ writes: [gone.map(remove)], gone });
  const inChat = rows.filter((row) => row[CHAT_AT] === chatOf(0));
  const later = further.slice(0, LATER).map((row) => [put(row)]);
  switch (act) {
    case 'one':
      return removed(rows.slice(rows.length / 2, rows.length / 2 + 1));
    case 'tenth':
      return removed(rows.filter((_, index) => index % 10 === 3));
    case 'stretch':
      return removed(rows.slice(rows.length / 4, rows.length / 4 + STRETCH));
    case 'chat':
      return removed(inChat);
    case 'chat-later':
      return { writes: [inChat.map(remove), ...later], gone: inChat };
    case 'all':
      return { writes: [[CLEAR]], gone: rows };
    case 'all-later':
      return { writes: [[CLEAR], ...later], gone: rows };
    case 'edited': {
      const gone = rows.filter((_, index) => index % 10 === 3);
      const edited = gone.map((row, index) => put(row.with(TEXT_AT, further[index]?.[TEXT_AT] ?? 'edited')));
      return { writes: [edited], gone };
    }
  }
}

/** In the columns of the messages' table. */
const CHAT_AT = 1;
export const TEXT_AT = 5;
const chatOf = (index: number): string => ['bob', 'carol', 'dave', 'family'][index % 4] ?? 'bob';

const WORDS =
  'see you at the old bridge after seven bring bread and the blue book 晚上 七点 老桥 见面 别忘了 带书 ok :)';
const wordsOf = (minLength: number, maxLength: number): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...WORDS.split(' ')), { minLength, maxLength, size: 'max' });
/** Most short messages are a few words, some are a page of text; all fit in a page of the database with what belongs to them. */
const anyShort = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.constantFrom(...WORDS.split(' ')), { minLength: 2, maxLength: 24 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...WORDS.split(' ')), { minLength: 60, maxLength: 240 }) },
);
const ROW = {
  sender: fc.constantFrom('alice', 'bob', 'carol', 'dave'),
  rest: fc.uint8Array({ minLength: 40, maxLength: 60 }),
};
const ANY_ROW = {
  short: fc.record({ text: anyShort, ...ROW }),
  long: fc.record({ text: wordsOf(1_000, 3_000), ...ROW }),
} as const;

/** Filled, and those that come later. Every text ends with a number of its own. */
const rowsFrom = (seed: number, length: Length): readonly Row[] =>
  fc
    .sample(ANY_ROW[length], { seed, numRuns: ROWS[length] + LATER })
    .map(({ text, sender, rest }, index) => [
      index + 1,
      chatOf(index),
      sender,
      `m${index + 1}`,
      60_000 * (index + 1),
      `${text.join(' ')} ${seed}-${index + 1}`,
      rest,
      '{"tick":"read"}',
    ]);

export const SEEDED_DATABASE = MESSAGES;
if (MESSAGES.tables[0]?.columns[TEXT_AT]?.name !== 'text')
  throw new Error('the table of messages has other columns now');
