import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, edited, parsed, problemsIn } from '../testing/exampleScenario.ts';
import { formatProblem } from './format-problem.ts';
import { parseScenario } from './parse.ts';

/** `line:column code` of everything that is said about a source. */
const said = (source: string): readonly string[] =>
  problemsIn(source).map(({ line, column, code }) => `${line}:${column} ${code}`);

describe('reading a scenario file', () => {
  it('fills in the defaults', () => {
    const scenario = parsed(EXAMPLE);
    expect(scenario).toMatchObject({
      level: 'lesson',
      starts: '10:00',
      limits: 'lesson',
      latencyMs: 40,
      protections: {},
      cast: { alice: { role: 'person', devices: ['phone', 'laptop'] } },
      close: { stillClosed: ['m1'] },
    });
    expect(scenario.steps.map(({ kind }) => kind)).toEqual([
      'send',
      'ask',
      'compromise',
      'wait',
      'replay',
      'tamper',
      'send',
    ]);
    expect(scenario.variants[1]?.replace['s2']).toMatchObject({ id: 's2', takes: ['keys', 'chat'] });
  });

  it.each([
    ['5m', 5],
    ['2h', 120],
    ['3d', 4320],
    ['90', 90],
  ])('reads a wait of %s as minutes', (written, minutes) => {
    expect(parsed(edited('wait: 2h', `wait: ${written}`)).steps[3]).toMatchObject({ kind: 'wait', wait: minutes });
  });

  it.each([
    ['off', false],
    ['false', false],
    ['no', false],
    ['Off', false],
    ['on', true],
    ['true', true],
    ['yes', true],
  ])('reads a protection that is %s', (written, value) => {
    const source = edited('{eraseMessageKeys: off}', `{eraseMessageKeys: ${written}}`);
    expect(parsed(source).variants[0]?.set).toEqual({ protections: { eraseMessageKeys: value } });
  });

  it('keeps a probe with a comma in a list whole, with quotes or without', () => {
    const source = edited('expect:\n  - not canRead(mallory, m1)', 'expect: [not canRead(mallory, m1), delivered(m1)]');
    expect(parsed(source).expect).toEqual(['not canRead(mallory, m1)', 'delivered(m1)']);
  });

  it('takes a plain text, both languages, or one of them in a person’s own file', () => {
    expect(parsed(edited('An example', '{en: An example, zh: 例子}')).title).toEqual({ en: 'An example', zh: '例子' });
    expect(parsed(edited('An example', '{zh: 例子}')).title).toBe('例子');
  });
});

