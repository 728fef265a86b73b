/**
 * What a run costs, in exact counts: how often each primitive is computed, and how much a message adds to the rule log. Not a
 * clock is read: a change that computes something twice, or something that grows with the length of the run, fails here.
 */
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { withKem } from '../crypto/kem.ts';
import { noble } from '../crypto/noble.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import type { Suite } from '../crypto/suite.ts';
import { evidenceOf } from '../knowledge/evidence.ts';
import { observerOf } from '../knowledge/observers.ts';
import { LIMITS } from '../limits.ts';
import { play } from '../scenario/play.ts';
import type { Scenario } from '../scenario/types.ts';
import { alternating, conversation, sameDirection, type Cast } from '../testing/conversation.ts';
import { taped, tallyOf, type Tally } from '../testing/tape.ts';
import type { Trace } from '../trace.ts';

const options = (suite: Suite) => ({ suite, seed: 1, language: 'en', code: 'counts' }) as const;

/** All calls of a story with only its first so many steps. */
function callsOf(scenario: Scenario, count: number, bare: Suite): Tally {
  const tape = taped(bare);
  play({ ...scenario, steps: scenario.steps.slice(0, count) }, options(tape.suite));
  return tallyOf(tape.calls);
}

/** The calls of registration, and then what each further step adds. */
function callsByStep(scenario: Scenario, bare: Suite = model): readonly Tally[] {
  const totals = Array.from({ length: scenario.steps.length + 1 }, (_, count) => callsOf(scenario, count, bare));
  return totals.map((total, i) => added(total, totals[i - 1] ?? {}));
}

const added = (total: Tally, before: Tally): Tally =>
  Object.fromEntries(
    Object.entries(total)
      .map(([name, calls]) => [name, calls - (new Map(Object.entries(before)).get(name) ?? 0)] as const)
      .filter(([, calls]) => calls !== 0),
  );

const cast = (oneTimePrekeys: number, bobsDevices: readonly string[] = ['phone']): { cast: Cast } => ({
  cast: {
    alice: { role: 'person', devices: ['phone'], oneTimePrekeys },
    bob: { role: 'person', devices: bobsDevices, oneTimePrekeys },
  },
});

/** One ciphertext, made and opened: keys of one message on either side. */
const ONE_MESSAGE = { hmac: 6, cbcEncrypt: 1, cbcDecrypt: 1 } as const;

