import { describe, expect, it } from 'vitest';
import { play } from '../scenario/play.ts';
import { known, optionsOf, randomStories, runsOf, shipped, stepEnds } from '../testing/shipped.ts';
import type { Trace } from '../trace.ts';
import { align, type Divergence } from './align.ts';
import { firstFlip, flipsByStep, flipsOf, type KnownTrace } from './flips.ts';

const STORIES = randomStories(12, 3);
const options = optionsOf('model');

/** The story with one of its steps left out. */
const without = (story: (typeof STORIES)[number], id: string): typeof story => ({
  ...story,
  steps: story.steps.filter((step) => step.id !== id),
});

const mirrored = (divergence: Divergence | undefined): unknown => {
  if (divergence?.kind !== 'quiet')
    return divergence && { ...divergence, base: divergence.other, other: divergence.base };
  const { difference } = divergence;
  const turned = Object.fromEntries(
    Object.entries(difference).map(([name, value]) => [name, Array.isArray(value) ? value.toReversed() : value]),
  );
  return { ...divergence, base: divergence.other, other: divergence.base, difference: turned };
};

const knownTrace = ({ played, knowledge }: ReturnType<typeof known>): KnownTrace => ({
  trace: played.trace,
  knowledge,
});

const variantOf = (scenario: string, variant: string): readonly [KnownTrace, KnownTrace] => {
  const runs = runsOf(shipped(scenario), options);
  const other = runs.find(({ name }) => name === `${scenario}/${variant}`);
  if (runs[0] === undefined || other === undefined) throw new Error(`there is no variant ${variant}`);
  return [knownTrace(runs[0]), knownTrace(other)];
};

describe('two runs of one story', () => {
  it('never part where they are the same run, whatever the seed of their keys', () => {
    for (const story of STORIES) {
      const { trace } = play(story, options);
      const alignment = align(trace, play(story, options).trace);
      expect(alignment.firstDivergence).toBeUndefined();
      expect(alignment.pairs.every(({ kind }) => kind === 'both')).toBe(true);
      expect(alignment.pairs).toHaveLength(trace.events.length);
    }
    const late = shipped('keys-stolen-late');
    expect(align(play(late, options).trace, play(late, { ...options, seed: 2 }).trace).firstDivergence).toBeUndefined();
  });

  it('part at the step that differs, or later, never before it', () => {
    let parted = 0;
    for (const story of STORIES) {
      const base = play(story, options);
      for (const [k, action] of base.actions.entries()) {
        const { firstDivergence } = align(base.trace, play(without(story, action.id), options).trace);
        if (firstDivergence === undefined) continue;
        parted += 1;
        expect(firstDivergence.at, `${story.id} without ${action.id}`).toBeGreaterThanOrEqual(base.steps[k]?.at ?? 0);
      }
    }
    expect(parted).toBeGreaterThan(10);
  });

  it('part at the same place in both directions, and pair the same events', () => {
    const compare = (one: Trace, two: Trace): void => {
      const there = align(one, two);
      const back = align(two, one);
      expect(back.firstDivergence).toEqual(mirrored(there.firstDivergence));
      const both = (pairs: typeof there.pairs): number => pairs.filter(({ kind }) => kind === 'both').length;
      expect(both(back.pairs)).toBe(both(there.pairs));
    };
    for (const story of STORIES.slice(0, 6)) {
      const base = play(story, options);
      const middle = base.actions[Math.floor(base.actions.length / 2)];
      if (middle !== undefined) compare(base.trace, play(without(story, middle.id), options).trace);
    }
    for (const id of ['keys-kept', 'whole-phone', 'same-key-for-replies']) {
      const [base, other] = variantOf('keys-stolen-late', id);
      compare(base.trace, other.trace);
    }
  });

  it('pair what only comes later with what comes in time', () => {
    const story = shipped('one-message');
    const base = play(story, options);
    const slow = play({ ...story, latencyMs: 400 }, options);
    const { pairs, firstDivergence } = align(base.trace, slow.trace);
    expect(pairs.every(({ kind }) => kind === 'both')).toBe(true);
    expect(pairs.some(({ base: one, other }) => one?.at !== other?.at)).toBe(true);
    expect(firstDivergence).toBeUndefined();
  });

  it('name the outcomes that only one of them has, where a step is replaced', () => {
    const [base, other] = variantOf('keys-stolen-late', 'whole-phone');
    const { firstDivergence } = align(base.trace, other.trace);
    if (firstDivergence?.kind !== 'deeds') throw new Error('a replaced step is another deed');
    expect(firstDivergence.base?.event.step).toBe('s3');
    expect(firstDivergence.base?.outcomes).toMatchObject([{ kind: 'copied', takes: ['keys'] }]);
    expect(firstDivergence.other?.outcomes).toMatchObject([{ kind: 'copied', takes: ['keys', 'chat'] }]);
  });

  it('name who keeps more, where no outcome tells the difference before the theft and none after it', () => {
    const [base, other] = variantOf('keys-stolen-late', 'keys-kept');
    const { firstDivergence } = align(base.trace, other.trace);
    if (firstDivergence?.kind !== 'quiet') throw new Error('keeping keys is no deed');
    expect(firstDivergence.base.actor).toBe('alice.phone');
    expect(firstDivergence.difference).toEqual({ kind: 'keys', word: 'usedKey', counts: [0, 1], lost: [0, 0] });
    expect(firstDivergence.base.outcomes.some(({ kind }) => kind === 'sealed')).toBe(true);
  });

  it('name the fresh key that is not made, where nobody holds more or less', () => {
    const [base, other] = variantOf('keys-stolen-late', 'same-key-for-replies');
    const { firstDivergence } = align(base.trace, other.trace);
    if (firstDivergence?.kind !== 'quiet') throw new Error('an old key in a reply is no deed');
    expect(firstDivergence.difference).toEqual({ kind: 'keys', word: 'ratchetKey', counts: [1, 0], lost: [1, 0] });
  });

  it('pair a packet that is sent again however often it was sent before', () => {
    const trace = play(shipped('one-message'), options).trace;
    const again: Trace = {
      ...trace,
      events: trace.events.map((event) => ({ ...event, input: `${event.input} try ${event.seq + 2}` })),
    };
    expect(align(trace, again).pairs.every(({ kind }) => kind === 'both')).toBe(true);
  });
});

