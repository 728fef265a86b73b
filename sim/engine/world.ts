/** The whole world as one immutable value: actors, agenda, links. A fork is a second reference to it. */
import { handleAttacker, newAttacker, type AttackerState } from '../actors/attacker.ts';
import { handleDevice, newDevice, type DeviceState } from '../actors/device.ts';
import { handleServer, newServer, type ServerState } from '../actors/server.ts';
import { firstPhase, type Phase } from '../actors/step.ts';
import { SERVER, type ActorEvent, type Context, type Step } from '../actors/types.ts';
import type { ActorId, ActorState, Instant, LinkId } from '../trace.ts';
import type { Agenda } from './agenda.ts';

export type Actor =
  | { readonly kind: 'device'; readonly phase: Phase; readonly state: DeviceState }
  | { readonly kind: 'server'; readonly phase: Phase; readonly state: ServerState }
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
}

export interface Population {
  readonly devices: readonly { readonly id: ActorId; readonly oneTimePrekeys: number }[];
  readonly attackers: readonly { readonly id: ActorId; readonly watches: readonly LinkId[] }[];
}

/** A world in which nothing has happened yet. */
export function newWorld(population: Population, now: Instant): World {
  const actors: Record<ActorId, Actor> = {};
  for (const { id, oneTimePrekeys } of population.devices) {
    actors[id] = { kind: 'device', phase: firstPhase('device'), state: newDevice(oneTimePrekeys) };
  }
  actors[SERVER] = { kind: 'server', phase: firstPhase('server'), state: newServer() };
  for (const { id, watches } of population.attackers) {
    actors[id] = { kind: 'attacker', phase: firstPhase('attacker'), state: newAttacker(), watches };
  }
  return { now, actors, agenda: [], intercepts: {} };
}

/** One step of one actor: its handler on its state. The chart moves by the signals that come back. */
export function stepActor(
  actor: Actor,
  event: ActorEvent,
  context: Context,
): Step<ActorState> & { readonly actor: Actor } {
  switch (actor.kind) {
    case 'device': {
      const step = handleDevice(actor.state, event, context);
      return { actor: { ...actor, state: step.state }, ...step };
    }
    case 'server': {
      const step = handleServer(actor.state, event, context);
      return { actor: { ...actor, state: step.state }, ...step };
    }
    case 'attacker': {
      const step = handleAttacker(actor.state, event, context);
      return { actor: { ...actor, state: step.state }, ...step };
    }
  }
}
