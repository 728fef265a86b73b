/** The command line as a person uses it: what each command says, in both languages, and its exit codes. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROTECTION_IDS } from '../sim/protections.ts';
import { said, scratch } from './testing/said.ts';

const ONE = 'scenarios/one-message.yaml';
const LATE = 'scenarios/keys-stolen-late.yaml';
const file = scratch();

/** Columns that a line takes in a terminal: a Han character or a full-width sign takes two. */
const width = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(character) ? 2 : 1), 0);

describe('unsealed run', () => {
  it('tells story, matrix and expectations of the base run and of every variant', () => {
    const { code, out, err } = said(['run', LATE]);
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/^# .*$/gm)?.map((line) => line.split(' · ')[1])).toEqual([
      'as built',
      'variant keys-kept',
      'variant whole-phone',
      'variant same-key-for-replies',
      'variant implant-stays',
      'variant one-way',
    ]);
    expect(out).toMatch(/10:02 {2}s1 {2}m1 Alice's phone → Bob "Meet at nine, platform 4" \(shown on: Bob's phone\)/);
    expect(out).toMatch(/10:20 {2}s3 {2}Mallory copies keys of Bob's phone/);
    expect(out).toMatch(/● Nothing from before/);
    expect(out.match(/holds: /g)).toHaveLength(21);
    expect(out).not.toMatch(/ $/m);
    expect(out).not.toMatch(/FAILS|undefined|\[object|NaN|\{mallory\}/);
    expect(out.trimEnd().endsWith('All expectations hold.')).toBe(true);
  });

  it('says the same in Chinese, in aligned columns', () => {
    const { code, out } = said(['run', LATE, '--lang', 'zh']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/\b(Alice|Bob|Mallory|reads|holds|Story|Question)\b/);
    const lines = out.split('\n');
    const head = lines.indexOf('结束时谁能读：') + 1;
    const cells = (line: string): readonly { readonly at: number; readonly text: string }[] =>
      [...line.matchAll(/\S+/g)].map((match) => ({ at: width(line.slice(0, match.index)), text: match[0] }));
    const starts = cells(lines[head] ?? '').map(({ at }) => at);
    expect(starts.length).toBe(5);
    for (const row of lines.slice(head + 1, head + 5))
      expect(
        cells(row)
          .slice(1)
          .map(({ at }) => at),
      ).toEqual(starts);
    expect(said(['run', LATE], 'zh_CN.UTF-8').out).toBe(out);
    expect(said(['run', LATE, '--lang=zh'], 'en_US.UTF-8').out).toBe(out);
  });

  it('plays one variant where one is named', () => {
    const { code, out } = said(['run', ONE, '--variant', 'company-holds-keys']);
    expect(code).toBe(0);
    expect(out.match(/^# /gm)).toHaveLength(1);
    expect(out).toContain('variant company-holds-keys');
  });

  it('ends with 1 where an expectation fails, and says which', () => {
    const wrong = readFileSync(ONE, 'utf8').replace('expect:\n', 'expect:\n  - canRead(server, m1)\n');
    const { code, out, err } = said(['run', file('wrong.yaml', wrong)]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('FAILS: canRead(server, m1)');
    expect(out.trimEnd().endsWith('Some expectations fail.')).toBe(true);
    const json = said(['run', file('wrong.yaml', wrong), '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject([
      { expectations: [{ probe: 'canRead(server, m1)', holds: false }, {}, {}, {}, {}] },
      {},
    ]);
  });

  it('tells what the company has of each message without opening one, and no text', () => {
    const { code, out, err } = said(['run', LATE, '--variant', 'whole-phone', '--metadata', 'server']);
    expect([code, err]).toEqual([0, '']);
    const told = out.slice(out.indexOf('Metadata, no text in it'));
    expect(told).toMatch(/10:02:00 {2}alice\.phone → server +\d+ +noted +m1: from Alice’s phone to Bob/);
    expect(told).toContain('Alice asked for the keys of Bob for the first time');
    expect(told).toMatch(
      /The company cannot open any of these \d messages\. It knows that Alice and Bob wrote \d times/,
    );
    expect(told).not.toContain('Meet at nine');
    expect(told).not.toContain('projection');
  });

  it('tells what is left to a listener where links are wrapped, and says that this is a projection', () => {
    const { code, out } = said(['run', ONE, '--metadata', 'alice.phone-server:wrapped']);
    expect(code).toBe(0);
    const told = out.slice(out.indexOf('Metadata, no text in it'), out.indexOf('# One message · variant'));
    expect(told).toContain('A projection:');
    expect(told).toMatch(
      /sees no message, and not who writes to whom\. .* Alice’s phone talked to the company: 7 packets/,
    );
    expect(told).not.toMatch(/Bob|m1/);
    const chinese = said(['run', ONE, '--metadata', 'alice.phone-server:wrapped', '--lang', 'zh']).out;
    expect(chinese).toContain('看不出谁写给谁');
    const json: unknown = JSON.parse(said(['run', ONE, '--metadata', 'server', '--json']).out);
    expect(json).toMatchObject([
      { metadata: { party: 'server', messages: [{ message: 'm1', from: 'alice.phone' }] } },
      {},
    ]);
  });

  it('gives the whole as JSON', () => {
    const { code, out } = said(['run', LATE, '--json', '--why', 'mallory:m3', '--suite', 'model', '--seed', '7']);
    expect(code).toBe(0);
    const runs: unknown = JSON.parse(out);
    expect(runs).toHaveLength(6);
    expect(runs).toMatchObject([
      {
        header: { scenario: 'keys-stolen-late', seed: 7, suite: 'model' },
        question: { holds: [false, false, true] },
        matrix: [{ message: 'm1', states: { mallory: 'sealed', 'bob.phone': 'readable' } }, {}, {}, {}],
        story: [{ step: 's1', kind: 'send' }, {}, { step: 's3', kind: 'compromise', usedKeys: 0 }, {}, {}],
      },
      { header: { variant: 'keys-kept' }, story: [{}, {}, { usedKeys: 2 }, {}, {}] },
      {},
      {},
      {},
      {},
    ]);
  });

  it('is the same with the other suites, with the native one to the last byte', () => {
    const withoutHash = (text: string): string => text.replaceAll(/ · (noble|model) · .*$/gm, '');
    const withoutSuite = (text: string): string => text.replaceAll(/ · (noble|native) · /g, ' · ');
    expect(withoutSuite(said(['run', LATE, '--suite', 'native']).out)).toBe(withoutSuite(said(['run', LATE]).out));
    expect(withoutHash(said(['run', LATE, '--suite', 'model']).out)).toBe(withoutHash(said(['run', LATE]).out));
  });
});

describe('--why', () => {
  it('shows a proof that ends in the text, computed again', () => {
    const { out } = said(['run', LATE, '--variant', 'keys-kept', '--why', 'mallory:m3']);
    expect(out).toContain('Mallory can read m3');
    expect(out).toMatch(/copied from Bob's phone, keys, 10:20:00/);
    expect(out).toMatch(/AES-256-CBC open\(d\d+, d\d+, d\d+\) → padded text/);
    expect(out).toMatch(/computed again with real bytes \(\d+\): Change of plan: ten/);
    expect(out).not.toContain('REPLAY FAILED');
  });

  it('says what would have been enough, and when it was erased', () => {
    const { out } = said(['run', LATE, '--variant', 'same-key-for-replies', '--why', 'mallory:m1']);
    expect(out).toContain('Mallory cannot read m1');
    expect(out).toContain('Any one of these would have been enough:');
    expect(out).toMatch(/one-time prekey .*: Bob's phone \(keys\) 09:52:00, erased 10:02:00/);
    expect(out).toMatch(/message key .*: never stored, only computed/);
    expect(out).toMatch(/Tried with the nearest key it has: .* expected/);
    const zh = said(['run', LATE, '--why', 'mallory:m1', '--lang', 'zh']).out;
    expect(zh).toContain('马洛里');
    expect(zh).not.toMatch(/cannot|enough|erased/);
  });

  it('may ask for a message that only a variant has', () => {
    const extra = readFileSync(ONE, 'utf8').replace(
      'variants:\n',
      `variants:
  - id: one-more
    title: { en: One more, zh: 再来一条 }
    insert-after: { s1: [{ id: s2, send: m2, from: bob, to: alice, text: { en: Fine, zh: 好 } }] }
    expect: ['delivered(m2)']
`,
    );
    const { code, out, err } = said(['run', file('extra.yaml', extra), '--why', 'server:m2']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('m2: nobody writes it in this run');
    expect(out).toContain('company cannot read m2');
  });
});

describe('a step that cannot be done', () => {
  it('is told with its reason, in each language’s own words', () => {
    const story = readFileSync(LATE, 'utf8').replace('steps:\n', 'steps:\n  - { id: s0, replay: m4, by: mallory }\n');
    const path = file('too-early.yaml', story);
    expect(said(['run', path]).out).toContain('s0  Not possible in this run: it was not recorded.');
    expect(said(['run', path, '--lang', 'zh']).out).toContain('s0  本次运行里做不到：没有录下。');
  });
});

describe('unsealed list', () => {
  it('names the shipped scenarios with their questions', () => {
    const { code, out } = said(['list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^scenarios\/one-message\.yaml +Alice sends Bob one message/m);
    expect(said(['list', '--lang', 'zh']).out).toMatch(/one-message\.yaml +爱丽丝给鲍勃发一条消息/);
    expect(JSON.parse(said(['list', '--json']).out)).toContainEqual({
      file: ONE,
      question: 'Alice sends Bob one message. Who on the way can read it?',
    });
  });
});

describe('unsealed new', () => {
  it.each(['en', 'zh'])('writes a start in %s that runs as it is', (language) => {
    const path = file(`start-${language}.yaml`);
    expect(said(['new', path, '--lang', language])).toMatchObject({ code: 0, err: '' });
    const run = said(['run', path, '--lang', language]);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(20);
  });

  it('makes an id of a name that is none', () => {
    for (const name of ['My Lesson', 'constructor', '中文', '../up', 'server']) {
      const path = file(name.replace('../', 'up-'));
      expect(said(['new', path]).code).toBe(0);
      expect(said(['run', `${path}.yaml`])).toMatchObject({ code: 0, err: '' });
    }
  });

  it('never writes over a file', () => {
    const path = file('mine.yaml', 'mine');
    for (const name of [path, path.replace('.yaml', '')])
      expect(said(['new', name])).toMatchObject({ code: 2, out: '' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('unsealed check', { timeout: 60_000 }, () => {
  it('finds no broken invariant, catches every mutant, and saves what it found', () => {
    const folder = file('found');
    const { code, out, err } = said(['check', '--runs', '200', '--save', folder]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('200 random stories with every protection on: no invariant broken.');
    expect(out.match(/noticed in run \d+ \(steps in its story: [1-6]\)/g)).toHaveLength(PROTECTION_IDS.length);
    expect(out.match(/, the same with real cryptography/g)).toHaveLength(PROTECTION_IDS.length);
    expect(out).not.toMatch(/NOT NOTICED|NOT SO|checked 0 times/);
    const saved = [...out.matchAll(/^saved (.*)$/gm)].map(([, path]) => path ?? '');
    expect(saved).toHaveLength(PROTECTION_IDS.length);
    for (const path of saved) {
      expect(existsSync(path)).toBe(true);
      expect(said(['run', path])).toMatchObject({ code: 0, err: '' });
    }
  });

  it('says the same again for the same seed, in Chinese too, and as JSON', () => {
    const args = ['check', '--runs', '20', '--seed', '5'];
    expect(said(args).out).toBe(said(args).out);
    expect(said([...args, '--lang', 'zh']).out).not.toMatch(/\b(noticed|checked|stories|runs)\b/);
    expect(JSON.parse(said([...args, '--json']).out)).toMatchObject({ seed: 5, suite: 'model', honest: { runs: 20 } });
  });

  it('ends with 1 where too few stories were tried to notice every mutant', () => {
    const { code, out } = said(['check', '--runs', '1']);
    expect(code).toBe(1);
    expect(out).toMatch(/NOT NOTICED \(runs: 1\)/);
  });
});
