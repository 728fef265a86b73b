/** The first experiment as a new user meets it: in both languages, on a phone and on a desk, by pointer and by keyboard. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Site, type Visit } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WORDS = {
  en: {
    question: 'Who on the way can read it?',
    onlyPhones: 'Only the two phones',
    company: 'The company and the two phones',
    send: 'Send it',
    keys: 'Now let the company hold the keys',
    next: /^Next: /,
    text: 'Meet at nine',
    run: 'this run',
    you: 'you',
    reads: 'reads',
    sealed: 'sealed',
    again: 'Start again',
  },
  zh: {
    question: '路上谁能读到它？',
    onlyPhones: '只有两部手机',
    company: '公司和两部手机',
    send: '发送',
    keys: '现在让公司保管密钥',
    next: /^下一个：/,
    text: '九点见',
    run: '本次运行',
    you: '你',
    reads: '可读',
    sealed: '密封',
    again: '重新开始',
  },
} as const;

const places = (page: Page) => page.locator('main figure ol > li');
/** What stands in the place with this index, on one line. */
const placeText = async (page: Page, index: number): Promise<string> =>
  (await places(page).nth(index).innerText()).replaceAll(/\s+/g, ' ');
/** The words that can be seen in a part of the page: not those that only a screen reader says. */
const visibleText = (page: Page, part: string): Promise<string> =>
  page.evaluate((selector) => {
    const root = document.querySelector(selector);
    if (root === null) throw new Error(`the page has no ${selector}`);
    const seen: string[] = [];
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode() !== null) {
      const parent = nodes.currentNode.parentElement;
      const hides = (element: Element): boolean => getComputedStyle(element).clipPath !== 'none';
      let hidden = parent?.checkVisibility({ visibilityProperty: true }) !== true;
      for (let one: Element | null = parent; one !== null && !hidden; one = one.parentElement) hidden = hides(one);
      if (!hidden) seen.push(nodes.currentNode.textContent ?? '');
    }
    return seen.join(' ');
  }, part);
const BYTES = /(?:[0-9a-f]{2} ){3,4}\.\./;

