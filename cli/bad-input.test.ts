/** Input that cannot be used: one clear sentence with the place and the cure, exit code 2, never a stack trace. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { describe, expect, it } from 'vitest';
import { said, scratch } from './testing/said.ts';

const ONE = 'scenarios/one-message.yaml';
const WITH_FILES = 'scenarios/edited.yaml';
const SWAP = 'scenarios/key-swap.yaml';
const file = scratch();
/** A copy of a shipped scenario with one piece replaced; the piece must be there, or the test tests nothing. */
function edited(name: string, piece: string | RegExp, by: string): string {
  const whole = readFileSync(ONE, 'utf8');
  const changed = whole.replace(piece, () => by);
  if (changed === whole) throw new Error(`${ONE} does not contain ${String(piece)}`);
  return file(name, changed);
}

/** A link to something that is not there. */
function dangling(name: string): string {
  symlinkSync(file('not-there'), file(name));
  return file(name);
}

/** What must be in the complaint in English; in Chinese there must be Chinese. */
type Case = readonly [what: string, args: readonly string[], english: RegExp];

const WORDS: readonly Case[] = [
  ['an unknown command', ['rum', ONE], /Unknown command: rum\. Did you mean run\?/],
  ['a command like no other', ['frobnicate'], /Unknown command: frobnicate\. Known: run, .*check, peer/],
  ['a command that every object has', ['constructor'], /Unknown command: constructor\./],
  ['an unknown option', ['run', ONE, '--sede', '1'], /Unknown option: --sede\. Did you mean --seed\?/],
  ['an option that every object has', ['run', ONE, '--constructor'], /Unknown option: --constructor\./],
  ['a short option', ['run', ONE, '-x'], /Unknown option: -x\./],
  ['an option of another command', ['run', ONE, '--runs', '3'], /unsealed run takes no --runs\. It takes: .*--seed/],
  ['a value for a switch', ['run', ONE, '--json=yes'], /--json takes no value\./],
  ['a word too many', ['run', ONE, 'more'], /unsealed run does not take "more"\./],
  ['a word after peer', ['peer', 'alice'], /unsealed peer does not take "alice"\./],
  ['a suite that peers cannot have', ['peer', '--suite', 'foo'], /--suite takes noble/],
  ['a word where none is taken', ['list', 'all'], /unsealed list does not take "all"\./],
  ['no file', ['run'], /unsealed run needs a FILE\./],
  ['no name', ['new'], /unsealed new needs a NAME\./],
  ['no value', ['run', ONE, '--seed'], /--seed needs a value\./],
  ['an empty value', ['run', ONE, '--why', ''], /--why needs a value\./],
  ['an empty variant', ['run', ONE, '--variant='], /--variant needs a value\./],
  ['a negative seed', ['run', ONE, '--seed', '-1'], /--seed takes a whole number from 0 to 999999999, not -1\./],
  ['a seed beyond all numbers', ['run', ONE, '--seed', '1e99'], /--seed takes a whole number/],
  ['a seed that is none', ['run', ONE, '--seed', 'NaN'], /--seed takes a whole number/],
  ['a seed with a point', ['run', ONE, '--seed', '1.5'], /--seed takes a whole number/],
  ['no runs', ['check', '--runs', '0'], /--runs takes a whole number from 1/],
  ['no runs of a sweep', ['sweep', SWAP, '--runs', '0'], /--runs takes a whole number from 1 to 10000, not 0\./],
  ['too many runs of a sweep', ['sweep', SWAP, '--runs', '10001'], /--runs takes a whole number from 1 to 10000/],
  ['more runs than there are numbers', ['sweep', SWAP, '--runs', '9'.repeat(40)], /from 1 to 10000/],
  ['runs that are no number', ['sweep', SWAP, '--runs', 'many'], /--runs takes a whole number .*, not many\./],
  ['a part of a run', ['sweep', SWAP, '--runs', '0.5'], /--runs takes a whole number/],
  ['a sweep of nothing', ['sweep'], /unsealed sweep needs a FILE\./],
  ['a sweep of no file', ['sweep', 'scenarios/key-swop.yaml'], /Did you mean scenarios\/key-swap\.yaml\?/],
  ['a sweep of an unknown variant', ['sweep', SWAP, '--variant', 'compere'], /Did you mean compare\?/],
  ['an option that a sweep has not', ['sweep', SWAP, '--why', 'server:m1'], /unsealed sweep takes no --why\./],
  ['habits where nothing is drawn', ['run', SWAP, '--set-habit', 'alice.heeds=1'], /takes no --set-habit\./],
  ['no habit', ['sweep', SWAP, '--set-habit', 'alice'], /--set-habit: "alice" names no habit.*alice\.heeds=0\.3/],
  ['a habit of nobody', ['sweep', SWAP, '--set-habit', 'alise.heeds=1'], /--set-habit: .*"alise".*alice/],
  ['a habit that nobody has', ['sweep', SWAP, '--set-habit', 'alice.heed=1'], /--set-habit: "heed".*heeds/],
  ['more than always', ['sweep', SWAP, '--set-habit', 'alice.heeds=1.5'], /"1\.5".*never, always, or a share/],
  ['an unknown suite', ['run', ONE, '--suite', 'foo'], /--suite takes noble .*, native .* or model .*, not foo\./],
  ['an unknown variant', ['run', ONE, '--variant', 'company-hold-keys'], /Did you mean company-holds-keys\?/],
  ['a variant like no other', ['run', ONE, '--variant', 'zzz'], /Unknown variant: zzz\. Known: company-holds-keys\./],
  ['a comparison with nothing', ['run', ONE, '--compare'], /--compare needs a value\./],
  [
    'a comparison with an unknown variant',
    ['run', ONE, '--compare', 'company-hold-keys'],
    /Did you mean company-holds-keys\?/,
  ],
  ['a comparison with what every object has', ['run', ONE, '--compare', '__proto__'], /Unknown variant: __proto__\./],
  [
    'a comparison and a variant',
    ['run', ONE, '--compare', 'company-holds-keys', '--variant', 'company-holds-keys'],
    /--compare and --variant do not go together\. Leave one of them out\./,
  ],
  [
    'a comparison and a reason',
    ['run', ONE, '--compare', 'company-holds-keys', '--why', 'server:m1'],
    /--compare and --why do not go together\./,
  ],
  ['an unknown party', ['run', ONE, '--why', 'servr:m1'], /Unknown party: servr\. Did you mean server\?/],
  [
    'a party that every object has',
    ['run', ONE, '--why', '__proto__:m1'],
    /Unknown party: __proto__\. Known: alice\.phone/,
  ],
  ['an unknown message', ['run', ONE, '--why', 'server:m7'], /Unknown message: m7\. (Did you mean|Known:) m1/],
  ['three parts', ['run', ONE, '--why', 'a:b:c'], /--why takes PARTY:MESSAGE, for example mallory:m1, not a:b:c\./],
  ['one part', ['run', ONE, '--why', 'server'], /--why takes PARTY:MESSAGE/],
  ['a colon only', ['run', ONE, '--why', ':'], /--why takes PARTY:MESSAGE/],
  ['an unknown viewpoint', ['run', ONE, '--metadata', 'servr'], /Unknown party: servr\. Did you mean server\?/],
  [
    'a viewpoint that every object has',
    ['run', ONE, '--metadata', 'constructor'],
    /Unknown party: constructor\. Known: network/,
  ],
  [
    'a device as a viewpoint',
    ['run', ONE, '--metadata', 'bob.phone'],
    /bob\.phone is a device.*Ask for one of: network/,
  ],
  [
    'a way of looking that is none',
    ['run', ONE, '--metadata', 'server:noise'],
    /--metadata takes PARTY or PARTY:wrapped/,
  ],
  ['a viewpoint without a name', ['run', ONE, '--metadata', ':wrapped'], /--metadata takes PARTY or PARTY:wrapped/],
  ['no viewpoint', ['run', ONE, '--metadata', ''], /--metadata needs a value\./],
  ['an unknown packet', ['run', ONE, '--bytes', 'm7'], /Unknown packet: m7\. Did you mean m1\?/],
  [
    'an unknown opener of a packet',
    ['run', ONE, '--bytes', 'm1,bob.phon'],
    /Unknown party: bob\.phon\. Did you mean bob\.phone\?/,
  ],
  ['a packet without a name', ['run', ONE, '--bytes', ',server'], /--bytes takes PACKET or PACKET,PARTY/],
];

