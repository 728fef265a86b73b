/** What the engine makes of effects: when packets arrive, in which order, and whose appointments are moved or dropped. */
import { describe, expect, it } from 'vitest';
import { handleNetwork } from '../actors/network.ts';
import { linkOf, NETWORK, SERVER, type Effect, type Fault } from '../actors/types.ts';
import { REORDER_WAIT_MS } from '../limits.ts';
import { contextFor } from '../testing/acting.ts';
import type { ActorId, Outcome, Packet } from '../trace.ts';
import { perform, placesOf } from './effects.ts';
import { newWorld, type World } from './world.ts';

const LATENCY_MS = 40;
const ALICE = 'alice.phone';
const BOB = 'bob.phone';
const population = {
  devices: [ALICE, BOB].map((id) => ({ id, oneTimePrekeys: 0 })),
  attackers: [
    { id: 'mallory', watches: [linkOf(BOB)] },
    { id: 'eve', watches: [linkOf(BOB), linkOf(ALICE)] },
  ],
};
const clear = newWorld(population, 0, LATENCY_MS);

/** A world with faults on links, as somebody ordered them. */
function disturbed(...faults: readonly (Partial<Fault> & Pick<Fault, 'kind'>)[]): World {
  const network = clear.actors[NETWORK];
  if (network?.kind !== 'network') throw new Error('every world has a network');
  const nothing = { link: linkOf(BOB), next: 1, errand: undefined, toward: undefined, byMs: 0, bytesPerSecond: 0 };
  const context = contextFor(NETWORK, 'faults');
  const state = faults.reduce(
    (current, fault) =>
      handleNetwork(current, { kind: 'fault', fault: { ...nothing, ...fault }, by: undefined }, context).state,
    network.state,
  );
  return { ...clear, actors: { ...clear.actors, [NETWORK]: { ...network, phase: 'disturbed', state } } };
}

/** A packet of the server's for Bob's phone, unless it says otherwise. */
const send = (name: string, change: Partial<Extract<Effect, { kind: 'send' }>> = {}): Effect => ({
  kind: 'send',
  name,
  link: linkOf(BOB),
  from: SERVER,
  to: BOB,
  bytes: new Uint8Array(50),
  errand: 'message',
  label: 'm1',
  ...change,
});
const upwards = (name: string): Effect => send(name, { from: BOB, to: SERVER });

interface After {
  readonly world: World;
  readonly outcomes: readonly Outcome[];
}
const does = (world: World, effects: readonly Effect[], by: ActorId = SERVER): After =>
  perform(world, effects, { by, seq: 7 });
const at = (world: World, now: number): World => ({ ...world, now });
/** What arrives, in order: packet, and when. */
const arrivals = ({ agenda }: World): readonly (readonly [string, number])[] =>
  agenda.flatMap(({ event, at: due }) => (event.kind === 'packet' ? [[event.packet.id, due] as const] : []));
const faultsOf = ({ outcomes }: After): readonly string[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'fault' ? [`${outcome.packet.id} ${outcome.fault}`] : []));

describe('packets on a link that carries', () => {
  it('arrive after its latency in the order in which they were sent, each with what it is', () => {
    const { world, outcomes } = does(clear, [send('a'), upwards('b'), send('c')]);
    expect(arrivals(world)).toEqual([
      ['a', LATENCY_MS],
      ['b', LATENCY_MS],
      ['c', LATENCY_MS],
    ]);
    expect(
      world.agenda.flatMap(({ event, actor, cause }) => (event.kind === 'packet' ? [[actor, cause]] : [])),
    ).toEqual([
      [BOB, 7],
      [SERVER, 7],
      [BOB, 7],
    ]);
    const packet: Packet = {
      id: 'a',
      errand: 'message',
      label: 'm1',
      attempt: 1,
      link: linkOf(BOB),
      from: SERVER,
      to: BOB,
      bytes: new Uint8Array(50),
      sentAt: 0,
      arrivesAt: LATENCY_MS,
    };
    expect(outcomes[0]).toEqual({ kind: 'sent', packet });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
  });

  it('go behind what is due at the same time already', () => {
    const first = does(at(clear, 0), [send('a')]).world;
    const { world } = does(at(first, 10), [send('b')]);
    expect(arrivals(does(at(world, 0), [upwards('c')]).world).map(([id]) => id)).toEqual(['a', 'c', 'b']);
  });
});

