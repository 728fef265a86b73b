import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/exampleScenario.ts';
import { storageOrder } from './deeds-storage.ts';
import type { StorageStep } from './types.ts';

const SCENARIO = parsed(`id: example
title: An example
question: What is left?
cast: {alice: {devices: [phone, laptop]}, bob: {devices: [phone]}}
shows: {figure: who-can-read, parties: [alice.phone]}
steps:
  - {id: s1, send: m1, from: alice, to: bob, text: Meet at nine}
`);
type WithoutId<One> = One extends StorageStep ? Omit<One, 'id'> : never;
const ordered = (step: WithoutId<StorageStep>): unknown => {
  const { actor, event } = storageOrder({ ...step, id: 's2' }, SCENARIO, 'en');
  return { actor, ...event };
};

describe('what a step orders', () => {
  it.each<[WithoutId<StorageStep>, object]>([
    [
      { kind: 'delete', delete: 'm1', by: 'alice', forEveryone: true },
      { actor: 'alice.phone', kind: 'delete', label: 'm1', forEveryone: true, act: 's2' },
    ],
    [
      { kind: 'edit', edit: 'm1', as: 'm2', by: 'alice.laptop', text: { en: 'At ten', zh: '十点见' } },
      { actor: 'alice.laptop', kind: 'edit', label: 'm1', as: 'm2', text: 'At ten' },
    ],
    [
      { kind: 'clear', chat: 'bob', by: 'alice' },
      { actor: 'alice.phone', kind: 'clear', contact: 'bob', whole: false, act: 's2' },
    ],
    [
      { kind: 'clear', chat: 'all', by: 'bob' },
      { actor: 'bob.phone', kind: 'clear', contact: undefined, whole: false, act: 's2' },
    ],
    [
      { kind: 'delete-chat', chat: 'bob', by: 'alice' },
      { actor: 'alice.phone', kind: 'clear', contact: 'bob', whole: true, act: 's2' },
    ],
    [
      { kind: 'disappear', seconds: 0, by: 'alice', with: 'bob.phone' },
      { actor: 'alice.phone', kind: 'disappear', contact: 'bob', seconds: 0, act: 's2' },
    ],
    [
      { kind: 'keep', message: 'm1', by: 'bob' },
      { actor: 'bob.phone', kind: 'keep', label: 'm1', on: true, act: 's2' },
    ],
    [
      { kind: 'veto', message: 'm1', by: 'alice' },
      { actor: 'alice.phone', kind: 'keep', label: 'm1', on: false, act: 's2' },
    ],
    [
      { kind: 'view', message: 'm1', on: 'bob.phone' },
      { actor: 'bob.phone', kind: 'view', label: 'm1' },
    ],
    [
      { kind: 'screenshot', message: 'm1', on: 'bob.phone' },
      { actor: 'bob.phone', kind: 'screenshot', label: 'm1' },
    ],
    [
      { kind: 'film', message: 'm1', on: 'bob.phone', with: 'alice.laptop' },
      { actor: 'bob.phone', kind: 'film', label: 'm1', camera: 'alice.laptop' },
    ],
    [
      { kind: 'export', chat: 'alice', on: 'bob.phone' },
      { actor: 'bob.phone', kind: 'export', contact: 'alice' },
    ],
    [
      { kind: 'uninstall', device: 'bob.phone' },
      { actor: 'bob.phone', kind: 'uninstall' },
    ],
    [
      { kind: 'reset', device: 'bob.phone' },
      { actor: 'bob.phone', kind: 'reset' },
    ],
    [
      { kind: 'tidy', device: 'bob.phone', what: 'merge' },
      { actor: 'bob.phone', kind: 'tidy', what: 'merge' },
    ],
    [
      { kind: 'chatter', count: 40, on: 'bob.phone', with: 'alice' },
      { actor: 'bob.phone', kind: 'chatter', contact: 'alice', count: 40, name: 's2' },
    ],
    [
      { kind: 'program', device: 'bob.phone', modified: true },
      { actor: 'bob.phone', kind: 'program', modified: true },
    ],
    [
      { kind: 'image', device: 'bob.phone', by: 'mallory', unlocked: false },
      { actor: 'bob.phone', kind: 'image', by: 'mallory', unlocked: false },
    ],
    [
      { kind: 'crash', device: 'bob.phone', change: 3, how: 'torn' },
      { actor: 'bob.phone', kind: 'disk', fault: { kind: 'torn', at: 3 } },
    ],
    [
      { kind: 'disk', device: 'bob.phone', set: 'full' },
      { actor: 'bob.phone', kind: 'disk', fault: { kind: 'full', at: 0 } },
    ],
    [
      { kind: 'disk', device: 'bob.phone', set: 'failing' },
      { actor: 'bob.phone', kind: 'disk', fault: { kind: 'sync', at: 0 } },
    ],
    [
      { kind: 'disk', device: 'bob.phone', set: 'fine' },
      { actor: 'bob.phone', kind: 'disk', fault: undefined },
    ],
  ])('%o is %o', (step, order) => {
    expect(ordered(step)).toStrictEqual(order);
  });
});
