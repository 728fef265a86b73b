/**
 * Whole runs, judged twice: what the knowledge floor says of a played story agrees with a second closure built from the raw
 * call log, every *can* is executed again, and nothing that can be read is ever unread.
 */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../scenario/types.ts';
import { isPublic, keyOf, naiveKnowledge } from '../testing/naiveKnowledge.ts';
import { compared } from '../testing/secondOpinion.ts';
import {
  allShippedRuns,
  forEachCell,
  known,
  labelsOf,
  lastOf,
  named,
  optionsOf,
  partiesOf,
  randomStories,
  stepEnds,
  type KnownPlay,
} from '../testing/shipped.ts';
import { byteStringsIn } from '../testing/values.ts';

const noble = optionsOf('noble').suite;
const play = (scenario: Scenario, suite: 'noble' | 'model' = 'model'): KnownPlay => known(scenario, optionsOf(suite));

describe('a naive closure over the raw calls', () => {
  it.each([...named(allShippedRuns('model')), ...named(allShippedRuns('noble'))])('agrees on %s', (_name, run) => {
    const { differing, cells, readable } = compared(run);
    expect(differing).toEqual([]);
    expect(readable).toBeGreaterThan(0);
    expect(readable).toBeLessThan(cells);
  });

  it.each(named(allShippedRuns('model')))('agrees on every single value of %s at its end', (_name, run) => {
    const { trace } = run.played;
    const naive = naiveKnowledge(trace);
    const all = new Map(
      trace.events
        .flatMap(({ calls, after, outcomes }) =>
          byteStringsIn([calls.map((call) => [call.inputs, call.outputs]), after, outcomes]),
        )
        .map((bytes) => [keyOf(bytes), bytes]),
    );
    const secret = [...all].filter(([key]) => !isPublic(key));
    expect(secret.length).toBeGreaterThan(50);
    for (const party of partiesOf(run.played)) {
      const values = naive.known(party, lastOf(run));
      const differing = secret.filter(
        ([key, bytes]) => run.knowledge.knowsValue(party, bytes, lastOf(run)) !== values.has(key),
      );
      expect(differing.map(([key]) => `${party}: ${key.slice(0, 16)}, ${key.length / 2} bytes`)).toEqual([]);
    }
  });

  it.each([
    ...[0, 1, 2, 3].map((i) => [`part ${i + 1}`, 25, 100 + i, undefined] as const),
    ...(
      ['endToEnd', 'eraseMessageKeys', 'freshRatchetKeys', 'verifyMac', 'refuseDuplicates', 'commitAfterMac'] as const
    ).map((off) => [`${off} off`, 6, 7, off] as const),
  ])('agrees on random stories, %s', (_part, count, seed, off) => {
    const results = randomStories(count, seed, off).map((story) => compared(play(story)));
    expect(results.flatMap(({ differing }) => differing)).toEqual([]);
    expect(results.reduce((sum, { readable }) => sum + readable, 0)).toBeGreaterThan(100);
  });
});

describe('what can be read', () => {
  it.each(named(allShippedRuns('noble')))(
    'in %s is computed again with real bytes, at the end of every step',
    (_name, run) => {
      const { knowledge, played } = run;
      let proofs = 0;
      for (const at of stepEnds(played))
        forEachCell(run, (party, label) => {
          const proof = knowledge.proof(party, label, at);
          expect(proof !== undefined, `${party} ${label} at ${at}`).toBe(knowledge.knowsMessage(party, label, at));
          if (!proof) return;
          proofs++;
          const text = knowledge.messages.find((message) => message.label === label)?.text;
          expect(knowledge.replay(proof, noble)).toMatchObject({ ok: true, text });
        });
      expect(proofs).toBeGreaterThan(0);
    },
  );

  it('in random stories is computed again too', () => {
    let proofs = 0;
    for (const story of randomStories(15, 21)) {
      const run = play(story, 'noble');
      forEachCell(run, (party, label) => {
        const proof = run.knowledge.proof(party, label, lastOf(run));
        expect(proof !== undefined).toBe(run.knowledge.knowsMessage(party, label, lastOf(run)));
        if (!proof) return;
        proofs++;
        const text = run.knowledge.messages.find((message) => message.label === label)?.text;
        expect(run.knowledge.replay(proof, noble)).toMatchObject({ ok: true, text });
      });
    }
    expect(proofs).toBeGreaterThan(100);
  });

  it('by an attacker or on a link stays readable for ever', () => {
    const runs = [...allShippedRuns('model'), ...randomStories(40, 31).map((story) => play(story))];
    let gained = 0;
    for (const run of runs) {
      const keepers = run.played.trace.header.parties.filter(({ kind }) => kind !== 'device' && kind !== 'server');
      for (const { id } of keepers) {
        for (const label of labelsOf(run.knowledge)) {
          const reads = run.played.trace.events.map(({ seq }) => run.knowledge.knowsMessage(id, label, seq));
          const first = reads.indexOf(true);
          if (first === -1) continue;
          gained++;
          expect(reads.slice(first).every(Boolean), `${run.name}: ${id} ${label}`).toBe(true);
        }
      }
    }
    expect(gained).toBeGreaterThan(20);
  });
});
