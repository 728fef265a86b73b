/** The page about conformance says what is so: its tests exist, all behaviours are there, and it is the newest one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasReference } from '../../sim/testing/vectors.ts';
import { readBehaviours, statusOf, testTitles } from './behaviours.ts';
import { countFigures, readFigures } from './families.ts';
import { formatted } from './formatted.ts';
import { conformancePage, pageFile } from './page.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const behaviours = readBehaviours(root);
const all = behaviours.parts.flatMap((part) => part.behaviours);

describe('the behaviours', () => {
  it('are 88, in order, each with a test or a reason', () => {
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 88 }, (_, i) => i + 1));
    for (const one of all) expect([one.id, (one.shown ?? []).length > 0]).toEqual([one.id, one.reason === undefined]);
    expect(all.filter((one) => statusOf(one, behaviours) === 'shown').length).toBeGreaterThan(60);
  });

  it('name tests that exist', () => {
    const named = all.flatMap(({ id, shown = [] }) => shown.map((one) => ({ id, ...one })));
    const gone = named.filter(({ file, test }) => !testTitles(read(file)).has(test));
    expect(gone).toEqual([]);
  });

  it('would be caught naming a test that is gone, or what is only a group of tests', () => {
    const source = `describe('a group', () => { it('is told', () => {}); it.each([\n1,\n])(\n'is told %s', () => {}); test("don't", f); });`;
    expect([...testTitles(source)]).toEqual(['is told', 'is told %s', "don't"]);
  });

  it('use every reason and every note', () => {
    const used = new Set(all.flatMap(({ reason, note }) => [reason, note]));
    expect(
      [...Object.keys(behaviours.reasons), ...Object.keys(behaviours.notes)].filter((key) => !used.has(key)),
    ).toEqual([]);
  });
});

describe('the page', () => {
  it.each(['en', 'zh'] as const)('is what npm run conformance makes now (%s)', async (language) => {
    const file = pageFile(language);
    const made = await formatted(conformancePage(behaviours, readFigures(root), language), file, root);
    expect(read(file)).toBe(made);
  });

  it.skipIf(!hasReference())('has the figures of the reference data that is here', () => {
    expect(readFigures(root)).toEqual(countFigures(join(root, '..', 'shared', 'vectors')));
  });
});
