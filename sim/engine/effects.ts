/** Performs what a step asks for: puts packets on links, appointments on the agenda, programs on devices. */
import { advance } from '../actors/step.ts';
import { isClear, pass } from '../actors/network.ts';
import { NETWORK, type ActorEvent, type Effect } from '../actors/types.ts';
import type { ActorId, ActorState, Outcome, Packet, Seq, TakeablePlace } from '../trace.ts';
import { put, without, type Agenda, type Appointment } from './agenda.ts';
import type { Actor, World } from './world.ts';

/** Whose step it was, and the event that it becomes. */
interface Performing {
  readonly by: ActorId;
  readonly seq: Seq;
}
interface Performed {
  readonly world: World;
  readonly outcomes: readonly Outcome[];
}

/** The world after these effects, and what there is to tell of them. */
export function perform(world: World, effects: readonly Effect[], performing: Performing): Performed {
  let current = world;
  const outcomes: Outcome[] = [];
  for (const effect of effects) {
    const performed = performOne(current, effect, performing);
    current = performed.world;
    outcomes.push(...performed.outcomes);
  }
  return { world: current, outcomes };
}

function performOne(world: World, effect: Effect, performing: Performing): Performed {
  const { by, seq } = performing;
  const quietly = (next: Partial<World>): Performed => ({ world: { ...world, ...next }, outcomes: [] });
  switch (effect.kind) {
    case 'send':
      return carry(world, effect, performing);
    case 'intercept':
      return quietly({ intercepts: { ...world.intercepts, [effect.link]: by } });
    case 'tell': {
      const { to: actor, event, name } = effect;
      return quietly({ agenda: put(world.agenda, { at: world.now, actor, event, name, cause: seq }) });
    }
    case 'arm':
      return quietly({ agenda: armed(world, effect, performing) });
    case 'disarm':
      return quietly({ agenda: without(world.agenda, (one) => isTimer(one, by, effect.timer)) });
    case 'implant': {
      const { device, takes, on } = effect;
      const others = world.implants.filter((one) => one.device !== device || one.by !== by);
      const implants = on ? [...others, { device, by, takes }] : others;
      const changed = { ...world, implants };
      return { world: on ? { ...changed, agenda: copied(changed, device, by, takes, seq) } : changed, outcomes: [] };
    }
  }
}

const isTimer = (appointment: Appointment, actor: ActorId, timer: string): boolean =>
  appointment.actor === actor && appointment.event.kind === 'timer' && appointment.event.timer === timer;

function armed(world: World, { timer, afterMs }: Extract<Effect, { kind: 'arm' }>, { by, seq }: Performing): Agenda {
  const agenda = without(world.agenda, (one) => isTimer(one, by, timer));
  const at = world.now + afterMs;
  return put(agenda, { at, actor: by, event: { kind: 'timer', timer }, name: `${timer}@${at}`, cause: seq });
}

/** Puts a packet on its link: whoever watches it sees it at once; it arrives later unless somebody or something stops it. */
function carry(world: World, effect: Extract<Effect, { kind: 'send' }>, { by, seq }: Performing): Performed {
  const network = world.actors[NETWORK];
  if (network?.kind !== 'network') throw new Error('every world has a network: newWorld makes it');
  const { name: id, link, from, to, bytes, errand, label, attempt = 1 } = effect;
  const leaving = { id, errand, label, attempt, link, from, to, bytes, sentAt: world.now };
  const passage = pass(network.state, leaving, world.now);
  const packet: Packet = { ...leaving, arrivesAt: passage.arrivals[0] ?? world.now + network.state.latencyMs };
  const watched = tapped(world, packet, by, seq);
  if (watched.stopped) return { world: watched.world, outcomes: [{ kind: 'sent', packet }] };
  const phase = isClear(passage.state) ? advance('network', network.phase, 'mended') : network.phase;
  const actors =
    passage.state === network.state
      ? world.actors
      : { ...world.actors, [NETWORK]: { ...network, phase, state: passage.state } };
  let { agenda } = watched.world;
  for (const [copy, at] of passage.arrivals.entries()) {
    const name = copy === 0 ? id : `${id} copy ${copy + 1}`;
    const waits = passage.effect === 'reordered' ? { waits: true as const } : {};
    agenda = put(agenda, { at, actor: to, event: { kind: 'packet', packet }, name, cause: seq, ...waits });
  }
  if (passage.overtakes) agenda = overtaken(agenda, packet);
  const told: readonly Outcome[] = passage.effect ? [{ kind: 'fault', fault: passage.effect, packet }] : [];
  return { world: { ...watched.world, agenda, actors }, outcomes: [{ kind: 'sent', packet }, ...told] };
}

/** Those who watch the link see the packet; who asked to stop the next one gets it instead of the recipient. */
function tapped(world: World, packet: Packet, by: ActorId, seq: Seq): { world: World; stopped: boolean } {
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
  if (!stopped) return { world: { ...world, agenda }, stopped };
  const { [packet.link]: _, ...intercepts } = world.intercepts;
  return { world: { ...world, agenda, intercepts }, stopped };
}

/** A packet that waited for this one to overtake it comes right after it. */
function overtaken(agenda: Agenda, packet: Packet): Agenda {
  const isBehind = ({ waits, event, at }: Appointment): boolean =>
    waits === true &&
    event.kind === 'packet' &&
    event.packet.id !== packet.id &&
    event.packet.link === packet.link &&
    event.packet.to === packet.to &&
    at > packet.arrivesAt;
  const behind = agenda.filter(isBehind);
  if (behind.length === 0) return agenda;
  const at = packet.arrivesAt + 1;
  return behind.reduce<Agenda>(
    (rest, waiting) => {
      const { waits: _, ...appointment } = waiting;
      return put(rest, { ...appointment, at });
    },
    without(agenda, isBehind),
  );
}

/** Programs on this device hand over what has changed in the places that they read. */
export function handOver(world: World, device: ActorId, before: ActorState['places'], seq: Seq): World {
  const places: ActorState['places'] | undefined = world.actors[device]?.state.places;
  let { agenda } = world;
  for (const implant of world.implants) {
    if (implant.device !== device || implant.takes.every((place) => places?.[place] === before[place])) continue;
    agenda = copied({ ...world, agenda }, device, implant.by, implant.takes, seq);
  }
  return agenda === world.agenda ? world : { ...world, agenda };
}

function copied(world: World, device: ActorId, by: ActorId, takes: readonly TakeablePlace[], seq: Seq): Agenda {
  const event: ActorEvent = { kind: 'copy', device, places: placesOf(world.actors[device], takes), takes };
  return put(world.agenda, { at: world.now, actor: by, event, name: `copy ${device} ${seq}`, cause: seq });
}

/** What is in the named places of an actor now: exactly that, nothing more and nothing less. */
export function placesOf(
  actor: Actor | undefined,
  takes: readonly (keyof ActorState['places'])[],
): ActorState['places'] {
  const held: ActorState['places'] | undefined = actor?.state.places;
  return Object.fromEntries(takes.map((place) => [place, held?.[place]]));
}
