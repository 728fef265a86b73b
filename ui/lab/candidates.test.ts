import { describe, expect, it } from 'vitest';
import { choiceFor, engine, runOf } from '../figures/testing/runs.ts';
import { asWritten, BY_HAND, candidatesOf } from './candidates.ts';

const written = choiceFor('keys-stolen-late');
const byHand = { ...written, variant: 'whole-phone', switches: { freshRatchetKeys: false } };

describe('runs to lay beside the story as written', () => {
  it('are its variants', () => {
    const run = runOf('keys-stolen-late');
    expect(candidatesOf(run).map(({ choice }) => choice)).toEqual(
      run.scenario.variants.map(({ id }) => ({ ...written, variant: id })),
    );
  });

  it('are also the run with switches flipped by hand, which changes neither the variants nor the story as written', () => {
    const candidates = candidatesOf(engine.play(byHand));
    expect(candidates.at(-1)).toEqual({ id: BY_HAND, title: undefined, choice: byHand });
    expect(candidates[0]?.choice).toEqual({ ...written, variant: 'keys-kept' });
    expect(asWritten(byHand)).toEqual(written);
    const [other] = engine.compare(asWritten(byHand), [byHand]).others;
    expect(other?.flips).toEqual(expect.arrayContaining(['m1/mallory', 'm4/mallory']));
  });

  it('are also the run in which a new key is answered by hand in another way, which plays as a story that says so', () => {
    const swap = choiceFor('key-swap');
    const asking = { ...swap, onKeyChange: 'block' } as const;
    const run = engine.play(asking);
    expect(run.scenario.onKeyChange).toBe('block');
    expect(run.traceHash).not.toBe(engine.play(swap).traceHash);
    expect(candidatesOf(run).at(-1)).toEqual({ id: BY_HAND, title: undefined, choice: asking });
    expect(asWritten(asking)).toEqual(swap);
  });

  it('can be answered by hand as the variant says otherwise', () => {
    const blocking = engine
      .play(choiceFor('key-swap'))
      .scenario.variants.find(({ set }) => set?.onKeyChange === 'block');
    if (blocking === undefined) throw new Error('a variant of this story asks before it uses a new key');
    const choice = { ...choiceFor('key-swap'), variant: blocking.id };
    expect(engine.play(choice).scenario.onKeyChange).toBe('block');
    expect(engine.play({ ...choice, onKeyChange: 'accept' }).scenario.onKeyChange).toBe('accept');
  });
});
