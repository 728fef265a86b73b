/** What two things together would have opened, against every pair tried one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveKnowledge } from '../testing/naiveKnowledge.ts';
import {
  allShippedRuns,
  forEachCell,
  known,
  lastOf,
  optionsOf,
  randomStories,
  shipped,
  type KnownPlay,
} from '../testing/shipped.ts';
import { evidenceOf } from './evidence.ts';
import { sliceOf, sufficient } from './lanes.ts';
import { sufficientPairs } from './pairs.ts';
import { keyOf, naiveClosure, naiveRules } from './testing/naive.ts';
import { execute, program } from './testing/random.ts';
import { standingOf, type Candidate, type MissingPairs } from './types.ts';

const options = optionsOf('model');
const inOrder = (a: string, b: string): string => [a, b].toSorted().join(' ');

/** Every pair of these groups; a pair that stands twice makes the list longer. */
const pairsIn = <T>(groups: readonly { readonly one: readonly T[]; readonly other: readonly T[] }[]) =>
  groups.flatMap(({ one, other }) => one.flatMap((a) => other.map((b) => [a, b] as const)));

describe('pairs', () => {
  it('are exactly those that suffice when all are tried one by one with the naive closure', () => {
    let found = 0;
    fc.assert(
      fc.property(program, fc.constantFrom(1, 40, 100_000), (generated, lanes) => {
        const { trace, leakedBy, goal } = execute(generated);
        const at = trace.events.length - 1;
        const rules = naiveRules(trace, at);
        const base = leakedBy(at).map(keyOf);
        const has = (...more: readonly string[]): boolean => naiveClosure(rules, [...base, ...more]).has(keyOf(goal));
        const evidence = evidenceOf(trace);
        const log = evidence.rules();
        const before = naiveClosure(rules, base);
        if (before.has(keyOf(goal))) return;
        const keyIn = (value: number): string => keyOf(evidence.values.bytesOf(value));
        const slice = sliceOf(log, log.countAt(at), [evidence.values.intern(goal)], (value) =>
          before.has(keyIn(value)),
        );
        const alone = new Set(sufficient(slice, slice.values));
        const candidates = slice.values.filter((value) => !alone.has(value));
        const { groups } = sufficientPairs(slice, candidates, { kinds: 1_000, lanes });
        const listed = pairsIn(groups).map(([a, b]) => inOrder(keyIn(a), keyIn(b)));
        expect(new Set(listed).size).toBe(listed.length);
        const aloneKeys = new Set([...alone].map(keyIn));
        const occurred = [...new Set(rules.flatMap((rule) => [...rule.premises, rule.conclusion]))].filter(
          (key) => !aloneKeys.has(key) && !before.has(key),
        );
        const tried = occurred.flatMap((a, i) =>
          occurred.slice(i + 1).flatMap((b) => (has(a, b) ? [inOrder(a, b)] : [])),
        );
        expect(new Set(listed)).toEqual(new Set(tried));
        found += tried.length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(60);
  }, 120_000);

  it('say so where there were too many things to try', () => {
    const { slice, candidates } = sliceFor(known(shipped('one-message'), options), 'server', 'm1');
    const all = sufficientPairs(slice, candidates);
    expect(all.cutShort).toBe(false);
    const few = sufficientPairs(slice, candidates, { kinds: 1, lanes: 64 });
    expect(few.cutShort).toBe(true);
    expect(pairsIn(few.groups).length).toBeLessThan(pairsIn(all.groups).length);
  });
});

/** All that could follow back from the message, as the server sees it. */
function sliceFor({ knowledge }: KnownPlay, party: string, label: string) {
  const { evidence } = knowledge;
  const rules = evidence.rules();
  const message = knowledge.messages.find((one) => one.label === label);
  if (!message) throw new Error(`${label} is in this run`);
  const observer = knowledge.observer(party);
  const slice = sliceOf(rules, rules.count, [message.value], (value) => observer.baseAt(rules.count).includes(value));
  const alone = new Set(sufficient(slice, slice.values));
  return { slice, candidates: slice.values.filter((value) => !alone.has(value)) };
}

describe('what is missing where no single thing would do', () => {
  it('is every pair of things that existed, in whole runs', () => {
    let cells = 0;
    for (const run of [
      known(shipped('one-message'), options),
      ...randomStories(3, 61, undefined, 5).map((story) => known(story, options)),
    ]) {
      const at = lastOf(run);
      const naive = naiveKnowledge(run.played.trace);
      forEachCell(run, (party, label) => {
        const body = naive.bodies.get(label);
        const pairs = run.knowledge.missingPairs(party, label, at);
        const singles = run.knowledge.missing(party, label, at).singles;
        const isAsked = body !== undefined && !run.knowledge.knowsMessage(party, label, at) && singles.length === 0;
        expect(pairs !== undefined, `${run.name} ${party} ${label}`).toBe(isAsked);
        if (!pairs || !body) return;
        cells++;
        const before = naive.known(party, at);
        for (const [a, b] of pairsIn(pairs.groups)) {
          const both = [keyOf(a.value.bytes), keyOf(b.value.bytes)];
          expect(both.some((key) => before.has(key))).toBe(false);
          expect(naive.from([...before, ...both], at).has(body.key), `${party} ${label}`).toBe(true);
        }
      });
    }
    expect(cells).toBeGreaterThan(2);
  });

  const pairsOf = (id: string, party: string, label: string, variant?: string): MissingPairs | undefined => {
    const run = known(shipped(id), variant === undefined ? options : { ...options, variant });
    return run.knowledge.missingPairs(party, label, lastOf(run));
  };
  const terms = (side: readonly Candidate[]): readonly string[] => [...new Set(side.map(({ value }) => value.term))];

  it('is a ciphertext and a key for the company, which keeps neither', () => {
    const pairs = pairsOf('one-message', 'server', 'm1');
    expect(pairs?.cutShort).toBe(false);
    expect(pairs?.groups.map(({ one, other }) => [terms(one), terms(other)])).toEqual([
      [
        ['ciphertext', 'container', 'packet'],
        ['messageKeySeed', 'chainKey'],
      ],
    ]);
  });

  const standings = (id: string, party: string, label: string, variant?: string): readonly (readonly string[])[] =>
    (pairsOf(id, party, label, variant)?.groups ?? []).map(({ one, other }) =>
      [one, other].map((side) =>
        [...new Set(side.map((each) => `${each.value.term} ${standingOf(each).kind}`))].join(', '),
      ),
    );

  it('has for each thing whether it still stands somewhere, was erased, or was never stored', () => {
    // Mallory has the recorded packet, Bob's phone erased the chain key, and kept the message key where it is told to.
    const packets = 'ciphertext never-stored, container never-stored, packet still';
    expect(standings('keys-stolen-late', 'server', 'm2')).toEqual([
      [packets, 'messageKeySeed never-stored, chainKey erased'],
    ]);
    expect(standings('keys-stolen-late', 'server', 'm2', 'keys-kept')).toEqual([
      [packets, 'messageKeySeed still, chainKey erased'],
    ]);
  });

  it('is two private keys where a session was opened without a one-time prekey', () => {
    expect(standings('key-swap', 'alice.phone-server', 'm2', 'first-contact')).toContainEqual([
      'signedPrekey still',
      'identityKey still',
    ]);
  });

  it('is no two things that ever existed for a message that nobody sealed', () => {
    expect(pairsOf('bad-server', 'bob.phone', 'm3', 'wrong-keys-held')).toEqual({ groups: [], cutShort: false });
  });

  it('is no two things at all in some cell, and a pair in many', () => {
    const counts = { pairs: 0, nothing: 0 };
    for (const run of allShippedRuns('model'))
      forEachCell(run, (party, label) => {
        const pairs = run.knowledge.missingPairs(party, label, lastOf(run));
        if (pairs !== undefined) counts[pairs.groups.length > 0 ? 'pairs' : 'nothing']++;
      });
    expect(counts.pairs).toBeGreaterThan(20);
    expect(counts.nothing).toBeGreaterThan(0);
  });
});
