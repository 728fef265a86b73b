/**
 * Delivery under everything that a network and its owners do: random schedules of messages, losses, repeats, cuts, devices
 * that go off, and devices that are read back from what was written of them, between any two steps. When all is mended and
 * on: nothing is lost, nothing shown twice, nothing shown that was not written, each chat in the order of writing.
 *
 * The limits are the real ones, so that no message falls out of a chain's forward jump or its skipped keys; with the lesson's
 * small limits that loss is wanted. What is refused as `too-far` all the same is left out by that very refusal, and counted.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOf, NETWORK, SERVER, type ActorEvent } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import { ALL_ON, type Protections } from '../protections.ts';
import { happened } from '../testing/driving.ts';
import { roundTrip } from '../testing/roundTrip.ts';
import type { ActorId, Errand, FaultKind } from '../trace.ts';
import { newRun, order, settle, type Run } from './run.ts';

const DEVICES = { two: ['alice.phone', 'bob.phone'], three: ['alice.phone', 'bob.phone', 'bob.laptop'] } as const;
const HOUR_MS = 3_600_000;

interface Move {
  readonly kind: 'write' | 'off' | 'on' | 'restart' | FaultKind;
  readonly device: number;
  readonly next: number;
  readonly errand: Errand | undefined;
  /** Towards the device, towards the server, or both ways. */
  readonly toward: 'device' | 'server' | undefined;
  /** Time until the next move. */
  readonly gapMs: number;
}

const weighted = (weight: number, kind: Move['kind']) => ({ weight, arbitrary: fc.constant(kind) });
const move = fc.record<Move>({
  kind: fc.oneof(
    weighted(4, 'off'),
    weighted(8, 'on'),
    weighted(10, 'restart'),
    weighted(10, 'drop'),
    weighted(10, 'duplicate'),
    weighted(10, 'reorder'),
    weighted(5, 'delay'),
    weighted(3, 'cut'),
    weighted(2, 'throttle'),
    weighted(6, 'heal'),
  ),
  device: fc.nat(),
  next: fc.integer({ min: 1, max: 4 }),
  errand: fc.constantFrom(undefined, 'message', 'receipt', 'confirmation', 'keys', 'connection'),
  toward: fc.constantFrom(undefined, 'device', 'server'),
  gapMs: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 60_000 })),
});
/** So many messages, and before each of them up to two things that go wrong. */
const schedules = (messages: number) =>
  fc
    .array(fc.tuple(fc.array(move, { maxLength: 2 }), move), { minLength: messages, maxLength: messages })
    .map((rounds) => rounds.flatMap(([bad, after]) => [...bad, { ...after, kind: 'write' as const }]));

const tell = (run: Run, at: number, actor: ActorId, event: ActorEvent, n: number): Run =>
  order(run, at, actor, event, `${event.kind}:${actor}:${n}`);

function started(devices: readonly ActorId[], seed: number, protections: Protections): Run {
  const population = { devices: devices.map((id) => ({ id, oneTimePrekeys: 4 })), attackers: [] };
  const setup = {
    seed,
    suite: model,
    limits: 'real',
    protections,
    latencyMs: 40,
    onKeyChange: 'accept',
    handshake: 'x3dh',
    retryReceipts: false,
  } as const;
  const run = newRun(setup, population, 0);
  return settle(
    devices.reduce((current, id, i) => tell(current, 0, id, { kind: 'start' }, i), run),
    'setup',
  );
}

/** The device as it comes back from its own files. */
function restarted(run: Run, id: ActorId): Run {
  const actor = run.world.actors[id];
  if (actor?.kind !== 'device') throw new Error(`${id} is a device of this world`);
  const actors = { ...run.world.actors, [id]: { ...actor, state: roundTrip(actor.state) } };
  return { ...run, world: { ...run.world, actors } };
}

