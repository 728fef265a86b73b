import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUT_LIMITS } from '../../sim/limits.ts';
import { PROTECTION_IDS } from '../../sim/protections.ts';
import { HOME, linkOf, PAGES, parseLink, type LinkProblem, type UrlState } from './url.ts';

const KNOWN = { 'one-message': ['company-holds-keys'], 'keys-stolen-late': ['keys-kept', 'whole-phone'] };
const problemOf = (hash: string): LinkProblem => {
  const parsed = parseLink(hash, KNOWN);
  if (parsed.ok) throw new Error(`expected a problem for ${hash.slice(0, 80)}`);
  return parsed.problem;
};

describe('a link', () => {
  test('says where the person is, in a form that can be read', () => {
    const state: UrlState = {
      ...HOME,
      page: 'lesson',
      scenario: 'keys-stolen-late',
      seed: 7,
      switches: { eraseMessageKeys: false, freshRatchetKeys: false, verifyMac: true },
      onKeyChange: 'block',
      language: 'zh',
      own: { t: '3', stage: 'why', cell: 'm1/mallory' },
    };
    expect(linkOf(state)).toBe(
      '#v=1&p=lesson&s=keys-stolen-late&seed=7&on=verifyMac&off=eraseMessageKeys,freshRatchetKeys&change=block&t=3&stage=why&cell=m1/mallory&l=zh',
    );
    expect(parseLink(linkOf(state), KNOWN)).toEqual({ ok: true, state });
  });

  test('to the home page as it is, is empty', () => {
    expect(linkOf(HOME)).toBe('');
    for (const hash of ['', '#']) expect(parseLink(hash, KNOWN)).toEqual({ ok: true, state: HOME });
  });

  test('may carry a scenario from outside, in a form of its own', () => {
    const state: UrlState = { ...HOME, page: 'lab', scenario: '~eyJpZCI6ImEifQ' };
    expect(parseLink(linkOf(state), KNOWN)).toEqual({ ok: true, state });
    for (const scenario of ['~', '~a b', '~<script>', 'x~a'])
      expect(problemOf(`#v=1&p=lab&s=${encodeURIComponent(scenario)}`).code).toBe('scenario');
  });

  test('reads back as the place that it was made from', () => {
    const place = fc.record({
      page: fc.constantFrom(...PAGES),
      story: fc.constantFrom(
        { scenario: undefined, variant: undefined },
        { scenario: '~eyJpZCI6IngifQ', variant: 'any' },
        ...Object.entries(KNOWN).flatMap(([scenario, variants]) =>
          [undefined, ...variants].map((variant) => ({ scenario, variant })),
        ),
      ),
      seed: fc.nat(),
      suite: fc.constantFrom('noble' as const, 'model' as const),
      switches: fc.dictionary(fc.constantFrom(...PROTECTION_IDS), fc.boolean(), { noNullPrototype: true }),
      onKeyChange: fc.constantFrom(undefined, 'accept' as const, 'block' as const),
      language: fc.constantFrom(undefined, 'en' as const, 'zh' as const),
      own: fc.dictionary(fc.constantFrom('t', 'stage', 'cell'), fc.stringMatching(/^[\w.,:/@-]{0,80}$/), {
        noNullPrototype: true,
      }),
    });
    fc.assert(
      fc.property(place, ({ story, ...rest }) => {
        const state: UrlState = { ...rest, ...story };
        expect(parseLink(linkOf(state), KNOWN)).toEqual({ ok: true, state });
      }),
    );
  });
});

describe('a hostile link', () => {
  test.each([
    ['#v=2&p=lesson', 'version', '“2”'],
    ['#p=lesson', 'version', 'v=1'],
    ['#v=1&p=lab&s=keys-stolen-late&variant=nope', 'variant', '“nope”'],
    ['#v=1&p=lab&s=constructor', 'scenario', '“constructor”'],
    ['#v=1&p=admin', 'page', '“admin”'],
    ['#v=1&s=no-such-story', 'scenario', '“no-such-story”'],
    ['#v=1&s=__proto__', 'scenario', '“__proto__”'],
    ['#v=1&seed=NaN', 'seed', '“NaN”'],
    ['#v=1&seed=-1', 'seed', '“-1”'],
    ['#v=1&seed=99999999999999', 'seed', 'whole number'],
    ['#v=1&suite=rot13', 'suite', '“rot13”'],
    ['#v=1&off=everything', 'switch', '“everything”'],
    ['#v=1&off=constructor', 'switch', '“constructor”'],
    ['#v=1&on=verifyMac&off=verifyMac', 'switch', '“verifyMac”'],
    ['#v=1&change=maybe', 'change', '“maybe”'],
    ['#v=1&l=tlh', 'language', '“tlh”'],
    ['#v=1&t=<script>alert(1)</script>', 'place', '“t”'],
    ['#v=1&__proto__=1', 'place', '“__proto__”'],
    ['#v=1&v=1', 'malformed', 'damaged'],
    ['#v=1&s=%E0%A4%A', 'malformed', 'damaged'],
    ['#<img src=x onerror=alert(1)>', 'version', 'v=1'],
    [`#v=1&t=${'a'.repeat(INPUT_LIMITS.shareLinkCharacters)}`, 'too-long', 'characters long'],
  ])('%s is refused with what is wrong and what to do', (hash, code, words) => {
    const problem = problemOf(hash);
    expect(problem.code).toBe(code);
    expect(problem.message.en).toContain(words);
    expect(problem.message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(problem.cure.en).not.toBe('');
    expect(problem.cure.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  test('gives a message that is short, however long the link is', () => {
    expect(problemOf(`#v=1&s=${'x'.repeat(9_000)}`).message.en.length).toBeLessThan(200);
  });

  test('never throws, whatever it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.tuple(fc.constantFrom('v', 'p', 's', 'seed', 'on', 'off', 'l', 't'), fc.string()))
        .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
    );
    fc.assert(
      fc.property(anything, (hash) => {
        const parsed = parseLink(hash, KNOWN);
        if (!parsed.ok) expect(parsed.problem.message.zh).not.toBe('');
      }),
    );
  });
});
