import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { evidenceOf } from './evidence.ts';
import { knowledgeOf } from './knowledge.ts';
import { sliceOf, sufficient } from './lanes.ts';
import { callsOf, secret, traceOf } from './testing/build.ts';
import { keyOf, naiveClosure, naiveRules } from './testing/naive.ts';
import { execute, program } from './testing/random.ts';
import { copy, runOf, send } from './testing/run.ts';

const STORY = [
  send('m1', 'alice', 'bob'),
  send('m2', 'bob', 'alice'),
  copy('bob.phone'),
  send('m3', 'alice', 'bob'),
  send('m4', 'bob', 'alice'),
];

describe('single candidates', () => {
  it('are exactly those that suffice when tried one by one with the naive closure', () => {
    let sufficed = 0;
    fc.assert(
      fc.property(program, (generated) => {
        const { trace, leakedBy, goal } = execute(generated);
        const at = trace.events.length - 1;
        const rules = naiveRules(trace, at);
        const base = leakedBy(at).map(keyOf);
        const known = naiveClosure(rules, base);
        if (known.has(keyOf(goal))) return;
        const evidence = evidenceOf(trace);
        const log = evidence.rules();
        const slice = sliceOf(log, log.countAt(at), [evidence.values.intern(goal)], (value) =>
          known.has(keyOf(evidence.values.bytesOf(value))),
        );
        const found = sufficient(slice, slice.values).map((value) => keyOf(evidence.values.bytesOf(value)));
        const occurred = new Set([keyOf(goal), ...rules.flatMap((rule) => [...rule.premises, rule.conclusion])]);
        const tried = [...occurred].filter((value) => naiveClosure(rules, [...base, value]).has(keyOf(goal)));
        expect(new Set(found)).toEqual(new Set(tried));
        sufficed += found.length;
      }),
      { numRuns: 500 },
    );
    expect(sufficed).toBeGreaterThan(300);
  });

  it('are all found where there are more of them than bits in a machine word', () => {
    const [start, plain] = [secret(1), secret(2)];
    let chain = start;
    const calls = callsOf(({ suite }) => {
      for (let i = 0; i < 100; i++) chain = suite.hmac(chain, plain);
    });
    const evidence = evidenceOf(traceOf([{ actor: 'a.phone', calls }]));
    const log = evidence.rules();
    const isKnown = (value: number): boolean => value === evidence.values.find(plain);
    const slice = sliceOf(log, log.count, [evidence.values.find(chain)], isKnown);
    expect(slice.values).toHaveLength(101);
    expect(sufficient(slice, slice.values)).toEqual(slice.values);
    // Without the chain's other input none of its earlier keys is enough.
    const blind = sliceOf(log, log.count, [evidence.values.find(chain)], () => false);
    expect(sufficient(blind, blind.values)).toEqual([evidence.values.find(chain)]);
  });

  it('would each really have opened the message, and no stored value outside the list would', () => {
    const trace = runOf(STORY);
    const at = trace.events.length - 1;
    const knowledge = knowledgeOf(trace);
    const rules = naiveRules(trace, at);
    const packets = trace.events.flatMap((event) =>
      event.outcomes.flatMap((o) => (o.kind === 'sent' ? [keyOf(o.packet.bytes)] : [])),
    );
    for (const { label, body } of knowledge.messages) {
      const { singles } = knowledge.missing('network', label, at);
      const listed = new Set(singles.map((single) => keyOf(single.value.bytes)));
      for (const candidate of listed) expect(naiveClosure(rules, [...packets, candidate]).has(keyOf(body))).toBe(true);
      for (const stored of keysEverStored(trace)) {
        expect(naiveClosure(rules, [...packets, stored]).has(keyOf(body)), `${label} ${stored}`).toBe(
          listed.has(stored),
        );
      }
    }
  });

  it('name what was erased with its stay, and what was never stored without one', () => {
    const trace = runOf(STORY);
    const at = trace.events.length - 1;
    const { singles, copies } = knowledgeOf(trace).missing('mallory', 'm1', at);
    const opened = trace.events.findIndex((event) =>
      event.outcomes.some((o) => o.kind === 'shown' && o.message === 'm1'),
    );
    const prekey = singles.find((single) => single.value.term === 'oneTimePrekey');
    expect(prekey?.stays).toEqual([{ actor: 'bob.phone', place: 'keys', from: 1, to: opened }]);
    expect(singles.find((single) => single.value.term === 'messageKeySeed')?.stays).toEqual([]);
    expect(copies.map((each) => [each.actor, each.place, each.to])).toEqual([
      ['alice.phone', 'chat', undefined],
      ['bob.phone', 'chat', undefined],
    ]);
    const words = singles.map((single) => single.value.term);
    expect(words).not.toContain('message');
    expect(words).not.toContain('paddedText');
  });

  it('leave out what only the sender computed, and everything that happens later', () => {
    const trace = runOf(STORY);
    const knowledge = knowledgeOf(trace);
    const written = knowledge.messages[0]?.seq ?? 0;
    const opened =
      trace.events.find((event) => event.outcomes.some((o) => o.kind === 'shown' && o.message === 'm1'))?.seq ?? 0;
    const before = knowledge.missing('network', 'm1', opened - 1).singles;
    const after = knowledge.missing('network', 'm1', opened).singles;
    expect(opened).toBeGreaterThan(written);
    expect(before.every((single) => single.stays.length > 0)).toBe(true);
    expect(after.some((single) => single.stays.length === 0)).toBe(true);
  });

  it('are none for whoever can read', () => {
    const trace = runOf(STORY);
    const missing = knowledgeOf(trace).missing('bob.phone', 'm1', trace.events.length - 1);
    expect([missing.singles, missing.copies]).toEqual([[], []]);
  });
});

describe('the decryption that is tried', () => {
  it.each([model, noble])('uses the nearest real key on the real packet, and its check differs: $name', (suite) => {
    const trace = runOf(STORY, { suite });
    const attempt = knowledgeOf(trace).missing('mallory', 'm2', trace.events.length - 1, suite).attempt;
    if (!attempt) throw new Error('Mallory can derive the message keys of m3');
    expect(attempt.key.term).toBe('macKey');
    expect(attempt.expectedMac).toHaveLength(8);
    expect(equalBytes(attempt.expectedMac, attempt.computedMac)).toBe(false);
    const carried = trace.events.some((event) =>
      event.outcomes.some(
        (o) =>
          o.kind === 'sent' &&
          o.packet.id.startsWith('message:m2') &&
          keyOf(o.packet.bytes).includes(keyOf(attempt.expectedMac)),
      ),
    );
    expect(carried).toBe(true);
  });

  it('is absent where the observer has no key at all, or no suite was given to try with', () => {
    const trace = runOf(STORY);
    const knowledge = knowledgeOf(trace);
    const at = trace.events.length - 1;
    expect(knowledge.missing('network', 'm2', at, model).attempt).toBeUndefined();
    expect(knowledge.missing('mallory', 'm2', at).attempt).toBeUndefined();
  });
});

/** Everything that ever stood in the keys of a device. */
function keysEverStored(trace: ReturnType<typeof runOf>): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (part instanceof Uint8Array) {
      if (part.length >= 16) found.add(keyOf(part));
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(walk);
  };
  for (const event of trace.events) if (event.actor.endsWith('.phone')) walk(event.after.places.keys);
  return found;
}
