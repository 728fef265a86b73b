/** A run as the probe language sees it: every word of the language against the events themselves. */
import { describe, expect, it } from 'vitest';
import { edited, EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { known, optionsOf, randomStories, type KnownPlay } from '../testing/shipped.ts';
import { evaluate } from './probe-eval.ts';
import { parseProbe } from './probe-syntax.ts';
import type { Scenario } from './types.ts';
import { probeWorld } from './world.ts';

const runOf = (scenario: Scenario, switches = {}): KnownPlay => known(scenario, { ...optionsOf('model'), switches });
/** The answer of a probe about a run, at its end. */
function answerIn({ played, knowledge }: KnownPlay, text: string): boolean {
  const probe = parseProbe(text);
  if (!probe.ok) throw new Error(`not a probe: ${text}`);
  return evaluate(probe.probe, probeWorld(played, knowledge));
}

const EMPTIED: ReadonlySet<string> = new Set(['replaced', 'reset', 'uninstalled']);

describe('the world of a probe', () => {
  const run = runOf(parsed(EXAMPLE));
  const kept = runOf(parsed(EXAMPLE), { eraseMessageKeys: false });

  it.each<readonly [string, boolean]>([
    ['canRead(bob.phone, m1)', true],
    ['canRead(mallory, m1)', false],
    ['canRead(network, m1) or canRead(server, m1) or canRead(bob.phone-server, m1)', false],
    ['state(mallory, m1) = sealed', true],
    ['state(server, m1) = metadata', true],
    ['state(mallory, m1) = never at s1', false],
    ['state(mallory, m2) = never at s5', true],
    ['delivered(m1)', true],
    ['delivered(m1, alice.laptop)', true],
    ['delivered(m1, alice.phone)', false],
    ['count(readers(m1)) = 3', true],
    ['count(readers(m2)) > 0 at s5', false],
    ['ever(canRead(mallory, m1))', false],
    ['always(not canRead(mallory, m1))', true],
    ['ever(canRead(bob.phone, m1)) and not always(canRead(bob.phone, m1))', true],
  ])('%s is %s', (probe, expected) => {
    expect(answerIn(run, probe)).toBe(expected);
  });

  it('depends on the run: with used keys kept the copy opens m1, from the copy on', () => {
    expect(answerIn(kept, 'canRead(mallory, m1)')).toBe(true);
    expect(answerIn(kept, 'canRead(mallory, m1) at s1')).toBe(false);
    expect(answerIn(kept, 'ever(canRead(mallory, m1)) at s1')).toBe(false);
    expect(answerIn(kept, 'canRead(mallory, m1) at s2')).toBe(true);
    expect(answerIn(kept, 'count(readers(m1)) = 4')).toBe(true);
  });

  it('calls a message delivered only when every device of the recipient shows it', () => {
    const altered = runOf(parsed(edited('from: bob.phone, to: alice, text: Fine', 'from: alice, to: bob, text: Fine')));
    expect(answerIn(altered, 'delivered(m2)')).toBe(false);
    expect(answerIn(altered, 'delivered(m2, alice.laptop)')).toBe(true);
    expect(answerIn(run, 'delivered(m2)')).toBe(
      answerIn(run, 'delivered(m2, alice.phone) and delivered(m2, alice.laptop)'),
    );
  });

  it('ends a step where its last event is, and knows every moment', () => {
    const { played, knowledge } = run;
    const world = probeWorld(played, knowledge);
    expect(played.trace.steps.map(({ id }) => world.stepEnds(id))).toEqual(
      played.trace.steps.map(({ end }) => end - 1),
    );
    expect(world.stepEnds('nowhere')).toBe(-1);
    expect(world.moments).toEqual(played.trace.events.map(({ seq }) => seq));
    expect(world.lastSeq).toBe(played.trace.events.length - 1);
  });

  it('says of devices what the events say, in random stories', () => {
    let refusals = 0;
    let deliveries = 0;
    for (const story of randomStories(150, 81)) {
      const one = runOf(story);
      const world = probeWorld(one.played, one.knowledge);
      const outcomes = one.played.trace.events.flatMap(({ outcomes: all, actor, seq }) =>
        all.map((outcome) => ({ ...outcome, actor, seq })),
      );
      for (const { label, to } of one.knowledge.messages) {
        for (const at of [0, Math.floor(world.lastSeq / 2), world.lastSeq]) {
          const past = outcomes.filter(({ seq }) => seq <= at);
          const isRefused = past.some((o) => o.kind === 'refused' && o.message === label);
          expect(world.refused(label, at)).toBe(isRefused);
          if (isRefused) refusals++;
          const devices = one.played.trace.header.parties.flatMap((party) =>
            party.kind === 'device' && party.account === to ? [party.id] : [],
          );
          const shows = (device: string): boolean =>
            past.some((o) => o.kind === 'shown' && o.message === label && o.actor === device);
          expect(world.delivered(label, undefined, at)).toBe(devices.every(shows));
          if (devices.every(shows)) deliveries++;
          for (const device of devices) {
            expect(world.delivered(label, device, at)).toBe(shows(device));
            // What a device shows it can read, as long as it lists it, and is that device and not a new one in its place.
            const isOther = past.some((o) => o.kind === 'altered' || (o.actor === device && EMPTIED.has(o.kind)));
            const isGone = past.some(
              (o) => (o.kind === 'deleted' || o.kind === 'edited') && o.actor === device && o.message === label,
            );
            if (shows(device) && !isOther && !isGone) expect(world.canRead(device, label, at)).toBe(true);
          }
          const readers = world.readers(label, at);
          expect(
            readers.every((party) => world.canRead(party, label, at) && world.state(party, label, at) === 'readable'),
          ).toBe(true);
          expect(readers.some((party) => party.endsWith('-server'))).toBe(false);
        }
      }
    }
    expect(refusals).toBeGreaterThan(20);
    expect(deliveries).toBeGreaterThan(100);
  });
});
