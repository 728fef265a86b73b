/** The lab's inspector in the browser: keys of a device and packets byte by byte, by keyboard, in the link, in both languages. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WORDS = {
  en: {
    eyes: 'Opened with the keys of',
    lead: 'Its message key',
    packet: 'The packet that it seals',
    sealed: 'Sealed:',
    layer: 'Content',
    why: 'Why ',
  },
  zh: {
    eyes: '用谁的密钥打开',
    lead: '它的消息密钥',
    packet: '用它密封的数据包',
    sealed: '密封着：',
    layer: '内容',
    why: '为什么',
  },
} as const;
const LAB = 'v=1&p=lab&s=keys-stolen-late';
const ownOf = (url: string, name: string): string | null => new URLSearchParams(new URL(url).hash.slice(1)).get(name);

describe.each(['en', 'zh'] as const)('the inspector (%s)', (language) => {
  const words = WORDS[language];

  test('goes from a ciphertext to its message key and back, and the link keeps the place', async () => {
    const { page, errors, close } = await site.open({ link: `${LAB}&view=bytes&field=2.4`, language });
    await page.getByRole('button', { name: words.lead }).click();
    const key = page.locator('section[aria-labelledby=key-title]');
    await key.waitFor();
    expect(await key.innerText()).toContain('m1');
    expect(ownOf(page.url(), 'view')).toBe('keys');
    await page.reload();
    await page.getByRole('button', { name: words.packet }).click();
    await page.locator('#layer-title').waitFor();
    expect(ownOf(page.url(), 'packet')).toMatch(/^\d+\.\d+$/);
    expect(errors).toEqual([]);
    await close();
  });

  test('walks through fields by arrow keys; hex, explanation and link go along', async () => {
    const { page, errors, close } = await site.open({ link: `${LAB}&view=bytes&field=1.0`, language });
    const pressed = page.locator('ul button[aria-pressed=true]');
    await pressed.focus();
    const first = await page.locator('[aria-live=polite] h3').innerText();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => ownOf(page.url(), 'field')).toBe('1.2');
    expect(await page.locator('[aria-live=polite] h3').innerText()).not.toBe(first);
    expect(await page.locator('span[data-selected]').first().innerText()).toMatch(/^[0-9a-f]{2}( [0-9a-f]{2})+$/);
    expect(errors).toEqual([]);
    await close();
  });

  test('shows the text to whoever can open it, and to nobody else', async () => {
    const { page, errors, close } = await site.open({ link: `${LAB}&view=bytes&eyes=bob.phone&field=5.0`, language });
    const layer = page.locator('section[aria-labelledby=layer-title]');
    await layer.locator('[aria-live=polite]').waitFor();
    const text = await layer.locator('dd').first().innerText();
    expect(text.length).toBeGreaterThan(3);
    await page.getByLabel(words.eyes).selectOption('network');
    await expect.poll(() => layer.innerText()).toContain(words.sealed);
    expect(await page.locator('figure').first().innerText()).not.toContain(text);
    await layer.getByRole('button', { name: words.why }).click();
    await page.locator('[aria-labelledby=proof-title]').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('walks through the staircase by arrow keys and chooses a key by Enter', async () => {
    const { page, errors, close } = await site.open({ link: `${LAB}&view=keys`, language });
    await page.locator('button[data-state][tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-labelledby=key-title]').waitFor();
    expect(ownOf(page.url(), 'key')).toMatch(/^[0-9a-f]{16}$/);
    expect(await page.locator('button[data-state][aria-pressed=true]').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await close();
  });

  test.each([
    ['keys', 'view=keys', 'light'],
    ['keys as a table', 'view=keys&as=table', 'dark'],
    ['bytes', 'view=bytes&field=2.4', 'dark'],
    ['bytes as a table', 'view=bytes&as=table', 'light'],
    ['sealed bytes', 'view=bytes&eyes=network&field=5.0', 'light'],
  ] as const)('%s have nothing that axe finds, and fit, at three widths', async (_name, view, theme) => {
    for (const width of [380, 1024, 1440]) {
      const { page, errors, close } = await site.open({ link: `${LAB}&${view}`, language, theme, width });
      await page.locator('input[name=event]').waitFor();
      await page.waitForTimeout(400);
      expect(await accessibilityProblems(page), `${view} at ${width}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
      expect([view, width, overflow]).toEqual([view, width, 0]);
      expect(errors).toEqual([]);
      await close();
    }
  });
});
