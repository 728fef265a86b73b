import { describe, expect, it } from 'vitest';
import { runOf } from '../figures/testing/runs.ts';

describe('a wrong answer', () => {
  it('is right in a variant that can be shown, or it is said why it never is', () => {
    for (const id of ['keys-stolen-late', 'one-message']) {
      const options = runOf(id).ask?.options ?? [];
      const wrong = options.filter(({ holds }) => !holds);
      expect(wrong.length, id).toBeGreaterThan(0);
      for (const { trueIn, never } of wrong) expect(trueIn ?? never).toBeDefined();
    }
  });

  it('tells nothing of other runs before its question is answered', () => {
    const { question, ask, scenario } = runOf('keys-stolen-late', { upTo: 'q1' });
    expect(question).toBeDefined();
    expect(ask).toBeUndefined();
    expect(scenario.variants).toEqual([]);
  });
});
