/** Habits as somebody writes them: in the cast, in a variant, and in one line for the command line. */
import { describe, expect, it } from 'vitest';
import { edited, EXAMPLE, parsed, problemsIn } from '../testing/exampleScenario.ts';
import { readHabits } from './habit-words.ts';
import { decodeScenario, encodeScenario } from './link.ts';
import { toYaml } from './to-yaml.ts';
import { applyVariant } from './variants.ts';

const ALICE = 'alice: {devices: [phone, laptop]';
const inCast = (habits: string): string => edited(ALICE, `${ALICE}, habits: ${habits}`);
const inVariant = (habits: string): string => edited('set: {', `set: {habits: ${habits}, `);
const said = (source: string): readonly string[] =>
  problemsIn(source).map(({ line, column, code }) => `${line}:${column} ${code}`);
const { cast } = parsed(EXAMPLE);

describe('habits in a scenario', () => {
  it.each([
    ['{compares: never, heeds: always}', { compares: 0, heeds: 1 }],
    ['{compares: 0.3}', { compares: 0.3 }],
    ['{heeds: 1}', { heeds: 1 }],
    ['{heeds: Always}', { heeds: 1 }],
    ['{}', {}],
  ])('are written %s', (written, habits) => {
    const scenario = parsed(inCast(written));
    expect(scenario.cast['alice']).toMatchObject({ habits });
    expect(parsed(toYaml(scenario))).toEqual(scenario);
    expect(decodeScenario(encodeScenario(scenario))).toEqual({ ok: true, scenario });
  });

  it('are those of the variant where it sets them, one by one; the others stay', () => {
    const both = inCast('{compares: 0.3, heeds: never}').replace('set: {', 'set: {habits: {alice: {heeds: 0.5}}, ');
    const scenario = parsed(both);
    expect(applyVariant(scenario, 'keys-kept').cast['alice']).toMatchObject({ habits: { compares: 0.3, heeds: 0.5 } });
    expect(applyVariant(scenario, 'edited').cast).toBe(scenario.cast);
    expect(parsed(toYaml(scenario))).toEqual(scenario);
  });

  it('alone are enough for a variant', () => {
    const source = edited('set: {protections: {eraseMessageKeys: off}}', 'set: {habits: {bob: {heeds: always}}}');
    expect(applyVariant(parsed(source), 'keys-kept').cast['bob']).toMatchObject({ habits: { heeds: 1 } });
  });

  it.each([
    ['a word that says nothing', inCast('{heeds: sometimes}'), '6:53 share-form'],
    ['a share above 1', inCast('{heeds: 1.5}'), '6:53 share-form'],
    ['a share below 0', inCast('{heeds: -0.1}'), '6:53 share-form'],
    ['a per cent', inCast('{heeds: 30%}'), '6:53 share-form'],
    ['no number', inCast('{heeds: .nan}'), '6:53 share-form'],
    ['a word that every object has', inCast('{heeds: constructor}'), '6:53 share-form'],
    ['a list', inCast('{heeds: [1]}'), '6:53 share-form'],
    ['an unknown habit', inCast('{heed: never}'), '6:46 unknown-key'],
    ['a habit that every object has', inCast('{constructor: never}'), '6:46 forbidden-key'],
    ['habits of a device', edited('bob: {', 'bob: {habit: {}, '), '7:9 unknown-key'],
    ['an attacker with habits', edited('mallory: {', 'mallory: {habits: {}, '), '8:13 unknown-key'],
    ['an unknown person in a variant', inVariant('{alise: {heeds: never}}'), '27:36 unknown-person'],
    ['an attacker in a variant', inVariant('{mallory: {heeds: never}}'), '27:36 unknown-person'],
  ])('that cannot be are named with their place: %s', (_, source, problem) => {
    expect(said(source)).toEqual([problem]);
  });

  it('come with the word to type instead', () => {
    const [problem] = problemsIn(inCast('{heeds: sometimes}'));
    expect(problem?.message.en).toContain('"sometimes"');
    expect(problem?.cure.en).toContain('never, always');
    expect(problem?.cure.zh).toContain('never');
    expect(problemsIn(inCast('{heed: never}'))[0]?.cure.en).toContain('heeds');
    expect(problemsIn(inVariant('{alise: {heeds: never}}'))[0]?.cure.en).toContain('alice');
  });
});

describe('habits in one line', () => {
  it('are read for several people, the last word counting', () => {
    expect(readHabits('alice.heeds=0.3, bob.compares=never,alice.compares=.5,alice.heeds=always', cast)).toEqual({
      ok: true,
      habits: { alice: { heeds: 1, compares: 0.5 }, bob: { compares: 0 } },
    });
  });

  it.each([
    ['', 'habit-form'],
    ['alice', 'habit-form'],
    ['alice.heeds', 'habit-form'],
    ['alice.heeds=', 'habit-form'],
    ['alice.heeds=0.3,', 'habit-form'],
    ['alice.phone.heeds=0.3', 'habit-form'],
    ['alise.heeds=0.3', 'unknown-person'],
    ['mallory.heeds=0.3', 'unknown-person'],
    ['__proto__.heeds=0.3', 'unknown-person'],
    ['alice.heed=0.3', 'not-one-of'],
    ['alice.constructor=0.3', 'not-one-of'],
    ['alice.heeds=2', 'share-form'],
    ['alice.heeds=-1', 'share-form'],
    ['alice.heeds=1e-3', 'share-form'],
    ['alice.heeds=NaN', 'share-form'],
    ['alice.heeds=toString', 'share-form'],
    ['alice.heeds=30%', 'share-form'],
  ])('are refused where the line is "%s"', (line, code) => {
    expect(readHabits(line, cast)).toMatchObject({ ok: false, problem: { code } });
  });
});
