/** Steps and settings about deleting, keeping, copying and files: as they are written, and what is said of mistakes in them. */
import { describe, expect, it } from 'vitest';
import { EXAMPLE, edited, parsed, problemsIn } from '../testing/exampleScenario.ts';
import { decodeScenario, encodeScenario } from './link.ts';
import { toYaml } from './to-yaml.ts';
import { applyVariant } from './variants.ts';

/** The example with one more person and one more step at its end; devices keep files. */
const withStep = (step: string, settings = 'storage: on'): string =>
  edited('shows:', '  carol: {devices: [phone]}\nshows:')
    .replace('steps:', () => `${settings}\nsteps:`)
    .replace('close:', () => `  - {id: x, ${step}}\nclose:`);
const stepOf = (source: string): unknown => parsed(source).steps.at(-1);
/** The line of the added step. */
const LINE = 25;
const codes = (source: string): readonly string[] => problemsIn(source).map(({ code }) => code);
const pointedAt = (source: string): readonly string[] =>
  problemsIn(source).map(
    ({ line, column, code }) => `${line} ${code} ${(source.split('\n')[line - 1] ?? '').slice(column - 1)}`,
  );

const WRITTEN: readonly (readonly [written: string, step: object])[] = [
  ['delete: m1, by: alice, for: everyone', { kind: 'delete', delete: 'm1', by: 'alice', forEveryone: true }],
  ['delete: m1, by: bob.phone, for: me', { kind: 'delete', by: 'bob.phone', forEveryone: false }],
  ['edit: m1, as: m4, by: alice, text: At ten', { kind: 'edit', edit: 'm1', as: 'm4', text: 'At ten' }],
  ['clear: bob, by: alice', { kind: 'clear', chat: 'bob', by: 'alice' }],
  ['clear: all, by: alice', { kind: 'clear', chat: 'all' }],
  ['delete-chat: bob, by: alice', { kind: 'delete-chat', chat: 'bob' }],
  ['disappear: 24h, by: alice, with: bob', { kind: 'disappear', seconds: 86_400, by: 'alice', with: 'bob' }],
  ['disappear: 7d, by: alice, with: bob', { seconds: 604_800 }],
  ['disappear: 90d, by: alice, with: bob', { seconds: 7_776_000 }],
  ['disappear: off, by: alice, with: bob', { seconds: 0 }],
  ['keep: m1, by: bob', { kind: 'keep', message: 'm1', by: 'bob' }],
  ['veto: m1, by: alice', { kind: 'veto', message: 'm1', by: 'alice' }],
  ['veto: m1, by: bob', { kind: 'veto', message: 'm1', by: 'bob' }],
  ['view: m1, on: bob.phone', { kind: 'view', message: 'm1', on: 'bob.phone' }],
  ['screenshot: m1, on: bob.phone', { kind: 'screenshot', message: 'm1' }],
  ['film: m1, on: bob.phone, with: carol.phone', { kind: 'film', on: 'bob.phone', with: 'carol.phone' }],
  ['export: alice, on: bob.phone', { kind: 'export', chat: 'alice', on: 'bob.phone' }],
  ['uninstall: bob.phone', { kind: 'uninstall', device: 'bob.phone' }],
  ['reset: bob.phone', { kind: 'reset', device: 'bob.phone' }],
  ['tidy: alice.phone, do: vacuum', { kind: 'tidy', device: 'alice.phone', what: 'vacuum' }],
  ['chatter: 400, on: alice.phone, with: bob', { kind: 'chatter', count: 400, on: 'alice.phone', with: 'bob' }],
  ['program: bob.phone, set: modified', { kind: 'program', device: 'bob.phone', modified: true }],
  ['program: bob.phone, set: official', { modified: false }],
  ['image: bob.phone, by: mallory, while: unlocked', { kind: 'image', by: 'mallory', unlocked: true }],
  ['image: bob.phone, by: mallory, while: off', { unlocked: false }],
  ['crash: bob.phone, change: 3, how: torn', { kind: 'crash', device: 'bob.phone', change: 3, how: 'torn' }],
  ['disk: bob.phone, set: failing', { kind: 'disk', device: 'bob.phone', set: 'failing' }],
  ['send: m4, from: bob, to: alice, text: Yes, quotes: m1', { kind: 'send', quotes: 'm1' }],
  ['send: m4, from: bob, to: carol, forwards: m1', { text: 'Meet at nine', forwards: 'm1' }],
  ['send: m4, from: bob, to: carol, forwards: m1, text: Otherwise', { text: 'Otherwise' }],
  ['send: m4, from: bob, to: alice, text: Look, picture: true, once: true', { picture: true, once: true }],
  ['compromise: bob.phone, by: mallory, takes: [notices, saved, files]', { takes: ['notices', 'saved', 'files'] }],
  ['compromise: bob.phone, by: mallory', { takes: ['keys', 'chat'] }],
];

