import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put, without, type Agenda, type Appointment } from './agenda.ts';

const due = (at: number, name: string): Appointment => ({
  at,
  actor: 'a',
  event: { kind: 'wait' },
  name,
  cause: undefined,
});

describe('an agenda', () => {
  it('is in the order of time, and equal times in the order of putting', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), (times) => {
        const put1 = times.map((at, i) => due(at, `${i}`));
        const agenda = put1.reduce<Agenda>((so, one) => put(so, one), []);
        // A stable sort is the definition.
        expect(agenda).toEqual(put1.toSorted((a, b) => a.at - b.at));
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('of before stays as it was', () => {
    const before: Agenda = Object.freeze([due(1, 'x'), due(3, 'y')]);
    const after = put(before, due(2, 'z'));
    expect(before.map((one) => one.name)).toEqual(['x', 'y']);
    expect(after.map((one) => one.name)).toEqual(['x', 'z', 'y']);
  });

  it('without what is not wanted has the rest in its order, and is the same one where nothing is unwanted', () => {
    const agenda = [due(1, 'x'), due(1, 'y'), due(3, 'x'), due(4, 'z')].reduce<Agenda>((so, one) => put(so, one), []);
    expect(without(agenda, ({ name }) => name === 'x').map(({ at, name }) => [at, name])).toEqual([
      [1, 'y'],
      [4, 'z'],
    ]);
    expect(agenda).toHaveLength(4);
    expect(without(agenda, ({ name }) => name === 'w')).toBe(agenda);
  });
});
