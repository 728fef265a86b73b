/** What is missing, in whole runs: each candidate really would have been enough, and none that would have been is left out. */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../scenario/types.ts';
import { isPublic, keyOf, naiveKnowledge, type NaiveKnowledge } from '../testing/naiveKnowledge.ts';
import {
  allShippedRuns,
  forEachCell,
  known,
  lastOf,
  named,
  optionsOf,
  randomStories,
  stepEnds,
  type KnownPlay,
} from '../testing/shipped.ts';
import { byteStringsIn, openerFor } from '../testing/values.ts';

const play = (scenario: Scenario): KnownPlay => known(scenario, optionsOf('model'));

describe('what is missing', () => {
  const cases = [...allShippedRuns('model'), ...randomStories(10, 41).map((story) => play(story))];

  it.each(named(cases))('in %s would have been enough, each by itself', (_name, run) => {
    const naive = naiveKnowledge(run.played.trace);
    for (const at of stepEnds(run.played)) {
      forEachCell(run, (party, label) => {
        const body = naive.bodies.get(label);
        const { singles } = run.knowledge.missing(party, label, at);
        if (!body || body.since > at || run.knowledge.knowsMessage(party, label, at)) {
          expect(singles).toEqual([]);
          return;
        }
        const before = naive.known(party, at);
        for (const { value } of singles) {
          expect(before.has(keyOf(value.bytes))).toBe(false);
          expect(
            naive.from([...before, keyOf(value.bytes)], at).has(body.key),
            `${party} ${label} at ${at}: ${value.term}`,
          ).toBe(true);
        }
      });
    }
  });

  it('names candidates in most sealed cells, and every one that there is', () => {
    let named = 0;
    let cells = 0;
    for (const run of [...allShippedRuns('model'), ...randomStories(4, 51, undefined, 5).map((story) => play(story))]) {
      const at = lastOf(run);
      const naive = naiveKnowledge(run.played.trace);
      forEachCell(run, (party, label) => {
        const body = naive.bodies.get(label);
        if (!body || run.knowledge.knowsMessage(party, label, at)) return;
        cells++;
        const found = run.knowledge.missing(party, label, at).singles.map(({ value }) => keyOf(value.bytes));
        expect(found.toSorted(), `${run.name}: ${party} ${label}`).toEqual(
          sufficient(run, naive, party, label).toSorted(),
        );
        if (found.length > 0) named++;
      });
    }
    expect(cells).toBeGreaterThan(40);
    expect(named).toBeGreaterThan(cells / 4);
  });
});

/** Every value that stood with somebody else or went through a recipient's processor, and suffices by itself. */
function sufficient(run: KnownPlay, naive: NaiveKnowledge, party: string, label: string): readonly string[] {
  const { trace } = run.played;
  const at = lastOf(run);
  const body = naive.bodies.get(label)?.key ?? '';
  const known = [...naive.known(party, at)];
  const writer = trace.events.find(({ outcomes }) =>
    outcomes.some((one) => one.kind === 'wrote' && one.message === label),
  )?.actor;
  const recipients = new Set(
    trace.events.flatMap(({ outcomes }) =>
      outcomes.flatMap((one) => (one.kind === 'sealed' && one.message === label ? [one.to] : [])),
    ),
  );
  const isKeeper = (actor: string): boolean =>
    trace.header.parties.some(({ kind, id }) => id === actor && (kind === 'device' || kind === 'server'));
  const candidates = new Set(
    trace.events
      .flatMap(({ actor, after, calls }) => [
        ...(actor !== party && isKeeper(actor) ? byteStringsIn(after.places, [], openerFor(trace)) : []),
        ...(recipients.has(actor) && actor !== writer
          ? byteStringsIn(calls.map(({ inputs, outputs }) => [inputs, outputs]))
          : []),
      ])
      .map(keyOf),
  );
  // The message itself, and whatever it can simply be taken out of.
  const containers = trace.events.flatMap(({ calls }) =>
    calls.flatMap(({ op, inputs, outputs }) =>
      op === 'pack' ? [{ whole: outputs, parts: inputs }] : op === 'unpack' ? [{ whole: inputs, parts: outputs }] : [],
    ),
  );
  const itself = new Set([body]);
  for (const part of itself)
    for (const { whole, parts } of containers)
      if (parts.some((one) => keyOf(one) === part)) whole.forEach((one) => itself.add(keyOf(one)));
  const before = new Set(known);
  return [...candidates].filter(
    (key) => !isPublic(key) && !itself.has(key) && !before.has(key) && naive.from([...known, key], at).has(body),
  );
}
