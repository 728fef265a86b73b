/** The experiments themselves: a table of 400 messages of four chats, and one of 40 with a sentence to look for. */
import type { Experiment, Look } from './experiments.ts';
import type { DatabaseShape, Keeping, Operation } from './types.ts';

const PLAIN: Keeping = { journal: 'delete', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false };
const SETTINGS = ['off', 'fast', 'on'] as const;
type PerSetting = readonly [off: number, fast: number, on: number];

const CHAT: DatabaseShape = {
  path: 'messages.db',
  tables: [
    {
      name: 'message',
      columns: [
        { name: 'id', type: 'INTEGER' },
        { name: 'chat', type: 'TEXT' },
        { name: 'body', type: 'TEXT' },
        { name: 'ts', type: 'INTEGER' },
      ],
    },
  ],
};
const SEARCHED: DatabaseShape = { ...CHAT, tables: CHAT.tables.map((table) => ({ ...table, searched: 'body' })) };

const put = (id: number, chat: string, body: string, ts = 1_700_000_000 + id): Operation => ({
  kind: 'put',
  table: 'message',
  row: [id, chat, body, ts],
});
const remove = (id: number): Operation => ({ kind: 'remove', table: 'message', key: id });
const CLEAR: Operation = { kind: 'clear', table: 'message' };
const VACUUM: Operation = { kind: 'vacuum' };
const CHECKPOINT: Operation = { kind: 'checkpoint' };
const MERGE: Operation = { kind: 'merge' };

/** A word that no other message has; 52 characters with it make seven pages of 400 messages. */
const token = (id: number): string =>
  `tk${(0x100000 + ((id * 7919) % 0xfffff)).toString(36)}q${String(id).padStart(4, '0')}`;
const BODY_CHARACTERS = 52;
const FILLER = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do';
const bodyOf = (id: number): string => `${token(id)} ${FILLER}`.slice(0, BODY_CHARACTERS);

const IDS = Array.from({ length: 400 }, (_, id) => id);
const messageOf = (id: number): Operation => put(id, `c${id % 4}`, bodyOf(id));
const FILLED = IDS.map(messageOf);
const ONE = [200];
/** Where in its pages a stretch begins decides what merging them overwrites, and which page of it is freed as it was. */
const CONSECUTIVE = IDS.slice(109, 209);
const CONSECUTIVE_ELSEWHERE = IDS.slice(66, 166);
const ONE_CHAT = IDS.filter((id) => id % 4 === 0);
const later = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => messageOf(1000 + index));

const tokensIn = (file: Look['in'], ids: readonly number[], found: number): Look => ({
  in: file,
  counts: 'texts',
  texts: ids.map(token),
  found,
});

/** One experiment for each setting of secure_delete. */
const perSetting = (
  name: string,
  ids: readonly number[],
  acts: readonly (readonly Operation[])[],
  left: PerSetting,
  keeping: Keeping = PLAIN,
): readonly Experiment[] =>
  SETTINGS.map((secureDelete, index) => ({
    name: `${name}, secure_delete ${secureDelete}`,
    keeping: { ...keeping, secureDelete },
    database: CHAT,
    writes: [FILLED, ...acts],
    looks: [tokensIn('main', ids, left[index] ?? 0)],
  }));

/** A chat that is cleared while people go on writing: what was in it, how it goes, and the messages that come then. */
export const CLEARED = {
  database: CHAT,
  filling: FILLED,
  chat: { texts: ONE_CHAT.map(token), removal: ONE_CHAT.map(remove) },
  all: { texts: IDS.map(token), removal: [CLEAR] },
  messageLater: (index: number): Operation => messageOf(1000 + index),
} as const;

/** What is left of unique words in a table of 400 messages. */
export const TOKEN_EXPERIMENTS: readonly Experiment[] = [
  ...perSetting('one message', ONE, [ONE.map(remove)], [1, 0, 0]),
  ...perSetting('100 consecutive messages', CONSECUTIVE, [CONSECUTIVE.map(remove)], [48, 0, 0]),
  ...perSetting('100 others', CONSECUTIVE_ELSEWHERE, [CONSECUTIVE_ELSEWHERE.map(remove)], [48, 23, 0]),
  ...perSetting('one chat, every fourth message', ONE_CHAT, [ONE_CHAT.map(remove)], [100, 0, 0]),
  ...perSetting('all messages', IDS, [[CLEAR]], [400, 400, 0]),
  ...perSetting('one chat, then 50 new messages', ONE_CHAT, [ONE_CHAT.map(remove), later(50)], [91, 0, 0]),
  ...perSetting('one chat, then 200 new messages', ONE_CHAT, [ONE_CHAT.map(remove), later(200)], [91, 0, 0]),
  ...perSetting('all messages, then 50 new ones', IDS, [[CLEAR], later(50)], [400, 400, 0]),
  ...perSetting('all messages, then 200 new ones', IDS, [[CLEAR], later(200)], [181, 181, 0]),
  ...perSetting('all messages, then 400 new ones', IDS, [[CLEAR], later(400)], [21, 0, 0]),
  ...perSetting('all messages, auto_vacuum', IDS, [[CLEAR]], [61, 0, 0], { ...PLAIN, autoVacuum: true }),
  ...perSetting('edited to a shorter text', ONE, [[put(200, 'c0', 'short')]], [1, 0, 0]),
  ...perSetting('quoted by another message', ONE, [[put(1000, 'c0', `> ${bodyOf(200)}`)], ONE.map(remove)], [1, 1, 1]),
  ...perSetting('all messages, then VACUUM', IDS, [[CLEAR], [VACUUM]], [0, 0, 0]),
];

