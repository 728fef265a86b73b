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
});
