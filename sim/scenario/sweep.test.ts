import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Habits } from '../actors/habits.ts';
import { SWEEP } from '../limits.ts';
import { known, optionsOf, shipped } from '../testing/shipped.ts';
import { expectations, judge } from './lesson.ts';
import { shareBounds, sweep, type Sweep } from './sweep.ts';

const scenario = shipped('key-swap');
const options = { ...optionsOf('model'), variant: 'compare' };
const swept = (alice: Habits, runs: number, seed = 1): Sweep =>
  sweep(scenario, { ...options, seed, runs, habits: { alice } });
/** Everything that was counted, by what it counts. */
const counts = ({ answers, signs, readers, heldBack, noticed, unnoticed }: Sweep) => ({
  answers: answers.map(({ runs }) => runs),
  signs,
  readers: readers.filter(({ runs }) => runs > 0),
  heldBack: heldBack.filter(({ runs }) => runs > 0),
  noticed,
  unnoticed,
});

/** Counts of `runs` draws at this share that are left on either side with less than this chance. */
function exactBounds(runs: number, share: number, chance: number): { readonly least: number; readonly most: number } {
  const weights: number[] = [(1 - share) ** runs];
  for (let hits = 1; hits <= runs; hits++)
    weights.push(((weights[hits - 1] ?? 0) * (runs - hits + 1) * share) / (hits * (1 - share)));
  const until = (ordered: readonly number[]): number => {
    let sum = 0;
    return ordered.findIndex((weight) => (sum += weight) >= chance);
  };
  return { least: until(weights), most: runs - until(weights.toReversed()) };
}

describe('a sweep', () => {
  it('counts in every run what always happens, and nothing of what never does', () => {
    const runs = 4;
    expect(counts(swept({ compares: 1, heeds: 1 }, runs))).toMatchObject({
      answers: [0, runs, 0, 0],
      signs: [{ person: 'alice', sign: 'codes-differ', about: 'bob', runs }],
      heldBack: [{ message: 'm4', runs }],
      noticed: [{ step: 's4b', runs }],
      unnoticed: 0,
    });
    expect(counts(swept({ compares: 0, heeds: 1 }, runs))).toMatchObject({
      answers: [0, 0, runs, 0],
      signs: [],
      heldBack: [],
      noticed: [],
      unnoticed: runs,
    });
  });

  it.each([
    ['never', 0],
    ['always', 1],
  ])('of shares that are %s says of every run what the run itself says', (_, share) => {
    const habits = { alice: { compares: share, heeds: share } };
    const { played, knowledge } = known(scenario, { ...options, habits });
    const result = swept(habits.alice, 3);
    expect(result.answers.map(({ runs }) => runs === 3)).toEqual(judge(played, knowledge)?.holds);
    for (const { party, message, runs } of result.readers)
      expect(runs, `${party} ${message}`).toBe(
        knowledge.knowsMessage(party, message, played.trace.events.length - 1) ? 3 : 0,
      );
    const heldBack = result.heldBack.map(({ message }) => `heldBack(${message})`);
    expect(expectations(played, knowledge, heldBack).map(({ holds }) => holds)).toEqual(
      result.heldBack.map(({ runs }) => runs === 3),
    );
  });

  it('gives the same counts for the same seed, and other ones for another', () => {
    const habits = { compares: 0.5, heeds: 0.5 };
    expect(counts(swept(habits, 30))).toEqual(counts(swept(habits, 30)));
    const several = [1, 2, 3, 4].map((seed) => swept(habits, 30, seed).unnoticed);
    expect(new Set(several).size).toBeGreaterThan(1);
  });

  it('begins with the same runs, however many follow: one more run adds at most one to each count', () => {
    const [fewer, more] = [swept({ compares: 0.5 }, 10), swept({ compares: 0.5 }, 11)];
    expect([0, 1]).toContain(more.unnoticed - fewer.unnoticed);
    for (const [i, { runs }] of more.answers.entries()) expect([0, 1]).toContain(runs - (fewer.answers[i]?.runs ?? 0));
  });

  it('draws a habit of 0.3 as often as it says, within exact binomial bounds', () => {
    const runs = 150;
    const { noticed, unnoticed } = swept({ compares: 0.3 }, runs);
    const compared = noticed.reduce((sum, one) => sum + one.runs, 0);
    expect(compared + unnoticed).toBe(runs);
    const { least, most } = exactBounds(runs, 0.3, 0.001);
    expect([least, most]).toEqual([28, 63]);
    expect(compared).toBeGreaterThanOrEqual(least);
    expect(compared).toBeLessThanOrEqual(most);
  });

  it('holds together: who was warned, who held back and who could read add up', () => {
    const runs = 60;
    const result = swept({ compares: 0.6, heeds: 0.5 }, runs);
    const held = result.heldBack.find(({ message }) => message === 'm4')?.runs ?? 0;
    const read = result.readers.find(({ message, party }) => message === 'm4' && party === 'server')?.runs;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(runs - result.unnoticed);
    expect(read).toBe(runs - held);
    expect(result.answers.reduce((sum, one) => sum + one.runs, 0)).toBe(runs);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, SWEEP.mostRuns + 1])('of %d runs is none', (runs) => {
    expect(() => swept({}, runs)).toThrow(RangeError);
  });
});

describe('the bounds of a share', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [1, 1000, 0.0002, 0.0056],
  ])('of %d in %d are those of the published formula', (hits, runs, least, most) => {
    const bounds = shareBounds(hits, runs);
    expect(bounds.least).toBeCloseTo(least, 4);
    expect(bounds.most).toBeCloseTo(most, 4);
  });

  it('hold the share itself, lie between 0 and 1, and come closer with more runs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (runs, part) => {
        const hits = Math.round(part * runs);
        const { least, most } = shareBounds(hits, runs);
        expect(least).toBeGreaterThanOrEqual(0);
        expect(most).toBeLessThanOrEqual(1);
        expect(least).toBeLessThanOrEqual(hits / runs + 1e-12);
        expect(most).toBeGreaterThanOrEqual(hits / runs - 1e-12);
        const finer = shareBounds(4 * hits, 4 * runs);
        expect(finer.most - finer.least).toBeLessThan(most - least);
      }),
    );
  });
});