describe('a step', () => {
  it.each(WRITTEN)('{%s} is read', (written, step) => {
    expect(stepOf(withStep(written))).toMatchObject({ id: 'x', ...step });
  });

  it.each(WRITTEN)('{%s} is the same after it was saved, and inside a link', (written) => {
    const scenario = parsed(withStep(written));
    expect(parsed(toYaml(scenario))).toEqual(scenario);
    expect(decodeScenario(encodeScenario(scenario))).toEqual({ ok: true, scenario });
  });

  it('without a picture says nothing of pictures', () => {
    expect(stepOf(withStep('send: m4, from: bob, to: alice, text: No, picture: off'))).not.toHaveProperty('picture');
  });

  it('in a variant passes on a text of the base story, or one that is passed on there itself', () => {
    const source = withStep('send: m4, from: bob, to: carol, forwards: m1').replace(
      'id: x1, send: m3, from: alice, to: bob, text: More',
      'id: x1, send: m3, from: bob, to: carol, forwards: m1',
    );
    expect(parsed(source).variants[1]?.insertAfter['s2']?.[0]).toMatchObject({ text: 'Meet at nine' });
    const again = withStep('send: m4, from: bob, to: carol, forwards: m1').replace(
      'close:',
      '  - {id: y, send: m5, from: carol, to: alice, forwards: m4}\nclose:',
    );
    expect(stepOf(again)).toMatchObject({ text: 'Meet at nine' });
  });

  it('that edits gives its text a label that later steps and probes may use', () => {
    const source = withStep('edit: m1, as: m4, by: alice, text: At ten')
      .replace('close:', '  - {id: y, read: m4, on: bob.phone}\nclose:')
      .replace('  - not canRead(mallory, m1)', "  - 'deleted(m4, bob.phone) or recoverable(mallory, m4)'");
    expect(codes(source)).toEqual([]);
    expect(codes(source.replace('on: bob.phone}\nclose', 'on: alice.phone}\nclose'))).toEqual(['not-theirs']);
  });
});

