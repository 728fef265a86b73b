/** Runs in which sessions begin with a post-quantum key: what each suite makes of them, and what becomes of the keys. */
import { describe, expect, it } from 'vitest';
import { namedLines, traceHash } from '../canonical.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { play, type Played } from '../scenario/play.ts';
import type { Action, Scenario } from '../scenario/types.ts';
import { alternating, conversation } from '../testing/conversation.ts';
import { optionsOf } from '../testing/shipped.ts';
import type { ActorId, Outcome } from '../trace.ts';

const played = (scenario: Scenario, suite: 'noble' | 'native' | 'model' = 'model'): Played =>
  play(scenario, optionsOf(suite));
const outcomesOf = ({ trace }: Played): readonly Outcome[] => trace.events.flatMap(({ outcomes }) => outcomes);
const versionsIn = (run: Played): readonly unknown[] =>
  outcomesOf(run).flatMap((outcome) => (outcome.kind === 'sealed' ? [outcome.version] : []));
const shownIn = (run: Played): readonly string[] =>
  outcomesOf(run).flatMap((outcome) => (outcome.kind === 'shown' ? [outcome.message] : []));
const refusalsIn = (run: Played): readonly string[] =>
  outcomesOf(run).flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));

/** What a device keeps under `keys` at the end of a step, or of the set-up. */
function keysAfter(run: Played, device: ActorId, step: string): Endpoint {
  const end = run.trace.steps.find(({ id }) => id === step)?.end ?? run.trace.steps[0]?.first ?? 0;
  const event = run.trace.events.slice(0, end).findLast(({ actor }) => actor === device);
  return event?.after.places.keys as Endpoint;
}

/** Ids of the one-time post-quantum keys in a device's state at the end of a step, and of its last resort. */
function kemIds(run: Played, device: ActorId, step: string): { readonly oneTime: readonly number[]; last: number } {
  const { kem } = keysAfter(run, device, step).prekeys;
  if (!kem) throw new Error(`${device} has no post-quantum keys`);
  return { oneTime: kem.oneTime.map(({ id }) => id), last: kem.lastResort.id };
}

const withholding = (against: string): Action => ({
  kind: 'misdeed',
  id: `w-${against}`,
  misdeed: 'withhold-kem',
  against,
  seconds: 0,
});
/** Alice and Bob, who are handed no post-quantum keys. */
function withheld(handshake: Scenario['handshake']): Scenario {
  const talk = alternating(4, { handshake });
  const server = { role: 'server', can: ['withhold-kem'] } as const;
  const steps = [withholding('alice.phone'), withholding('bob.phone'), ...talk.steps];
  return { ...talk, cast: { ...talk.cast, server }, steps };
}

describe('a run with PQXDH', () => {
  const story = alternating(4, { handshake: 'pqxdh' });

  it('is the same in all suites, and byte for byte in the two real ones', () => {
    const [real, native, model] = (['noble', 'native', 'model'] as const).map((suite) => played(story, suite).trace);
    if (!real || !native || !model) throw new Error('three suites were played');
    expect(namedLines(real)).toEqual(namedLines(model));
    expect(traceHash(native)).toBe(traceHash(real));
    expect(real.events.some(({ calls }) => calls.some(({ op }) => op === 'decapsulate'))).toBe(true);
  });

  it('tells the version of the session at each sealing; a run with X3DH says nothing of versions', () => {
    expect(versionsIn(played(story))).toEqual([4, 4, 4, 4]);
    expect(versionsIn(played({ ...story, handshake: 'pqxdh-if-offered' }))).toEqual([4, 4, 4, 4]);
    expect(versionsIn(played({ ...story, handshake: 'x3dh' }))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('holds the private keys as values in a place, and a one-time key is gone after the first successful opening', () => {
    const run = played(story);
    expect(kemIds(run, 'alice.phone', 's1').oneTime).toHaveLength(2);
    expect(kemIds(run, 'bob.phone', 's1').oneTime).toHaveLength(1);
    expect(kemIds(run, 'bob.phone', 's4')).toEqual(kemIds(run, 'bob.phone', 's1'));
    const used = run.trace.events.flatMap(({ calls }) => calls.filter(({ op }) => op === 'decapsulate'))[0]?.inputs[0];
    const isHeld = (step: string): boolean =>
      JSON.stringify(keysAfter(run, 'bob.phone', step)).includes(JSON.stringify(used));
    expect([isHeld('setup'), isHeld('s1')]).toEqual([true, false]);
  });
});

describe('the last resort', () => {
  const writers = ['alice', 'carol', 'dave'] as const;
  const person = { role: 'person', devices: ['phone'] } as const;
  const run = played({
    ...conversation([], { handshake: 'pqxdh' }),
    cast: {
      bob: person,
      alice: person,
      carol: person,
      dave: person,
      mallory: { role: 'attacker', watches: ['network'], can: ['replay'] },
    },
    steps: [
      ...writers.map((from): Action => ({
        kind: 'send',
        id: `s-${from}`,
        send: `m-${from}`,
        from,
        to: 'bob',
        text: `I am ${from}`,
      })),
      { kind: 'replay', id: 'again', replay: 'm-dave', by: 'mallory' },
    ],
  });

  it('serves whoever finds no one-time key, and stays', () => {
    const after = writers.map((from) => kemIds(run, 'bob.phone', `s-${from}`));
    expect(after.map(({ oneTime }) => oneTime.length)).toEqual([1, 0, 0]);
    expect(new Set(after.map(({ last }) => last)).size).toBe(1);
    expect(shownIn(run).toSorted()).toEqual(['m-alice', 'm-carol', 'm-dave']);
  });

  it('is used once by each first message: sent again, it is refused', () => {
    expect(refusalsIn(run)).toEqual(['duplicate']);
    const bob = run.trace.events.findLast(({ actor }) => actor === 'bob.phone')?.after.places.keys as Endpoint;
    expect(bob.prekeys.kem?.seen).toHaveLength(1);
  });
});

describe('a server that keeps the post-quantum keys back', () => {
  it('gets sessions without, and nobody notices, where the key is used only if offered', () => {
    const run = played(withheld('pqxdh-if-offered'));
    expect(versionsIn(run)).toEqual([3, 3, 3, 3]);
    expect(shownIn(run)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(outcomesOf(run).filter(({ kind }) => kind === 'sign' || kind === 'refused')).toEqual([]);
  });

  it('gets no session at all where the key is required', () => {
    const run = played(withheld('pqxdh'));
    expect(versionsIn(run)).toEqual([]);
    expect(shownIn(run)).toEqual([]);
  });
});
