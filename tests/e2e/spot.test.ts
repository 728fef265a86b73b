/** The runs by their phones alone in the browser: nothing told before the last answer, then the score, the readers, the labs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Site } from './site.ts';
import { drawnRuns, judge } from '../../sim/index.ts';
import { optionsOf, runsOf, shipped } from '../../sim/testing/shipped.ts';
import { inLanguage, type Language } from '../../sim/text.ts';

const LINK = 'v=1&p=lesson&s=spot-it';
const story = shipped('spot-it');
const ORDER = drawnRuns(story, 1);
const RUNS = runsOf(story, optionsOf('noble'));

/** Which option holds in each round, judged here in Node. */
const RIGHT = ORDER.map((variant) => {
  const run = RUNS.find(({ name }) => name === (variant === undefined ? story.id : `${story.id}/${variant}`));
  return run === undefined ? -1 : (judge(run.played, run.knowledge)?.holds.indexOf(true) ?? -1);
});

const WORDS = {
  en: {
    sure: 'fairly',
    answer: 'That is my answer',
    score: (right: number) => `You were right in ${right} of 6 runs.`,
    lab: /^Open in the lab/,
    again: 'Again, in another order',
    table: 'Table',
    others: ['Mallory', 'The company', 'Company', 'reads m3', 'could read'],
  },
  zh: {
    sure: '有点把握',
    answer: '这是我的答案',
    score: (right: number) => `6 次运行，你判断对了 ${right} 次。`,
    lab: /^在实验室打开/,
    again: '换个顺序，再来一遍',
    table: '表',
    others: ['马洛里', '公司', '读得到 m3。'],
  },
} as const;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Chooses an option of the round that is open, or not to know. */
async function answer(page: Page, option: number, language: Language): Promise<void> {
  const words = WORDS[language];
  await page.locator('input[name=answer]').nth(option).check();
  await page.getByRole('radio', { name: words.sure }).check();
  await page.getByRole('button', { name: words.answer }).click();
}

const ofRound = (page: Page, round: number): Promise<void> =>
  page.waitForFunction((run) => location.hash.includes(`run=${run}`), round + 1).then(() => undefined);

describe.each(['en', 'zh'] as const)('the phones alone (%s)', (language) => {
  const words = WORDS[language];

  test('tell of no reader before the last answer, and then the score and every reader', async () => {
    const { page, errors, requests, close } = await site.open({ link: LINK, language, width: 1440 });
    await page.locator('input[name=answer]').first().waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = requests.length;
    const secrets = [
      ...words.others,
      ...story.variants.flatMap(({ id, title }) => [id, title === undefined ? id : inLanguage(title, language)]),
    ];
    for (const [round, right] of RIGHT.entries()) {
      if (round > 0) await ofRound(page, round);
      const html = `${await page.locator('main').innerHTML()} ${page.url()} ${await page.title()}`;
      for (const secret of secrets) expect(html.toLowerCase(), secret).not.toContain(secret.toLowerCase());
      // Five right answers; in the last round one does not know.
      await answer(page, round === RIGHT.length - 1 ? 2 : right, language);
    }
    await page.getByText(words.score(RIGHT.length - 1)).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.score(RIGHT.length - 1));
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN|\{[a-z]+\}/);
    const labs = page.getByRole('link', { name: words.lab });
    const links = await labs.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(links.map((link) => /variant=([\w-]+)/.exec(link)?.[1])).toEqual(ORDER);
    expect(links.every((link) => link.includes('p=lab') && link.includes('s=spot-it'))).toBe(true);
    await labs.nth(ORDER.indexOf('keys-swapped')).click();
    await page.locator('input[name=event]').waitFor();
    expect(page.url()).toContain('variant=keys-swapped');
    expect(requests.slice(loaded)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test('are walked with the keyboard; Back leads to the round before, and a copied link to the first', async () => {
    const { page, close } = await site.open({ link: LINK, language, width: 1024 });
    await page.locator('input[name=answer]').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await ofRound(page, 1);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('answer');
    const copied = page.url().split('#')[1] ?? '';
    await page.goBack();
    await ofRound(page, 0);
    await expect.poll(() => page.locator('input[name=answer]').first().isChecked()).toBe(true);
    await close();
    const other = await site.open({ link: copied, language });
    await other.page.locator('input[name=answer]').first().waitFor();
    expect(await other.page.locator('[aria-current=step]').innerText()).toBe('1');
    await other.close();
  });

  test('begin again in the order of another seed', async () => {
    const { page, close } = await site.open({ link: `${LINK}&run=6`, language });
    await page.locator('input[name=answer]').first().waitFor();
    for (const round of RIGHT.keys()) {
      if (round > 0) await ofRound(page, round);
      await answer(page, 0, language);
    }
    await page.getByRole('button', { name: words.again }).click();
    await page.locator('input[name=answer]').first().waitFor();
    expect(page.url()).toContain('seed=2');
    expect(await page.locator('main input:checked').count()).toBe(0);
    await close();
  });

  test('say the same as a table', async () => {
    const { page, close } = await site.open({ link: LINK, language });
    await page.locator('figure ol').first().waitFor();
    const texts = story.steps.flatMap((step) => (step.kind === 'send' ? [inLanguage(step.text, language)] : []));
    const picture = await page.locator('figure').innerText();
    for (const text of texts.slice(0, 2)) expect(picture.split(text)).toHaveLength(3);
    await page.getByRole('button', { name: words.table, exact: true }).click();
    const table = await page.locator('figure table').innerText();
    for (const text of texts.slice(0, 2)) expect(table.split(text)).toHaveLength(3);
    await close();
  });

  test.each([380, 1024, 1440])('have nothing that axe finds and no sideways scrolling at %i', async (width) => {
    const theme = width === 1024 ? 'dark' : 'light';
    const { page, errors, close } = await site.open({ link: LINK, language, width, theme });
    await page.locator('input[name=answer]').first().waitFor();
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overflow()).toBe(0);
    for (const round of RIGHT.keys()) {
      if (round > 0) await ofRound(page, round);
      await answer(page, round % 3, language);
    }
    await page.getByRole('button', { name: words.again }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overflow()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });
});
