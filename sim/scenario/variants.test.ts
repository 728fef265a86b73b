import { describe, expect, it } from 'vitest';
import { EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { applyVariant } from './variants.ts';

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
