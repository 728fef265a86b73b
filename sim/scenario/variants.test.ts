import { describe, expect, it } from 'vitest';
import { USUAL_STORAGE } from '../storage/settings.ts';
import { EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { shipped, SHIPPED } from '../testing/shipped.ts';
import { applyVariant, needsFiles } from './variants.ts';

const scenario = parsed(EXAMPLE);

describe('applying a variant', () => {
  it('sets single protections and leaves the steps as they are', () => {
    const edited = applyVariant({ ...scenario, protections: { verifyMac: false } }, 'keys-kept');
    expect(edited.protections).toEqual({ verifyMac: false, eraseMessageKeys: false });
    expect(edited.steps).toEqual(scenario.steps);
    expect(edited.expect).toEqual(['canRead(mallory, m1)']);
  });

  it('replaces, inserts and removes by id, in story order', () => {
    const edited = applyVariant(scenario, 'edited');
    expect(edited.steps.map(({ id }) => id)).toEqual(['s1', 'q1', 's2', 'x1', 's3', 's5', 's6']);
    expect(edited.steps[2]).toEqual({
      kind: 'compromise',
      id: 's2',
      at: '10:20',
      compromise: 'bob.phone',
      by: 'mallory',
      takes: ['keys', 'chat'],
    });
  });

  it('gives an ordinary scenario: no variants of variants', () => {
    expect(applyVariant(scenario, 'edited').variants).toEqual([]);
  });

  it('changes nothing in the scenario that it was given', () => {
    const before = structuredClone(scenario);
    applyVariant(scenario, 'edited');
    expect(scenario).toEqual(before);
  });

  it('throws for an id that the scenario does not have, since callers take ids from its list', () => {
    expect(() => applyVariant(scenario, 'nowhere')).toThrow('has no variant nowhere');
  });
});

describe('a scenario needs the storage floor', () => {
  const plain = shipped('one-message');

  it('where its devices keep files, its people act on messages, or its questions count copies, in any variant', () => {
    const deed = { kind: 'delete', id: 'd1', delete: 'm1', by: 'alice', forEveryone: false } as const;
    const variant = { id: 'v', replace: {}, insertAfter: {}, remove: [], expect: [] };
    expect(needsFiles(plain)).toBe(false);
    expect(needsFiles({ ...plain, storage: USUAL_STORAGE })).toBe(true);
    expect(needsFiles({ ...plain, steps: [...plain.steps, deed] })).toBe(true);
    expect(needsFiles({ ...plain, variants: [{ ...variant, insertAfter: { s1: [deed] } }] })).toBe(true);
    expect(needsFiles({ ...plain, variants: [{ ...variant, replace: { s1: deed } }] })).toBe(true);
    expect(needsFiles({ ...plain, expect: ['count(copies(m1)) >= 2'] })).toBe(true);
  });

  it('of those that ship exactly where it says so itself', () => {
    for (const scenario of SHIPPED) {
      const says = [scenario.storage, ...scenario.variants.map(({ set }) => set?.storage)];
      expect(needsFiles(scenario), scenario.id).toBe(says.some((one) => one !== undefined));
    }
  });
});
