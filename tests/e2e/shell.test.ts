/** What stands around every screen: language, theme, keys, glossary, a link that cannot be opened, an engine that fails. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test('the language can be switched, stays in the link, and leaves no other language behind', async () => {
  const { page, close } = await site.open({ language: 'en' });
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: '发送' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  expect(page.url()).toContain('l=zh');
  const main = await page.getByRole('main').innerText();
  expect(main.replaceAll(/\d+/g, '')).not.toMatch(/[a-z]{3}/i);
  await page.reload();
  await page.getByRole('button', { name: '发送' }).waitFor();
  await close();
});

test('the theme follows the browser and can be switched by hand', async () => {
  const { page, close } = await site.open({ theme: 'dark' });
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await paper()).toBe('rgb(18, 22, 28)');
  await page.getByRole('button', { name: 'Dark / light' }).click();
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await close();
});

describe.each(['en', 'zh'] as const)('the list of keys (%s)', (language) => {
  test('opens with ?, closes with Esc, and gives the focus back', async () => {
    const { page, close } = await site.open({ language });
    const radio = page.getByRole('radio').first();
    await radio.focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.locator('kbd').count()).toBeGreaterThan(5);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await radio.evaluate((element) => element === document.activeElement)).toBe(true);
    await close();
  });

  test('can switch single keys off', async () => {
    const { page, close } = await site.open({ language });
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });
});

test('the link that is copied opens the same place in the same language', async () => {
  const { page, close } = await site.open({
    language: 'zh',
    before: (_, context) => context.grantPermissions(['clipboard-read', 'clipboard-write']),
  });
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: '发送' }).click();
  await page.getByRole('button', { name: '复制链接' }).click();
  await page.getByRole('status').filter({ hasText: '已复制' }).waitFor({ state: 'attached' });
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${site.url}#v=1&stage=sent&l=zh`);
  await close();
});

describe.each([
  ['an unknown scenario', 'v=1&p=lesson&s=no-such-story', 'no-such-story'],
  ['markup', 'v=1&p=lesson&s=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'img'],
  ['another version', 'v=99', '99'],
  ['a switch that does not exist', 'v=1&off=gravity', 'gravity'],
  ['a great length', `v=1&t=${'9'.repeat(40_000)}`, '16384'],
])('a hostile link: %s', (_, link, names) => {
  test.each(['en', 'zh'] as const)('gives a message with a cure and starts nothing (%s)', async (language) => {
    const { page, requests, errors, close } = await site.open({ language, link });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain(names);
    expect((await alert.innerText()).match(/\p{Script=Han}/gu) !== null).toBe(language === 'zh');
    expect(await alert.locator('img').count()).toBe(0);
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => url.includes('worker'))).toEqual([]);
    expect(errors).toEqual([]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await alert.getByRole('button').click();
    await page.getByRole('radio').first().waitFor();
    await close();
  });
});

describe.each([
  ['en', 'Reload this step', 'Now let the company hold the keys'],
  ['zh', '重新载入这一步', '现在让公司保管密钥'],
] as const)('an engine that fails (%s)', (language, reload, keys) => {
  test('gives one sentence and a way on, and the step comes back', async () => {
    const { page, close } = await site.open({
      language,
      link: 'v=1&stage=sent',
      before: async (fresh) => {
        await fresh.route(/worker/, (route) => route.abort());
      },
    });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const said = await alert.innerText();
    expect(said).not.toMatch(/Error|\bat |\.js|undefined/);
    expect(said.match(language === 'zh' ? /[。！？]/g : /[.!?](?:\s|$)/g)).toHaveLength(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute(/worker/);
    await page.getByRole('button', { name: reload }).click();
    await page.getByRole('button', { name: keys }).waitFor();
    await expect.poll(() => page.locator('main figure ol > li').count()).toBe(5);
    expect(page.url()).toContain('stage=sent');
    await close();
  });
});