describe('flipped cells', () => {
  it('are exactly those whose state at the end differs, and none for the same run', () => {
    const [base, other] = variantOf('keys-stolen-late', 'keys-kept');
    expect(flipsOf(base, other)).toEqual([
      { message: 'm1', party: 'mallory', before: { state: 'sealed' }, after: { state: 'readable' } },
      { message: 'm2', party: 'mallory', before: { state: 'sealed' }, after: { state: 'readable' } },
    ]);
    expect(flipsOf(base, base)).toEqual([]);
  });

  it('are also what a screen shows: altered, or more than once', () => {
    expect(flipsOf(...variantOf('bit-flip', 'no-check'))).toMatchObject([
      { party: 'bob.phone', before: { state: 'metadata' }, after: { state: 'metadata', shown: { kind: 'altered' } } },
    ]);
    expect(flipsOf(...variantOf('poor-network', 'repeats-shown'))).toMatchObject([
      { party: 'bob.phone', before: { shown: { kind: 'as-sent' } }, after: { shown: { kind: 'repeated', times: 2 } } },
    ]);
  });

  it('are counted at the step with which they come to differ, once', () => {
    const [base, other] = variantOf('keys-stolen-late', 'keys-kept');
    const steps = flipsByStep(base, other);
    expect(steps.filter(({ fresh }) => fresh > 0).map(({ step, fresh }) => [step, fresh])).toEqual([['s3', 2]]);
    expect(steps.at(-1)?.flips).toEqual(flipsOf(base, other));
  });

  it('come with the step that flips them, not before, and alike from the other side', () => {
    const [base, other] = variantOf('keys-stolen-late', 'keys-kept');
    const theft = base.trace.steps.find(({ id }) => id === 's3');
    expect(theft).toBeDefined();
    expect(firstFlip(base, other)).toBe(theft?.at);
    expect(firstFlip(other, base)).toBe(theft?.at);
    expect(firstFlip(base, base)).toBeUndefined();
  });

  it('are told of a message that its writer holds back: nobody has it', () => {
    const [base, other] = variantOf('key-swap', 'compare');
    expect(flipsOf(base, other)).toEqual([
      {
        message: 'm4',
        party: 'alice.phone',
        before: { state: 'readable', shown: { kind: 'as-sent', times: 1 } },
        after: { state: 'never' },
      },
      {
        message: 'm4',
        party: 'bob.phone',
        before: { state: 'readable', shown: { kind: 'as-sent', times: 1 } },
        after: { state: 'never' },
      },
      { message: 'm4', party: 'network', before: { state: 'sealed' }, after: { state: 'never' } },
      { message: 'm4', party: 'server', before: { state: 'readable' }, after: { state: 'never' } },
    ]);
  });

  it('count a message that only the base run writes as one of which nobody has anything, and none that only the other does', () => {
    const story = shipped('keys-stolen-late');
    const base = known(story, options);
    const last = base.played.actions.at(-1)?.id ?? '';
    const shorter = known(without(story, last), options);
    expect(stepEnds(shorter.played).length).toBeLessThan(stepEnds(base.played).length);
    const flips = flipsOf(knownTrace(base), knownTrace(shorter));
    const ofLast = flips.filter(({ message }) => message === 'm4');
    expect(ofLast.length).toBeGreaterThan(2);
    for (const { before, after } of ofLast) {
      expect(before.state).not.toBe('never');
      expect(after).toEqual({ state: 'never' });
    }
    expect(flipsOf(knownTrace(shorter), knownTrace(base))).toEqual([]);
  });
});
