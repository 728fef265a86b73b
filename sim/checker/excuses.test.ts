/** What excuses a message that did not arrive, and what does not; and which session it is that heals. */
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { knowledgeOf } from '../knowledge/knowledge.ts';
import { play } from '../scenario/play.ts';
import type { Action, MisdeedStep, Scenario } from '../scenario/types.ts';
import { optionsOf } from '../testing/shipped.ts';
import type { Misdeed } from '../trace.ts';
import { inspect } from './campaign.ts';
import { owed, stuck } from './delivery.ts';
import { INVARIANTS } from './invariants/all.ts';
import { scenarioOf } from './story.ts';
import { viewOf, type CheckView } from './view.ts';

const send = (label: string, from: string, to: string): Action => ({
  kind: 'send',
  id: `send-${label}`,
  send: label,
  from: `${from}.phone`,
  to,
  text: `Text of ${label}, long enough to fill several blocks of the cipher`,
});
const misdeed = (deed: Misdeed, against: string, more: Partial<MisdeedStep> = {}): Action => ({
  kind: 'misdeed',
  id: `${deed}-${against}`,
  misdeed: deed,
  against: `${against}.phone`,
  seconds: 0,
  ...more,
});
const power = (on: boolean): Action => ({ kind: 'power', id: `power-${on ? 'on' : 'off'}`, device: 'bob.phone', on });
const swap = misdeed('swap-keys', 'alice', { other: 'bob.phone' });
/** Any `misdeed` lets the server do all of them. */
const worst = scenarioOf({
  cast: 'pair',
  onKeyChange: 'accept',
  retryReceipts: false,
  steps: [{ do: 'misdeed', misdeed: 'drop', device: 0, other: 0, message: 0, amount: 0 }],
  later: { handshake: 'x3dh', quantum: false },
  storage: undefined,
});
const story = (steps: readonly Action[], change: Partial<Scenario> = {}): Scenario => ({ ...worst, ...change, steps });

function viewed(scenario: Scenario): CheckView {
  const played = play(scenario, optionsOf('model'));
  return viewOf(played, knowledgeOf(played.trace));
}
/** The messages that are owed, in order, each with whether it came. */
const owedIn = (steps: readonly Action[], change: Partial<Scenario> = {}) =>
  owed(viewed(story(steps, change))).map(({ message, shown }) => [message, shown !== undefined]);

describe('a misdeed excuses what it causes and nothing else', () => {
  it('a dropped message is not owed; the next one is, and it came', () => {
    expect(owedIn([misdeed('drop', 'bob'), send('m1', 'alice', 'bob'), send('m2', 'alice', 'bob')])).toEqual([
      ['m2', true],
    ]);
  });

  it('a delayed one is owed as soon as the delay is over', () => {
    const held = (seconds: number) => [misdeed('delay', 'bob', { seconds }), send('m1', 'alice', 'bob')];
    expect(owedIn(held(600))).toEqual([['m1', true]]);
    expect(owedIn(held(100_000))).toEqual([]);
  });

  it('a repeated one and one with forged ticks are owed like any other', () => {
    const steps = [
      send('m1', 'alice', 'bob'),
      misdeed('replay', 'bob', { message: 'm1' }),
      misdeed('forge-ticks', 'alice', { message: 'm1', tick: 'read' }),
    ];
    expect(owedIn(steps)).toEqual([['m1', true]]);
  });

  it('swapped keys excuse what was sealed under the keys of before and refused, not what was written after', () => {
    const before = [send('m1', 'alice', 'bob'), send('m2', 'bob', 'alice')];
    expect(owedIn([...before, swap, send('m3', 'alice', 'bob')])).toEqual([
      ['m1', true],
      ['m2', true],
      ['m3', true],
    ]);
    const waiting = [
      ...before,
      power(false),
      send('m3', 'alice', 'bob'),
      swap,
      power(true),
      send('m4', 'alice', 'bob'),
    ];
    const messages = owedIn(waiting).map(([message]) => message);
    expect(messages).toContain('m4');
  });

  it('an altered message is excused where the device refused it', () => {
    const altered: Action = { kind: 'tamper', id: 't', tamper: 'bob.phone-server', by: 'mallory', flip: 'counter' };
    expect(owedIn([altered, send('m1', 'alice', 'bob'), send('m2', 'alice', 'bob')])).toEqual([['m2', true]]);
  });

  it('a message that its writer deleted for herself is owed all the same: it was sent', () => {
    const forgets: Action = { kind: 'delete', id: 'd', delete: 'm1', by: 'alice', forEveryone: false };
    expect(owedIn([power(false), send('m1', 'alice', 'bob'), forgets, power(true)])).toEqual([['m1', true]]);
    const takesBack: Action = { ...forgets, forEveryone: true };
    expect(owedIn([power(false), send('m1', 'alice', 'bob'), takesBack, power(true)])).toEqual([]);
  });

  it('a message that waits unsealed is excused by keys that were refused, and by a change not agreed to', () => {
    const refused = [misdeed('swap-prekey', 'alice', { other: 'bob.phone' }), send('m1', 'alice', 'bob')];
    expect(stuck(viewed(story(refused)))).toEqual([]);
    const asked = [send('m1', 'alice', 'bob'), swap, send('m2', 'alice', 'bob')];
    expect(stuck(viewed(story(asked, { onKeyChange: 'block' })))).toEqual([]);
    const agreed: Action = { kind: 'approve', id: 'a', by: 'alice', contact: 'bob' };
    const sealed = owedIn([...asked, agreed], { onKeyChange: 'block' }).map(([message]) => message);
    expect(sealed).toContain('m1');
  });
});

describe('healing', () => {
  /** Both write while neither can be reached: two sessions, of which one is archived. */
  const crossed: readonly Action[] = [
    {
      kind: 'fault',
      id: 'd1',
      fault: 'delay',
      link: 'bob.phone-server',
      next: 6,
      of: 'messages',
      seconds: 600,
      bytesPerSecond: 0,
      toward: 'bob.phone',
    },
    send('m1', 'alice', 'bob'),
    send('m2', 'bob', 'alice'),
    { kind: 'wait', id: 'w', wait: 30 },
  ];
  const copy: Action = { kind: 'compromise', id: 'c', compromise: 'alice.phone', by: 'mallory', takes: ['keys'] };
  const chat = ['m3', 'm4', 'm5', 'm6', 'm7', 'm8'].map((label, i) =>
    i % 2 === 0 ? send(label, 'alice', 'bob') : send(label, 'bob', 'alice'),
  );
  const steps = [...crossed, copy, ...chat];

  it('is asked of two that have archived a session, message by message in the session that seals it', () => {
    const view = viewed(story(steps));
    const keys = view.eventsOf.get('alice.phone')?.at(-1)?.after.places.keys;
    expect(keys).toMatchObject({ archived: { 'bob.phone': [{}] } });
    const { witnessed, violation } = inspect(story(steps), INVARIANTS, { suite: model, seed: 1 });
    expect(violation).toBeUndefined();
    expect(new Map(witnessed).get('healing')).toBeGreaterThan(1);
  });

  it('is missed there too where replies bring no fresh keys', () => {
    const which = INVARIANTS.filter(({ id }) => id === 'healing');
    const stale = story(steps, { protections: { freshRatchetKeys: false } });
    expect(inspect(stale, which, { suite: model, seed: 1 }).violation?.invariant).toBe('healing');
  });
});