function makes(run: Run, devices: readonly ActorId[], one: Move, n: number): Run {
  // Nobody writes on a device that is off: another is taken, if one is on.
  const isOn = (id: ActorId): boolean => run.world.actors[id]?.phase.startsWith('off') === false;
  const able = one.kind === 'write' && devices.some(isOn) ? devices.filter(isOn) : devices;
  const device = able[one.device % able.length] ?? '';
  const at = run.world.now;
  switch (one.kind) {
    case 'restart':
      return restarted(run, device);
    case 'off':
    case 'on':
      return tell(run, at, device, { kind: 'power', on: one.kind === 'on' }, n);
    case 'write': {
      const to = device.startsWith('alice') ? 'bob' : 'alice';
      return tell(run, at, device, { kind: 'write', label: `m${n}`, to, text: `text ${n}` }, n);
    }
    default: {
      const toward = one.toward && (one.toward === 'device' ? device : SERVER);
      const { kind, next, errand } = one;
      const fault = { kind, link: linkOf(device), next, errand, toward, byMs: 3_000, bytesPerSecond: 500 };
      return tell(run, at, NETWORK, { kind: 'fault', fault, by: undefined }, n);
    }
  }
}

/** All moves, then everything is mended and on, and the world runs on until nobody has anything left to send. */
function played(devices: readonly ActorId[], moves: readonly Move[], seed: number, protections = ALL_ON): Run {
  let run = started(devices, seed, protections);
  for (const [n, one] of moves.entries()) {
    const next = run.world.now + one.gapMs;
    run = settle(makes(run, devices, one, n), `s${n}`, next);
    // Virtual time goes on even where nothing is due.
    run = { ...run, world: { ...run.world, now: next } };
  }
  const at = run.world.now;
  for (const [i, id] of devices.entries()) {
    const heal = { kind: 'heal', link: linkOf(id), next: 1, errand: undefined, toward: undefined } as const;
    const fault = { ...heal, byMs: 0, bytesPerSecond: 0 };
    run = tell(run, at, NETWORK, { kind: 'fault', fault, by: undefined }, moves.length + i);
    run = tell(run, at, id, { kind: 'power', on: true }, moves.length);
  }
  return settle(run, 'mended', at + 3 * HOUR_MS);
}

interface Tally {
  written: number;
  shown: number;
  /** Copies that the recipient refused as too far ahead: PROTOCOL.md 3.3. */
  beyondLimits: number;
}

function check(run: Run, devices: readonly ActorId[], tally: Tally): void {
  const written = happened(run, 'wrote');
  const shown = happened(run, 'shown');
  const bodies = new Map(written.map(({ outcome }) => [outcome.message, outcome.body]));
  const shownAt = shown.map(({ actor, outcome }) => `${outcome.message} on ${actor}`);
  expect(new Set(shownAt).size).toBe(shownAt.length);
  for (const { outcome } of shown) expect(outcome.body).toEqual(bodies.get(outcome.message));
  const limited = new Set(
    happened(run, 'refused').flatMap(({ actor, outcome }) =>
      outcome.reason === 'too-far' ? [`${outcome.message ?? ''} on ${actor}`] : [],
    ),
  );
  const due = written.flatMap(({ actor, outcome }) =>
    devices.flatMap((device) => (device === actor ? [] : [`${outcome.message} on ${device}`])),
  );
  const seen = new Set(shownAt);
  expect(due.filter((one) => !seen.has(one) && !limited.has(one))).toEqual([]);
  expect(shownAt.filter((one) => !due.includes(one))).toEqual([]);
  for (const id of devices) {
    const actor = run.world.actors[id];
    if (actor?.kind !== 'device') continue;
    const times = actor.state.places.chat.lines.map((line) => line.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(actor.state.places.queue).toEqual([]);
    expect(actor.state.places.chat.drafts).toEqual([]);
  }
  tally.written += written.length;
  tally.shown += shown.length;
  tally.beyondLimits += due.filter((one) => !seen.has(one)).length;
}

describe('whatever happens on the way, in the end', () => {
  it.each([
    ['two devices', 200, 8, DEVICES.two],
    ['three devices', 200, 5, DEVICES.three],
    ['two devices', 20, 40, DEVICES.two],
    ['three devices', 20, 25, DEVICES.three],
  ] as const)(
    '%s show all that was written, once, in order: %i messages, %i schedules',
    (name, messages, numRuns, devices) => {
      const tally: Tally = { written: 0, shown: 0, beyondLimits: 0 };
      let schedulesRun = 0;
      fc.assert(
        fc.property(schedules(messages), fc.nat({ max: 1_000 }), (moves, seed) => {
          schedulesRun++;
          check(played(devices, moves, seed), devices, tally);
        }),
        { numRuns, seed: 1 },
      );
      console.info(`${name}, ${messages} messages: ${schedulesRun} schedules, ${JSON.stringify(tally)}`);
      expect(tally.written).toBeGreaterThan((numRuns * messages) / 2);
    },
  );
});