describe('what is wrong with a file is told with its place and its cure', () => {
  it.each<[name: string, source: string, expected: string]>([
    ['an unknown key', edited('serves:', 'servs:'), '4:1 unknown-key'],
    [
      'an unknown key of a step',
      edited('from: alice, to: bob', 'form: alice, from: alice, to: bob'),
      '11:24 unknown-key',
    ],
    ['a missing key', edited('title: An example\n', ''), '1:1 missing-key'],
    ['a missing key of a step', edited(', flip: mac', ''), '21:5 missing-key'],
    ['a step without a verb', edited('send: m1,', 'sned: m1,'), '11:5 no-verb'],
    ['a step with two verbs', edited('replay: m1', 'replay: m1, wait: 5'), '20:5 two-verbs'],
    ['a wrong type', edited('serves: [M09]', 'serves: M09'), '4:9 wrong-type'],
    ['a number where a text is wanted', edited('send: m1', 'send: 1'), '11:20 wrong-type'],
    ['a third language', edited('An example', '{en: x, fr: y}'), '2:16 unknown-key'],
    ['a text that is a number', edited('An example', '{en: x, zh: 3}'), '2:8 text-form'],
    ['a number out of range', edited('steps:', 'latencyMs: -1\nsteps:'), '10:12 out-of-range'],
    ['an unknown place to take', edited('takes: [keys]', 'takes: [kyes]'), '18:71 not-one-of'],
    ['an unknown protection', edited('protection: eraseMessageKeys', 'protection: eraseKeys'), '9:96 not-one-of'],
    [
      'an unknown protection in a variant',
      edited('{eraseMessageKeys: off}', '{eraseMesageKeys: off}'),
      '27:41 unknown-key',
    ],
    ['a protection neither on nor off', edited('eraseMessageKeys: off', 'eraseMessageKeys: maybe'), '27:59 toggle'],
    ['an unknown role', edited('role: attacker', 'role: atacker'), '8:19 not-one-of'],
    ['an unknown sender', edited('from: alice, to: bob', 'from: alcie, to: bob'), '11:30 unknown-sender'],
    [
      'an unknown device',
      edited('compromise: bob.phone, by: mallory, takes', 'compromise: bob.fone, by: mallory, takes'),
      '18:39 unknown-device',
    ],
    [
      'a person where a device is wanted',
      edited('compromise: bob.phone, by: mallory, takes', 'compromise: bob, by: mallory, takes'),
      '18:39 device-needed',
    ],
    ['an unknown message', edited('replay: m1', 'replay: m9'), '20:22 unknown-message'],
    ['an unknown attacker', edited('replay: m1, by: mallory', 'replay: m1, by: malory'), '20:30 unknown-attacker'],
    ['an unknown link', edited('tamper: bob.phone-server', 'tamper: bob.phone-sever'), '21:22 unknown-link'],
    ['an unknown party', edited('network, bob.phone', 'netwrk, bob.phone'), '9:54 unknown-party'],
    ['an unknown reveal', edited('reveal: s2', 'reveal: s9'), '14:13 unknown-step'],
    ['an unknown function in a probe', edited("when: 'canRead(", "when: 'canread("), '16:30 unknown-function'],
    ['an unknown party in a probe', edited("'not canRead(mallory", "'not canRead(malory"), '17:41 unknown-party'],
    ['a message to oneself', edited('to: bob,', 'to: alice,'), '11:41 to-self'],
    ['a duplicate step', edited('id: s4', 'id: s3'), '20:10 duplicate-id'],
    ['a duplicate message', edited('send: m2', 'send: m1'), '22:20 duplicate-id'],
    ['a duplicate key', edited('serves: [M09]', 'serves: [M09]\nserves: [M10]'), '5:1 duplicate-key'],
    ['a duplicate variant', edited('id: edited', 'id: keys-kept'), '28:9 duplicate-id'],
    ['an id in capitals', edited('id: s3', 'id: S3'), '19:10 bad-id'],
    ['a reserved id', edited('id: s3', 'id: setup'), '19:10 reserved-id'],
    ['a key that means something to the machine', edited('  bob:', '  __proto__:'), '7:3 forbidden-key'],
    ['another such key', edited('  bob:', '  constructor:'), '7:3 forbidden-key'],
    ['a reveal before the question', edited('reveal: s2', 'reveal: s1'), '14:13 reveal-not-after'],
    [
      'an answer about what comes later',
      edited("'not canRead(mallory, m1)'", "'not canRead(mallory, m2)'"),
      '17:50 later-than-reveal',
    ],
    [
      'two answers with one condition',
      edited("'not canRead(mallory, m1)'", "'canRead( mallory,m1 )'"),
      '17:28 same-when',
    ],
    ['one option only', edited("      - {text: 'No', when: 'not canRead(mallory, m1)'}\n", ''), '16:7 too-few'],
    [
      'a second question',
      edited(
        '  - {id: s3,',
        '  - {id: q2, ask: Hm, reveal: s6, options: [{text: A, when: refused(m1)}, {text: B, when: delivered(m1)}]}\n  - {id: s3,',
      ),
      '19:19 second-ask',
    ],
    [
      'a time that runs backwards',
      edited(
        '  - {id: s3, wait: 2h}',
        "  - {id: s3, at: '10:19', wait: 2h}\n  - {id: s9, at: '09:00', send: m9, from: bob, to: alice, text: x}",
      ),
      '20:18 time-backwards',
    ],
    ['a time that is none', edited("at: '10:20'", "at: '25:20'"), '18:18 bad-time'],
    ['a wait that is none', edited('wait: 2h', 'wait: soon'), '19:20 wait-form'],
    ['a wait in an unknown unit', edited('wait: 2h', 'wait: 2x'), '19:20 wait-form'],
    ['a wait of half a minute', edited('wait: 2h', 'wait: 0.5'), '19:20 wait-form'],
    ['a wait of years', edited('wait: 2h', 'wait: 366d'), '19:20 wait-form'],
    ['a text without a language', edited('An example', '{}'), '2:8 text-form'],
    ['an unknown label in close', edited('still-closed: [m1]', 'still-closed: [m7]'), '23:24 unknown-message'],
    ['a variant that edits an unknown step', edited('{s2: {compromise', '{s8: {compromise'), '29:15 unknown-step'],
    [
      'a variant that changes nothing',
      edited('{id: keys-kept, set: {protections: {eraseMessageKeys: off}}', '{id: keys-kept, set: {protections: {}}'),
      '27:5 empty-variant',
    ],
    ['a variant that removes what the rest needs', edited('remove: [s4]', 'remove: [s1]'), '28:5 variant-breaks'],
    ['a name in a text that nobody has', edited('{mallory} read it', '{malory} read it'), '13:15 unknown-name'],
    [
      'a result in a text before the answer',
      edited('Can {mallory} read', 'Can {count(readers(m1))} read'),
      '13:15 outcome-early',
    ],
    ['a brace without a partner', edited('Can {mallory} read', 'Can {mallory read'), '13:14 brace'],
    ['a tab as indent', edited('\n  alice:', '\n\talice:'), '6:1 tab'],
    ['a wrong indent', edited('\n  bob:', '\n bob:'), '7:1 indent'],
    ['a full-width colon after a key', edited('title: ', 'title：'), '2:6 full-width'],
    ['a full-width colon in braces', edited('{id: s3, ', '{id：s3, '), '19:6 full-width'],
    ['a full-width comma', edited('{id: s3, wait', '{id: s3，wait'), '19:12 full-width'],
    ['a full-width comma in a list', edited('takes: [keys]', 'takes: [keys，chat]'), '18:75 full-width'],
    ['full-width quotes', edited("at: '10:20',", 'at: “10:20”,'), '18:18 full-width'],
    ['a full-width bracket in a probe', edited("'not canRead(mallory", "'not canRead（mallory"), '17:40 full-width'],
    ['a full-width time', edited("at: '10:20'", "at: '10：20'"), '18:21 full-width'],
    ['an alias', edited('serves: [M09]', 'serves: &a [M09]\nstarts: *a'), '4:12 anchor'],
    ['a tag', edited('serves: [M09]', 'serves: !!set [M09]'), '4:9 tag'],
    ['an open quote', edited('title: An example', 'title: "An example'), '2:8 quote-open'],
    [
      'an open bracket',
      edited('from: alice, to: bob, text: Meet at nine}', 'from: alice, to: bob, text: Meet at nine'),
      '12:3 bracket-open',
    ],
    ['a colon in a text', edited('title: An example', 'title: An example: one'), '2:8 needs-quotes'],
    [
      'a comma in a probe in braces',
      edited("when: 'canRead(mallory, m1)',", 'when: canRead(mallory, m1),'),
      '16:46 needs-quotes',
    ],
    ['a list instead of keys', '- id: x\n', '1:1 not-a-scenario'],
    ['one word', 'hello', '1:1 not-a-scenario'],
    ['nothing', '', '1:1 empty'],
    ['only a comment', '# nothing yet\n', '1:1 empty'],
    ['two documents', `${EXAMPLE}---\nid: two\n`, '33:1 several-documents'],
  ])('%s', (_name, source, expected) => {
    expect(said(source)).toContain(expected);
    for (const { message, cure } of problemsIn(source)) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(cure.zh).toMatch(/\p{Script=Han}/u);
      expect(`${message.en} ${cure.en}`).not.toMatch(/undefined|\[object|\bat .*\.ts/);
    }
  });

  it.each([
    ['serves:', 'servs:', 'Did you mean "serves"?'],
    ['send: m1,', 'sned: m1,', 'Did you mean "send"?'],
    ['from: alice', 'from: alcie', 'Did you mean "alice"?'],
    ['replay: m1, by: mallory', 'replay: m1, by: malory', 'Did you mean "mallory"?'],
    ['tamper: bob.phone-server', 'tamper: bob.phone-sever', 'Did you mean "bob.phone-server"?'],
    ['protection: eraseMessageKeys', 'protection: eraseMesageKey', 'Did you mean "eraseMessageKeys"?'],
    ["when: 'canRead(", "when: 'canread(", 'Did you mean "canRead"?'],
    ['compromise: bob.phone, by: mallory, takes', 'compromise: bob, by: mallory, takes', 'Write bob.phone.'],
  ])('suggests the nearest word: %s written as %s', (right, wrong, cure) => {
    expect(problemsIn(edited(right, wrong)).map((problem) => problem.cure.en)).toContain(cure);
  });

  it('looks up people and misconceptions where their lists are given', () => {
    const options = { shipped: false, misconceptions: new Set(['M10']), people: new Set(['alice', 'bob']) };
    const result = parseScenario('example.yaml', EXAMPLE, options);
    expect(result.ok ? [] : result.problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '4 unknown-misconception',
      '8 unknown-person',
      '16 unknown-misconception',
    ]);
  });

  it('reads as file:line:column, sentence, cure', () => {
    const [problem] = problemsIn(edited('serves:', 'servs:'));
    expect(problem && formatProblem(problem, 'en')).toBe(
      'example.yaml:4:1: Unknown key "servs". Did you mean "serves"?',
    );
    expect(problem && formatProblem(problem, 'zh')).toBe('example.yaml:4:1: 不认识的键“servs”。是不是想写“serves”？');
  });

  it('never passes a control character of the file on to the terminal', () => {
    const source = edited('title: An example', 'title: An example\n"\\e[31mred\\u202e": 1');
    for (const problem of problemsIn(source)) expect(formatProblem(problem, 'en')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(said(source)).toContain('3:1 unknown-key');
  });
});

