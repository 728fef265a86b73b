import { describe, expect, it } from 'vitest';
import { choiceFor, engine, runOf } from '../figures/testing/runs.ts';

describe('a wrong answer', () => {
  it('is right in a variant that can be shown, or it is said why it never is', () => {
    for (const id of ['keys-stolen-late', 'one-message', 'delete-for-me']) {
      const options = runOf(id).ask?.options ?? [];
      const trueIn = engine.elsewhere(choiceFor(id));
      expect(trueIn).toHaveLength(options.length);
      const wrong = options.flatMap(({ holds, never }, index) => (holds ? [] : [trueIn[index] ?? never]));
      expect(wrong.length, id).toBeGreaterThan(0);
      for (const one of wrong) expect(one).toBeDefined();
    }
  });

  it('is right in the variant that is named, and not in those before it', () => {
    const choice = choiceFor('keys-stolen-late');
    const { scenario } = runOf('keys-stolen-late');
    const ids = scenario.variants.map(({ id }) => id);
    const holdsIn = (variant: string, index: number): boolean =>
      engine.play({ ...choice, variant }).ask?.options[index]?.holds === true;
    for (const [index, named] of engine.elsewhere(choice).entries()) {
      const before = named === undefined ? ids : ids.slice(0, ids.indexOf(named));
      if (named !== undefined) expect(holdsIn(named, index)).toBe(true);
      for (const id of before) expect(holdsIn(id, index)).toBe(false);
    }
  });

  it('tells nothing of other runs before its question is answered', () => {
    const { question, ask, scenario } = runOf('keys-stolen-late', { upTo: 'q1' });
    expect(question).toBeDefined();
    expect(ask).toBeUndefined();
    expect(scenario.variants).toEqual([]);
  });
});
