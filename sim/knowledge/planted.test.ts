/**
 * The laboratory has mutants too: each part of the knowledge floor is left out once, and a named expectation must change.
 */
import { describe, expect, it } from 'vitest';
import { kemOf, ML_KEM_1024, type Kem } from '../crypto/kem.ts';
import { model } from '../crypto/model.ts';
import type { Trace } from '../trace.ts';
import type { Flaw } from './flaws.ts';
import { knowledgeOf, type Knowledge } from './knowledge.ts';
import { RULE_FORMS } from './rulebook.ts';
import { callsOf, LINK, secret, sent, traceOf, type HandStep } from './testing/build.ts';
import { copy, runOf, send } from './testing/run.ts';

const run = runOf([
  send('m1', 'alice', 'bob'),
  copy('bob.phone'),
  send('m2', 'alice', 'bob'),
  send('m3', 'bob', 'alice'),
]);
/** The recipient has lost her keys to the attacker before the first message and has not opened it yet. */
const early = cutBefore(runOf([copy('bob.phone'), send('m1', 'alice', 'bob')]), 'shown');

const [privateKey, other, message] = [secret(1), secret(2), secret(3)];
const signing: HandStep = { actor: 'a.phone', calls: callsOf((r) => r.suite.sign(privateKey, message, secret(4, 64))) };
const wrapping: HandStep = {
  actor: 'a.phone',
  calls: callsOf((r) => r.containers.pack([message], new Uint8Array([1, ...message]))),
};
const capsule = capsuleSteps();
const last = (trace: Trace): number => trace.events.length - 1;

interface Expectation {
  readonly name: string;
  readonly trace: Trace;
  readonly holds: (knowledge: Knowledge, trace: Trace) => boolean;
}

const readsRecorded: Expectation = {
  name: 'Mallory reads m2: she has the chain key from the copy, and recorded the packet',
  trace: run,
  holds: (knowledge, trace) => knowledge.knowsMessage('mallory', 'm2', last(trace)),
};
const readsEarly: Expectation = {
  name: 'Mallory reads m1 with stolen prekeys before anybody has decrypted it',
  trace: early,
  holds: (knowledge, trace) => knowledge.knowsMessage('mallory', 'm1', last(trace)),
};
const erased: Expectation = {
  name: 'what stood in the phone once does not count as there',
  trace: traceOf([
    { actor: 'a.phone', places: { keys: [other] } },
    { actor: 'a.phone', places: { keys: [] } },
  ]),
  holds: (knowledge) => !knowledge.knowsValue('a.phone', other, 1),
};
const acquired: Expectation = {
  name: 'what comes to the phone later counts from then on',
  trace: traceOf([
    { actor: 'a.phone', places: { keys: [] } },
    { actor: 'a.phone', places: { keys: [other] } },
  ]),
  holds: (knowledge) => knowledge.knowsValue('a.phone', other, 1),
};
const seen = (name: string, steps: readonly HandStep[], inputs: readonly Uint8Array[]): Expectation => {
  const trace = traceOf([...steps, { actor: 'a.phone', outcomes: inputs.map((bytes) => sent(bytes)) }]);
  const wanted = steps.flatMap((step) => step.calls?.flatMap((call) => call.outputs) ?? []).at(-1) ?? other;
  return { name, trace, holds: (knowledge) => knowledge.knowsValue(LINK, wanted, last(trace)) };
};

const opensCapsule = seen(
  'the private key opens a ciphertext that nobody has opened yet',
  [capsule.pair, capsule.sealing],
  [capsule.privateKey, capsule.ciphertext],
);

