/** Deletion in the browser: a lesson with the copies map, the lab's copies with their riddle, and the pages of real databases. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './axe.ts';
import { openSite, type Opening, type Site, type Visit } from './site.ts';

declare global {
  var printed: readonly string[] | undefined;
}

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WORDS = {
  en: {
    unknown: 'I don’t know',
    sure: 'sure',
    commit: 'That is my answer',
    next: 'Next step',
    find: 'Find the evidence',
    why: 'Why is that?',
    breakIt: 'Now you: break it',
    alice: 'Alice’s phone',
    bob: 'Bob’s phone',
    company: 'Company',
    mallory: 'Mallory',
    afterwards: 'afterwards',
    both: 'Both found.',
    notThat: 'That is not what the answer rests on. Look again.',
    cannot: 'Alice’s phone cannot read m1',
    gone: 'gone',
    left: 'left over',
    lies: 'Where it lies: Alice’s phone, messages.db',
    bytes: 'See its bytes',
    secret: 'I quit on Friday, tell no one',
    files: 'what lies in the files',
    table: 'Table',
    look: 'Look',
    overlooked: 'overlooked',
    tryOut: 'Try it out',
    reset: 'reset the device',
    vacuum: 'Run VACUUM and look again',
    vacuumed: /After VACUUM: .* Left over of m1: 2 places before, 0 now\./,
    asItWas: 'As it was',
    print: 'Print',
    noCopy: 'no copy of it',
    oneCopy: '1 readable copy in 1 place',
  },
  zh: {
    unknown: '我不知道',
    sure: '很有把握',
    commit: '这是我的答案',
    next: '下一步',
    find: '去找证据',
    why: '为什么会这样？',
    breakIt: '轮到你：关掉一项保护',
    alice: '爱丽丝的手机',
    bob: '鲍勃的手机',
    company: '公司',
    mallory: '马洛里',
    afterwards: '之后',
    both: '2 个全找到了。',
    notThat: '这里说明不了答案。再找找看。',
    cannot: '爱丽丝的手机读不了 m1',
    gone: '没了',
    left: '残留',
    lies: '它在哪里：爱丽丝的手机，messages.db',
    bytes: '看它的字节',
    secret: '我周五就辞职，先别告诉别人',
    files: '不同的是文件里留下了什么',
    table: '表',
    look: '看结果',
    overlooked: '漏掉了',
    tryOut: '逐一试试',
    reset: '恢复出厂设置',
    vacuum: '执行 VACUUM，再看一遍',
    vacuumed: /VACUUM）?之后：.*m1 的残留原有 [1-9] 处，现有 0 处。/,
    asItWas: '恢复原样',
    print: '打印',
    noCopy: '没有它的副本',
    oneCopy: '1 处有 1 份可读的副本',
  },
} as const;

const LESSON = 'v=1&p=lesson&s=delete-for-me';
const LEFT = 'v=1&p=lab&s=delete-for-me&variant=not-overwritten';

const map = (page: Page) => page.locator('section[aria-labelledby="copies-title"]');
const text = (page: Page): Promise<string> => page.locator('main').innerText();

describe.each(['en', 'zh'] as const)('deletion (%s)', (language) => {
  const words = WORDS[language];
  const open = (options: Opening): Promise<Visit> => site.open({ language, ...options });

  async function answered(): Promise<Visit> {
    const visit = await open({ link: LESSON });
    await map(visit.page).waitFor();
    await visit.page.getByRole('radio', { name: words.unknown }).check();
    await visit.page.getByRole('radio', { name: words.sure }).check();
    await visit.page.getByRole('button', { name: words.commit }).click();
    // Keys step through the run once it is there.
    await visit.page.getByRole('button', { name: words.next }).waitFor();
    return visit;
  }

  test('the map asks with holes, and nothing of what comes is in the page or its address', async () => {
    const { page, errors, close } = await open({ link: LESSON });
    await map(page).waitFor();
    expect(await map(page).locator('[data-state="hole"]').count()).toBe(2);
    expect(await map(page).locator('[data-state="erased"]').count()).toBe(0);
    await page.getByRole('button', { name: words.table, exact: true }).click();
    const rows = await map(page).locator('tbody tr').allInnerTexts();
    expect(rows.filter((row) => row.includes(words.afterwards))).toHaveLength(2);
    expect(rows.join(' ')).not.toContain(words.gone);
    expect(page.url()).not.toMatch(/stage|t=/);
    expect(errors).toEqual([]);
    await close();
  });

  test('prints the places to look at, and as the key every copy that was found, wherever the lesson stands', async () => {
    const { page, errors, close } = await open({
      link: LESSON,
      before: async (fresh) => {
        await fresh.addInitScript(() => {
          globalThis.print = () => {
            globalThis.printed = [...document.querySelectorAll('[class*="print"] section')].map(
              ({ textContent }) => textContent,
            );
          };
        });
      },
    });
    await map(page).waitFor();
    await page.getByRole('button', { name: words.print, exact: true }).click();
    await page.waitForFunction(() => globalThis.printed !== undefined);
    const [sheet = '', key = '', ...more] = (await page.evaluate(() => globalThis.printed)) ?? [];
    expect(more).toEqual([]);
    for (const place of [words.alice, words.bob, words.company, words.mallory]) {
      expect(sheet).toContain(place);
      expect(key).toContain(place);
    }
    expect(sheet).not.toContain(words.noCopy);
    expect(key).toContain(words.noCopy);
    expect(key).toContain(words.oneCopy);
    // Nothing of it stays in a page that asks.
    expect(await page.locator('[class*="print"] section').count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });

  test('goes from the answer over the evidence to the run with one switch off, and to the bytes that are left', async () => {
    const { page, errors, close } = await answered();
    await page.keyboard.press('End');
    await map(page).locator('[data-state="erased"]').waitFor();
    expect(await map(page).locator('[data-changed]').count()).toBe(1);
    await page.getByRole('button', { name: words.find }).click();
    const place = (name: string) => map(page).getByRole('heading', { name, exact: true }).getByRole('button');
    await place(words.mallory).click();
    await expect.poll(() => text(page)).toContain(words.notThat);
    await place(words.alice).click();
    await place(words.bob).click();
    await expect.poll(() => text(page)).toContain(words.both);
    await page.getByRole('button', { name: words.why, exact: true }).click();
    await place(words.alice).click();
    await page.getByRole('heading', { name: words.cannot }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words.breakIt }).click();
    await page.getByRole('switch').click();
    const left = map(page).locator('[data-state="remnant"]').first();
    await left.waitFor();
    await expect.poll(() => text(page)).toContain(words.files);
    await left.click();
    await page.getByRole('button', { name: words.bytes }).click();
    await page.getByRole('heading', { name: words.lies }).waitFor();
    await page.locator('mark[data-look="left"]').first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('the lab’s copies can be guessed first, and what would remove them is tried out on request', async () => {
    const { page, errors, close } = await open({ link: `${LEFT}&view=copies&hunt=1` });
    const spots = page.locator('section[aria-labelledby="hunt-title"] button[aria-pressed]');
    await spots.first().waitFor();
    expect(await text(page)).not.toContain(words.secret);
    await spots.first().click();
    await page.getByRole('button', { name: words.look, exact: true }).click();
    await map(page).waitFor();
    await expect.poll(() => text(page)).toContain(words.overlooked);
    await page.goto(`${page.url().split('#')[0]}#${LEFT}&view=copies`);
    await page.getByRole('button', { name: words.tryOut }).click();
    await page.getByRole('row', { name: words.reset }).first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('the lab’s storage leads from a page to its bytes, and a database that is written anew keeps nothing of it', async () => {
    const { page, errors, close } = await open({ link: `${LEFT}&view=storage` });
    await page.getByRole('button', { name: words.vacuum }).waitFor();
    await page.getByRole('button', { name: new RegExp(language === 'en' ? 'Page 2\\b' : '第 2 页') }).click();
    await page.locator('mark[data-look="left"]').first().waitFor();
    await page.getByRole('button', { name: words.vacuum }).click();
    // This phone empties its log after what it has written anew.
    await expect.poll(() => text(page)).toMatch(words.vacuumed);
    await page.getByRole('button', { name: words.asItWas }).click();
    await expect.poll(() => text(page)).not.toMatch(words.vacuumed);
    expect(errors).toEqual([]);
    await close();
  });

  test.each([
    ['a lesson’s question', LESSON, 'light'],
    ['the copies', `${LEFT}&view=copies`, 'dark'],
    ['the riddle', `${LEFT}&view=copies&hunt=1`, 'light'],
    ['the files', `${LEFT}&view=storage&of=alice.phone&file=messages.db&offset=4096`, 'dark'],
  ] as const)('%s has nothing that axe finds, at three widths', async (_name, link, theme) => {
    for (const width of [380, 1024, 1440]) {
      const { page, errors, close } = await open({ link, theme, width });
      await page.locator('#copies-title, #hunt-title, #page-title').first().waitFor();
      await page.waitForTimeout(300);
      expect(await accessibilityProblems(page), `${link} at ${width}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${link} at ${width}`).toBeLessThanOrEqual(0);
      expect(errors).toEqual([]);
      await close();
    }
  });

  test.each(['sold-after-reset', 'bit-flip'])('two runs of %s fit beside each other, whatever differs', async (id) => {
    const { page, errors, close } = await open({ link: `v=1&p=lesson&s=${id}` });
    await page.getByRole('radio', { name: words.unknown }).check();
    await page.getByRole('radio', { name: words.sure }).check();
    await page.getByRole('button', { name: words.commit }).click();
    await page.getByRole('button', { name: words.next }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: words.find }).click();
    await page.getByRole('button', { name: words.why, exact: true }).click();
    await page.getByRole('button', { name: words.breakIt }).click();
    await page.getByRole('switch').click();
    await page.locator('tbody tr').first().waitFor();
    for (const width of [380, 800, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([width, overflow]).toEqual([width, 0]);
    }
    expect(errors).toEqual([]);
    await close();
  });

  test.each(['evidence', 'break'] as const)('the stage %s has nothing that axe finds', async (stage) => {
    const { page, close } = await answered();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: words.find }).click();
    if (stage === 'break') {
      await page.getByRole('button', { name: words.why, exact: true }).click();
      await page.getByRole('button', { name: words.breakIt }).click();
      await page.getByRole('switch').click();
      await map(page).locator('[data-state="remnant"]').first().waitFor();
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    await close();
  });
});
