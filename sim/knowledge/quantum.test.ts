import { describe, expect, it } from 'vitest';
import { compared } from '../testing/secondOpinion.ts';
import { known, labelsOf, lastOf, optionsOf, shipped, type KnownPlay } from '../testing/shipped.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Proof } from './types.ts';

const SCENARIO = shipped('quantum-later');
const run = (variant?: string, suite: 'noble' | 'model' = 'model'): KnownPlay =>
  known(SCENARIO, { ...optionsOf(suite), ...(variant === undefined ? {} : { variant }) });

const BASE = run();
const HARVESTED = run('x3dh');
const stepStart = ({ played }: KnownPlay, id: string): number =>
  played.trace.steps.find((step) => step.id === id)?.first ?? -1;
const opened = (one: KnownPlay, party: string, at = lastOf(one)): readonly string[] =>
  labelsOf(one.knowledge).filter((label) => one.knowledge.knowsMessage(party, label, at));

function proofOf(one: KnownPlay, label: string): Proof {
  const proof = one.knowledge.proof('mallory', label, lastOf(one));
  if (!proof) throw new Error(`Mallory does not read ${label}`);
  return proof;
}

describe('a quantum computer', () => {
  it('opens what was recorded before, from the moment at which she has it, and for nobody else', () => {
    const at = stepStart(HARVESTED, 's6');
    expect(opened(HARVESTED, 'mallory', at - 1)).toEqual([]);
    expect(opened(HARVESTED, 'mallory', at)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(opened(HARVESTED, 'network')).toEqual([]);
    expect(opened(HARVESTED, 'server')).toEqual([]);
  });

  it('opens no message of a session that began with an encapsulated secret, the later ones neither', () => {
    expect(opened(BASE, 'mallory')).toEqual([]);
  });

  it('gives X25519 private keys, and neither those of encapsulation nor any symmetric key', () => {
    const last = lastOf(BASE);
    const calls = BASE.played.trace.events.flatMap((event) => event.calls);
    const knows = (bytes: Uint8Array | undefined): boolean =>
      bytes !== undefined && BASE.knowledge.knowsValue('mallory', bytes, last);
    const privates = calls.flatMap(({ op, inputs, outputs }) =>
      op === 'publicKey' && knows(outputs[0]) ? inputs : [],
    );
    expect(privates.length).toBeGreaterThan(10);
    expect(privates.every(knows)).toBe(true);
    expect(calls.some(({ op, outputs }) => op === 'kemKeyPair' && knows(outputs[0]))).toBe(false);
    expect(calls.some(({ op, outputs }) => (op === 'decapsulate' || op === 'hkdf') && outputs.some(knows))).toBe(false);
  });

  it('keeps a chat open whose keys were copied once: the ratchet goes on with X25519 alone', () => {
    expect(opened(run('phone-copied'), 'mallory')).toEqual(['m3', 'm4']);
    expect(opened(run('copied-no-machine'), 'mallory')).toEqual(['m3']);
  });

  it.each([undefined, 'x3dh', 'kem-withheld', 'pqxdh-required', 'phone-copied', 'copied-no-machine'])(
    'is judged alike by the naive closure: %s',
    (variant) => {
      const one = run(variant);
      expect(compared(one).differing).toEqual([]);
    },
  );

  it('matters: without its rule nothing of the recording opens', () => {
    const flawed = knowledgeOf(HARVESTED.played.trace, { kind: 'no-rule', form: 'discreteLog' });
    expect(flawed.knowsMessage('mallory', 'm1', lastOf(HARVESTED))).toBe(false);
  });
});

describe('a proof with a quantum computer', () => {
  it('names it as an assumption, with the moment, and each key that it gives as a step', () => {
    const proof = proofOf(HARVESTED, 'm1');
    const at = stepStart(HARVESTED, 's6');
    const machine = proof.leaves.findIndex(({ value }) => value.term === 'quantumComputer');
    expect(proof.leaves[machine]?.source).toMatchObject({ kind: 'assumed', seq: at });
    const solved = proof.steps.filter(({ op }) => op === 'discreteLog');
    expect(solved.map(({ output }) => output.term).toSorted()).toEqual(['baseKey', 'identityKey', 'ratchetKey']);
    expect(solved.every(({ inputs }) => inputs[0]?.from === 'leaf' && inputs[0].index === machine)).toBe(true);
  });

  it('is executed again with real bytes, and what the machine is said to give is checked against the public key', () => {
    const real = run('x3dh', 'noble');
    const { suite } = real.played.options;
    for (const message of real.knowledge.messages) {
      const proof = proofOf(real, message.label);
      expect(real.knowledge.replay(proof, suite)).toMatchObject({ ok: true, text: message.text });
      const at = proof.steps.findIndex(({ op }) => op === 'discreteLog');
      const wrong = proof.steps.map((step, i) =>
        i === at ? { ...step, output: { ...step.output, bytes: new Uint8Array(32).fill(9) } } : step,
      );
      expect(real.knowledge.replay({ ...proof, steps: wrong }, suite)).toEqual({ ok: false, failedStep: at });
    }
  });

  it('is not needed by whoever reads without', () => {
    const proof = BASE.knowledge.proof('bob.phone', 'm1', lastOf(BASE));
    expect(proof?.leaves.some(({ source }) => source.kind === 'assumed')).toBe(false);
  });
});

describe('what is missing to a quantum computer', () => {
  it('is the encapsulated secret and what was made with it; the machine itself is nobody’s loss', () => {
    const { singles } = BASE.knowledge.missing('mallory', 'm1', lastOf(BASE));
    const terms = singles.map(({ value }) => value.term);
    expect(terms).toEqual(expect.arrayContaining(['kemSecret', 'kemPrekey', 'rootKey']));
    expect(terms).not.toContain('identityKey');
    const others = HARVESTED.knowledge.missing('network', 'm1', lastOf(HARVESTED)).singles;
    expect(others.map(({ value }) => value.term)).not.toContain('quantumComputer');
  });
});