describe('the primitives of a run, counted', () => {
  it('registering takes a key pair for identity, signed prekey and each one-time prekey, and one signature', () => {
    expect(callsByStep(conversation([], cast(4)))).toEqual([{ publicKey: 2 * (2 + 4), sign: 2 }]);
    expect(callsByStep(conversation([], cast(0)))).toEqual([{ publicKey: 2 * 2, sign: 2 }]);
  });

  it('the first message opens a session: four agreements on each side with a one-time prekey, three without', () => {
    // Base key and two ratchet keys; the initiator's first root step is one agreement, the recipient's are two.
    const opening = { ...ONE_MESSAGE, publicKey: 3, verify: 1, isPrimeOrder: 1, hkdf: 2 + 3 + 2 };
    expect(callsByStep(alternating(1, cast(4)))[1]).toEqual({ ...opening, agree: 4 + 4 + 3 });
    expect(callsByStep(alternating(1, cast(0)))[1]).toEqual({ ...opening, agree: 3 + 3 + 3 });
  });

  it('a message in the other direction turns the ratchet: one key pair and two agreements', () => {
    const turning = { ...ONE_MESSAGE, publicKey: 1, agree: 2, hkdf: 2 + 2 };
    expect(callsByStep(alternating(12)).slice(2)).toEqual(Array.from({ length: 11 }, () => turning));
  });

  it('a message in the same direction takes no agreement at all', () => {
    const following = { ...ONE_MESSAGE, hkdf: 2 };
    expect(callsByStep(sameDirection(12)).slice(4)).toEqual(Array.from({ length: 9 }, () => following));
  });

  it('a message to two devices is sealed and opened twice, and opens two sessions', () => {
    const [, first, , , fourth] = callsByStep(sameDirection(4, cast(4, ['phone', 'laptop'])));
    expect(first).toEqual({
      publicKey: 2 * 3,
      verify: 2,
      isPrimeOrder: 2,
      agree: 2 * 11,
      hkdf: 2 * 7,
      hmac: 12,
      cbcEncrypt: 2,
      cbcDecrypt: 2,
    });
    expect(fourth).toEqual({ hkdf: 4, hmac: 12, cbcEncrypt: 2, cbcDecrypt: 2 });
  });

  it('are the same calls in both suites', () => {
    expect(callsByStep(alternating(3), noble)).toEqual(callsByStep(alternating(3)));
  });

  it('post-quantum keys are one key pair and one signature each, and a set-up more is one capsule, made and opened', () => {
    const pqxdh = { ...cast(4), handshake: 'pqxdh' } as const;
    const { oneTimeKemPrekeys } = LIMITS.lesson;
    const [registering, first, second] = callsByStep(alternating(2, pqxdh));
    const [plain, plainFirst, plainSecond] = callsByStep(alternating(2, cast(4)));
    const kemKeys = 2 * (1 + oneTimeKemPrekeys);
    expect(registering).toEqual({ ...plain, sign: (plain?.sign ?? 0) + kemKeys, keyPair: kemKeys });
    expect(first).toEqual({ ...plainFirst, verify: (plainFirst?.verify ?? 0) + 1, encapsulate: 1, decapsulate: 1 });
    expect(second).toEqual(plainSecond);
    expect(callsByStep(alternating(2, pqxdh), withKem(noble, nobleKem))).toEqual([registering, first, second]);
  });

  it('someone who watches costs no cryptography', () => {
    const watched: Cast = { ...alternating(0).cast, mallory: { role: 'attacker', watches: ['network'], can: [] } };
    const story = alternating(4, { cast: watched });
    const outcomes = play(story, options(model)).trace.events.flatMap((event) => event.outcomes);
    const count = (kind: 'sent' | 'saw'): number => outcomes.filter((outcome) => outcome.kind === kind).length;
    expect(count('sent')).toBeGreaterThan(0);
    expect(count('saw')).toBe(count('sent'));
    expect(callsByStep(story)).toEqual(callsByStep(alternating(4)));
  });
});

describe('what a message adds to a run', () => {
  const traceOf = (scenario: Scenario): Trace => play(scenario, options(model)).trace;
  const costOf = (trace: Trace) => {
    const evidence = evidenceOf(trace);
    const closure = observerOf(evidence, 'network').windows()[0]?.closure();
    return {
      events: trace.events.length,
      calls: trace.events.reduce((sum, event) => sum + event.calls.length, 0),
      rules: evidence.rules().count,
      firings: closure?.firings ?? 0,
      ticks: closure?.ticks ?? 0,
    };
  };
  const perMessage = (kind: (count: number) => Scenario, from: number, to: number) => {
    const less = costOf(traceOf(kind(from)));
    const more = costOf(traceOf(kind(to)));
    return Object.fromEntries(
      (['events', 'calls', 'rules', 'firings', 'ticks'] as const).map((key) => [
        key,
        (more[key] - less[key]) / (to - from),
      ]),
    );
  };

  it.each([
    ['alternating', alternating, { events: 6, calls: 35, rules: 33 }],
    ['same direction', sameDirection, { events: 6, calls: 27, rules: 26 }],
  ])('%s: events, calls, rules and work of the closure, the same over 10 to 200 messages', (_, kind, expected) => {
    const first = perMessage(kind, 10, 20);
    expect(first).toMatchObject(expected);
    for (const [from, to] of [
      [20, 50],
      [50, 100],
      [100, 200],
    ] as const) {
      expect(perMessage(kind, from, to)).toEqual(first);
    }
  });
});
