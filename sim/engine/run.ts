/**
 * The engine: takes the next appointment, lets that actor step, performs the effects, writes one trace event. Deterministic:
 * a run is a function of its setup and of the commands put into it. A `Run` is immutable; keeping one is a checkpoint, and
 * going on from it twice is a fork.
 */
import { advance } from '../actors/step.ts';
import type { ActorEvent, Effect } from '../actors/types.ts';
import { entropyFor } from '../crypto/entropy.ts';
import { recorderFor, type Recorder } from '../crypto/recorder.ts';
import type { Suite } from '../crypto/suite.ts';
import { LIMITS, type LimitsProfile } from '../limits.ts';
import type { Protections } from '../protections.ts';
import type { ActorId, Instant, LinkId, Outcome, Packet, Seq, TraceEvent } from '../trace.ts';
import { put, type Appointment } from './agenda.ts';
import { append, emptyLog, type Log } from './log.ts';
import { newWorld, stepActor, type Actor, type Population, type World } from './world.ts';

export interface Setup {
  readonly seed: number;
  readonly suite: Suite;
  readonly limits: LimitsProfile;
  readonly protections: Protections;
  /** One-way latency of every link. */
  readonly latencyMs: number;
}

export interface Run {
  readonly setup: Setup;
  readonly world: World;
  readonly log: Log<TraceEvent>;
}

export const newRun = (setup: Setup, population: Population, now: Instant): Run => ({
  setup,
  world: newWorld(population, now),
  log: emptyLog(),
});

/** Orders something of an actor at a time; `name` is unique in the run. */
export function order(run: Run, at: Instant, actor: ActorId, event: ActorEvent, name: string): Run {
  return {
    ...run,
    world: { ...run.world, agenda: put(run.world.agenda, { at, actor, event, name, cause: undefined }) },
  };
}

/** Lets everything happen that is due, and all that follows from it, until nothing is left to do. */
export function settle(run: Run, step: string): Run {
  let current = run;
  // One recorder for all steps: making its functions anew for each would be a good part of a step's cost.
  const recorder = recorderFor(run.setup.suite);
  for (let next = current.world.agenda[0]; next; next = current.world.agenda[0])
    current = happen(current, next, step, recorder);
  return current;
}

/** One appointment: one step of one actor, one event in the log. */
function happen(run: Run, appointment: Appointment, step: string, recorder: Recorder): Run {
  const { setup } = run;
  const { actor: id, event, cause, name } = appointment;
  const actor = run.world.actors[id];
  if (!actor) throw new Error(`appointments are only made with actors of this world, and ${id} is none`);
  const now = Math.max(run.world.now, appointment.at);
  const callsBefore = recorder.calls.length;
  const tools = {
    suite: recorder.suite,
    containers: recorder.containers,
    entropy: entropyFor(setup.seed, `${id} ${name}`),
    limits: LIMITS[setup.limits],
    protections: setup.protections,
  };
  const result = stepActor(actor, event, { self: id, phase: actor.phase, now, tools });
  const moved = moveChart(result.actor, result.signals);
  const seq = run.log.length;
  const cleared: World = {
    ...run.world,
    now,
    agenda: run.world.agenda.slice(1),
    actors: { ...run.world.actors, [id]: moved.actor },
  };
  const performed = perform(cleared, result.effects, { setup, by: id, seq });
  const outcomes = [...result.outcomes, ...moved.outcomes, ...performed.outcomes];
  const entry: TraceEvent = {
    seq,
    at: now,
    step,
    cause,
    actor: id,
    input: event.kind === 'packet' || event.kind === 'saw' ? `${event.kind} ${event.packet.id}` : event.kind,
    outcomes,
    calls: recorder.calls.slice(callsBefore),
    phase: moved.actor.phase,
    after: result.state,
  };
  return { setup, world: performed.world, log: append(run.log, entry) };
}

function moveChart(actor: Actor, signals: readonly string[]): { actor: Actor; outcomes: readonly Outcome[] } {
  let { phase } = actor;
  const outcomes: Outcome[] = [];
  for (const signal of signals) {
    const to = advance(actor.kind, phase, signal);
    if (to === phase) continue;
    outcomes.push({ kind: 'phase', from: phase, to, signal });
    phase = to;
  }
  return { actor: outcomes.length > 0 ? { ...actor, phase } : actor, outcomes };
}

interface Performing {
  readonly setup: Setup;
  readonly by: ActorId;
  readonly seq: Seq;
}

function perform(
  world: World,
  effects: readonly Effect[],
  performing: Performing,
): { world: World; outcomes: readonly Outcome[] } {
  let current = world;
  const outcomes: Outcome[] = [];
  for (const effect of effects) {
    if (effect.kind === 'intercept') {
      current = stopNext(current, effect.link, performing.by);
      continue;
    }
    const packet = packetOf(effect, world.now, performing);
    outcomes.push({ kind: 'sent', packet });
    current = carry(current, packet, performing);
  }
  return { world: current, outcomes };
}

const stopNext = (world: World, link: LinkId, by: ActorId): World => ({
  ...world,
  intercepts: { ...world.intercepts, [link]: by },
});

function packetOf(effect: Extract<Effect, { kind: 'send' }>, now: Instant, { setup }: Performing): Packet {
  const { name, link, from, to, bytes } = effect;
  return { id: name, link, from, to, bytes, sentAt: now, arrivesAt: now + setup.latencyMs };
}

/** Puts a packet on its link: whoever watches it sees it at once; it arrives later unless somebody stops it. */
function carry(world: World, packet: Packet, { by, seq }: Performing): World {
  const stopper = world.intercepts[packet.link];
  let { agenda } = world;
  let stopped = false;
  for (const id in world.actors) {
    const actor = world.actors[id];
    if (actor?.kind !== 'attacker' || id === by || !actor.watches.includes(packet.link)) continue;
    if (id === stopper) stopped = true;
    const event: ActorEvent = { kind: 'saw', packet, stopped: id === stopper };
    agenda = put(agenda, { at: world.now, actor: id, event, name: `saw ${packet.id}`, cause: seq });
  }
  if (stopped) {
    const { [packet.link]: _, ...intercepts } = world.intercepts;
    return { ...world, agenda, intercepts };
  }
  const arrival: Appointment = {
    at: packet.arrivesAt,
    actor: packet.to,
    event: { kind: 'packet', packet },
    name: packet.id,
    cause: seq,
  };
  return { ...world, agenda: put(agenda, arrival) };
}
