/** `unsealed sweep` as a person uses it: what it counts, in both languages, and for programs. */
import { describe, expect, it } from 'vitest';
import { said } from './testing/said.ts';

const SWAP = 'scenarios/key-swap.yaml';
const sweep = (...more: readonly string[]) => said(['sweep', SWAP, '--variant', 'compare', '--runs', '20', ...more]);
const row = (out: string, begins: string): string =>
  out.split('\n').find((line) => line.trim().startsWith(begins)) ?? '';

describe('unsealed sweep', () => {
  const { code, out, err } = sweep();

  it('names what was played, how often, and by which habits', () => {
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^# Swapping the keys · variant compare · model · seed 1$/m);
    expect(out).toMatch(/^Runs: 20$/m);
    expect(out).toMatch(/^Alice: compares codes .*: 0\.14; writes no more after a sign: always$/m);
    expect(out).toMatch(/^Bob: compares codes .*: always; writes no more after a sign: never$/m);
  });

  it('counts answers, first signs, signs, what was not sent and who could read, which all add up', () => {
    const number = (begins: string): number => Number(/ {2}(\d+)/.exec(row(out, begins))?.[1] ?? Number.NaN);
    const caught = number('Later, when they compare codes');
    expect(caught + number('Not at all, and you read along')).toBe(20);
    expect(number('s4b')).toBe(caught);
    expect(number('no sign at all')).toBe(20 - caught);
    expect(number('m4')).toBe(caught);
    expect(out).toMatch(new RegExp(`^ {2}m4 +${20 - caught} +${20 - caught} +0 +${20 - caught}$`, 'm'));
    expect(out).not.toMatch(/undefined|NaN|\[object| $/m);
  });

  it('says the same twice, another thing for another seed, and the same in Chinese', () => {
    expect(sweep().out).toBe(out);
    const habit = ['--set-habit', 'alice.compares=0.5'];
    const seeds = ['1', '2', '3'].map((seed) => row(sweep(...habit, '--seed', seed).out, 's4b'));
    expect(new Set(seeds).size).toBeGreaterThan(1);
    const chinese = sweep('--lang', 'zh').out;
    expect(chinese).not.toMatch(/\b(Alice|Bob|Runs|share|never|always|sees)\b/);
    const numbers = (text: string): readonly string[] => text.match(/\d+\.\d %|(?<=^ {2}m\d.*) \d+\b/gm) ?? [];
    expect(numbers(chinese)).toEqual(numbers(out));
  });

  it('goes by habits that are set by hand', () => {
    const never = sweep('--set-habit', 'alice.compares=never').out;
    expect(row(never, 'no sign at all')).toMatch(/ 20 +100\.0 %/);
    expect(never).toMatch(/^Signs that were seen: none$/m);
    const always = sweep('--set-habit', 'alice.compares=always,alice.heeds=never').out;
    expect(row(always, 's4b')).toMatch(/ 20 +100\.0 %/);
    expect(row(always, 'Alice sees “The code with Bob is different.”')).toMatch(/ 20 /);
    expect(row(always, 'm4')).toMatch(/ 0 +0\.0 %/);
  });

  it('gives programs the same as data', () => {
    const data: unknown = JSON.parse(sweep('--json', '--set-habit', 'alice.compares=always').out);
    expect(data).toMatchObject({
      scenario: 'key-swap',
      variant: 'compare',
      suite: 'model',
      seed: 1,
      runs: 20,
      habits: { alice: { compares: 1 } },
      answers: [
        { ask: 'q1', option: 1, runs: 0 },
        { ask: 'q1', option: 2, runs: 20 },
        { ask: 'q1', option: 3, runs: 0 },
        { ask: 'q1', option: 4, runs: 0 },
      ],
      noticed: [{ step: 's4b', runs: 20 }],
      unnoticed: 0,
    });
    expect(data).toHaveProperty('readers.0', { party: 'alice.phone', message: 'm1', runs: 20 });
  });

  it('plays the base run with real cryptography where that is wanted', () => {
    const { code: ended, out: base } = said(['sweep', 'scenarios/one-message.yaml', '--runs', '2', '--suite', 'noble']);
    expect(ended).toBe(0);
    expect(base).toMatch(/ · as built · noble · seed 1$/m);
    expect(base).toMatch(/^Runs: 2$/m);
  });
});