describe('a packet that the network holds back', () => {
  const held = does(disturbed({ kind: 'reorder', toward: BOB }), [send('a')]);

  it('comes right after the next one of its way, and of no other', () => {
    const passed = does(at(held.world, 1_000), [upwards('up'), send('other', { link: linkOf(ALICE), to: ALICE })]);
    expect(arrivals(passed.world).find(([id]) => id === 'a')).toEqual(['a', LATENCY_MS + REORDER_WAIT_MS]);
    const { world } = does(at(passed.world, 2_000), [send('b'), send('c')]);
    expect(arrivals(world).slice(2)).toEqual([
      ['b', 2_000 + LATENCY_MS],
      ['c', 2_000 + LATENCY_MS],
      ['a', 2_000 + LATENCY_MS + 1],
    ]);
  });

  it('is overtaken once: what comes later finds it where it is', () => {
    const once = does(at(held.world, 1_000), [send('b')]).world;
    expect(arrivals(does(at(once, 1_030), [send('c')]).world).map(([id]) => id)).toEqual(['b', 'a', 'c']);
  });

  it('stays behind the one that overtook it, however late that is, and is not called forward by a third', () => {
    const { world } = does(disturbed({ kind: 'reorder' }, { kind: 'delay', byMs: 700 }), [
      send('a'),
      send('b'),
      send('c'),
    ]);
    expect(arrivals(world)).toEqual([
      ['c', LATENCY_MS],
      ['b', LATENCY_MS + 700],
      ['a', LATENCY_MS + 701],
    ]);
  });

  it('comes by itself where nothing follows', () => {
    expect([arrivals(held.world), faultsOf(held)]).toEqual([[['a', LATENCY_MS + REORDER_WAIT_MS]], ['a reordered']]);
  });

  it('waits with the others that are held, and they keep their own order', () => {
    const two = does(disturbed({ kind: 'reorder', next: 2 }), [send('a'), send('b')]).world;
    expect(arrivals(does(at(two, 500), [send('c')]).world).map(([id]) => id)).toEqual(['c', 'a', 'b']);
  });

  it('is not overtaken by one that never arrives', () => {
    const lost = does(disturbed({ kind: 'reorder' }, { kind: 'drop' }), [send('a'), send('b')]);
    expect(arrivals(lost.world)).toEqual([['a', LATENCY_MS + REORDER_WAIT_MS]]);
  });
});

