import { describe, expect, it } from 'vitest';
import { EXAMPLE, edited, parsed, problemsIn } from '../testing/exampleScenario.ts';
import { SHIPPED, shipped } from '../testing/shipped.ts';
import { drawnRuns } from './rounds.ts';

const spotIt = shipped('spot-it');
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe('the order of the rounds', () => {
  it('has the base run and every variant once, whatever the seed', () => {
    for (const scenario of SHIPPED) {
      const all = [undefined, ...scenario.variants.map(({ id }) => id)];
      for (const seed of [1, 2, 3]) expect(new Set(drawnRuns(scenario, seed))).toEqual(new Set(all));
      expect(drawnRuns(scenario, 1)).toHaveLength(all.length);
    }
  });

  it('is the same for the same seed, and does not follow the order of the file', () => {
    const turned = { ...spotIt, variants: spotIt.variants.toReversed() };
    for (const seed of SEEDS) expect(drawnRuns(turned, seed)).toEqual(drawnRuns(spotIt, seed));
  });

  it('gives every run every place about equally often', () => {
    const runs = drawnRuns(spotIt, 0);
    const expected = SEEDS.length / runs.length;
    for (const run of runs) {
      for (const place of runs.keys()) {
        const times = SEEDS.filter((seed) => drawnRuns(spotIt, seed)[place] === run).length;
        expect(times).toBeGreaterThan(expected / 2);
        expect(times).toBeLessThan(expected * 2);
      }
    }
  });
});

describe('a file that shows phones only', () => {
  const said = (source: string): readonly string[] =>
    problemsIn(source).map(({ line, column, code }) => `${line}:${column} ${code}`);
  const phones = edited('figure: who-can-read', 'figure: phones');

  it('is read like any other', () => {
    expect(parsed(phones).shows.figure).toBe('phones');
  });

  it('must ask something', () => {
    const question = /^ {2}- id: q1\n(?: {4}.*\n)*/m;
    expect(EXAMPLE).toMatch(question);
    expect(said(phones.replace(question, ''))).toEqual(['9:17 phones-need-question']);
    expect(said(EXAMPLE.replace(question, ''))).toEqual([]);
  });

  it('must show a phone', () => {
    expect(said(phones.replace('[alice.phone, network, bob.phone, mallory]', '[network, mallory]'))).toEqual([
      '9:25 phones-need-device',
    ]);
  });
});