describe.each(['en', 'zh'] as const)('the first page (%s)', (language) => {
  const words = WORDS[language];
  const start = (options: Parameters<Site['open']>[0] = {}): Promise<Visit> => site.open({ ...options, language });
  const toOutcome = async (page: Page, answer: string): Promise<void> => {
    await page.getByRole('radio', { name: answer, exact: true }).click();
    await page.getByRole('button', { name: words.send }).click();
    await page.getByRole('button', { name: words.keys }).waitFor();
  };

  test('leads from the question to the outcome with exactly two activations', async () => {
    const { page, errors, close } = await start();
    await expect.poll(() => places(page).count()).toBe(5);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(words.question);
    expect(await placeText(page, 0)).toContain(words.text);

    await page.getByRole('radio', { name: words.company, exact: true }).click();
    expect(await page.getByText(words.run, { exact: true }).count(), 'one activation is not enough').toBe(0);
    await page.getByRole('button', { name: words.send }).click();

    await page.getByText(words.run, { exact: true }).waitFor();
    const seen = await Promise.all([0, 1, 2, 3, 4].map((index) => placeText(page, index)));
    expect(seen[0]).toContain(words.text);
    expect(seen[4]).toContain(words.text);
    for (const wire of [seen[1], seen[3]]) {
      expect(wire).toMatch(BYTES);
      expect(wire).toContain(words.sealed);
    }
    expect(BYTES.exec(seen[1] ?? '')?.[0], 'the same bytes on both wires').toBe(BYTES.exec(seen[3] ?? '')?.[0]);
    expect(seen[2], 'the company knows who, when and how large').toMatch(/18:02.*\d+ (?:bytes|字节)/);
    expect(seen[2]).not.toContain(words.text);
    const held = page.locator('li', { hasText: words.run });
    expect(await held.innerText()).toContain(words.onlyPhones);
    expect(await page.locator('li', { has: page.getByText(words.you, { exact: true }) }).innerText()).toContain(
      words.company,
    );
    expect(errors).toEqual([]);
    await close();
  });

  test('shows nothing of the outcome before it is sent', async () => {
    const { page, close } = await start();
    await expect.poll(() => places(page).count()).toBe(5);
    await page.getByRole('radio', { name: words.onlyPhones, exact: true }).click();
    for (const index of [1, 2, 3, 4]) expect(await placeText(page, index)).toContain('?');
    const html = await page.content();
    expect(html).not.toMatch(BYTES);
    expect(html).not.toContain('18:02');
    expect(html).not.toContain(words.run);
    expect(html.split(words.text).length - 1, 'only the author has the text').toBe(1);
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.getByRole('status').allInnerTexts()).not.toContain(words.sealed);
    await close();
  });

  test('then lets the company hold the keys: the wires stay sealed, one place changes', async () => {
    const { page, errors, close } = await start();
    await toOutcome(page, words.onlyPhones);
    const before = await Promise.all([1, 2, 3].map((index) => placeText(page, index)));
    const button = await page.getByRole('button', { name: words.keys }).boundingBox();
    await page.getByRole('button', { name: words.keys }).click();
    const next = page.getByRole('button', { name: words.next });
    await next.waitFor();
    await expect.poll(() => placeText(page, 2)).toContain(words.text);
    const after = await Promise.all([1, 2, 3].map((index) => placeText(page, index)));
    for (const wire of [0, 2]) {
      expect(after[wire]).toContain(words.sealed);
      expect(BYTES.exec(after[wire] ?? '')?.[0]).toBeDefined();
      expect(after[wire], 'other bytes, as random as before').not.toBe(before[wire]);
    }
    expect(await page.locator('main figure [data-changed]').count(), 'one plate has the accent corner').toBe(1);
    expect(await page.locator('li', { hasText: words.run }).innerText()).toContain(words.company);
    const moved = await next.boundingBox();
    expect(Math.abs((moved?.x ?? -9) - (button?.x ?? 9)) + Math.abs((moved?.y ?? -9) - (button?.y ?? 9))).toBeLessThan(
      2,
    );
    expect(errors).toEqual([]);
    await close();
  });

  test('takes Back, Forward, a reload and a copied link to the same place, and keeps the answer out of the link', async () => {
    const { page, close } = await start();
    await toOutcome(page, words.onlyPhones);
    const link = page.url();
    expect(link).toContain('stage=sent');
    expect(decodeURIComponent(link)).not.toMatch(/answer|you|option/);
    await page.goBack();
    await page.getByRole('button', { name: words.send }).waitFor();
    expect(await page.content()).not.toMatch(BYTES);
    await page.goForward();
    await page.getByRole('button', { name: words.keys }).waitFor();
    const seen = await placeText(page, 1);
    await page.reload();
    await page.getByRole('button', { name: words.keys }).waitFor();
    await expect.poll(() => placeText(page, 1)).toBe(seen);
    await page.getByRole('button', { name: words.again }).click();
    await page.getByRole('button', { name: words.send }).waitFor();
    expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
    await close();
  });

  test('can be done with the keyboard alone', async () => {
    const { page, close } = await start();
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(words.run, { exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.keys);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: words.next }).waitFor();
    await close();
  });

  test('fits: at most 60 words or 100 汉字 before the first action, question and answers without scrolling at 380x740', async () => {
    const { page, close } = await start({ width: 380, height: 740 });
    await page.getByRole('radio').first().waitFor();
    const text = (await visibleText(page, 'header')) + (await visibleText(page, 'main section:first-of-type'));
    expect(text).toContain(words.question);
    expect(text).toContain(words.send);
    if (language === 'zh') expect(text.match(/\p{Script=Han}/gu)?.length).toBeLessThanOrEqual(100);
    else expect(text.match(/[\p{L}’]+/gu)?.length).toBeLessThanOrEqual(60);
    for (const part of [
      page.getByRole('heading', { level: 1 }),
      page.locator('fieldset'),
      page.getByRole('button', { name: words.send }),
    ]) {
      const box = await part.boundingBox();
      expect(box).not.toBeNull();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(740);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'no sideways scrolling').toBe(380);
    await close();
  });

  test.each(['light', 'dark'] as const)('has no accessibility problem that axe can find (%s)', async (theme) => {
    const { page, close } = await start({ theme });
    await page.getByRole('radio').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language === 'zh' ? 'zh-CN' : 'en');
    expect(await accessibilityProblems(page)).toEqual([]);
    await toOutcome(page, words.company);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: words.keys }).click();
    await page.getByRole('button', { name: words.next }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await close();
  });

  test('asks the network for nothing after it has loaded, and stores nothing', async () => {
    const { page, requests, close } = await start();
    await page.getByRole('radio').first().waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = requests.length;
    await toOutcome(page, words.onlyPhones);
    await page.getByRole('button', { name: words.keys }).click();
    await page.getByRole('button', { name: words.next }).waitFor();
    expect(requests.slice(loaded)).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:'))).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await close();
  });

  test('works from one file with the network off', async () => {
    const { page, errors, requests, close } = await start({ asFile: true });
    await toOutcome(page, words.onlyPhones);
    expect(await placeText(page, 1)).toMatch(BYTES);
    expect(await placeText(page, 4)).toContain(words.text);
    expect(page.url()).toContain('unsealed.html#v=1&stage=sent');
    await page.goBack();
    await page.getByRole('button', { name: words.send }).waitFor();
    expect(requests.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });
});
