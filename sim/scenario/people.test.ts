/** People in a run of the engine: what they compare, notice, agree to and hold back, and what comes of it. */
import { describe, expect, it } from 'vitest';
import type { Habits } from '../actors/habits.ts';
import { known, optionsOf } from '../testing/shipped.ts';
import { parsed } from '../testing/exampleScenario.ts';
import { expectations } from './lesson.ts';
import { actionView } from './story.ts';
import { play, type PlayOptions } from './play.ts';
import type { Scenario } from './types.ts';

const options = optionsOf('model');

/** The server swaps keys between m1 and m2; what else is in the story, and who is how, comes from the test. */
const story = (more: string, settings = '', habits = ''): Scenario =>
  parsed(`id: people
title: People
question: What do they do?
cast:
  alice: {devices: [phone]${habits}}
  bob: {devices: [phone]}
  server: {role: server, can: [swap-keys]}
shows: {figure: who-can-read, parties: [alice.phone, network, server, bob.phone]}
${settings}
steps:
  - {id: s1, send: m1, from: alice, to: bob, text: Hello}
  - {id: s2, misdeed: swap-keys, against: alice.phone, other: bob.phone}
${more}
  - {id: s9, send: m2, from: alice, to: bob, text: It is 4711}
`);
const SILENT = 'protections: {noticeKeyChange: off}';
/** A phone has a code to show once it has the contact's key: after the next message. */
const COMPARE = `  - {id: s2b, send: m0, from: alice, to: bob, text: Early}
  - {id: s3, compare: bob, by: alice}`;

/** The probes, with those that do not hold marked. */
const wrong = (scenario: Scenario, probes: readonly string[], chosen: PlayOptions = options): readonly string[] => {
  const { played, knowledge } = known(scenario, chosen);
  return expectations(played, knowledge, probes).flatMap(({ probe, holds }) => (holds ? [] : [probe]));
};
const view = (scenario: Scenario, step: string) => {
  const played = play(scenario, options);
  const action = played.actions.find(({ id }) => id === step);
  return action && actionView(played, action);
};
const outcomes = (scenario: Scenario, step: string) =>
  play(scenario, options).trace.events.flatMap((event) => (event.step === step ? event.outcomes : []));

describe('comparing codes', () => {
  it('is done by both phones and the person, and finds a swap that nobody was told of', () => {
    const scenario = story(COMPARE, SILENT);
    const kinds = outcomes(scenario, 's3').map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'code')).toHaveLength(2);
    expect(kinds).toContain('compared');
    expect(wrong(scenario, ['not signals(alice) at s2', 'signals(alice, codes-differ)', 'not heldBack(m2)'])).toEqual(
      [],
    );
    expect(wrong(scenario, ['delivered(m2)', 'canRead(server, m2)'])).toEqual([]);
  });

  it('finds equal codes where nothing was swapped', () => {
    const honest = story(COMPARE, SILENT);
    const steps = honest.steps.filter(({ id }) => id !== 's2');
    expect(wrong({ ...honest, steps }, ['signals(alice, codes-match)', 'not signals(alice)'])).toEqual([]);
  });

  it('is let pass by whoever never does it: no phone shows a code', () => {
    const scenario = story(COMPARE, SILENT, ', habits: {compares: never, heeds: always}');
    expect(outcomes(scenario, 's3')).toEqual([{ kind: 'not-compared', contact: 'bob' }]);
    expect(view(scenario, 's3')).toEqual({ kind: 'not-compared', by: 'alice', with: 'bob' });
    expect(wrong(scenario, ['not signals(alice)', 'delivered(m2)', 'canRead(server, m2)'])).toEqual([]);
  });
});

