/** The lesson *keys stolen late* from its question to its broken run, in both languages; expectations are computed here. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright';
import { accessibilityProblems } from './axe.ts';
import { computed } from './computed.ts';
import { openSite, type Opening, type Site, type Visit } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const ID = 'keys-stolen-late';
const WORDS = {
  en: {
    unknown: 'I don’t know',
    sure: 'sure',
    commit: 'That is my answer',
    next: 'Next step',
    back: 'Back',
    find: 'Find the evidence',
    why: 'Why is that?',
    can: 'Why can Mallory read m3?',
    cannot: 'Why not m1?',
    decrypt: 'Decrypt now',
    close: 'Close',
    breakIt: 'Now you: break it',
    you: 'you',
    thisRun: 'this run',
    table: 'Table',
    again: 'Start again',
    lab: 'Open the lab',
    explained: 'Many people think',
    copies: 'Mallory copies the keys',
  },
  zh: {
    unknown: '我不知道',
    sure: '很有把握',
    commit: '这是我的答案',
    next: '下一步',
    back: '上一步',
    find: '去找证据',
    why: '为什么会这样？',
    can: '马洛里为什么能读 m3？',
    cannot: '为什么读不了 m1？',
    decrypt: '现在解密',
    close: '关闭',
    breakIt: '轮到你：关掉一项保护',
    you: '你',
    thisRun: '本次运行',
    table: '表',
    again: '重新开始',
    lab: '打开实验室',
    explained: '很多人以为',
    copies: '马洛里',
  },
} as const;

const rows = (page: Page): Locator => page.locator('main table:visible tbody tr');
const messageRow = (page: Page, message: string): Locator =>
  rows(page).filter({ has: page.locator('th b', { hasText: new RegExp(`^${message}$`) }) });
/** The screen's parts that a person can read, hear or copy. */
const everything = async (page: Page): Promise<string> => `${await page.content()} ${decodeURIComponent(page.url())}`;