describe('a mistake in a step', () => {
  it.each<[step: string, at: string, code: string]>([
    ['delete: m9, by: alice, for: me', 'm9', 'unknown-message'],
    ['delete: m1, by: carol, for: everyone', 'carol', 'not-in-chat'],
    ['delete: m1, by: alcie, for: me', 'alcie', 'unknown-sender'],
    ['delete: m1, by: alice, for: all', 'all', 'not-one-of'],
    ['delete: m1, by: alice', '{id: x', 'missing-key'],
    ['edit: m1, as: m2, by: alice, text: At ten', 'm2', 'duplicate-id'],
    ['edit: m4, as: m4, by: alice, text: At ten', 'm4, by', 'duplicate-id'],
    ['edit: m1, as: M4, by: alice, text: At ten', 'M4', 'bad-id'],
    ['edit: m1, as: m4, by: carol, text: At ten', 'carol', 'not-in-chat'],
    ['clear: bobb, by: alice', 'bobb', 'unknown-person'],
    ['clear: alice, by: alice.laptop', 'alice, by', 'one-person'],
    ['delete-chat: all, by: alice', 'all', 'unknown-person'],
    ['disappear: 8d, by: alice, with: bob', '8d', 'disappear-form'],
    ['disappear: on, by: alice, with: bob', 'on,', 'disappear-form'],
    ['disappear: 7d, by: alice, with: alice', 'alice}', 'one-person'],
    ['keep: m1, by: carol', 'carol', 'not-in-chat'],
    ['veto: m1, by: carol', 'carol', 'not-in-chat'],
    ['view: m1, on: alice.phone', 'alice.phone', 'not-for-viewing'],
    ['view: m1, on: bob', 'bob', 'device-needed'],
    ['screenshot: m1, on: carol.phone', 'carol.phone', 'not-in-chat'],
    ['film: m1, on: bob.phone, with: carol', 'carol}', 'device-needed'],
    ['film: m1, on: bob.phone, with: bob.phone', 'bob.phone}', 'films-itself'],
    ['export: bob, on: bob.phone', 'bob, on', 'one-person'],
    ['uninstall: bob', 'bob}', 'device-needed'],
    ['reset: bob.phnoe', 'bob.phnoe', 'unknown-device'],
    ['tidy: bob.phone, do: defrag', 'defrag', 'not-one-of'],
    ['chatter: 2001, on: bob.phone, with: alice', '2001', 'out-of-range'],
    ['chatter: 0, on: bob.phone, with: alice', '0', 'out-of-range'],
    ['chatter: 5, on: bob.phone, with: bob', 'bob}', 'one-person'],
    ['program: bob.phone, set: changed', 'changed', 'not-one-of'],
    ['image: bob.phone, by: alice, while: off', 'alice', 'unknown-attacker'],
    ['image: bob.phone, by: mallory, while: on', 'on}', 'not-one-of'],
    ['crash: bob.phone, change: -1, how: kill', '-1', 'out-of-range'],
    ['crash: bob.phone, how: kill', '{id: x', 'missing-key'],
    ['crash: bob.phone, change: 1, how: burn', 'burn', 'not-one-of'],
    ['disk: bob.phone, set: empty', 'empty', 'not-one-of'],
    ['send: m4, from: bob, to: alice', '{id: x', 'missing-key'],
    ['send: m4, from: bob, to: alice, quotes: m9, text: Yes', 'm9', 'unknown-message'],
    ['send: m4, from: carol, to: alice, quotes: m1, text: Yes', 'm1', 'not-hers'],
    ['send: m4, from: carol, to: alice, forwards: m9', 'm9', 'unknown-message'],
    ['send: m4, from: bob, to: alice, forwards: m4', 'm4}', 'not-yet-sent'],
    ['compromise: bob.phone, by: mallory, takes: [disk]', 'disk', 'not-one-of'],
  ])('{%s} is told at its place', (step, at, code) => {
    const source = withStep(step);
    const found = pointedAt(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${LINE} ${code} ${at}`);
    for (const { message, cure } of problemsIn(source)) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(cure.zh).toMatch(/[\p{Script=Han}]/u);
      expect(`${message.en} ${cure.en}`).not.toMatch(/undefined|\[object/);
    }
  });

  it('of an attacker who may not copy is told', () => {
    const source = withStep('image: bob.phone, by: mallory, while: off').replace(
      'watches: [network]}',
      'watches: [network], can: [alter, replay]}',
    );
    expect(codes(source)).toContain('not-able');
  });

  it('that more everyday messages come than a device may have stands at the step that is too much', () => {
    const source = withStep('chatter: 1500, on: bob.phone, with: alice').replace(
      'close:',
      '  - {id: y, chatter: 1500, on: bob.phone, with: carol}\nclose:',
    );
    expect(pointedAt(source)).toEqual([`${LINE + 1} too-much-chatter 1500, on: bob.phone, with: carol}`]);
  });
});

describe('a scenario whose devices keep no files', () => {
  const FILES = [
    'uninstall: bob.phone',
    'reset: bob.phone',
    'tidy: bob.phone, do: merge',
    'disk: bob.phone, set: full',
  ];
  it.each([
    ...FILES,
    'chatter: 5, on: bob.phone, with: alice',
    'image: bob.phone, by: mallory, while: off',
    'crash: bob.phone, change: 0, how: kill',
    'compromise: bob.phone, by: mallory, takes: [files]',
    'implant: bob.phone, by: mallory, takes: [notices]',
  ])('cannot have {%s}, and is told what to add', (step) => {
    const [problem, ...others] = problemsIn(withStep(step, 'limits: lesson'));
    expect(problem?.code).toBe('storage-needed');
    expect(problem?.cure.en).toContain('Add `storage: on`');
    expect(others).toEqual([]);
  });

  it.each(WRITTEN.slice(0, 16))('can have {%s}', (step) => {
    expect(codes(withStep(step, 'limits: lesson'))).toEqual([]);
  });

  it('can have such a step in a variant that sets storage', () => {
    const insert = (source: string): string =>
      source
        .replace('send: m3, from: alice, to: bob, text: More', 'tidy: bob.phone, do: vacuum')
        .replace("['delivered(m3, bob.phone)']", '[]');
    expect(codes(insert(EXAMPLE))).toEqual(['storage-needed']);
    expect(codes(insert(EXAMPLE).replace('- id: edited', '- id: edited\n    set: {storage: on}'))).toEqual([]);
  });
});

describe('the settings about files', () => {
  const USUAL = { journal: 'wal', overwrite: 'all', autoVacuum: false };
  it.each<[written: string, storage: object]>([
    ['on', USUAL],
    ['true', USUAL],
    ['{}', USUAL],
    ['{journal: persist}', { ...USUAL, journal: 'persist' }],
    ['{overwrite: rows, autoVacuum: on}', { ...USUAL, overwrite: 'rows', autoVacuum: true }],
  ])('{storage: %s} are read with their defaults, and saved', (written, storage) => {
    const scenario = parsed(edited('steps:', `storage: ${written}\ndeleteWindow: 4096s\nsteps:`));
    expect(scenario).toMatchObject({ storage, deleteWindow: 4_096 });
    expect(parsed(toYaml(scenario))).toEqual(scenario);
    expect(decodeScenario(encodeScenario(scenario))).toEqual({ ok: true, scenario });
  });

  it('are absent where nothing is said', () => {
    expect(parsed(EXAMPLE)).not.toHaveProperty('storage');
    expect(parsed(EXAMPLE)).not.toHaveProperty('deleteWindow');
  });

  it('may be those of a variant', () => {
    const source = edited('set: {', 'set: {storage: {journal: delete}, deleteWindow: 7m, ');
    const scenario = parsed(source);
    expect(applyVariant(scenario, 'keys-kept')).toMatchObject({ storage: { journal: 'delete' }, deleteWindow: 420 });
    expect(applyVariant(scenario, 'edited')).not.toHaveProperty('storage');
    expect(parsed(toYaml(scenario))).toEqual(scenario);
  });

  it.each([
    ['storage: off', 'storage-form'],
    ['storage: maybe', 'storage-form'],
    ['storage: 3', 'storage-form'],
    ['storage: {jurnal: wal}', 'unknown-key'],
    ['storage: {journal: memory}', 'not-one-of'],
    ['storage: [on]', 'wrong-type'],
    ['deleteWindow: 4096', 'length-form'],
    ['deleteWindow: 5w', 'length-form'],
  ])('{%s} is a mistake', (written, code) => {
    expect(codes(edited('steps:', `${written}\nsteps:`))).toEqual([code]);
  });
});

describe('a scenario that shows copies', () => {
  const copies = edited('figure: who-can-read,', 'figure: copies,');
  const withFiles = copies.replace('steps:', 'storage: on\nsteps:');

  it('is about files, and about a message that is written', () => {
    expect(codes(copies)).toEqual(['storage-needed']);
    expect(parsed(withFiles).shows.figure).toBe('copies');
    const about = (message: string): string =>
      withFiles.replace('figure: copies,', `figure: copies, message: ${message},`);
    expect(parsed(about('m2')).shows.message).toBe('m2');
    expect(parsed(toYaml(parsed(about('m2')))).shows.message).toBe('m2');
    expect(pointedAt(about('m9'))[0]).toMatch(/^\d+ unknown-message m9,/);
  });

  it('alone may name a message', () => {
    expect(codes(edited('figure: who-can-read,', 'figure: who-can-read, message: m1,'))).toEqual([
      'message-needs-copies',
    ]);
  });
});
