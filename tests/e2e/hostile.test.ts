/** A hostile world in the browser: every shipped lesson as far as its answer, codes held side by side, the lab's views and lens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Site } from './site.ts';
import { SHIPPED } from '../../sim/testing/shipped.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WORDS = {
  en: { unknown: 'I don’t know', guess: 'guess', answer: 'That is my answer' },
  zh: { unknown: '我不知道', guess: '猜的', answer: '这是我的答案' },
} as const;
/** Those with phones only are no walk through stages: `spot.test.ts`. */
const LESSONS = SHIPPED.filter(
  ({ level, shows, steps }) =>
    level === 'lesson' && shows.figure !== 'phones' && steps.some(({ kind }) => kind === 'ask'),
);

describe.each(['en', 'zh'] as const)('the hostile lessons (%s)', (language) => {
  const words = WORDS[language];

  test.each(LESSONS.map(({ id }) => id))(
    '%s opens after an answer, and runs to its end without an error',
    async (id) => {
      const { page, errors, close } = await site.open({ link: `v=1&p=lesson&s=${id}`, language, width: 1024 });
      const options = page.getByRole('radio');
      await options.first().waitFor();
      await page.getByRole('radio', { name: words.unknown }).check();
      await page.getByRole('radio', { name: words.guess }).check();
      await page.getByRole('button', { name: words.answer }).click();
      const steps = SHIPPED.find((one) => one.id === id)?.steps.length ?? 0;
      for (let pressed = 0; pressed < steps; pressed++) await page.keyboard.press('ArrowRight');
      await expect.poll(async () => page.locator('main').innerText()).not.toMatch(/undefined|NaN|\{[a-z]+\}/);
      expect(errors).toEqual([]);
      await close();
    },
  );

  test('two phones hold their codes side by side when keys were swapped, and the groups differ', async () => {
    const { page, errors, close } = await site.open({
      link: 'v=1&p=lab&s=compare-codes&variant=swap-afterwards',
      language,
    });
    const figure = page.locator('figure', { has: page.locator('ol') });
    await figure.first().waitFor();
    const groups = await figure.first().locator('ol li').allInnerTexts();
    const digits = groups.map((group) => group.replaceAll(/\D/g, '').slice(0, 5));
    expect(digits).toHaveLength(24);
    expect(digits.every((group) => group.length === 5)).toBe(true);
    expect(digits.slice(0, 12)).not.toEqual(digits.slice(12));
    expect(errors).toEqual([]);
    await close();
  });

  test.each([
    ['every packet', 'view=packets', 'light'],
    ['compare', 'view=compare', 'dark'],
    ['the company’s view', 'lens=server', 'light'],
  ] as const)('the lab’s %s has nothing that axe finds, at three widths', async (_name, view, theme) => {
    for (const width of [380, 1024, 1440]) {
      const { page, errors, close } = await site.open({
        link: `v=1&p=lab&s=poor-network&${view}`,
        language,
        theme,
        width,
      });
      await page.locator('input[name=event]').waitFor();
      await page.waitForTimeout(300);
      expect(await accessibilityProblems(page), `${view} at ${width}`).toEqual([]);
      expect(errors).toEqual([]);
      await close();
    }
  });
});
