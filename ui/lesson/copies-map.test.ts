import { describe, expect, it } from 'vitest';
import { AFTER, PARTIES } from '../figures/testing/copies.ts';
import type { RunView } from '../worker/api.ts';
import { copiesIn, mappedMessages, momentOf, placesIn, placesOf } from './copies-map.ts';

/** As much of a run as the map needs: two messages, the second written at the third frame. */
const run = {
  scenario: { shows: { figure: 'copies', parties: ['bob', 'alice.phone'], message: 'm2' } },
  parties: PARTIES,
  messages: [{ label: 'm1' }, { label: 'm2' }],
  frames: [
    { seq: -1, cells: [] },
    { seq: 4, cells: [[]] },
    { seq: 9, cells: [[], []] },
  ],
  question: { asked: ['m1/bob.phone', 'm3/bob.phone', 'm2/alice.phone'] },
} as unknown as RunView;

describe('the copies map of a lesson', () => {
  it('has the places that the scenario names, in its order', () => {
    expect(placesOf(run).map(({ id }) => id)).toEqual(['bob.phone', 'bob.laptop', 'alice.phone']);
  });

  it('is about the chosen message first, then about others that are asked about and written in this run', () => {
    expect(mappedMessages(run)).toEqual(['m2', 'm1']);
    const { message: _, ...shows } = run.scenario.shows;
    expect(mappedMessages({ ...run, scenario: { ...run.scenario, shows } })).toEqual(['m1', 'm2']);
  });

  it('shows nothing before the message is written, and compares with nothing then', () => {
    expect(momentOf(run, 0, undefined, 'm1')).toBeUndefined();
    expect(momentOf(run, 1, 0, 'm1')).toEqual({ at: 4, from: undefined });
    expect(momentOf(run, 1, 0, 'm2')).toBeUndefined();
    expect(momentOf(run, 2, 1, 'm1')).toEqual({ at: 9, from: 4 });
  });

  it('counts what it does not draw, and leaves it out of its own numbers', () => {
    const { here, elsewhere } = copiesIn(AFTER, placesOf(run));
    expect(here.copies.length + elsewhere).toBe(AFTER.copies.length);
    expect(elsewhere).toBe(1);
    expect([here.readable, here.places]).toEqual([3, 2]);
  });

  it('takes from cells those of its message', () => {
    expect(placesIn(['m1/bob.phone', 'm2/bob.phone', 'm1/mallory'], 'm1')).toEqual(['bob.phone', 'mallory']);
  });
});
