import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, type Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { PROTECTION_IDS } from '../protections.ts';
import type { Trace } from '../trace.ts';
import { closureOf } from './closure.ts';
import { evidenceOf } from './evidence.ts';
import { knowledgeOf } from './knowledge.ts';
import { callsOf, LINK, secret, sent, traceOf, type HandStep } from './testing/build.ts';
import { keyOf, naiveClosure, naiveRules } from './testing/naive.ts';
import { execute, program } from './testing/random.ts';
import { copy, runOf, send } from './testing/run.ts';

describe('the closure', () => {
  it('agrees with a naive second one, built from the raw call log, on random computations at every moment', () => {
    fc.assert(
      fc.property(program, (generated) => {
        const { trace, pool, leakedBy } = execute(generated);
        const knowledge = knowledgeOf(trace);
        for (let at = 0; at < trace.events.length; at++) {
          const naive = naiveClosure(naiveRules(trace, at), leakedBy(at).map(keyOf));
          for (const value of pool) expect(knowledge.knowsValue(LINK, value, at)).toBe(naive.has(keyOf(value)));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with the naive one on a real run, for the network and for what a device holds then', () => {
    const trace = runOf([
      send('m1', 'alice', 'bob'),
      send('m2', 'bob', 'alice'),
      copy('bob.phone'),
      send('m3', 'alice', 'bob'),
    ]);
    const knowledge = knowledgeOf(trace);
    for (const at of [5, 14, 20, 29, trace.events.length - 1]) {
      const rules = naiveRules(trace, at);
      const packets = trace.events
        .slice(0, at + 1)
        .flatMap((event) => event.outcomes.flatMap((o) => (o.kind === 'sent' ? [keyOf(o.packet.bytes)] : [])));
      const held = heldBy(trace, 'bob.phone', at);
      const network = naiveClosure(rules, packets);
      const bob = naiveClosure(rules, held);
      for (const value of valuesOf(trace)) {
        expect(knowledge.knowsValue('network', value, at)).toBe(network.has(keyOf(value)));
        expect(knowledge.knowsValue('bob.phone', value, at)).toBe(bob.has(keyOf(value)));
      }
    }
  });

  it('agrees with the naive one on who can read which message, in random conversations with thefts and switches', () => {
    const who = fc.constantFrom('alice', 'bob');
    const orders = fc.array(fc.oneof({ weight: 4, arbitrary: who }, { weight: 1, arbitrary: fc.constant('copy') }), {
      maxLength: 9,
    });
    const off = fc.subarray(PROTECTION_IDS.filter((id) => id !== 'endToEnd'));
    let read = 0;
    fc.assert(
      fc.property(orders, off, who, fc.boolean(), (list, switchedOff, victim, withChat) => {
        const places = withChat ? (['keys', 'chat'] as const) : (['keys'] as const);
        const each = list.map((what, i) =>
          what === 'copy' ? copy(`${victim}.phone`, places) : send(`m${i}`, what, what === 'alice' ? 'bob' : 'alice'),
        );
        const trace = runOf(each, { off: switchedOff, oneTimePrekeys: list.length % 2 });
        const at = trace.events.length - 1;
        const rules = naiveRules(trace, at);
        const knowledge = knowledgeOf(trace);
        const mallory = naiveClosure(rules, [...heldBy(trace, 'mallory', at)]);
        for (const message of knowledge.messages) {
          const can = knowledge.knowsMessage('mallory', message.label, at);
          expect(can).toBe(mallory.has(keyOf(message.body)));
          const proof = knowledge.proof('mallory', message.label, at);
          expect(proof && knowledge.replay(proof, model)).toEqual(
            can ? { ok: true, text: message.text, executed: proof?.steps.length } : undefined,
          );
          if (can) read++;
        }
      }),
      { numRuns: 60 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('never loses a value when the observer gets more: more knowledge hides no attack', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(program, fc.nat({ max: 30 }), (generated, extra) => {
        const less = execute(generated);
        const more = execute({ ...generated, leaks: [...generated.leaks, { step: 0, value: extra }] });
        const [a, b] = [knowledgeOf(less.trace), knowledgeOf(more.trace)];
        const lost = less.trace.events.flatMap(({ seq }) =>
          less.pool.filter((value) => a.knowsValue(LINK, value, seq) && !b.knowsValue(LINK, value, seq)),
        );
        expect(lost).toEqual([]);
      }),
    );
  });

  it('does work that grows no faster than the rules do: exponent at most 1.02 from a thousand to a hundred thousand', () => {
    const small = work(110);
    const large = work(11_000);
    expect(small.rules).toBeGreaterThan(900);
    expect(large.rules).toBeGreaterThan(90_000);
    const exponent = (a: number, b: number): number => Math.log(b / a) / Math.log(large.rules / small.rules);
    expect(large.firings).toBeGreaterThan(0.9 * large.rules);
    expect(exponent(small.firings, large.firings)).toBeLessThanOrEqual(1.02);
    expect(exponent(small.ticks, large.ticks)).toBeLessThanOrEqual(1.02);
  });
});

/** A long conversation's worth of rules: two chain steps, message keys, a ciphertext and two containers for each message. */
function work(messages: number): { rules: number; firings: number; ticks: number } {
  let chain = secret(1);
  const steps = Array.from({ length: messages }, (_, i): HandStep => {
    const calls = callsOf(({ suite, containers }) => {
      const seed = suite.hmac(chain, Uint8Array.of(1));
      const [cipher = chain, mac = chain, iv = chain] = suite.hkdf(
        seed,
        new Uint8Array(32),
        Uint8Array.of(3),
        [32, 32, 16],
      );
      const ciphertext = suite.cbcEncrypt(cipher, iv, secret(i + 10, 40));
      const covered = concat(Uint8Array.of(0x33), ciphertext);
      containers.pack([ciphertext], covered);
      suite.hmac(mac, covered);
      chain = suite.hmac(chain, Uint8Array.of(2));
    });
    return { actor: 'a.phone', calls, outcomes: [sent(concat(Uint8Array.of(0x33), ciphertextOf(calls)))] };
  });
  const trace = traceOf(steps);
  const evidence = evidenceOf(trace);
  const rules = evidence.rules();
  const root = evidence.values.intern(secret(1));
  const packets = evidence.story().sightings;
  const facts = {
    values: [root, ...packets.map((packet) => packet.value)],
    seqs: [0, ...packets.map((packet) => packet.seq)],
  };
  const { firings, ticks } = closureOf(rules, facts, evidence.values.count());
  return { rules: rules.count, firings, ticks };
}

const ciphertextOf = (calls: ReturnType<typeof callsOf>): Bytes =>
  calls.find((call) => call.op === 'cbcEncrypt')?.outputs[0] ?? model.publicKey(secret(0));

const valuesOf = (trace: Trace): readonly Bytes[] =>
  trace.events
    .flatMap((event) => event.calls.flatMap((call) => [...call.inputs, ...call.outputs]))
    .filter((value) => value.length >= 16 && new Set(value).size > 1 && !isLabel(value));
const isLabel = (value: Bytes): boolean => Buffer.from(value).toString('latin1').startsWith('Whisper');

function heldBy(trace: Trace, actor: string, at: number): readonly string[] {
  const state = trace.events.findLast((event) => event.actor === actor && event.seq <= at)?.after.places;
  const found: string[] = [];
  const walk = (part: unknown): void => {
    if (part instanceof Uint8Array) {
      if (part.length >= 16) found.push(keyOf(part));
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(walk);
  };
  walk(state);
  return found;
}
