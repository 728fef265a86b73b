/**
 * Random schedules of messages, losses, repeats, cuts, devices that go off, and devices that are read back from what was
 * written of them, between any two steps; and what is wrong with a run in the end, when all is mended and on.
 */
import fc from 'fast-check';
import { linkOf, NETWORK, SERVER, type ActorEvent } from '../actors/types.ts';
import { equalBytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { newRun, order, settle, type Run } from '../engine/run.ts';
import { ALL_ON, type Protections } from '../protections.ts';
import type { ActorId, Errand, FaultKind, MessageLabel } from '../trace.ts';
import { happened } from './driving.ts';
import { roundTrip } from './roundTrip.ts';

export const DEVICES = {
  two: ['alice.phone', 'bob.phone'],
  three: ['alice.phone', 'bob.phone', 'bob.laptop'],
} as const;
const HOUR_MS = 3_600_000;

export interface Move {
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
export const schedules = (messages: number) =>
  fc
    .array(fc.tuple(fc.array(move, { maxLength: 2 }), move), { minLength: messages, maxLength: messages })
    .map((rounds) => rounds.flatMap(([bad, after]) => [...bad, { ...after, kind: 'write' as const }]));

const tell = (run: Run, at: number, actor: ActorId, event: ActorEvent, n: number): Run =>
  order(run, at, actor, event, `${event.kind}:${actor}:${n}`);

function started(devices: readonly ActorId[], seed: number, protections: Protections): Run {
  const population = { devices: devices.map((id) => ({ id, oneTimePrekeys: 16 })), attackers: [] };
  const setup = {
    seed,
    suite: model,
    limits: 'real',
    protections,
    latencyMs: 40,
    onKeyChange: 'accept',
    retryReceipts: false,
    handshake: 'x3dh',
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
export function played(devices: readonly ActorId[], moves: readonly Move[], seed: number, protections = ALL_ON): Run {
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

/** What is wrong with a delivery, and where. */
export interface Complaint {
  readonly kind: 'lost' | 'shown-twice' | 'not-written' | 'out-of-order' | 'still-waiting';
  readonly message: MessageLabel;
  readonly device: ActorId;
}

export interface Verdict {
  readonly complaints: readonly Complaint[];
  readonly written: number;
  readonly shown: number;
  /** Copies that the recipient refused as too far ahead: PROTOCOL.md 3.3. */
  readonly beyondLimits: number;
}

/** Everything that was written is shown once on each other device, as it was written and in that order, and nothing waits. */
export function judged(run: Run, devices: readonly ActorId[]): Verdict {
  const written = happened(run, 'wrote');
  const shown = happened(run, 'shown');
  const seen = new Map<string, number>();
  for (const { actor, outcome } of shown) count(seen, key(outcome.message, actor));
  const due = written.flatMap(({ actor, outcome: { message } }) =>
    devices.flatMap((device) => (device === actor ? [] : [{ message, device }])),
  );
  const isDue = new Set(due.map(({ message, device }) => key(message, device)));
  const limited = new Set(
    happened(run, 'refused').flatMap(({ actor, outcome: { message, reason } }) =>
      message !== undefined && reason === 'too-far' ? [key(message, actor)] : [],
    ),
  );
  const bodies = new Map(written.map(({ outcome }) => [outcome.message, outcome.body]));
  const missing = due.filter(({ message, device }) => !seen.has(key(message, device)));
  const complaints: readonly Complaint[] = [
    ...missing
      .filter(({ message, device }) => !limited.has(key(message, device)))
      .map((at) => ({ kind: 'lost', ...at }) as const),
    ...due
      .filter(({ message, device }) => (seen.get(key(message, device)) ?? 0) > 1)
      .map((at) => ({ kind: 'shown-twice', ...at }) as const),
    ...shown.flatMap(({ actor: device, outcome: { message, body } }) => {
      const original = bodies.get(message);
      const isWritten = isDue.has(key(message, device)) && original && equalBytes(original, body);
      return isWritten ? [] : [{ kind: 'not-written', message, device } as const];
    }),
    ...devices.flatMap((device) => inDisorder(run, device)),
  ];
  return { complaints, written: written.length, shown: shown.length, beyondLimits: missing.length };
}

const key = (message: MessageLabel, device: ActorId): string => `${message} on ${device}`;
const count = (counts: Map<string, number>, of: string): unknown => counts.set(of, (counts.get(of) ?? 0) + 1);

/** Lines that stand above one that was written before them, and what a device still keeps for sending. */
function inDisorder(run: Run, device: ActorId): readonly Complaint[] {
  const actor = run.world.actors[device];
  if (actor?.kind !== 'device') throw new Error(`${device} is a device of this world`);
  const { chat, queue } = actor.state.places;
  const early = chat.lines.filter(({ at }, i) => (chat.lines[i + 1]?.at ?? Infinity) < at);
  const waiting = [...queue.map(({ label = '' }) => label), ...chat.drafts.map(({ label }) => label)];
  return [
    ...early.map(({ label }) => ({ kind: 'out-of-order', message: label, device }) as const),
    ...waiting.map((message) => ({ kind: 'still-waiting', message, device }) as const),
  ];
}
