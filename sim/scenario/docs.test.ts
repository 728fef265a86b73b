import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/exampleScenario.ts';
import { PROTECTION_IDS } from '../protections.ts';
import { MISDEEDS, SIGNS, TICKS } from '../trace.ts';
import { STATEMENTS } from './probe-functions.ts';
import { parseProbe } from './probe-syntax.ts';
import { VERBS } from './schema-steps.ts';
import { ATTACKER_CAPABILITIES, SERVER_CAPABILITIES } from './types.ts';

/** The fenced blocks of this language in a page of the documentation. */
const blocks = (page: string, language: string): readonly string[] =>
  [...readFileSync(`docs/${page}`, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , body]) => body ?? '');

describe.each(['writing-scenarios.md', 'writing-scenarios.zh-CN.md'])('docs/%s', (page) => {
  it('shows a whole file that is valid and fit to be shipped', () => {
    const examples = blocks(page, 'yaml');
    expect(examples).toHaveLength(1);
    for (const example of examples) expect(parsed(example, 'keys-copied.yaml', true).id).toBe('keys-copied');
  });

  it('names every verb, every word that a step or a list takes, and every protection', () => {
    const text = readFileSync(`docs/${page}`, 'utf8');
    for (const verb of VERBS) expect(text).toContain(`\`${verb}: `);
    for (const word of [...MISDEEDS, ...ATTACKER_CAPABILITIES, ...SERVER_CAPABILITIES, ...TICKS])
      expect(text).toContain(`\`${word}\``);
    for (const protection of PROTECTION_IDS) expect(text).toContain(`\`${protection}\``);
  });
});

describe.each(['probes.md', 'probes.zh-CN.md'])('docs/%s', (page) => {
  it('shows probes that can be read', () => {
    const probes = blocks(page, 'probe').flatMap((block) => block.trim().split('\n'));
    expect(probes.length).toBeGreaterThan(5);
    for (const probe of probes)
      expect({ written: probe, ...parseProbe(probe) }).toMatchObject({ written: probe, ok: true });
  });

  it('names every function and every sign', () => {
    const text = readFileSync(`docs/${page}`, 'utf8');
    for (const name of STATEMENTS) expect(text).toMatch(new RegExp(`^\\| \`${name}\\(`, 'm'));
    for (const sign of SIGNS) expect(text).toContain(`\`${sign}\``);
  });
});
