import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooserFor } from './habits.ts';

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

describe('a choice', () => {
  it('is the fixed reading of its share in a run that is shown: whatever is not never, is done', () => {
    const choose = chooserFor('fixed', 1, 'alice', 's1');
    expect([0, 0.001, 0.3, 1].map((share) => choose('compares', share))).toEqual([false, true, true, true]);
  });

  it('is never made at a share of 0 and always at 1, whatever is drawn', () => {
    for (const seed of SEEDS) {
      const choose = chooserFor('drawn', seed, 'alice', 's1');
      expect([choose('compares', 0), choose('compares', 1)]).toEqual([false, true]);
    }
  });

  it('is the same again for the same seed, person, step and matter, however much is drawn in between', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.string(), { maxLength: 5 }), (seed, others) => {
        const busy = chooserFor('drawn', seed, 'alice', 's3');
        for (const other of others) busy(other, 0.5);
        expect(busy('heeds', 0.3)).toBe(chooserFor('drawn', seed, 'alice', 's3')('heeds', 0.3));
      }),
    );
  });

  it.each([
    ['person', (seed: number) => chooserFor('drawn', seed, 'bob', 's3')('heeds', 0.5)],
    ['step', (seed: number) => chooserFor('drawn', seed, 'alice', 's4')('heeds', 0.5)],
    ['matter', (seed: number) => chooserFor('drawn', seed, 'alice', 's3')('compares', 0.5)],
  ])('is one of its own for another %s', (_, other) => {
    const equal = SEEDS.filter((seed) => chooserFor('drawn', seed, 'alice', 's3')('heeds', 0.5) === other(seed));
    // Of 400 even draws, fewer than 140 or more than 260 agree by chance once in a thousand million.
    expect(equal.length).toBeGreaterThan(140);
    expect(equal.length).toBeLessThan(260);
  });

  it('is made the more often the greater its share, never less', () => {
    for (const seed of SEEDS.slice(0, 50)) {
      const choose = chooserFor('drawn', seed, 'alice', 's1');
      const made = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => choose('heeds', share));
      expect(made).toEqual(made.toSorted((a, b) => Number(a) - Number(b)));
    }
  });
});