describe('several mistakes', () => {
  it('are told at once, in the order of the file, at most twenty', () => {
    const source = edited('serves:', 'servs:').replace('send: m2', 'sned: m2').replace('flip: mac', 'flip: mak');
    expect(said(source)).toEqual(['4:1 unknown-key', '21:59 not-one-of', '22:5 no-verb']);
    expect(said(`${EXAMPLE}${Array.from({ length: 60 }, (_, i) => `k${i}: 1\n`).join('')}`)).toHaveLength(20);
  });

  it('are told by their cause only', () => {
    expect(said(edited('takes: [keys]', 'takes: keys'))).toEqual(['18:70 wrong-type']);
    expect(said(edited('from: alice, to: bob', 'from：alice, to: bob'))).toEqual(['11:24 full-width']);
  });

  it('in the story are not repeated for each variant', () => {
    expect(said(edited("at: '10:20'", "at: '25:20'"))).toEqual(['18:18 bad-time']);
  });
});

describe('a shipped file', () => {
  const codes = (source: string, file = 'example.yaml'): readonly string[] => {
    const result = parseScenario(file, source, { shipped: true });
    return result.ok ? [] : result.problems.map(({ line, code }) => `${line} ${code}`);
  };

  it.each(['keys-stolen-late', 'one-message'])('%s is in order', (id) => {
    const file = `scenarios/${id}.yaml`;
    const result = parseScenario(file, readFileSync(file, 'utf8'), { shipped: true });
    expect(result.ok ? [] : result.problems.map((problem) => formatProblem(problem, 'en'))).toEqual([]);
  });

  it('has every text in both languages', () => {
    expect(codes(EXAMPLE)).toContain('2 missing-translation');
    expect(codes(edited('An example', '{en: An example}'))).toContain('2 missing-translation');
    expect(codes(edited('An example', '{en: An example, zh: 例子}'))).not.toContain('2 missing-translation');
  });

  it('names a misconception for every wrong option', () => {
    expect(codes(edited(', misconception: M09}', '}'))).toContain('17 misconception-needed');
    expect(codes(edited("m1)'}\n  - {id: s2", "m1)', misconception: M10}\n  - {id: s2"))).toContain(
      '15 no-right-option',
    );
  });

  it('has its file’s name as id', () => {
    expect(codes(EXAMPLE, 'scenarios/other.yaml')).toContain('1 id-is-not-file');
  });

  it('explains in at most 90 words or 150 汉字', () => {
    const long = (words: number, characters: number): string =>
      `${EXAMPLE}explain: {en: ${'word '.repeat(words)}, zh: ${'字'.repeat(characters)}}\n`;
    expect(codes(long(90, 150))).not.toContain('33 too-wordy');
    expect(codes(long(91, 150))).toContain('33 too-wordy');
    expect(codes(long(90, 151))).toContain('33 too-wordy');
  });
});

