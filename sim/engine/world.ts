/** The whole world as one immutable value: actors, agenda, links. A fork is a second reference to it. */
import { handleAttacker, newAttacker, type AttackerState } from '../actors/attacker.ts';
import { handleDevice } from '../actors/device.ts';
import { newDevice, type DeviceState } from '../actors/deviceState.ts';
import type { Filing } from '../actors/filing/filed.ts';
import type { Habits } from '../actors/habits.ts';
import { handleNetwork, newNetwork, type NetworkState } from '../actors/network.ts';
import { handlePerson, newPerson, type PersonState } from '../actors/person.ts';
import { handleServer } from '../actors/server.ts';
import { newServer, type ServerState } from '../actors/serverState.ts';
import { firstPhase, type Phase } from '../actors/step.ts';
import { accountOf, NETWORK, SERVER, type ActorEvent, type Context, type Step } from '../actors/types.ts';
import type { ActorId, ActorState, Instant, LinkId, TakeablePlace } from '../trace.ts';
import type { Agenda } from './agenda.ts';

export type Actor =
  | { readonly kind: 'device'; readonly phase: Phase; readonly state: DeviceState }
  | { readonly kind: 'server'; readonly phase: Phase; readonly state: ServerState }
  | { readonly kind: 'network'; readonly phase: Phase; readonly state: NetworkState }
  | { readonly kind: 'person'; readonly phase: Phase; readonly state: PersonState }
  | {
      readonly kind: 'attacker';
      readonly phase: Phase;
      readonly state: AttackerState;
      readonly watches: readonly LinkId[];
    };

export interface World {
  readonly now: Instant;
  readonly actors: Readonly<Record<ActorId, Actor>>;
  readonly agenda: Agenda;
  /** Who stops the next packet on a link. */
  readonly intercepts: Readonly<Record<LinkId, ActorId>>;
  /** Programs that run on devices and hand over what stands in these places at each change. */
  readonly implants: readonly Implant[];
}

export interface Implant {
  readonly device: ActorId;
  readonly by: ActorId;
  readonly takes: readonly TakeablePlace[];
}

export interface Population {
  readonly devices: readonly { readonly id: ActorId; readonly oneTimePrekeys: number }[];
  readonly attackers: readonly { readonly id: ActorId; readonly watches: readonly LinkId[] }[];
  /** What people do of themselves; who is left out has the usual habits. */
  readonly habits?: Readonly<Record<ActorId, Habits>>;
  /** The server keeps every packet that passes. */
  readonly serverKeeps?: boolean;
}

/** A world in which nothing has happened yet. */
export function newWorld(population: Population, now: Instant, latencyMs: number): World {
  const actors: Record<ActorId, Actor> = {};
  for (const [i, { id, oneTimePrekeys }] of population.devices.entries()) {
    // The first device of an account is its phone.
    const isCompanion = population.devices.slice(0, i).some((other) => accountOf(other.id) === accountOf(id));
    const bare = newDevice(oneTimePrekeys);
    const state: DeviceState = isCompanion ? { ...bare, isCompanion } : bare;
    actors[id] = { kind: 'device', phase: firstPhase('device'), state };
  }
  actors[SERVER] = { kind: 'server', phase: firstPhase('server'), state: newServer(population.serverKeeps ?? false) };
  actors[NETWORK] = { kind: 'network', phase: firstPhase('network'), state: newNetwork(latencyMs) };
  for (const { id } of population.devices)
    actors[accountOf(id)] ??= {
      kind: 'person',
      phase: firstPhase('person'),
      state: newPerson(population.habits?.[accountOf(id)]),
    };
  for (const { id, watches } of population.attackers) {
    actors[id] = { kind: 'attacker', phase: firstPhase('attacker'), state: newAttacker(), watches };
  }
  return { now, actors, agenda: [], intercepts: {}, implants: [] };
}

/** One step of one actor: its handler on its state. The chart moves by the signals that come back. */
export function stepActor(actor: Actor, event: ActorEvent, context: Context, filing?: Filing): Stepped {
  switch (actor.kind) {
    case 'device':
      return stepped(actor, filed(actor.state, handleDevice(actor.state, event, context), event, context, filing));
    case 'server':
      return stepped(actor, handleServer(actor.state, event, context));
    case 'network':
      return stepped(actor, handleNetwork(actor.state, event, context));
    case 'person':
      return stepped(actor, handlePerson(actor.state, event, context));
    case 'attacker':
      return stepped(actor, handleAttacker(actor.state, event, context));
  }
}

/** Where devices keep files, a step has happened once it is on disk. */
const filed = (
  before: DeviceState,
  step: Step<DeviceState>,
  event: ActorEvent,
  context: Context,
  filing: Filing | undefined,
): Step<DeviceState> => (filing ? filing(before, step, event, context) : step);

interface Stepped {
  readonly actor: Actor;
  readonly step: Step<ActorState>;
}

const stepped = <A extends Actor>(actor: A, step: Step<A['state']>): Stepped => ({
  actor: withState(actor, step.state),
  step,
});

const withState = <A extends Actor>(actor: A, state: A['state']): A =>
  state === actor.state ? actor : { ...actor, state };

/** The actors with another one under this id. Assigned: a computed key in a literal costs several times as much. */
export function withActor(actors: World['actors'], id: ActorId, actor: Actor): World['actors'] {
  if (actors[id] === actor) return actors;
  const changed: Record<ActorId, Actor> = { ...actors };
  changed[id] = actor;
  return changed;
}
