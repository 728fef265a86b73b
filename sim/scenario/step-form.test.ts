/** Every fault and misdeed, whatever is said in it, is the same step after it was written down and read again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, MISDEEDS, TICKS } from '../trace.ts';
import { STEP_SCHEMAS } from './schema-steps.ts';
import { stepForm } from './step-form.ts';
import type { FaultStep, MisdeedStep } from './types.ts';

const YEAR_SECONDS = 365 * 86_400;
/** Round lengths as people write them, and odd ones. */
const seconds = fc.oneof(
  fc.integer({ min: 1, max: YEAR_SECONDS }),
  fc.integer({ min: 1, max: 365 }).map((days) => days * 86_400),
  fc.integer({ min: 1, max: 100 }).map((minutes) => minutes * 60),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const faults: fc.Arbitrary<FaultStep> = fc
  .record({
    fault: fc.constantFrom(...FAULT_KINDS),
    by: maybe(fc.constantFrom('gateway')),
    toward: maybe(fc.constantFrom('bob.phone', 'server')),
    next: fc.integer({ min: 1, max: 1_000 }),
    of: fc.constantFrom('messages', 'everything'),
    seconds,
    bytesPerSecond: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ fault, by, toward, next, of, seconds: length, bytesPerSecond }): FaultStep => {
    const hits = fault !== 'cut' && fault !== 'throttle' && fault !== 'heal';
    return {
      id: 'x',
      kind: 'fault',
      fault,
      link: 'bob.phone-server',
      ...(by !== undefined && { by }),
      ...(hits && toward !== undefined && { toward }),
      next: hits ? next : 1,
      of: hits ? of : 'everything',
      seconds: fault === 'delay' ? length : 0,
      bytesPerSecond: fault === 'throttle' ? bytesPerSecond : 0,
    };
  });

const misdeeds: fc.Arbitrary<MisdeedStep> = fc
  .record({ misdeed: fc.constantFrom(...MISDEEDS), tick: maybe(fc.constantFrom(...TICKS)), seconds: maybe(seconds) })
  .map(({ misdeed, tick, seconds: length }): MisdeedStep => ({
    id: 'x',
    kind: 'misdeed',
    misdeed,
    against: 'bob.phone',
    ...(tick !== undefined && { tick }),
    seconds: length ?? 0,
  }));

describe('a step that is written down', () => {
  it('is read as the same fault', () => {
    const read = (step: FaultStep): unknown => STEP_SCHEMAS[step.fault].parse(stepForm(step));
    fc.assert(
      fc.property(faults, (step) => {
        expect(read(step)).toEqual(step);
      }),
    );
  });

  it('is read as the same misdeed', () => {
    const read = (step: MisdeedStep): unknown => STEP_SCHEMAS.misdeed.parse(stepForm(step));
    fc.assert(
      fc.property(misdeeds, (step) => {
        expect(read(step)).toEqual(step);
      }),
    );
  });

  it('says nothing that goes without saying', () => {
    const step: FaultStep = {
      id: 'x',
      kind: 'fault',
      fault: 'drop',
      link: 'bob.phone-server',
      next: 1,
      of: 'messages',
      seconds: 0,
      bytesPerSecond: 0,
    };
    expect(stepForm(step)).toEqual({ id: 'x', drop: 'bob.phone-server' });
    expect(stepForm({ ...step, fault: 'delay', seconds: 5_400 })).toMatchObject({ for: '90m' });
  });
});