describe('a person who goes by what she sees', () => {
  it('does not send what comes after codes that differ; what went before is read all the same', () => {
    const scenario = story(COMPARE, SILENT, HEEDS);
    expect(view(scenario, 's9')).toEqual({
      kind: 'held-back',
      message: 'm2',
      by: 'alice',
      to: 'bob',
      sign: 'codes-differ',
    });
    expect(
      wrong(scenario, [
        'heldBack(m2) and not heldBack(m2) at s3',
        'not delivered(m2) and not knows(server, m2) and not knows(alice.phone, m2)',
        'canRead(server, m0)',
      ]),
    ).toEqual([]);
  });

  it('goes by a notice as soon as it is shown, and not where notices are off', () => {
    expect(wrong(story('', '', HEEDS), ['signals(alice, code-changed) at s2', 'heldBack(m2)'])).toEqual([]);
    const silent = story('', SILENT, HEEDS);
    expect(wrong(silent, ['not signals(alice)', 'not heldBack(m2)', 'canRead(server, m2)'])).toEqual([]);
  });

  it('writes again to whom she has agreed', () => {
    const scenario = story('  - {id: s3, approve: bob, by: alice}', '', HEEDS);
    expect(wrong(scenario, ['signals(alice, code-changed)', 'not heldBack(m2)', 'canRead(server, m2)'])).toEqual([]);
  });

  it('holds back from nobody else', () => {
    const scenario = story('  - {id: s3, send: m3, from: bob, to: alice, text: Well?}', '', HEEDS);
    expect(wrong(scenario, ['signals(bob, code-changed)', 'not heldBack(m3)', 'delivered(m3)'])).toEqual([]);
  });

  it('takes a share for always in a run that is shown, and leaves that to the draw in a sweep', () => {
    const scenario = story(COMPARE, SILENT, ', habits: {compares: 0.5, heeds: always}');
    expect(wrong(scenario, ['heldBack(m2)'])).toEqual([]);
    const drawn = Array.from(
      { length: 20 },
      (_, seed) => wrong(scenario, ['heldBack(m2)'], { ...options, seed, choices: 'drawn' }).length,
    );
    expect(new Set(drawn)).toEqual(new Set([0, 1]));
  });
});

const HEEDS = ', habits: {heeds: always}';

describe('a changed key that blocks', () => {
  const held = '  - {id: s3, send: m3, from: alice, to: bob, text: First}';

  it('holds messages on the device, with a sign, until the person agrees; then they go out to the new key, in order', () => {
    const scenario = story(`${held}\n  - {id: s4, approve: bob, by: alice}`, 'onKeyChange: block');
    expect(
      wrong(scenario, [
        'signals(alice, code-changed) at s2',
        'signals(alice, held) at s3',
        'not delivered(m3) at s3 and not canRead(server, m3) at s3',
        'canRead(server, m3) at s4 and canRead(server, m2)',
        'not heldBack(m3)',
      ]),
    ).toEqual([]);
  });

  it('lets them reach the contact who has agreed too', () => {
    const both = '  - {id: s4, approve: alice, by: bob}\n  - {id: s5, approve: bob, by: alice}';
    const scenario = story(`${held}\n${both}`, 'onKeyChange: block');
    expect(wrong(scenario, ['delivered(m3)', 'delivered(m2)', 'shownBefore(m3, m2, bob.phone)'])).toEqual([]);
  });

  it('keeps them there while nobody agrees', () => {
    const scenario = story(held, 'onKeyChange: block');
    expect(wrong(scenario, ['not delivered(m3)', 'not canRead(server, m3)', 'not delivered(m2)'])).toEqual([]);
  });

  it('has nothing to agree to where no key changed', () => {
    const scenario = story('  - {id: s4, approve: bob, by: alice}', 'onKeyChange: block');
    const steps = scenario.steps.filter(({ id }) => id !== 's2');
    expect(view({ ...scenario, steps }, 's4')).toEqual({ kind: 'inapplicable', why: 'already-so' });
  });
});

describe('notices of changed keys', () => {
  it.each([
    ['on', '', ['signals(alice, code-changed) at s2', 'signals(bob, code-changed) at s2', 'delivered(m2)']],
    ['off', SILENT, ['not signals(alice)', 'not signals(bob)', 'delivered(m2)', 'canRead(server, m2)']],
  ])('are a sign and nothing more where they are %s', (_, settings, probes) => {
    expect(wrong(story('', settings), probes)).toEqual([]);
  });
});

describe('habits set by hand', () => {
  const scenario = story(COMPARE, SILENT, ', habits: {compares: never}');
  const set = (habits: Habits): PlayOptions => ({ ...options, habits: { alice: habits } });

  it('stand above those of the story, one by one', () => {
    expect(wrong(scenario, ['signals(alice, codes-differ)'], set({ compares: 1 }))).toEqual([]);
    expect(wrong(scenario, ['not signals(alice)'], set({ heeds: 1 }))).toEqual([]);
  });

  it('make another run, which shares no step with one that has other habits', () => {
    const base = play(scenario, options);
    const fresh = play(scenario, set({ compares: 1 }));
    expect(play(scenario, set({ compares: 1 }), base).trace.events).toEqual(fresh.trace.events);
  });
});