const FILES: readonly Case[] = [
  ['no such file', ['run', 'nowhere.yaml'], /There is no file nowhere\.yaml\..*npx unsealed list/],
  ['a slip of the pen', ['run', 'scenarios/one-mesage.yaml'], /Did you mean scenarios\/one-message\.yaml\?/],
  ['an empty path', ['run', ''], /There is no file/],
  ['a path with a zero in it', ['run', 'a\0b.yaml'], /There is no file/],
  ['a folder', ['run', 'scenarios'], /scenarios is not a file\./],
  ['an empty file', ['run', file('empty.yaml', '')], /empty\.yaml:1:1: There is nothing in this file\. .*unsealed new/],
  [
    'bytes',
    [
      'run',
      file(
        'bytes.yaml',
        Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31 + 7 * i) % 256),
      ),
    ],
    /bytes\.yaml:\d+:\d+: /,
  ],
  ['nothing but zeros', ['run', file('zeros.yaml', new Uint8Array(500))], /zeros\.yaml:\d+:\d+: /],
  ['a tab', ['run', file('tab.yaml', 'id: x\n\ttitle: y\n')], /tab\.yaml:2:1: A tab/],
  ['a full-width colon', ['run', edited('wide.yaml', /^title:/m, 'title：')], /wide\.yaml:3:6: .*：/],
  [
    'the id constructor',
    ['run', edited('constructor.yaml', 'id: one-message', 'id: constructor')],
    /constructor\.yaml:2:5: .*constructor/,
  ],
  ['the id __proto__', ['run', edited('proto.yaml', 'id: one-message', 'id: __proto__')], /proto\.yaml:2:5: /],
  ['an unknown key', ['run', edited('key.yaml', 'starts:', 'start:')], /key\.yaml:\d+:\d+: .*start.*/],
  [
    'an unknown person',
    ['run', edited('person.yaml', 'from: alice', 'from: alise')],
    /person\.yaml:\d+:\d+: .*alise.*alice/,
  ],
  [
    'an unknown device in a probe',
    ['run', edited('probe.yaml', 'delivered(m1)', 'delivered(m1, bob.fone)')],
    /probe\.yaml:\d+:\d+: .*bob\.fone.*bob\.phone/,
  ],
  [
    'two right answers',
    [
      'run',
      edited(
        'two.yaml',
        /canRead\(alice\.phone, m1\) and canRead\(alice[^]*?bob\.phone, m1\)/,
        'canRead(bob.phone, m1)',
      ),
    ],
    /two\.yaml:\d+:\d+: /,
  ],
  [
    'no right answer',
    [
      'run',
      edited(
        'none.yaml',
        'and not canRead(server, m1)\n          and not',
        'and canRead(server, m1)\n          and not',
      ),
    ],
    /none\.yaml:\d+:\d+: /,
  ],
  ['a name that is a folder', ['new', 'scenarios/'], /no name for a file/],
  ['an empty name', ['new', ''], /no name for a file/],
  ['dots', ['new', '..'], /no name for a file/],
  ['a name with a zero in it', ['new', 'a\0b'], /no name for a file/],
  ['a folder that is not there', ['new', '../../not/there/x'], /x\.yaml cannot be written\. Does its folder exist\?/],
  [
    'a file as the folder',
    ['check', '--runs', '1', '--save', ONE],
    /one-message\.yaml cannot be written to\. Choose another folder\./,
  ],
  [
    'the files of a story that has none',
    ['run', ONE, '--files', 'anywhere'],
    /No device of this story keeps files, so there are none to save\. Add `storage: on` to the scenario\./,
  ],
  [
    'a file as the folder of files',
    ['run', WITH_FILES, '--files', ONE],
    /one-message\.yaml cannot be written to\. Choose another folder\./,
  ],
  [
    'a folder behind a link that leads nowhere',
    ['run', WITH_FILES, '--files', join(dangling('nowhere'), 'a', 'b')],
    /b cannot be written to\. Choose another folder\./,
  ],
];

