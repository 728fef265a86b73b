/** No step of any actor writes to what it was given: states and events are frozen before each step, their bytes compared after. */
import { beforeEach, expect, it, vi } from 'vitest';
import { toHex } from '../crypto/bytes.ts';
import { PROTECTION_IDS, ALL_ON, type Protections } from '../protections.ts';
import { doesAll, FOUR_DEVICES, happened, startedRun, write, type Command } from '../testing/driving.ts';
import { byteStringsIn, deepFreeze } from '../testing/values.ts';

const steps = vi.hoisted(() => ({ counted: 0 }));

vi.mock('./world.ts', async (importOriginal) => {
  const actual = await importOriginal<typeof import('./world.ts')>();
  const stepActor: typeof actual.stepActor = (actor, event, context) => {
    const given = { actor, event };
    deepFreeze(given);
    const before = byteStringsIn(given).map((bytes) => toHex(bytes));
    const result = actual.stepActor(actor, event, context);
    const after = byteStringsIn(given).map((bytes) => toHex(bytes));
    if (after.join() !== before.join()) throw new Error(`${context.self} wrote to bytes that it was given`);
    steps.counted++;
    return result;
  };
  return { ...actual, stepActor };
});

beforeEach(() => {
  steps.counted = 0;
});

const watches = ['alice.phone-server', 'bob.phone-server'];
const commands: readonly Command[] = [
  write('alice.phone', 'bob', 'one'),
  write('bob.laptop', 'alice', 'two'),
  { kind: 'replay', label: 'm1' },
  { kind: 'tamper', link: 'bob.phone-server', flip: 'ratchet-key' },
  write('alice.phone', 'bob', 'three'),
  { kind: 'copy', device: 'bob.phone' },
  { kind: 'tamper', link: 'bob.phone-server', flip: 'text' },
  write('alice.tablet', 'bob', 'four'),
  write('bob.phone', 'alice', 'five'),
];
const cases: readonly (readonly [string, Protections])[] = [
  ['with all protections on', ALL_ON],
  ...PROTECTION_IDS.map((id) => [`with ${id} off`, { ...ALL_ON, [id]: false }] as const),
];

it.each(cases)('inputs are never written to %s', (_name, protections) => {
  const run = doesAll(startedRun({ devices: FOUR_DEVICES, watches, protections }), commands);
  expect(happened(run, 'shown').length).toBeGreaterThan(8);
  expect(steps.counted).toBe(run.log.length);
  expect(steps.counted).toBeGreaterThan(80);
});

it('a write to frozen input would be noticed', () => {
  const state = { list: [{ value: 1 }] };
  deepFreeze(state);
  expect(() => state.list.push({ value: 2 })).toThrow(TypeError);
  expect(() => Object.assign(state.list[0] ?? {}, { value: 3 })).toThrow(TypeError);
});
