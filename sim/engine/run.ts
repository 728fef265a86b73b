/**
 * The engine: takes the next appointment, lets that actor step, performs the effects, writes one trace event. Deterministic:
 * a run is a function of its setup and of the commands put into it. A `Run` is immutable; keeping one is a checkpoint, and
 * going on from it twice is a fork.
 */
import type { Acts } from '../actors/acts.ts';
import type { Filing } from '../actors/filing/filed.ts';
import { chooserFor, type Choices } from '../actors/habits.ts';
import { advance } from '../actors/step.ts';
import type { ActorEvent } from '../actors/types.ts';
import { entropyFor } from '../crypto/entropy.ts';
import { recorderFor, type Recorder } from '../crypto/recorder.ts';
import type { Suite } from '../crypto/suite.ts';
import { DELETE_FOR_EVERYONE_MS, LIMITS, type LimitsProfile } from '../limits.ts';
import type { Protections } from '../protections.ts';
import type { Handshake } from '../protocol/tools.ts';
import type { StorageSettings } from '../storage/settings.ts';
import type { ActorId, Instant, Outcome, TraceEvent } from '../trace.ts';
import { put, type Appointment } from './agenda.ts';
import { handOver, perform } from './effects.ts';
import { append, emptyLog, type Log } from './log.ts';
import { newWorld, stepActor, withActor, type Actor, type Population, type World } from './world.ts';

export interface Setup {
  readonly seed: number;
  readonly suite: Suite;
  readonly limits: LimitsProfile;
  readonly protections: Protections;
  /** One-way latency of every link. */
  readonly latencyMs: number;
  /** What devices do when a contact has a new key. */
  readonly onKeyChange: 'accept' | 'block';
  readonly handshake: Handshake;
  /** Whether devices ask again for what they cannot open. */
  readonly retryReceipts: boolean;
  /** How devices keep their files, where they keep any. */
  readonly storage?: StorageSettings | undefined;
  /** Puts what devices have on disk: needed where `storage` is set, and made with a store that the host loads (`storing.ts`). */
  readonly filing?: Filing | undefined;
  /** Needed where people delete, edit, keep or copy messages; handed over as `filing` is. */
  readonly acts?: Acts | undefined;
  readonly deleteWindowMs?: number | undefined;
  /** How people choose where a habit of theirs is a share; `fixed` if left out. */
  readonly choices?: Choices;
}

export interface Run {
  readonly setup: Setup;
  readonly world: World;
  readonly log: Log<TraceEvent>;
}

export const newRun = (setup: Setup, population: Population, now: Instant): Run => ({
  setup,
  world: newWorld(population, now, setup.latencyMs),
  log: emptyLog(),
});

/** Orders something of an actor at a time; `name` is unique in the run. */
export function order(run: Run, at: Instant, actor: ActorId, event: ActorEvent, name: string): Run {
  return {
    ...run,
    world: { ...run.world, agenda: put(run.world.agenda, { at, actor, event, name, cause: undefined }) },
  };
}

/** Lets everything happen that is due up to this moment, and all that follows from it; what is due later stays on the agenda. */
export function settle(run: Run, step: string, until: Instant = Infinity): Run {
  let current = run;
  // One recorder for all steps: making its functions anew for each would be a good part of a step's cost.
  const recorder = recorderFor(run.setup.suite);
  for (let next = current.world.agenda[0]; next && next.at <= until; next = current.world.agenda[0])
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
    handshake: setup.handshake,
    now,
  };
  const {
    onKeyChange,
    retryReceipts,
    storage,
    acts,
    deleteWindowMs = DELETE_FOR_EVERYONE_MS,
    choices = 'fixed',
  } = setup;
  const choose = chooserFor(choices, setup.seed, id, step);
  const context = {
    self: id,
    phase: actor.phase,
    now,
    tools,
    onKeyChange,
    retryReceipts,
    storage,
    acts,
    deleteWindowMs,
    choose,
  };
  const { actor: stepped, step: result } = stepActor(actor, event, context, setup.filing);
  const moved = moveChart(stepped, result.signals);
  const seq = run.log.length;
  const { agenda, actors, intercepts, implants } = run.world;
  // Every field by name, here and where effects are performed: this is done for each event, and a spread costs more.
  const cleared: World = {
    now,
    actors: withActor(actors, id, moved.actor),
    agenda: agenda.slice(1),
    intercepts,
    implants,
  };
  const performed = perform(cleared, result.effects, { by: id, seq });
  const outcomes = missed(actor, event).concat(result.outcomes, moved.outcomes, performed.outcomes);
  const entry: TraceEvent = {
    seq,
    at: now,
    step,
    cause,
    actor: id,
    input: inputOf(event),
    outcomes,
    calls: recorder.calls.slice(callsBefore),
    phase: moved.actor.phase,
    after: result.state,
  };
  const world = handOver(performed.world, id, actor.state.places, seq);
  return { setup, world, log: append(run.log, entry) };
}

function moveChart(actor: Actor, signals: readonly string[]): { actor: Actor; outcomes: readonly Outcome[] } {
  if (signals.length === 0) return { actor, outcomes: [] };
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

const inputOf = (event: ActorEvent): string => {
  if (event.kind === 'packet' || event.kind === 'saw') return `${event.kind} ${event.packet.id}`;
  return event.kind === 'timer' ? `timer ${event.timer}` : event.kind;
};

/** A packet that arrives where nobody is there to take it is lost. */
function missed(actor: Actor, event: ActorEvent): readonly Outcome[] {
  const isAway = actor.phase.startsWith('off') || actor.phase.endsWith('.down');
  return event.kind === 'packet' && isAway ? [{ kind: 'fault', fault: 'away', packet: event.packet }] : [];
}
