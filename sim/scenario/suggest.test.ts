import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, editDistance } from './suggest.ts';

describe('did you mean', () => {
  it.each([
    ['sned', 'send'],
    ['canread', 'canRead'],
    ['alcie', 'alice'],
    ['eraseMesageKey', 'eraseMessageKeys'],
  ])('%s is near %s', (typed, meant) => {
    expect(closest(typed, ['wait', 'bob', 'send', 'canRead', 'alice', 'eraseMessageKeys'])).toBe(meant);
  });

  it('suggests nothing that is far, and nothing for an empty or a huge word', () => {
    expect(closest('xyz', ['send', 'wait'])).toBeUndefined();
    expect(closest('', ['a'])).toBeUndefined();
    expect(closest('s'.repeat(1_000_000), ['send'])).toBeUndefined();
  });

  it('measures a distance: zero for equal words only, the same both ways, one for a swap', () => {
    expect(editDistance('ab', 'ba')).toBe(1);
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
