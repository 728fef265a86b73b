/** Performs what a step asks for: puts packets on links, appointments on the agenda, programs on devices. */
import { advance } from '../actors/step.ts';
import { isClear, pass, type NetworkState } from '../actors/network.ts';
import { takenFiles } from '../actors/deviceState.ts';
import { NETWORK, type ActorEvent, type Effect } from '../actors/types.ts';
import type { ActorId, ActorState, Outcome, Packet, Seq, TakeablePlace } from '../trace.ts';
import { put, without, type Agenda, type Appointment } from './agenda.ts';
import { withActor, type Actor, type World } from './world.ts';

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
    for (const outcome of performed.outcomes) outcomes.push(outcome);
  }
  return { world: current, outcomes };
}

function performOne(world: World, effect: Effect, performing: Performing): Performed {
  const { by, seq } = performing;
  switch (effect.kind) {
    case 'send':
      return carry(world, effect, performing);
    case 'intercept':
      return { world: { ...world, intercepts: { ...world.intercepts, [effect.link]: by } }, outcomes: [] };
    case 'tell': {
      const { to: actor, event, name } = effect;
      return onAgenda(world, put(world.agenda, { at: world.now, actor, event, name, cause: seq }));
    }
    case 'arm':
      return onAgenda(world, armed(world, effect, performing));
    case 'disarm':
      return onAgenda(
        world,
        without(world.agenda, (one) => isTimer(one, by, effect.timer)),
      );
    case 'implant': {
      const { device, takes, on } = effect;
      const others = world.implants.filter((one) => one.device !== device || one.by !== by);
      const implants = on ? [...others, { device, by, takes }] : others;
      const changed = { ...world, implants };
      return { world: on ? { ...changed, agenda: copied(changed, device, by, takes, seq) } : changed, outcomes: [] };
    }
  }
}

/** Nothing changed but what is still to happen, and there is nothing to tell. */
const onAgenda = ({ now, actors, intercepts, implants }: World, agenda: Agenda): Performed => ({
  world: { now, actors, agenda, intercepts, implants },
  outcomes: [],
});

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
  const { now, implants } = world;
  const passage = pass(network.state, effect, now);
  const arrivesAt = passage.arrivals[0] ?? now + network.state.latencyMs;
  const packet: Packet = { id, errand, label, attempt, link, from, to, bytes, sentAt: now, arrivesAt };
  const sent: Outcome = { kind: 'sent', packet };
  const watched = tapped(world, packet, by, seq);
  let { agenda } = watched;
  if (watched.stopped) {
    const { [link]: _, ...intercepts } = world.intercepts;
    return { world: { ...world, agenda, intercepts }, outcomes: [sent] };
  }
  for (let copy = 0; copy < passage.arrivals.length; copy++) {
    const at = passage.arrivals[copy] ?? arrivesAt;
    const name = copy === 0 ? id : `${id} copy ${copy + 1}`;
    const arrival: Appointment = { at, actor: to, event: { kind: 'packet', packet }, name, cause: seq };
    agenda = put(agenda, passage.effect === 'reordered' ? { ...arrival, waits: true } : arrival);
  }
  if (passage.overtakes) agenda = overtaken(agenda, packet);
  const actors = passage.state === network.state ? world.actors : passed(world.actors, network, passage.state);
  return {
    world: { now, actors, agenda, intercepts: world.intercepts, implants },
    outcomes: passage.effect ? [sent, { kind: 'fault', fault: passage.effect, packet }] : [sent],
  };
}

/** The network with what a packet left of its faults; mended with the last of them. */
function passed(
  actors: World['actors'],
  network: Extract<Actor, { kind: 'network' }>,
  state: NetworkState,
): World['actors'] {
  const phase = isClear(state) ? advance('network', network.phase, 'mended') : network.phase;
  return withActor(actors, NETWORK, { ...network, phase, state });
}

/** Those who watch the link see the packet; who asked to stop the next one gets it instead of the recipient. */
function tapped(world: World, packet: Packet, by: ActorId, seq: Seq): { agenda: Agenda; stopped: boolean } {
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
  return { agenda, stopped };
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
  if (!agenda.some(isBehind)) return agenda;
  const behind = agenda.filter(isBehind);
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
  const files = actor?.kind === 'device' ? actor.state.places.files : undefined;
  return Object.fromEntries(
    takes.map((place) => [place, place === 'files' && files ? takenFiles(files) : held?.[place]]),
  );
}
