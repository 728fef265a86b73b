import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../crypto/bytes.ts';
import { INPUT_LIMITS } from '../limits.ts';
import { EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { decodeScenario, encodeScenario } from './link.ts';
import { template } from './template.ts';
import { toYaml } from './to-yaml.ts';
import type { Scenario } from './types.ts';

const shipped = (id: string): Scenario =>
  parsed(readFileSync(`scenarios/${id}.yaml`, 'utf8'), `scenarios/${id}.yaml`, true);
const SCENARIOS: readonly (readonly [string, Scenario])[] = [
  ['the example', parsed(EXAMPLE)],
  ['keys-stolen-late', shipped('keys-stolen-late')],
  ['one-message', shipped('one-message')],
];

/** Texts with everything that YAML or JSON could trip over; no braces, which mean a name to be filled in. */
const awkwardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ': ',
        '# ',
        '- ',
        '"',
        "'",
        '，',
        '：',
        '\n',
        '\t',
        '&',
        '*',
        '!',
        '|',
        '>',
        '%',
        '@',
        '`',
        '~',
        'null',
        'off',
        '12',
        '字',
        '  ',
        '\\',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll(/[{}]|[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, ''))
  .filter((text) => text.trim() !== '');

describe.each(SCENARIOS)('%s', (_name, scenario) => {
  it('comes back from a share link as it was', () => {
    const link = encodeScenario(scenario);
    expect(link).toMatch(/^[\w-]+$/);
    expect(link.length).toBeLessThan(INPUT_LIMITS.shareLinkCharacters);
    expect(decodeScenario(link)).toEqual({ ok: true, scenario });
  });

  it('comes back from a file as it was', () => {
    expect(parsed(toYaml(scenario))).toEqual(scenario);
  });

  it('comes back with any text in it', () => {
    fc.assert(
      fc.property(awkwardText, awkwardText, (en, zh) => {
        const changed: Scenario = { ...scenario, title: { en, zh }, question: en, explain: zh };
        expect(parsed(toYaml(changed))).toEqual(changed);
        expect(decodeScenario(encodeScenario(changed))).toEqual({ ok: true, scenario: changed });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a hostile link', () => {
  const link = encodeScenario(parsed(EXAMPLE));
  const of = (value: string): string => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    let text = '';
    const bits = Array.from(utf8(value), (byte) => byte.toString(2).padStart(8, '0')).join('');
    for (let i = 0; i < bits.length; i += 6)
      text += alphabet.charAt(Number.parseInt(bits.slice(i, i + 6).padEnd(6, '0'), 2));
    return text;
  };
  const code = (text: string): string => {
    const decoded = decodeScenario(text);
    return decoded.ok ? 'ok' : decoded.problem.code;
  };

  it.each([
    ['nothing', '', 'link-damaged'],
    ['half a link', link.slice(0, link.length / 2), 'link-damaged'],
    ['other characters', '%3Cscript%3E', 'link-damaged'],
    ['bytes that are not text', '_____w', 'link-damaged'],
    ['a number', of('1'), 'wrong-type'],
    ['nothing in it', of('null'), 'wrong-type'],
    ['a list', of('[]'), 'wrong-type'],
    ['an empty object', of('{}'), 'missing-key'],
    ['a prototype', of('{"__proto__":{"id":"x"}}'), 'forbidden-key'],
    ['a deep one', of(`${'['.repeat(4_000)}${']'.repeat(4_000)}`), 'too-deep'],
    ['an endless one', 'A'.repeat(2_000_000), 'too-large'],
  ])('%s is refused', (_name, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('says which key is meant', () => {
    const decoded = decodeScenario(of(JSON.stringify({ ...JSON.parse(readBack(link)), serves: 3 })));
    expect(decoded.ok ? '' : decoded.problem.message.en).toMatch(/^serves: /);
  });

  it('never makes reading throw', () => {
    const broken = fc
      .array(fc.record({ at: fc.nat(link.length - 1), by: fc.constantFrom('A', '_', '9', '', 'QQ') }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((edits) => edits.reduce((text, { at, by }) => text.slice(0, at) + by + text.slice(at + 1), link));
    const json = fc.json({ maxDepth: 4 }).map(of);
    const run = fc.check(
      fc.property(fc.oneof(broken, json, fc.string()), (text) => {
        const decoded = decodeScenario(text);
        return decoded.ok || decoded.problem.cure.zh.length > 3;
      }),
      { numRuns: 1_000 },
    );
    expect(fc.defaultReportMessage(run)).toBeUndefined();
  });
});

const readBack = (link: string): string => Buffer.from(link, 'base64url').toString('utf8');

describe('the template of a new scenario', () => {
  it.each(['en', 'zh'] as const)('is a valid file of about ten lines (%s)', (language) => {
    const source = template('my-story', language);
    expect(parsed(source).id).toBe('my-story');
    expect(source.split('\n').length).toBeLessThan(17);
    expect(source).toContain('#');
  });

  it.each([
    ['My Story!', 'my-story'],
    ['故事', 'my-scenario'],
    ['server', 'my-scenario'],
    ['a.yaml', 'a'],
    ['$&', 'my-scenario'],
    [`${'long '.repeat(20)}`, 'long-long-long-long-long-long-long-long'],
  ])('named %s gets the id %s', (name, id) => {
    expect(parsed(template(name)).id).toBe(id);
  });
});
