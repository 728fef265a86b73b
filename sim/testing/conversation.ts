/** Plain conversations as scenarios: who writes, one message a step. For tests of costs, and for the benchmark. */
import type { Action, Scenario } from '../scenario/types.ts';

export type Cast = Scenario['cast'];

/** Alice and Bob with a phone each; nobody watches. */
const TWO_PHONES: Cast = {
  alice: { role: 'person', devices: ['phone'] },
  bob: { role: 'person', devices: ['phone'] },
};

/** A conversation in which these people write in turn, each to the other one: `m1`, `m2`, .. */
export function conversation(senders: readonly ('alice' | 'bob')[], settings: Partial<Scenario> = {}): Scenario {
  const steps = senders.map((from, index): Action => {
    const number = index + 1;
    const to = from === 'alice' ? 'bob' : 'alice';
    return { kind: 'send', id: `s${number}`, send: `m${number}`, from, to, text: `This is message number ${number}` };
  });
  return {
    id: 'conversation',
    title: 'A conversation',
    question: 'What does it cost?',
    serves: [],
    level: 'lab',
    cast: TWO_PHONES,
    shows: { figure: 'who-can-read', parties: ['alice.phone', 'bob.phone'] },
    starts: '10:00',
    limits: 'lesson',
    latencyMs: 40,
    onKeyChange: 'accept',
    handshake: 'x3dh',
    protections: {},
    steps,
    expect: [],
    variants: [],
    ...settings,
  };
}

/** Alice, Bob, Alice, ..: every message turns the ratchet. */
export const alternating = (count: number, settings: Partial<Scenario> = {}): Scenario =>
  conversation(
    Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'alice' : 'bob')),
    settings,
  );

/** Bob answers once, then only Alice writes: no message after the third turns the ratchet. */
export const sameDirection = (count: number, settings: Partial<Scenario> = {}): Scenario =>
  conversation(
    Array.from({ length: count }, (_, index) => (index === 1 ? 'bob' : 'alice')),
    settings,
  );
