/** Every step about deleting and files, and every setting, is the same after it was written down and read again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DISAPPEAR_SECONDS, MOST_CHATTER } from '../limits.ts';
import { JOURNALS, OVERWRITES } from '../storage/settings.ts';
import { HOUSEKEEPING } from '../storage/types.ts';
import { STEP_SCHEMAS } from './schema-steps.ts';
import { storage } from './schema-values.ts';
import { stepForm } from './step-form.ts';
import { storageSettingsForm } from './storage-form.ts';
import { STORAGE_VERBS } from './storage-steps.ts';
import type { SendStep, StorageStep } from './types.ts';

const id = fc.constantFrom('x', 'y2');
const at = fc.option(fc.constantFrom('09:05', '23:59'), { nil: undefined });
const base = fc
  .record({ id, at })
  .map(({ id: name, at: time }) => ({ id: name, ...(time !== undefined && { at: time }) }));
const message = fc.constantFrom('m1', 'm2');
const person = fc.constantFrom('alice', 'bob');
const device = fc.constantFrom('alice.phone', 'bob.phone');
const text = fc.oneof(fc.string({ minLength: 1 }), fc.record({ en: fc.string(), zh: fc.string() }));

const deeds: { readonly [Kind in StorageStep['kind']]: fc.Arbitrary<object> } = {
  delete: fc.record({ delete: message, by: person, forEveryone: fc.boolean() }),
  edit: fc.record({ edit: message, as: message, by: person, text }),
  clear: fc.record({ chat: fc.constantFrom('bob', 'all'), by: person }),
  'delete-chat': fc.record({ chat: person, by: person }),
  disappear: fc.record({ seconds: fc.constantFrom(0, ...DISAPPEAR_SECONDS), by: person, with: person }),
  keep: fc.record({ message, by: person }),
  veto: fc.record({ message, by: person }),
  view: fc.record({ message, on: device }),
  screenshot: fc.record({ message, on: device }),
  film: fc.record({ message, on: device, with: device }),
  export: fc.record({ chat: person, on: device }),
  uninstall: fc.record({ device }),
  reset: fc.record({ device }),
  tidy: fc.record({ device, what: fc.constantFrom(...HOUSEKEEPING) }),
  chatter: fc.record({ count: fc.integer({ min: 1, max: MOST_CHATTER }), on: device, with: person }),
  program: fc.record({ device, modified: fc.boolean() }),
  image: fc.record({ device, by: fc.constant('mallory'), unlocked: fc.boolean() }),
  crash: fc.record({ device, change: fc.nat({ max: 10_000 }), how: fc.constantFrom('kill', 'keep', 'torn') }),
  disk: fc.record({ device, set: fc.constantFrom('full', 'failing', 'fine') }),
};

it.each(STORAGE_VERBS)('a step of %s', (kind) => {
  const steps = fc.tuple(base, deeds[kind]).map(([common, deed]) => ({ ...common, kind, ...deed }) as StorageStep);
  fc.assert(
    fc.property(steps, (step) => {
      expect(STEP_SCHEMAS[kind].parse(stepForm(step))).toEqual(step);
    }),
  );
});

it('a message that answers, passes on, or has a picture', () => {
  const maybe = <T>(value: T): fc.Arbitrary<T | undefined> => fc.constantFrom(value, undefined);
  const more = fc.record({ quotes: maybe('m1'), forwards: maybe('m2'), picture: maybe(true), once: maybe(true) });
  fc.assert(
    fc.property(base, text, more, (common, written, fields) => {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const step: SendStep = { ...common, kind: 'send', send: 'm3', from: 'alice', to: 'bob', text: written, ...given };
      expect(STEP_SCHEMAS.send.parse(stepForm(step))).toEqual(step);
    }),
  );
});

it('the settings about files', () => {
  const settings = fc.record({
    journal: fc.constantFrom(...JOURNALS),
    overwrite: fc.constantFrom(...OVERWRITES),
    autoVacuum: fc.boolean(),
  });
  fc.assert(
    fc.property(settings, (one) => {
      expect(storage.parse(storageSettingsForm(one))).toEqual(one);
    }),
  );
});
