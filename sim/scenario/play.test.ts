/** Playing: what a step orders, when it happens, what the trace says of it, and that forks share what they have in common. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedLines, traceHash } from '../canonical.ts';
import { LIMITS } from '../limits.ts';
import { edited, EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { known, optionsOf, randomStories, SHIPPED } from '../testing/shipped.ts';
import { clockOf, instantOf, minutes, wantedTimes } from './clock.ts';
import { play } from './play.ts';
import type { Action, Scenario } from './types.ts';

const options = optionsOf('model');
const example = parsed(EXAMPLE);
const happened = (scenario: Scenario) =>
  play(scenario, options).trace.events.flatMap(({ outcomes, actor, step }) =>
    outcomes.map((outcome) => ({ ...outcome, actor, step })),
  );

describe('a played story', () => {
  const { trace, steps, checkpoints, actions } = play(example, options);

  it('has one step for each action, in order, and every event belongs to one of them or to setup', () => {
    expect(steps.map(({ id }) => id)).toEqual(actions.map(({ id }) => id));
    expect(trace.steps).toBe(steps);
    let next = steps[0]?.first ?? -1;
    expect(trace.events.slice(0, next).every(({ step }) => step === 'setup')).toBe(true);
    for (const { id, first, end } of steps) {
      expect(first).toBe(next);
      expect(trace.events.slice(first, end).every(({ step }) => step === id)).toBe(true);
      next = end;
    }
    expect(next).toBe(trace.events.length);
  });

  it('numbers events from 0, in the order of time, each after its cause', () => {
    for (const [i, event] of trace.events.entries()) {
      expect(event.seq).toBe(i);
      expect(event.cause ?? -1).toBeLessThan(i);
      expect(event.at).toBeGreaterThanOrEqual(trace.events[i - 1]?.at ?? event.at);
    }
  });

  it('keeps the world before each action: going on from there gives the same end', () => {
    expect(checkpoints).toHaveLength(actions.length + 1);
    expect(checkpoints.map(({ log }) => log.length)).toEqual([...steps.map(({ first }) => first), trace.events.length]);
  });

  it('names devices, the network, each link, the server and attackers as parties', () => {
    expect(trace.header.parties.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'device alice.phone',
      'device alice.laptop',
      'device bob.phone',
      'network network',
      'link alice.phone-server',
      'link alice.laptop-server',
      'link bob.phone-server',
      'server server',
      'attacker mallory',
    ]);
    expect(trace.header).toMatchObject({
      scenario: 'example',
      seed: 1,
      suite: 'model',
      limits: 'lesson',
      code: 'test',
    });
    expect('variant' in trace.header).toBe(false);
  });

  it('sends a text in the language that was asked for', () => {
    const [one] = SHIPPED;
    const texts = (language: 'en' | 'zh'): readonly string[] =>
      play(one ?? example, optionsOf('model', language)).trace.events.flatMap(({ outcomes }) =>
        outcomes.flatMap((o) => (o.kind === 'wrote' ? [o.text] : [])),
      );
    expect(texts('en').join('')).not.toMatch(/\p{Script=Han}/u);
    for (const text of texts('zh')) expect(text).toMatch(/\p{Script=Han}/u);
  });
});

describe('a step', () => {
  it('reaches every device of the recipient and the other ones of the sender', () => {
    const shown = happened(parsed(EXAMPLE)).filter(({ kind, step }) => kind === 'shown' && step === 's1');
    expect(shown.map(({ actor }) => actor).toSorted()).toEqual(['alice.laptop', 'bob.phone']);
  });

  it('copies only the places that it names, as they are then', () => {
    const copied = (takes: string) => {
      const { trace } = play(parsed(edited('takes: [keys]', `takes: [${takes}]`)), options);
      const event = trace.events.find(({ outcomes }) => outcomes.some(({ kind }) => kind === 'copied'));
      const before = trace.events.findLast(({ seq, actor }) => seq < (event?.seq ?? 0) && actor === 'bob.phone');
      return { loot: event?.after.places.loot, held: before?.after.places };
    };
    for (const takes of ['keys', 'chat', 'keys, chat']) {
      const { loot, held } = copied(takes);
      const places = Object.fromEntries(takes.split(', ').map((place) => [place, held?.[place as 'keys' | 'chat']]));
      expect(loot).toMatchObject({ copies: [{ device: 'bob.phone', places }] });
      expect(Object.keys((loot as { copies: readonly { places: object }[] }).copies[0]?.places ?? {})).toEqual(
        takes.split(', '),
      );
      expect(Object.values(places).every((value) => value !== undefined)).toBe(true);
    }
  });

  it('that repeats what was never recorded is refused as not applicable, and the story goes on', () => {
    const source = edited('{id: s4, replay: m1, by: mallory}', '{id: s4, replay: m2, by: mallory}');
    const outcomes = happened(parsed(source));
    expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'inapplicable', why: 'not-recorded', step: 's4' }));
    expect(outcomes.some(({ kind, step }) => kind === 'wrote' && step === 's6')).toBe(true);
  });

  it('that waits makes no event', () => {
    const { steps } = play(example, options);
    const wait = steps.find(({ id }) => id === 's3');
    expect(wait?.end).toBe(wait?.first);
  });

  it('alters one message and no more', () => {
    const altered = happened(
      parsed(edited('from: bob.phone, to: alice, text: Fine', 'from: alice, to: bob, text: Fine')),
    );
    expect(altered.filter(({ kind }) => kind === 'altered')).toHaveLength(1);
    expect(altered.filter(({ kind }) => kind === 'refused')).toMatchObject([
      { reason: 'duplicate' },
      { reason: 'duplicate' },
      { reason: 'bad-mac' },
    ]);
  });
});

describe('settings', () => {
  it('come from the scenario, then the variant, then switches set by hand', () => {
    const protectionsOf = (scenario: Scenario, variant?: string, switches = {}) =>
      play(scenario, { ...options, switches, ...(variant === undefined ? {} : { variant }) }).trace.header.protections;
    const off = parsed(edited('steps:\n', 'protections: {verifyMac: off}\nsteps:\n'));
    expect(protectionsOf(off)).toMatchObject({ verifyMac: false, eraseMessageKeys: true });
    expect(protectionsOf(off, 'keys-kept')).toMatchObject({ verifyMac: false, eraseMessageKeys: false });
    expect(protectionsOf(off, 'keys-kept', { verifyMac: true, eraseMessageKeys: true })).toMatchObject({
      verifyMac: true,
      eraseMessageKeys: true,
    });
  });

  it('of one-time prekeys: the number in the cast, none at all, or the profile’s', () => {
    const bundles = (prekeys: string): number =>
      happened(parsed(edited('bob: {devices: [phone]}', `bob: {devices: [phone]${prekeys}}`))).flatMap((o) =>
        o.kind === 'sent' && o.packet.id === 'register:bob.phone' ? [o.packet.bytes.length] : [],
      )[0] ?? 0;
    const each = bundles(', oneTimePrekeys: 2') - bundles(', oneTimePrekeys: 1');
    expect(each).toBeGreaterThan(100);
    expect(bundles('')).toBe(bundles(`, oneTimePrekeys: ${LIMITS.lesson.oneTimePrekeys}`));
    expect(bundles(', oneTimePrekeys: 0')).toBeLessThan(bundles(', oneTimePrekeys: 1'));
  });

  it('of latency decide when things arrive, and nothing is ordered before the step before is over', () => {
    const { trace, steps } = play(parsed(edited('steps:\n', 'latencyMs: 60000\nsteps:\n')), options);
    for (const { at, first, end, id } of steps) {
      expect(
        trace.events.slice(first, end).every((event) => event.at >= at),
        id,
      ).toBe(true);
      expect(trace.events[first - 1]?.at ?? 0).toBeLessThanOrEqual(at);
    }
    const [packet] = trace.events.flatMap(({ outcomes }) =>
      outcomes.flatMap((o) => (o.kind === 'sent' ? [o.packet] : [])),
    );
    expect((packet?.arrivesAt ?? 0) - (packet?.sentAt ?? 0)).toBe(60_000);
  });
});

describe('forks', () => {
  it('share their prefix as the same objects and end as if played from the start', () => {
    const base = play(example, options);
    const forked = play(example, { ...options, variant: 'edited' }, base);
    const fresh = play(example, { ...options, variant: 'edited' });
    expect(forked.checkpoints[0]).toBe(base.checkpoints[0]);
    expect(forked.trace.events[0]).toBe(base.trace.events[0]);
    expect(fresh.trace.events[0]).not.toBe(base.trace.events[0]);
    expect(forked.steps).toEqual(fresh.steps);
    expect(traceHash(forked.trace)).toBe(traceHash(fresh.trace));
  });

  it('are not made where a setting, seed, language, suite or switch differs', () => {
    const base = play(example, options);
    const others = [
      { ...options, variant: 'keys-kept' },
      { ...options, seed: 2 },
      { ...options, language: 'zh' as const },
      { ...options, switches: { verifyMac: false } },
      optionsOf('noble'),
    ];
    for (const other of others) {
      const forked = play(example, other, base);
      expect(forked.checkpoints[0]).not.toBe(base.checkpoints[0]);
      expect(traceHash(forked.trace)).toBe(traceHash(play(example, other).trace));
    }
  });

  it('at any step of a random story with the rest cut off or replaced give the same as playing anew', () => {
    const [first, second] = [randomStories(12, 71), randomStories(12, 72)];
    for (const [i, story] of first.entries()) {
      const base = play(story, options);
      const cut = Math.floor(story.steps.length / 2);
      const other = second[i]?.steps ?? [];
      const mixed: Scenario = {
        ...story,
        steps: [...story.steps.slice(0, cut), ...other.filter(usable(story)).map((step, k) => renamed(step, k))],
      };
      expect(namedLines(play(mixed, options, base).trace)).toEqual(namedLines(play(mixed, options).trace));
    }
  });
});

describe('clock times', () => {
  const action = (at?: string, wait?: number): Action =>
    wait === undefined
      ? { kind: 'replay', id: 'x', replay: 'm1', by: 'mallory', ...(at === undefined ? {} : { at }) }
      : { kind: 'wait', id: 'x', wait };
  const times = (...actions: readonly Action[]): readonly string[] =>
    wantedTimes(instantOf('10:00') ?? 0, actions).map((at) => `${Math.floor(at / minutes(24 * 60))} ${clockOf(at)}`);

  it('are a minute apart where none is given', () => {
    expect(times(action(), action(), action())).toEqual(['0 10:00', '0 10:01', '0 10:02']);
  });

  it('are taken as written, and the next ones count from there', () => {
    expect(times(action('10:20'), action(), action('10:20'), action('11:00'))).toEqual([
      '0 10:20',
      '0 10:21',
      '0 10:20',
      '0 11:00',
    ]);
  });

  it('after a wait are the next such time, on a later day where it has passed', () => {
    expect(times(action(), action(undefined, 120), action())).toEqual(['0 10:00', '0 12:00', '0 12:01']);
    expect(times(action(), action(undefined, 3 * 24 * 60), action('09:00'), action())).toEqual([
      '0 10:00',
      '3 10:00',
      '4 09:00',
      '4 09:01',
    ]);
    expect(times(action(undefined, 30), action('10:45'))).toEqual(['0 10:30', '0 10:45']);
  });

  it('around midnight stay on their day', () => {
    expect(wantedTimes(0, [action('00:00'), action()])).toEqual([0, minutes(1)]);
    expect(clockOf(-minutes(10))).toBe('23:50');
    expect(clockOf(-1, true)).toBe('23:59:59');
    expect(clockOf(minutes(24 * 60 + 5))).toBe('00:05');
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 60 - 1 }), (minute) => {
        expect(instantOf(clockOf(minutes(minute)))).toBe(minutes(minute));
      }),
      { seed: 1 },
    );
    for (const wrong of ['24:00', '10:60', '1:00', '10:0', '10:00:00', '', '-1:00'])
      expect(instantOf(wrong)).toBeUndefined();
  });
});

describe('knowledge and play', () => {
  it('do not change the run that they look at', () => {
    for (const story of randomStories(5, 73)) {
      const run = known(story, options);
      const before = traceHash(run.played.trace);
      for (const { id } of run.played.trace.header.parties)
        for (const { label } of run.knowledge.messages)
          run.knowledge.missing(id, label, run.played.trace.events.length - 1, options.suite);
      expect(traceHash(run.played.trace)).toBe(before);
    }
  });
});

/** Steps of another story that mean something in this one: the same people, and messages that it sends itself. */
const usable =
  (story: Scenario) =>
  (step: Scenario['steps'][number]): boolean =>
    step.kind === 'send' &&
    [step.from, step.to].every((name) => name.split('.')[0] !== 'carol' || 'carol' in story.cast) &&
    !step.from.includes('laptop');
const renamed = (step: Scenario['steps'][number], k: number): Scenario['steps'][number] =>
  step.kind === 'send' ? { ...step, id: `n${k}`, send: `x${k}` } : step;
