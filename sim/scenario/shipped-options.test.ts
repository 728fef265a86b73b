/** Nothing but the story gives the right answer of a shipped question away: neither its place in the list nor its length. */
import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../testing/shipped.ts';
import { inLanguage, LANGUAGES, type Language } from '../text.ts';
import { askOf } from './lesson.ts';
import type { AskOption } from './types.ts';

/** The right option of a shipped file is the one that names no misconception; that it is right is judged in shipped.test.ts. */
const ASKED = SHIPPED.flatMap((scenario) => {
  const options = askOf(scenario)?.options ?? [];
  return options.length === 0
    ? []
    : [{ id: scenario.id, options, right: options.findIndex(({ misconception }) => misconception === undefined) }];
});
/** Two files may agree by chance. */
const MOST_OF_ALL = Math.max(2, Math.ceil(ASKED.length / 2));
/** So much longer than the mean of all options the right one may be. */
const LONGEST_RATIO = 1.6;

const lengths = (options: readonly AskOption[], language: Language): readonly number[] =>
  options.map(({ text }) => Array.from(inLanguage(text, language)).length);
const idsWhere = (test: (asked: (typeof ASKED)[number]) => boolean): readonly string[] =>
  ASKED.filter(test).map(({ id }) => id);
const atMostHalf = (what: string, ids: readonly string[]): void =>
  expect({ what, ids: ids.length <= MOST_OF_ALL ? [] : ids }).toEqual({ what, ids: [] });

describe('the right options of the shipped questions', () => {
  it('are looked for where there are some', () => {
    expect(ASKED.length).toBeGreaterThan(0);
    expect(ASKED.filter(({ right }) => right === -1)).toEqual([]);
  });

  it('stand at no place of the list in more than half of them', () => {
    const most = Math.max(...ASKED.map(({ options }) => options.length));
    for (let place = 0; place < most; place++)
      atMostHalf(
        `option ${place + 1} is right`,
        idsWhere(({ right }) => right === place),
      );
    atMostHalf(
      'the last option is right',
      idsWhere(({ right, options }) => right === options.length - 1),
    );
  });

  it.each(LANGUAGES)('are neither the longest nor the shortest in more than half of them, in %s', (language) => {
    const compare = (test: (right: number, others: readonly number[]) => boolean): readonly string[] =>
      idsWhere(({ options, right }) => {
        const all = lengths(options, language);
        return test(
          all[right] ?? 0,
          all.filter((_, i) => i !== right),
        );
      });
    atMostHalf(
      'the right option is the longest',
      compare((right, others) => right > Math.max(...others)),
    );
    atMostHalf(
      'the right option is the shortest',
      compare((right, others) => right < Math.min(...others)),
    );
  });

  it.each(ASKED.flatMap((asked) => LANGUAGES.map((language) => [asked.id, language, asked] as const)))(
    '%s: is no longer than 1.6 times the mean, in %s',
    (_id, language, { options, right }) => {
      const all = lengths(options, language);
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
      expect((all[right] ?? 0) / mean).toBeLessThanOrEqual(LONGEST_RATIO);
    },
  );
});