describe('hostile input', () => {
  it.each<[name: string, source: string, code: string]>([
    ['50 MB', 'a'.repeat(50 * 1024 * 1024), 'too-large'],
    ['too many bytes in few characters', `title: ${'字'.repeat(100_000)}`, 'too-large'],
    ['deep brackets', '{a: '.repeat(50_000), 'too-deep'],
    ['deep lists', '- '.repeat(100_000), 'too-deep'],
    ['thousands of keys', Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`).join('\n'), 'unknown-key'],
    [
      'an alias bomb',
      `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: &k${i} [*a, *a]`).join('\n')}`,
      'anchor',
    ],
    ['too many steps', `${EXAMPLE.split('steps:', 1)[0]}steps:\n${'  - {id: s, wait: 1}\n'.repeat(501)}`, 'too-many'],
    ['too many variants', `${EXAMPLE}${'  - {id: v, remove: [s4]}\n'.repeat(20)}`, 'too-many'],
    [
      'too many people',
      edited('  bob:', `${Array.from({ length: 20 }, (_, i) => `  p${i}: {devices: [phone]}`).join('\n')}\n  bob:`),
      'too-many',
    ],
    ['a long text', edited('Meet at nine', 'x'.repeat(2_001)), 'text-too-long'],
    [
      'a long probe',
      edited('  - not canRead(mallory, m1)', `  - not canRead(mallory, m1)${' or refused(m1)'.repeat(40)}`),
      'text-too-long',
    ],
    ['a deep probe', edited('  - not canRead(mallory, m1)', `  - ${'not '.repeat(60)}refused(m1)`), 'probe-depth'],
  ])('%s is refused in one sentence', (_name, source, code) => {
    const before = performance.now();
    expect(problemsIn(source).map((problem) => problem.code)).toContain(code);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('never throws, whatever is done to a valid file', () => {
    const places = fc.integer({ min: 0, max: EXAMPLE.length - 1 });
    const signs = fc.constantFrom(
      '\t',
      '：',
      '，',
      '“',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&',
      '*',
      '!',
      '%',
      '|',
      '>',
      '-',
      '?',
      '#',
      '\n',
      ' ',
      ':',
      ',',
      '\0',
      '\ud800',
      '(',
      ')',
      '__proto__',
      'null',
      '~',
      '1e999',
    );
    const mutation = fc.record({
      at: places,
      remove: fc.nat(30),
      insert: fc.oneof(signs, fc.string({ maxLength: 5, unit: 'binary' })),
    });
    const run = fc.check(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let source = EXAMPLE;
        for (const { at, remove, insert } of mutations)
          source = source.slice(0, at) + insert + source.slice(at + remove);
        wellFormed(source);
      }),
      { numRuns: 1_500 },
    );
    expect(fc.defaultReportMessage(run)).toBeUndefined();
  });

  it('never throws on arbitrary text', () => {
    const run = fc.check(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), wellFormed), { numRuns: 500 });
    expect(fc.defaultReportMessage(run)).toBeUndefined();
  });
});

/** Parses without throwing; every problem points into the file and says something in both languages. */
function wellFormed(source: string): void {
  const lines = source.split('\n');
  for (const { line, column, message, cure } of problemsIn(source)) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    for (const sentence of [message.en, message.zh, cure.en, cure.zh]) expect(sentence.length).toBeGreaterThan(3);
  }
}