const CAUGHT: readonly { readonly flaw: Flaw; readonly by: Expectation }[] = [
  ...(['hkdf', 'hmac', 'decrypt', 'slice'] as const).map((form) => ({
    flaw: { kind: 'no-rule', form } as const,
    by: readsRecorded,
  })),
  ...(['agree', 'pack'] as const).map((form) => ({ flaw: { kind: 'no-rule', form } as const, by: readsEarly })),
  {
    flaw: { kind: 'no-rule', form: 'publicKey' },
    by: seen(
      'a private key gives its public key',
      [{ actor: 'a.phone', calls: callsOf((r) => r.suite.publicKey(other)) }],
      [other],
    ),
  },
  {
    flaw: { kind: 'no-rule', form: 'encrypt' },
    by: seen(
      'key, iv and text give the ciphertext',
      [{ actor: 'a.phone', calls: callsOf((r) => r.suite.cbcEncrypt(other, secret(5, 16), message)) }],
      [other, secret(5, 16), message],
    ),
  },
  {
    flaw: { kind: 'no-rule', form: 'sign' },
    by: seen('key, message and entropy give the signature', [signing], [privateKey, message, secret(4, 64)]),
  },
  {
    flaw: { kind: 'no-rule', form: 'kemKeyPair' },
    by: seen('a seed gives the key pair', [capsule.pair], [capsule.seed]),
  },
  {
    flaw: { kind: 'no-rule', form: 'encapsulate' },
    by: seen('public key and entropy give the secret', [capsule.sealing], [capsule.publicKey, other]),
  },
  {
    flaw: { kind: 'no-rule', form: 'discreteLog' },
    by: {
      name: 'a quantum computer gives the private key of a public one',
      trace: traceOf([
        { actor: 'a.phone', calls: callsOf((r) => r.suite.publicKey(other)), outcomes: [sent(model.publicKey(other))] },
        { actor: 'mallory', outcomes: [{ kind: 'quantum' }] },
      ]),
      holds: (knowledge) => knowledge.knowsValue('mallory', other, 1),
    },
  },
  { flaw: { kind: 'no-rule', form: 'decapsulate' }, by: opensCapsule },
  { flaw: { kind: 'no-opening-at-encapsulation' }, by: opensCapsule },
  { flaw: { kind: 'no-other-side' }, by: readsEarly },
  { flaw: { kind: 'no-opening-at-encryption' }, by: readsEarly },
  { flaw: { kind: 'no-parts-of-packed' }, by: readsEarly },
  {
    flaw: { kind: 'no-parts-of-unpacked' },
    by: {
      name: 'a whole gives the part that somebody took out of it',
      trace: traceOf([
        {
          actor: 'b.phone',
          calls: callsOf((r) => r.containers.unpack(new Uint8Array([1, ...message]), [message])),
          outcomes: [sent(new Uint8Array([1, ...message]))],
        },
      ]),
      holds: (knowledge) => knowledge.knowsValue(LINK, message, 0),
    },
  },
  { flaw: { kind: 'no-end-of-holding' }, by: erased },
  { flaw: { kind: 'no-later-holding' }, by: acquired },
];

describe('a knowledge floor with one part left out', () => {
  it.each(CAUGHT)('is noticed without $flaw.kind $flaw.form, because $by.name', ({ flaw, by }) => {
    expect(by.holds(knowledgeOf(by.trace), by.trace)).toBe(true);
    expect(by.holds(knowledgeOf(by.trace, flaw), by.trace)).toBe(false);
  });

  it('is tried for every form of rule', () => {
    const tried = CAUGHT.flatMap(({ flaw }) => (flaw.kind === 'no-rule' ? [flaw.form] : []));
    expect(tried.toSorted()).toEqual([...RULE_FORMS].toSorted());
  });

  it('builds a whole from its parts, so that what is derived in parts is found in packets too', () => {
    const whole = new Uint8Array([1, ...message]);
    const trace = traceOf([wrapping, { actor: 'a.phone', outcomes: [sent(message)] }]);
    expect(knowledgeOf(trace).knowsValue(LINK, whole, 1)).toBe(true);
    expect(knowledgeOf(trace, { kind: 'no-rule', form: 'pack' }).knowsValue(LINK, whole, 1)).toBe(false);
  });
});

/** A key pair for encapsulation, and a secret encapsulated for it. */
function capsuleSteps() {
  const seed = secret(6, 64);
  const kem = kemOf(model);
  const { privateKey: opening, publicKey } = kem.keyPair(ML_KEM_1024, seed);
  const made = kem.encapsulate(publicKey, other);
  const step = (work: (kem: Kem) => void): HandStep => ({
    actor: 'a.phone',
    calls: callsOf((r) => work(kemOf(r.suite))),
  });
  return {
    seed,
    publicKey,
    privateKey: opening,
    ciphertext: made.ok ? made.ciphertext : seed,
    pair: step((recorded) => recorded.keyPair(ML_KEM_1024, seed)),
    sealing: step((recorded) => recorded.encapsulate(publicKey, other)),
  };
}

/** The run up to, not including, the first event with such an outcome: no recipient has computed anything for it yet. */
function cutBefore(trace: Trace, kind: 'shown'): Trace {
  const end = trace.events.findIndex((event) => event.outcomes.some((outcome) => outcome.kind === kind));
  return { ...trace, events: trace.events.slice(0, end) };
}
