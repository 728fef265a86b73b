/** The lab: the full sheet with scrubber, switches and live charts; and scenarios from outside, from files and from links. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright';
import { encodeScenario, parseScenario, template } from '../../sim/files.ts';
import { accessibilityProblems } from './axe.ts';
import { computed, hashInNode } from './computed.ts';
import { openSite, type Opening, type Site, type Visit } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const ID = 'keys-stolen-late';
const WORDS = {
  en: { scrub: 'Events', event: /^Event (\d+)/, erase: 'Erase used keys', decrypt: 'Decrypt now', ready: 'ready' },
  zh: { scrub: '事件', event: /^第 (\d+) 个事件/, erase: '擦除用过的密钥', decrypt: '现在解密', ready: '就绪' },
} as const;

const messageRow = (page: Page, message: string): Locator =>
  page
    .locator('main table:visible tbody tr')
    .filter({ has: page.locator('th b', { hasText: new RegExp(`^${message}$`) }) });
const narration = (page: Page): Locator => page.getByRole('main').getByRole('status').last();

describe.each(['en', 'zh'] as const)('the lab (%s)', (language) => {
  const words = WORDS[language];
  const facts = computed(ID, language);
  const open = async (options: Opening = {}): Promise<Visit> => {
    const visit = await site.open({ link: `v=1&p=lab&s=${ID}`, ...options, language });
    await visit.page.locator('input[name=event]').waitFor();
    return visit;
  };
  const states = (page: Page, message: string): Promise<readonly (string | null)[]> =>
    messageRow(page, message)
      .locator('td [data-state]')
      .evaluateAll((plates) => plates.map((plate) => plate.getAttribute('data-state')));

  test('shows what was computed for every party, and every cell opens its reason', async () => {
    const { page, errors, close } = await open();
    for (const message of facts.messages) {
      const shown = await states(page, message);
      for (const party of facts.parties) expect(shown).toContain(facts.cell(message, party).state);
    }
    await messageRow(page, 'm3').getByRole('button').last().click();
    await page.getByRole('button', { name: words.decrypt }).click();
    const text = facts.cell('m3', 'mallory').text ?? '';
    await page.locator('section[aria-labelledby=proof-title] [data-state=readable]', { hasText: text }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('moves through the events by key and by number, and shows nothing that has not happened yet', async () => {
    const { page, errors, close } = await open();
    const slider = page.getByRole('slider', { name: words.scrub });
    const last = Number(await slider.getAttribute('max'));
    expect(last).toBeGreaterThan(20);
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => slider.inputValue()).toBe('0');
    await expect.poll(() => messageRow(page, 'm1').count()).toBe(0);
    const field = page.locator('input[name=event]');
    await field.fill(String(last + 1));
    await field.press('Enter');
    await expect.poll(() => messageRow(page, 'm4').count()).toBe(1);
    expect(words.event.exec(await narration(page).innerText())?.[1]).toBe(String(last + 1));
    expect(page.url()).toContain(`t=${last}`);
    expect(errors).toEqual([]);
    await close();
  });

  test('plays the story again when a switch is flipped', async () => {
    const { page, close } = await open();
    const mallory = messageRow(page, 'm1').locator('td').last();
    expect(await mallory.locator('[data-state]').getAttribute('data-state')).toBe(facts.cell('m1', 'mallory').state);
    await page.getByRole('switch', { name: words.erase }).click();
    await expect
      .poll(() => mallory.locator('[data-state]').getAttribute('data-state'))
      .toBe(facts.brokenCell('m1', 'mallory').state);
    expect(facts.brokenCell('m1', 'mallory').state).not.toBe(facts.cell('m1', 'mallory').state);
    expect(page.url()).toContain('off=eraseMessageKeys');
    await page.goBack();
    await expect
      .poll(() => mallory.locator('[data-state]').getAttribute('data-state'))
      .toBe(facts.cell('m1', 'mallory').state);
    await close();
  });

  test('is the very run that Node computes: same trace hash', async () => {
    const { page, close } = await open();
    const shown = await page.locator('code[title]').first().getAttribute('title');
    expect(shown).toBe(hashInNode('keys-stolen-late', language));
    await close();
  });

  test('draws the live charts', async () => {
    const { page, close } = await open();
    expect(await page.getByText(words.ready, { exact: true }).count()).toBeGreaterThan(1);
    await close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1024],
    ['light', 380],
  ] as const)(
    'has no accessibility problem that axe can find (%s, %i px), nor sideways scrolling',
    async (theme, width) => {
      const { page, close } = await open({ theme, width, height: width === 380 ? 740 : 900 });
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await close();
    },
  );

  test('opens a scenario file of one’s own', async () => {
    const { page, errors, close } = await open();
    const buffer = Buffer.from(template('my-story', language));
    await page.locator('input[type=file]').setInputFiles({ name: 'my-story.yaml', mimeType: 'text/yaml', buffer });
    await page.waitForURL(/s=~/);
    await messageRow(page, 'm1').waitFor();
    const { url, language: kept } = {
      url: page.url(),
      language: await page.evaluate(() => document.documentElement.lang),
    };
    await page.goto('about:blank');
    await page.goto(url);
    await messageRow(page, 'm1').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(kept);
    expect(errors).toEqual([]);
    await close();
  });

  test.each([
    ['a mistake', 'id: my-story\nsteps:\n\t- nothing\n', /my\.yaml:\d+:\d+/],
    ['no scenario', 'hello', /my\.yaml:1:1/],
    ['megabytes', 'a'.repeat(2_000_000), /256/],
  ])('says what is wrong with a file: %s', async (_, source, place) => {
    const { page, errors, close } = await open();
    const before = page.url();
    const buffer = Buffer.from(source);
    await page.locator('input[type=file]').setInputFiles({ name: 'my.yaml', mimeType: 'text/yaml', buffer });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(place);
    expect(await alert.innerText()).not.toMatch(/Error|\bat \w+ \(/);
    expect(page.url()).toBe(before);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a scenario in a link', () => {
  const parsed = parseScenario('my-story.yaml', template('my-story', 'en'), { shipped: false });
  if (!parsed.ok) throw new Error('the template is a scenario');

  test('opens', async () => {
    const { page, errors, close } = await site.open({ link: `v=1&p=lab&s=~${encodeScenario(parsed.scenario)}` });
    await messageRow(page, 'm1').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test.each([
    ['cut off', encodeScenario(parsed.scenario).slice(0, 60)],
    ['no scenario', Buffer.from('{"id":"x","steps":[]}').toString('base64url')],
    ['a prototype', Buffer.from('{"__proto__":{"id":"x"},"constructor":1}').toString('base64url')],
    ['deep nesting', Buffer.from(`${'['.repeat(4000)}${']'.repeat(4000)}`).toString('base64url')],
  ])('that is %s gives a message and plays nothing', async (_, text) => {
    const { page, errors, close } = await site.open({ link: `v=1&p=lab&s=~${text}` });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect((await alert.innerText()).length).toBeGreaterThan(20);
    expect(await alert.innerText()).not.toMatch(/Error|\bat \w+ \(/);
    expect(await page.getByRole('slider').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });
});