describe.each([
  ['words', WORDS],
  ['files', FILES],
] as const)('%s that cannot be used', (_kind, cases) => {
  it.each(cases)('%s', (_what, args, english) => {
    const { code, out, err } = said(args);
    expect(code, out).toBe(2);
    expect(err).toMatch(english);
    expect(err).not.toMatch(/^\s+at |Error:|undefined|\[object/m);
    // Nothing invisible: a terminal must not be steered by what a file or a path holds.
    expect(err).not.toMatch(/(?![\n\t])\p{Cc}/u);
    const chinese = said(['--lang', 'zh', ...args]);
    expect(chinese.code).toBe(2);
    expect(chinese.err).toMatch(/\p{Script=Han}/u);
    expect(chinese.err).not.toMatch(/\b(Unknown|Did you mean|needs|takes|There is)\b/);
    expect(said(args, 'zh_CN.UTF-8').err).toBe(chinese.err);
  });
});

describe('more that cannot be used', () => {
  it.each(['fr', '', 'ZH', 'zh-CN'])(
    'the language "%s" is refused in both languages, for neither was chosen',
    (word) => {
      const { code, err } = said(['list', `--lang=${word}`]);
      expect(code).toBe(2);
      expect(err).toContain('--lang');
      expect(err).toMatch(/en.*zh/);
    },
  );

  it('fifty megabytes of YAML are refused at once', () => {
    const path = file('big.yaml', Buffer.alloc(50_000_000, 'a: b\n'));
    const before = performance.now();
    const { code, err } = said(['run', path]);
    expect(performance.now() - before).toBeLessThan(1000);
    expect(code).toBe(2);
    expect(err).toMatch(/50000000 bytes; a scenario has at most 256 KiB/);
  });

  // Root may read everything; a process's own memory cannot be read from its start even by root.
  const unreadable = (): string | undefined => {
    if (getuid?.() !== 0) {
      const path = file('closed.yaml', 'id: x');
      chmodSync(path, 0);
      return path;
    }
    return existsSync('/proc/self/mem') ? '/proc/self/mem' : undefined;
  };
  const closed = unreadable();
  if (closed === undefined) console.warn('SKIPPED: this system has no file that root cannot read');
  it.skipIf(closed === undefined)('a file that may not be read', () => {
    const { code, err } = said(['run', closed ?? '']);
    expect(code).toBe(2);
    expect(err).toContain('cannot be read');
  });

  it('a folder in the place of the new file', () => {
    mkdirSync(file('folder.yaml'));
    expect(said(['new', file('folder')])).toMatchObject({ code: 2, out: '' });
  });

  it('characters that would steer the terminal are neither taken in a text nor shown from a path', () => {
    const { code, err } = said(['run', edited('steer.yaml', 'zh: 九点见 } }', 'zh: "\\e[2J九点" } }')]);
    expect(code).toBe(2);
    expect(err).toMatch(/steer\.yaml:40:\d+: /);
    for (const { err: shown } of [said(['run', '\u001b[2J.yaml']), said(['new', '\u001b[2J']), said(['\u001b[2J'])]) {
      expect(shown).toContain('\uFFFD[2J');
      expect(shown).not.toContain('\u001b');
    }
  });
});

describe('the program', () => {
  const unsealed = (args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ['cli/unsealed.mjs', ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      // One that never comes back has no exit code.
      timeout: 45_000,
    });

  it('ends with 0, 1 or 2, complaints on the other stream, in the language of the terminal', () => {
    const well = unsealed(['run', ONE], { LC_ALL: 'en_US.UTF-8' });
    expect([well.status, well.stderr]).toEqual([0, '']);
    expect(well.stdout).toContain('All expectations hold.');
    const wrong = edited('fails.yaml', 'expect:\n', 'expect:\n  - canRead(server, m1)\n');
    expect(unsealed(['run', wrong]).status).toBe(1);
    const unusable = unsealed(['run', 'nowhere.yaml'], { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' });
    expect([unusable.status, unusable.stdout]).toEqual([2, '']);
    expect(unusable.stderr).toContain('没有文件 nowhere.yaml');
    expect(unsealed([]).status).toBe(2);
    expect(unsealed(['--help']).status).toBe(0);
  }, 60_000);

  const noFolder = existsSync('/proc') ? '/proc/nope/a' : undefined;
  if (noFolder === undefined) console.warn('SKIPPED: this system has no folder that can hold no other');
  it.skipIf(noFolder === undefined)(
    'comes back from a folder that can hold no other',
    () => {
      const { status, stderr } = unsealed(['run', WITH_FILES, '--files', noFolder ?? ''], { LC_ALL: 'en_US.UTF-8' });
      expect(status).toBe(2);
      expect(stderr).toContain('/proc/nope/a cannot be written to. Choose another folder.');
    },
    60_000,
  );

  it('takes a reader that stops early for no error', () => {
    const piped = spawnSync(
      'sh',
      [
        '-c',
        `"${process.execPath}" cli/unsealed.mjs run scenarios/keys-stolen-late.yaml --json | head -n 1; echo "done"`,
      ],
      { encoding: 'utf8' },
    );
    expect(piped.stdout).toBe('[\ndone\n');
    expect(piped.stderr).toBe('');
  }, 60_000);
});
