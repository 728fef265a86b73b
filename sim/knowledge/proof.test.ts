import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { knowledgeOf } from './knowledge.ts';
import { callsOf, LINK, secret, sent, traceOf } from './testing/build.ts';
import { keyOf, naiveCosts, naiveRules } from './testing/naive.ts';
import { execute, program } from './testing/random.ts';
import { copy, runOf, send } from './testing/run.ts';

describe('proofs', () => {
  it('cost as little as an exhaustive search finds, on random computations, and replay', () => {
    let proven = 0;
    let stepped = 0;
    fc.assert(
      fc.property(program, (generated) => {
        const { trace, leakedBy, goal } = execute(generated);
        const knowledge = knowledgeOf(trace);
        for (let at = 0; at < trace.events.length; at++) {
          const least = naiveCosts(naiveRules(trace, at), leakedBy(at).map(keyOf)).get(keyOf(goal));
          const proof = knowledge.proof(LINK, 'm1', at);
          expect(proof?.cost).toBe(least);
          expect(knowledge.knowsMessage(LINK, 'm1', at)).toBe(proof !== undefined);
          if (!proof) continue;
          proven++;
          if (proof.steps.length > 0) stepped++;
          expect(knowledge.replay(proof, model)).toMatchObject({ ok: true, executed: proof.steps.length });
        }
      }),
      { numRuns: 600 },
    );
    expect(proven).toBeGreaterThan(100);
    expect(stepped).toBeGreaterThan(20);
  });

  it('use every leaf and step, name each value once, and put premises before conclusions', () => {
    fc.assert(
      fc.property(program, (generated) => {
        const { trace } = execute(generated);
        const proof = knowledgeOf(trace).proof(LINK, 'm1', trace.events.length - 1);
        if (!proof) return;
        const used = new Set<string>();
        const early = proof.steps.every((step, index) => {
          for (const input of step.inputs) if (input.from !== 'public') used.add(`${input.from} ${input.index}`);
          return step.inputs.every((input) => input.from !== 'step' || input.index < index);
        });
        expect(early).toBe(true);
        expect(used.size).toBe(
          proof.leaves.length + Math.max(proof.steps.length - 1, 0) - (proof.steps.length === 0 ? 1 : 0),
        );
        const values = [...proof.leaves.map((leaf) => leaf.value), ...proof.steps.map((step) => step.output)].map(
          (value) => keyOf(value.bytes),
        );
        expect(new Set(values).size).toBe(values.length);
      }),
    );
  });

  it.each([model, noble])(
    'open every message that a party can read in a real run, until its text appears: $name',
    (suite) => {
      const trace = runOf(
        [
          send('m1', 'alice', 'bob'),
          send('m2', 'bob', 'alice', '好，我带上文件'),
          copy('bob.phone'),
          send('m3', 'alice', 'bob'),
          send('m4', 'bob', 'alice'),
        ],
        { suite, off: ['eraseMessageKeys'] },
      );
      const knowledge = knowledgeOf(trace);
      let opened = 0;
      for (const { label, text } of knowledge.messages) {
        for (const { id } of trace.header.parties) {
          for (let at = -1; at < trace.events.length; at += 3) {
            const proof = knowledge.proof(id, label, at);
            expect(proof !== undefined).toBe(knowledge.knowsMessage(id, label, at));
            if (!proof) continue;
            opened++;
            expect(knowledge.replay(proof, suite)).toEqual({ ok: true, text, executed: proof.steps.length });
          }
        }
      }
      expect(opened).toBeGreaterThan(40);
    },
  );

  it('go from the copied keys and the recorded packet to the text, in the words of the field', () => {
    const trace = runOf([
      send('m1', 'alice', 'bob'),
      send('m2', 'bob', 'alice'),
      copy('bob.phone'),
      send('m3', 'bob', 'alice'),
    ]);
    const proof = knowledgeOf(trace).proof('mallory', 'm3', trace.events.length - 1);
    expect(proof?.leaves.map(({ value, source }) => [value.term, source.kind])).toEqual([
      ['chainKey', 'copied'],
      ['packet', 'saw'],
    ]);
    expect(proof?.leaves[0]?.source).toMatchObject({ device: 'bob.phone', place: 'keys' });
    const steps = proof?.steps.map((step) => `${step.op} ${step.output.term}`);
    expect(steps?.slice(0, 2)).toEqual(['hmac messageKeySeed', 'hkdf cipherKey']);
    expect(steps?.slice(-2)).toEqual(['cbcDecrypt paddedText', 'slice message']);
  });

  it('fail their replay at the first step whose bytes are not what the run recorded', () => {
    const [key, message] = [secret(1), secret(2)];
    const body = model.hmac(key, message);
    const calls = callsOf((r) => r.suite.hmac(key, message));
    const wrote = { kind: 'wrote', message: 'm1', to: 'b', text: '', body } as const;
    const knowledge = knowledgeOf(traceOf([{ actor: 'a.phone', calls, outcomes: [wrote, sent(key), sent(message)] }]));
    const proof = knowledge.proof(LINK, 'm1', 0);
    if (!proof) throw new Error('key and message are both on the link');
    expect(knowledge.replay(proof, model).ok).toBe(true);
    expect(knowledge.replay(proof, noble)).toEqual({ ok: false, failedStep: 0 });
    const forged = {
      ...proof,
      leaves: proof.leaves.map((leaf) => ({ ...leaf, value: { ...leaf.value, bytes: secret(3) } })),
    };
    expect(knowledge.replay(forged, model)).toEqual({ ok: false, failedStep: 0 });
  });
});