const SENTENCE = 'MEET-ME-AT-THE-OLD-BRIDGE-7pm';
/** As the search index writes it. */
const WORD = 'bridge';
const SECRET_ID = 17;
const talk = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, id) =>
    put(id, 'alice', id === SECRET_ID ? SENTENCE : `hello number ${id} ${'lorem ipsum '.repeat(id % 9)}`, id),
  );
const TALK = talk(40);
const GONE = [remove(SECRET_ID)];
const edited = (body: string): readonly Operation[] => [put(SECRET_ID, 'alice', body, SECRET_ID)];
const next = (count: number, body: (index: number) => string): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => put(1000 + index, 'a', body(index), 1));

const look = (file: Look['in'], counts: Look['counts'], text: string, found: number): Look => ({
  in: file,
  counts,
  texts: [text],
  found,
});
const experiment = (
  name: string,
  keeping: Partial<Keeping>,
  database: DatabaseShape,
  writes: readonly (readonly Operation[])[],
  looks: readonly Look[],
): Experiment => ({ name, keeping: { ...PLAIN, ...keeping }, database, writes, looks });
const run = (name: string, acts: readonly (readonly Operation[])[], found: number): Experiment =>
  experiment(`${name}, secure_delete off`, {}, CHAT, [TALK, ...acts], [look('main', 'run', SENTENCE, found)]);
const copiesLeft = (
  name: string,
  keeping: Partial<Keeping>,
  count: number,
  acts: readonly (readonly Operation[])[],
  found: number,
): Experiment => experiment(name, keeping, CHAT, [talk(count), ...acts], [look('main', 'copies', SENTENCE, found)]);
const wordLeft = (
  name: string,
  keeping: Partial<Keeping>,
  acts: readonly (readonly Operation[])[],
  found: number,
): Experiment => experiment(name, keeping, SEARCHED, [TALK, ...acts], [look('main', 'copies', WORD, found)]);

const ON = { secureDelete: 'on' } as const;
const LOGGED = { ...ON, journal: 'wal' } as const;

/** What is left of one sentence: in the database, its log, its journal and its search index. */
export const SENTENCE_EXPERIMENTS: readonly Experiment[] = [
  copiesLeft('one of 40, secure_delete off', {}, 40, [GONE], 1),
  copiesLeft('all 400, secure_delete off', {}, 400, [[CLEAR]], 2),
  copiesLeft('one of 40, secure_delete fast', { secureDelete: 'fast' }, 40, [GONE], 0),
  copiesLeft('all 400, secure_delete fast', { secureDelete: 'fast' }, 400, [[CLEAR]], 1),
  copiesLeft('one of 40, secure_delete on', ON, 40, [GONE], 0),
  copiesLeft('all 400, secure_delete on', ON, 400, [[CLEAR]], 0),
  copiesLeft('one of 40, then VACUUM, secure_delete off', {}, 40, [GONE, [VACUUM]], 0),
  copiesLeft('all 400, auto_vacuum, secure_delete off', { autoVacuum: true }, 400, [[CLEAR]], 1),
  copiesLeft('one of 40, auto_vacuum, secure_delete off', { autoVacuum: true }, 40, [GONE], 1),
  run('sentence edited to a shorter text', [edited('x')], 16),
  run('sentence edited to one of the same length', [edited('z'.repeat(SENTENCE.length))], 2),
  run('sentence edited to a longer text', [edited('z'.repeat(90))], 29),
  run('removed, then one short message', [GONE, next(1, () => 'k')], 20),
  run('removed, then five messages', [GONE, next(5, (index) => `next text ${index}`)], 2),
  experiment(
    'removed, with a log',
    LOGGED,
    CHAT,
    [TALK, [CHECKPOINT], GONE],
    [look('main', 'copies', SENTENCE, 1), look('wal', 'copies', SENTENCE, 0)],
  ),
  experiment(
    'written, another message, removed, with a log',
    LOGGED,
    CHAT,
    [TALK, next(1, () => 'k'), GONE],
    [look('main', 'copies', SENTENCE, 0), look('wal', 'copies', SENTENCE, 2)],
  ),
  experiment(
    'written and removed, with a log that is then emptied',
    LOGGED,
    CHAT,
    [TALK, GONE, [CHECKPOINT]],
    [look('main', 'copies', SENTENCE, 0), look('wal', 'copies', SENTENCE, 0)],
  ),
  experiment(
    'removed, with a journal that stays',
    { ...ON, journal: 'persist' },
    CHAT,
    [TALK, GONE],
    [look('main', 'copies', SENTENCE, 0), look('journal', 'copies', SENTENCE, 1)],
  ),
  experiment(
    'removed, with a journal that goes',
    ON,
    CHAT,
    [TALK, GONE],
    [look('main', 'copies', SENTENCE, 0), look('journal', 'copies', SENTENCE, 0)],
  ),
  wordLeft('word of a removed message in the search index', ON, [GONE], 2),
  wordLeft('word in the search index, merged', ON, [GONE, [MERGE]], 0),
  wordLeft('word in a search index that deletes securely', { ...ON, searchSecureDelete: true }, [GONE], 0),
  wordLeft('word in the search index, merged, secure_delete off', {}, [GONE, [MERGE]], 2),
];