describe.each(['en', 'zh'] as const)('the lesson (%s)', (language) => {
  const words = WORDS[language];
  const facts = computed(ID, language);
  const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
  const open = async (options: Opening = {}): Promise<Visit> => {
    const visit = await site.open({ link: `v=1&p=lesson&s=${ID}`, ...options, language });
    await visit.page.getByRole('radio').first().waitFor();
    return visit;
  };
  const cellOf = (page: Page, key: string): Locator => {
    const [message = '', party = ''] = key.split('/');
    return messageRow(page, message).locator('td').nth(facts.parties.indexOf(party));
  };
  const predict = async (page: Page, answer: number): Promise<void> => {
    await page.locator('input[name=answer]').nth(answer).check({ force: true });
    await page.getByRole('radio', { name: words.sure, exact: true }).check({ force: true });
    await button(page, words.commit).click();
    await button(page, words.next).waitFor();
  };
  const toEnd = async (page: Page): Promise<void> => {
    while ((await button(page, words.next).count()) > 0) await button(page, words.next).click();
    await button(page, words.find).waitFor();
  };
  const toEvidence = async (page: Page): Promise<void> => {
    await predict(page, 0);
    await toEnd(page);
    await button(page, words.find).click();
    await page.getByRole('grid').waitFor();
  };
  const toWhy = async (page: Page): Promise<void> => {
    await toEvidence(page);
    await button(page, words.why).click();
    await button(page, words.can).waitFor();
  };
  const toBreak = async (page: Page): Promise<void> => {
    await toWhy(page);
    await button(page, words.breakIt).click();
    await page.getByRole('switch').click();
    await expect.poll(() => rows(page).first().locator('td').count()).toBeGreaterThan(facts.parties.length);
  };

  test('keeps what comes later out of page, table, narration and link until the prediction is made', async () => {
    const { page, close } = await open({ link: `v=1&p=lesson&s=${ID}&stage=why&t=5&cell=m3/mallory&flip=1` });
    const early = async (): Promise<void> => {
      const text = await everything(page);
      for (const later of facts.later) expect(text, later).not.toContain(later);
      expect(text).not.toContain(words.explained);
      expect(text).not.toContain(words.thisRun);
      expect(await page.getByRole('grid').count()).toBe(0);
      expect(await page.locator('main td button').count()).toBe(0);
    };
    expect(facts.later.filter((one) => one !== '').length).toBeGreaterThan(5);
    await early();
    expect(await button(page, words.next).count()).toBe(0);
    await button(page, words.table).click();
    await page.getByRole('table').first().waitFor();
    await early();
    await button(page, words.commit).click({ force: true });
    expect(await page.locator('input[name=answer]').count(), 'no answer, no way on').toBeGreaterThan(0);
    await early();
    await page.locator('input[name=answer]').first().check({ force: true });
    await button(page, words.commit).click({ force: true });
    expect(await page.locator('input[name=answer]').count(), 'an answer needs a confidence').toBeGreaterThan(0);
    await early();
    await close();
  });

  test('offers *I don’t know*, and steps through the run one row at a time, forwards and back', async () => {
    const { page, errors, close } = await open();
    await page.getByRole('radio', { name: words.unknown }).check({ force: true });
    await page.getByRole('radio', { name: words.sure, exact: true }).check({ force: true });
    await button(page, words.commit).click();
    await button(page, words.next).waitFor();
    const narration = page.getByRole('status').last();
    const seen: string[] = [];
    for (;;) {
      seen.push(`${await rows(page).count()} ${await narration.innerText()}`);
      if ((await button(page, words.next).count()) === 0) break;
      await button(page, words.next).click();
    }
    expect(new Set(seen).size, 'every step says and shows something new').toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(await rows(page).count()).toBe(facts.messages.length + 1);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => `${await rows(page).count()} ${await narration.innerText()}`).toBe(seen.at(-2));
    await page.keyboard.press('End');
    await expect.poll(async () => `${await rows(page).count()} ${await narration.innerText()}`).toBe(seen.at(-1));
    expect(errors).toEqual([]);
    await close();
  });

  test('accepts the evidence exactly where it was computed, cell by cell with the keyboard alone', async () => {
    const { page, errors, close } = await open();
    await toEvidence(page);
    const keys = facts.messages.flatMap((message) => facts.parties.map((party) => `${message}/${party}`));
    expect(await page.getByRole('grid').getByRole('button').count()).toBe(keys.length);
    await cellOf(page, keys[0] ?? '')
      .getByRole('button')
      .focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Home');
    for (let up = 0; up < facts.messages.length; up++) await page.keyboard.press('ArrowUp');
    const pressed: string[] = [];
    const accepted: string[] = [];
    for (const [row, message] of facts.messages.entries()) {
      if (row > 0) await page.keyboard.press('ArrowDown');
      for (let left = 0; left < facts.parties.length; left++) await page.keyboard.press('ArrowLeft');
      for (const [column, party] of facts.parties.entries()) {
        if (column > 0) await page.keyboard.press('ArrowRight');
        const key = `${message}/${party}`;
        const cell = cellOf(page, key).getByRole('button');
        expect(await cell.evaluate((element) => element === document.activeElement), `${key} has the focus`).toBe(true);
        await page.keyboard.press('Enter');
        pressed.push(key);
        if ((await cell.getAttribute('data-picked')) !== null) accepted.push(key);
      }
    }
    expect(pressed).toEqual(keys);
    expect(accepted.toSorted()).toEqual(facts.evidence.toSorted());
    expect(errors).toEqual([]);
    await close();
  });

  test('proves what it says: decrypts what can be read, and shows what was missing for the rest', async () => {
    const { page, errors, close } = await open();
    await toWhy(page);
    expect(await page.getByRole('main').innerText()).toContain(words.explained);
    await button(page, words.can).click();
    const text = facts.cell('m3', 'mallory').text ?? 'm3 must be readable';
    const drawer = page.locator('section[aria-labelledby=proof-title]');
    await drawer.getByRole('button', { name: words.decrypt }).click();
    await drawer.locator('[data-state=readable]', { hasText: text }).waitFor();
    expect(await drawer.locator('li[data-done]').count()).toBe(await drawer.locator('li').count());
    const term = drawer.locator('li button').first();
    await term.focus();
    await page.locator('[role=tooltip]:popover-open').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=tooltip]:popover-open').count()).toBe(0);
    expect(await drawer.count(), 'Esc closes the explanation first').toBe(1);
    await button(page, words.cannot).click();
    await expect.poll(() => drawer.innerText()).toContain('m1');
    await expect.poll(() => drawer.innerText()).toMatch(/10:02/);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await close();
  });

  test('every cell opens its reason', async () => {
    const { page, errors, close } = await open();
    await toWhy(page);
    for (const message of facts.messages) {
      for (const party of facts.parties) {
        const cell = cellOf(page, `${message}/${party}`).getByRole('button');
        await cell.click();
        const title = page.locator('#proof-title', { hasText: message });
        await title.waitFor();
        const can = facts.cell(message, party).state === 'readable';
        const decrypts = page.getByRole('button', { name: words.decrypt });
        await expect.poll(() => decrypts.count(), { message: `${message}/${party}` }).toBe(can ? 1 : 0);
        expect(await cell.getAttribute('aria-expanded')).toBe('true');
      }
    }
    expect(errors).toEqual([]);
    await close();
  });

  test('breaks: one switch, both runs, and exactly the cells that differ are outlined', async () => {
    const { page, errors, close } = await open();
    await toBreak(page);
    const differ = facts.messages.flatMap((message) =>
      facts.parties
        .filter((party) => facts.cell(message, party).state !== facts.brokenCell(message, party).state)
        .map((party) => `${message}/${party}`),
    );
    expect(differ.length).toBeGreaterThan(0);
    const outlined: string[] = [];
    for (const message of facts.messages) {
      const cells = messageRow(page, message).locator('td');
      const count = await cells.count();
      expect(count).toBe(2 * facts.parties.length);
      for (let index = facts.parties.length; index < count; index++) {
        const flipped = (await cells.nth(index).locator('[data-picked]').count()) > 0;
        if (flipped) outlined.push(`${message}/${facts.parties[index - facts.parties.length] ?? ''}`);
      }
    }
    expect(outlined.toSorted()).toEqual(differ.toSorted());
    await page.getByRole('switch').click();
    await expect.poll(() => messageRow(page, 'm1').locator('td').count()).toBe(facts.parties.length);
    expect(errors).toEqual([]);
    await close();
  });

  test('goes Back and Forward through the stages, and never puts the answer into the link', async () => {
    const { page, close } = await open();
    const links: string[] = [];
    page.on('framenavigated', () => links.push(decodeURIComponent(page.url())));
    await toEvidence(page);
    await page.goBack();
    await button(page, words.find).waitFor();
    await page.goForward();
    await page.getByRole('grid').waitFor();
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(link).not.toMatch(/answer|confidence|sure|option|found/);
    await page.reload();
    await page.getByRole('radio').first().waitFor();
    const text = await everything(page);
    for (const later of facts.later)
      expect(text, 'a reload forgets the answer, so the gate is shut').not.toContain(later);
    await close();
  });

  test('starts again from the question with nothing left of the answer', async () => {
    const { page, close } = await open();
    await toWhy(page);
    await button(page, words.again).click();
    await page.locator('input[name=answer]').first().waitFor();
    expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
    const text = await everything(page);
    for (const later of facts.later) expect(text).not.toContain(later);
    await close();
  });

  test('restores seed and switches from the link', async () => {
    const first = await open();
    const bytes = await cellOf(first.page, 'm1/network').innerText();
    await first.close();
    const other = await open({ link: `v=1&p=lesson&s=${ID}&seed=7` });
    expect(await cellOf(other.page, 'm1/network').innerText(), 'another seed, other bytes').not.toBe(bytes);
    await other.close();
    const kept = await open({ link: `v=1&p=lesson&s=${ID}&off=eraseMessageKeys` });
    await toEvidence(kept.page);
    await expect
      .poll(() => cellOf(kept.page, 'm1/mallory').innerText())
      .toContain(facts.brokenCell('m1', 'mallory').text);
    await kept.close();
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility problem that axe can find, in any stage (%s)',
    async (theme) => {
      const { page, close } = await open({ theme });
      expect(await accessibilityProblems(page), 'predict').toEqual([]);
      await predict(page, 0);
      expect(await accessibilityProblems(page), 'run').toEqual([]);
      await toEnd(page);
      await button(page, words.find).click();
      await page.getByRole('grid').waitFor();
      expect(await accessibilityProblems(page), 'evidence').toEqual([]);
      await button(page, words.why).click();
      await button(page, words.can).click();
      await page.getByRole('button', { name: words.decrypt }).waitFor();
      expect(await accessibilityProblems(page), 'why').toEqual([]);
      await button(page, words.cannot).click();
      await expect.poll(() => page.getByRole('button', { name: words.decrypt }).count()).toBe(0);
      expect(await accessibilityProblems(page), 'cannot').toEqual([]);
      await button(page, words.breakIt).click();
      await page.getByRole('switch').click();
      await expect.poll(() => rows(page).first().locator('td').count()).toBeGreaterThan(facts.parties.length);
      expect(await accessibilityProblems(page), 'break').toEqual([]);
      await close();
    },
  );

  test('can be done on a phone without sideways scrolling, and asks the network for nothing', async () => {
    const { page, requests, errors, close } = await open({ width: 380, height: 740 });
    await page.waitForLoadState('networkidle');
    const loaded = requests.length;
    const fits = async (stage: string): Promise<void> => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), stage).toBe(380);
    };
    await fits('predict');
    await predict(page, 2);
    await fits('run');
    await toEnd(page);
    await button(page, words.find).click();
    await button(page, words.why).waitFor();
    await fits('evidence');
    await button(page, words.why).click();
    await button(page, words.can).click();
    await button(page, words.decrypt).click();
    await page.locator('section[aria-labelledby=proof-title] [data-state=readable]').waitFor();
    await fits('why');
    await button(page, words.breakIt).click();
    await page.getByRole('switch').click();
    await expect.poll(() => page.locator('main [data-picked]').count()).toBeGreaterThan(0);
    await fits('break');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(requests.slice(loaded)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test('works from one file with the network off', async () => {
    const { page, errors, close } = await open({ asFile: true });
    await toWhy(page);
    await button(page, words.can).click();
    await button(page, words.decrypt).click();
    await page.locator('section[aria-labelledby=proof-title] [data-state=readable]').waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});