describe('faults of a link', () => {
  it('delay a packet by exactly so long, and the next ones pass it', () => {
    const after = does(disturbed({ kind: 'delay', byMs: 700 }), [send('a'), send('b')]);
    expect(arrivals(after.world)).toEqual([
      ['b', LATENCY_MS],
      ['a', LATENCY_MS + 700],
    ]);
    expect(faultsOf(after)).toEqual(['a delayed']);
  });

  it('let one packet arrive twice, under two names, with one record of sending', () => {
    const after = does(disturbed({ kind: 'duplicate' }), [send('a')]);
    expect(
      after.world.agenda.flatMap(({ name, event, at: due }) => (event.kind === 'packet' ? [[name, due]] : [])),
    ).toEqual([
      ['a', LATENCY_MS],
      ['a copy 2', 2 * LATENCY_MS],
    ]);
    expect(after.outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(1);
    expect(faultsOf(after)).toEqual(['a duplicated']);
  });

  it('lose the next so many in one direction, and carry the other', () => {
    const effects = [send('a'), upwards('b'), send('c'), upwards('d'), send('e')];
    const after = does(disturbed({ kind: 'drop', next: 2, toward: BOB }), effects);
    expect(arrivals(after.world).map(([id]) => id)).toEqual(['b', 'd', 'e']);
    expect(faultsOf(after)).toEqual(['a dropped', 'c dropped']);
  });

  it('cut in both directions, and carry nothing, until the link is mended', () => {
    const cut = does(disturbed({ kind: 'cut' }), [send('a'), upwards('b'), send('c')]);
    expect([arrivals(cut.world), faultsOf(cut)]).toEqual([[], ['a cut', 'b cut', 'c cut']]);
    const healed = does(disturbed({ kind: 'cut' }, { kind: 'heal' }), [send('a'), upwards('b')]);
    expect([arrivals(healed.world).length, faultsOf(healed)]).toEqual([2, []]);
  });

  it('take away no packet that was on its way before', () => {
    const sent = does(clear, [send('a')]).world;
    const { actors } = disturbed({ kind: 'cut' });
    expect(arrivals(does({ ...sent, actors }, [send('b')]).world)).toEqual([['a', LATENCY_MS]]);
  });

  it('make packets queue behind each other in one direction on a narrow link, and not longer than they must', () => {
    // 50 bytes at 100 bytes a second.
    const narrow = disturbed({ kind: 'throttle', bytesPerSecond: 100 });
    const first = does(narrow, [send('a'), send('b'), upwards('c')]);
    expect(arrivals(first.world)).toEqual([
      ['a', 540],
      ['c', 540],
      ['b', 1_040],
    ]);
    expect(faultsOf(first)).toEqual(['a', 'b', 'c'].map((id) => `${id} queued-behind`));
    const later = does(at(first.world, 5_000), [send('d')]);
    expect(arrivals(later.world).at(-1)).toEqual(['d', 5_540]);
  });

  it('leave a clear network once the last packet that they were for is hit', () => {
    const phaseAfter = (effects: readonly Effect[]) =>
      does(disturbed({ kind: 'drop', next: 2 }), effects).world.actors[NETWORK]?.phase;
    expect([phaseAfter([send('a')]), phaseAfter([send('a'), send('b')])]).toEqual(['disturbed', 'clear']);
  });
});

describe('who watches a link', () => {
  const sightings = ({ agenda }: World) =>
    agenda.flatMap(({ actor, event, at: due }) =>
      event.kind === 'saw' ? [[actor, event.packet.id, event.stopped, due]] : [],
    );

  it('sees each packet as it leaves, whether or not it arrives, and never her own', () => {
    const { world } = does(disturbed({ kind: 'drop' }), [send('a'), send('b', { link: linkOf(ALICE), to: ALICE })]);
    expect(sightings(world)).toEqual([
      ['mallory', 'a', false, 0],
      ['eve', 'a', false, 0],
      ['eve', 'b', false, 0],
    ]);
    expect(sightings(does(clear, [send('a')], 'mallory').world)).toEqual([['eve', 'a', false, 0]]);
  });

  it('gets the next packet instead of the recipient where she asked to stop it, and the one after passes', () => {
    const asked = does(clear, [{ kind: 'intercept', link: linkOf(BOB) }], 'mallory').world;
    const { world, outcomes } = does(asked, [send('other', { link: linkOf(ALICE), to: ALICE }), send('a'), send('b')]);
    expect(arrivals(world).map(([id]) => id)).toEqual(['other', 'b']);
    expect(sightings(world)).toEqual([
      ['eve', 'other', false, 0],
      ['mallory', 'a', true, 0],
      ['eve', 'a', false, 0],
      ['mallory', 'b', false, 0],
      ['eve', 'b', false, 0],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
  });

  it('keeps the fault from what she stopped: it hits what comes after', () => {
    const asked = does(disturbed({ kind: 'drop' }), [{ kind: 'intercept', link: linkOf(BOB) }], 'mallory').world;
    const after = does(asked, [send('a'), send('b'), send('c')]);
    expect([arrivals(after.world).map(([id]) => id), faultsOf(after)]).toEqual([['c'], ['b dropped']]);
  });
});

describe('timers', () => {
  const arm = (timer: string, afterMs: number): Effect => ({ kind: 'arm', timer, afterMs });
  const timersOf = ({ agenda }: World) =>
    agenda.flatMap(({ actor, event, at: due }) => (event.kind === 'timer' ? [[actor, event.timer, due]] : []));

  it('are moved by arming again, and dropped by disarming, each for its own actor', () => {
    const armed = does(does(clear, [arm('t', 100), arm('u', 50)], ALICE).world, [arm('t', 70)], BOB).world;
    expect(timersOf(armed)).toEqual([
      [ALICE, 'u', 50],
      [BOB, 't', 70],
      [ALICE, 't', 100],
    ]);
    const moved = does(at(armed, 10), [arm('t', 200)], ALICE).world;
    expect(timersOf(moved)).toEqual([
      [ALICE, 'u', 50],
      [BOB, 't', 70],
      [ALICE, 't', 210],
    ]);
    expect(timersOf(does(moved, [{ kind: 'disarm', timer: 't' }], ALICE).world)).toEqual([
      [ALICE, 'u', 50],
      [BOB, 't', 70],
    ]);
  });

  it('that nobody armed are no change', () => {
    const sent = does(clear, [send('a')]).world;
    expect(does(sent, [{ kind: 'disarm', timer: 't' }]).world.agenda).toBe(sent.agenda);
  });
});

describe('effects', () => {
  it('are performed one after the other, and leave the world of before as it was', () => {
    const before = disturbed({ kind: 'drop' });
    const agenda = before.agenda;
    const network = before.actors[NETWORK];
    does(before, [send('a'), send('b')]);
    expect([before.agenda, before.actors[NETWORK]]).toEqual([agenda, network]);
    expect(before.agenda).toBe(agenda);
  });

  it('that tell somebody something happen at the same moment, after all that is due then', () => {
    const tell: Effect = { kind: 'tell', to: BOB, event: { kind: 'reconnected' }, name: 'reconnected' };
    const { world } = does(at(does(clear, [send('a')]).world, LATENCY_MS), [tell]);
    expect(world.agenda.map(({ event, at: due }) => [event.kind, due]).slice(-2)).toEqual([
      ['packet', LATENCY_MS],
      ['reconnected', LATENCY_MS],
    ]);
  });

  it('copy exactly the places named', () => {
    const bob = clear.actors[BOB];
    expect(placesOf(bob, ['chat'])).toEqual({ chat: bob?.kind === 'device' ? bob.state.places.chat : undefined });
    expect(placesOf(undefined, ['keys', 'chat'])).toEqual({ keys: undefined, chat: undefined });
  });
});
