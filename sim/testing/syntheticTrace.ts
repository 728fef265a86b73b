/** Traces that nobody played, for tests and measures of what only reads them: packets of every fate, any length, no bytes. */
import { ALL_ON } from '../protections.ts';
import { linkOf, SERVER } from '../actors/types.ts';
import type { ActorId, Errand, FaultEffect, Instant, Outcome, Packet, Seq, Trace, TraceEvent } from '../trace.ts';

/** An event in the making; what it does not say is as little as can be. */
export interface Happening {
  readonly at: Instant;
  readonly actor: ActorId;
  readonly input?: string;
  readonly cause?: Seq;
  readonly outcomes?: readonly Outcome[];
  readonly phase?: string;
}

export function traceOf(happenings: readonly Happening[]): Trace {
  const events = happenings.map((one, seq): TraceEvent => ({
    seq,
    at: one.at,
    step: 'story',
    cause: one.cause,
    actor: one.actor,
    input: one.input ?? 'timer',
    outcomes: one.outcomes ?? [],
    calls: [],
    phase: one.phase ?? 'ready.idle',
    after: { places: {} },
  }));
  return {
    header: {
      scenario: 'synthetic',
      seed: 1,
      suite: 'model',
      limits: 'lesson',
      protections: ALL_ON,
      schema: 1,
      code: 'synthetic',
      parties: [
        { kind: 'device', id: ALICE, account: 'alice', device: 'phone' },
        { kind: 'device', id: BOB, account: 'bob', device: 'phone' },
        { kind: 'network', id: 'network', links: [linkOf(ALICE), linkOf(BOB)] },
        { kind: 'link', id: linkOf(ALICE) },
        { kind: 'link', id: linkOf(BOB) },
        { kind: 'server', id: 'server' },
        { kind: 'attacker', id: 'mallory', watches: [linkOf(BOB)] },
      ],
    },
    events,
    steps: [{ id: 'story', at: events[0]?.at ?? 0, first: 0, end: events.length }],
  };
}

export const ALICE = 'alice.phone';
export const BOB = 'bob.phone';

interface PacketOptions {
  readonly errand?: Errand;
  readonly label?: string;
  readonly attempt?: number;
}

/** A packet between a device and the server; its link is the device's. */
export function packetOf(
  name: string,
  from: ActorId,
  to: ActorId,
  { errand = 'message', label, attempt = 1 }: PacketOptions = {},
): Packet {
  const id = attempt === 1 ? name : `${name} try ${attempt}`;
  const link = linkOf(from === SERVER ? to : from);
  return { id, errand, label, attempt, link, from, to, bytes: new Uint8Array(), sentAt: 0, arrivesAt: 0 };
}

export const sent = (packet: Packet): Outcome => ({ kind: 'sent', packet });
export const fault = (effect: FaultEffect, packet: Packet): Outcome => ({ kind: 'fault', fault: effect, packet });

const EVENTS_A_MESSAGE = 10;
const MINUTE = 60_000;
const MORNING = 10 * 60 * MINUTE;

/**
 * Messages from Alice to Bob on a bad network, one a minute: the first two attempts of each are lost, the third comes
 * through, Mallory records it, Bob's phone gets it twice and refuses the second.
 * @param count how many events; the last message may be cut off.
 */
export function stormyTrace(count: number): Trace {
  const messages = Math.ceil(count / EVENTS_A_MESSAGE);
  const happenings = Array.from({ length: messages }, (_, index) => stormyMessage(index)).flat();
  return traceOf(happenings.slice(0, count));
}

function stormyMessage(index: number): readonly Happening[] {
  const label = `m${index + 1}`;
  const first = index * EVENTS_A_MESSAGE;
  const at = MORNING + index * MINUTE;
  const up = (attempt: number): Packet => packetOf(`message:${label}`, ALICE, SERVER, { label, attempt });
  const down = packetOf(`message:${label}:${BOB}`, SERVER, BOB, { label });
  const confirmation = packetOf(`confirmation:${label}`, SERVER, ALICE, { label, errand: 'confirmation' });
  const receipt = packetOf(`receipt:${label}`, BOB, SERVER, { label, errand: 'receipt' });
  const told = packetOf(`receipt:${label}:${ALICE}`, SERVER, ALICE, { label, errand: 'receipt' });
  const wrote: Outcome = { kind: 'wrote', message: label, to: 'bob', text: 'Hello', body: new Uint8Array() };
  const shown: Outcome = { kind: 'shown', message: label, claimed: ALICE, text: 'Hello', body: new Uint8Array() };
  const refused: Outcome = { kind: 'refused', message: label, from: SERVER, reason: 'duplicate' };
  return [
    { at, actor: ALICE, input: 'write', outcomes: [wrote, sent(up(1)), fault('dropped', up(1))] },
    { at: at + 2_000, actor: ALICE, cause: first, outcomes: [sent(up(2)), fault('cut', up(2))] },
    { at: at + 6_000, actor: ALICE, cause: first + 1, outcomes: [sent(up(3)), fault('delayed', up(3))] },
    {
      at: at + 8_000,
      actor: SERVER,
      input: `packet ${up(3).id}`,
      cause: first + 2,
      outcomes: [sent(down), fault('duplicated', down), sent(confirmation)],
    },
    {
      at: at + 8_000,
      actor: 'mallory',
      input: `saw ${down.id}`,
      cause: first + 3,
      outcomes: [{ kind: 'saw', packet: down }],
    },
    { at: at + 8_040, actor: BOB, input: `packet ${down.id}`, cause: first + 3, outcomes: [shown, sent(receipt)] },
    { at: at + 8_040, actor: ALICE, input: `packet ${confirmation.id}`, cause: first + 3 },
    { at: at + 8_080, actor: BOB, input: `packet ${down.id}`, cause: first + 3, outcomes: [refused] },
    { at: at + 8_080, actor: SERVER, input: `packet ${receipt.id}`, cause: first + 5, outcomes: [sent(told)] },
    { at: at + 8_120, actor: ALICE, input: `packet ${told.id}`, cause: first + 8 },
  ];
}
