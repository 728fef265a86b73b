/** What each step of a story orders: which actors get which events, and when. Facts about the run are taken from the run as it is then. */
import { holdsBack } from '../actors/person.ts';
import { accountOf, NETWORK, SERVER, type ActorEvent, type Fault, type MisdeedOrder } from '../actors/types.ts';
import { placesOf } from '../engine/effects.ts';
import { order, type Run } from '../engine/run.ts';
import { inLanguage, type Language } from '../text.ts';
import { TAKEABLE_PLACES, type ActorId, type Instant } from '../trace.ts';
import { deviceOf } from './casting.ts';
import { storageOrder } from './deeds-storage.ts';
import { lettersOf } from './letters.ts';
import { isStorageStep } from './storage-steps.ts';
import type { Action, CompareStep, FaultStep, MisdeedStep, Scenario, SendStep } from './types.ts';

interface Order {
  readonly actor: ActorId;
  readonly event: ActorEvent;
  /** Unique in the run. */
  readonly name: string;
}

/** The run with the orders of this step on its agenda. */
export function orderStep(run: Run, action: Action, at: Instant, scenario: Scenario, language: Language): Run {
  return ordersOf(run, action, scenario, language).reduce(
    (current, { actor, event, name }) => order(current, at, actor, event, name),
    run,
  );
}

function ordersOf(run: Run, action: Action, scenario: Scenario, language: Language): readonly Order[] {
  const device = (name: string): ActorId => deviceOf(scenario, name);
  const to = (actor: ActorId, event: ActorEvent, name = `${event.kind}:${action.id}`): readonly Order[] => [
    { actor, event, name },
  ];
  if (isStorageStep(action)) {
    const { actor, event } = storageOrder(action, scenario, language);
    return to(actor, event);
  }
  switch (action.kind) {
    case 'send': {
      const writer = accountOf(action.from);
      const contact = accountOf(action.to);
      const person = run.world.actors[writer];
      if (person?.kind === 'person' && holdsBack(person.state, contact))
        return to(writer, { kind: 'refrain', label: action.send, contact });
      return to(device(action.from), written(action, language), `write:${action.send}`);
    }
    case 'read':
      return to(device(action.on), { kind: 'read', label: action.read });
    case 'compromise': {
      const copied = device(action.compromise);
      const places = placesOf(run.world.actors[copied], action.takes);
      return to(action.by, { kind: 'copy', device: copied, places, takes: action.takes });
    }
    case 'implant':
    case 'remove':
      return to(action.by, {
        kind: 'implant',
        device: device(action.device),
        takes: action.takes,
        on: action.kind === 'implant',
      });
    case 'quantum':
      return to(action.quantum, { kind: 'quantum' });
    case 'replay':
      return to(action.by, { kind: 'replay', label: action.replay });
    case 'tamper':
      return to(action.by, { kind: 'tamper', link: action.tamper, flip: action.flip });
    case 'fault':
      return to(NETWORK, { kind: 'fault', fault: faultOf(action), by: action.by });
    case 'power':
      return to(device(action.device), { kind: 'power', on: action.on });
    case 'service':
      return to(SERVER, { kind: 'service', up: action.up });
    case 'misdeed':
      return to(SERVER, { kind: 'misdeed', misdeed: misdeedOf(action, scenario) });
    case 'compel':
      return [...to(SERVER, { kind: 'compel', to: action.by }), handedOver(run, action.by, action.id)];
    case 'compare':
      return to(accountOf(action.by), occasionToCompare(action, scenario));
    case 'approve': {
      const event: ActorEvent = { kind: 'approve', contact: action.contact };
      return [
        { actor: accountOf(action.by), event, name: `agree:${action.id}` },
        { actor: device(action.by), event, name: `approve:${action.id}` },
      ];
    }
    case 'new-phone':
      return to(device(action.device), { kind: 'replace' });
    case 'drain':
      return to(device(action.by), { kind: 'drain', account: action.account, times: action.times });
    case 'wait':
      return [];
  }
}

function written({ send, to, text, quotes, forwards, picture, once }: SendStep, language: Language): ActorEvent {
  return {
    kind: 'write',
    label: send,
    to: accountOf(to),
    text: inLanguage(text, language),
    ...(quotes !== undefined && { quotes }),
    ...(forwards !== undefined && { forwards }),
    ...(picture && { picture }),
    ...(once && { once }),
  };
}

const faultOf = (step: FaultStep): Fault => ({
  kind: step.fault,
  link: step.link,
  next: step.next,
  errand: step.of === 'messages' ? 'message' : undefined,
  toward: step.toward,
  byMs: step.seconds * 1000,
  bytesPerSecond: step.bytesPerSecond,
});

/** A forged tick claims to come from the recipient's first device. */
function misdeedOf(step: MisdeedStep, scenario: Scenario): MisdeedOrder {
  const { misdeed: deed, message, tick } = step;
  const sent = message === undefined ? undefined : lettersOf(scenario.steps).get(message);
  const claimed = deed === 'forge-ticks' && sent ? sent.to : step.other;
  return {
    deed,
    against: deviceOf(scenario, step.against),
    message,
    tick,
    byMs: step.seconds * 1000,
    other: claimed === undefined ? undefined : deviceOf(scenario, claimed),
  };
}

/** Everything that the server has then, in the hands of whoever ordered it. */
function handedOver(run: Run, to: ActorId, id: string): Order {
  const server = run.world.actors[SERVER];
  const places = placesOf(server, ['queue', 'log', 'keys', 'chat', 'masks']);
  return { actor: to, event: { kind: 'copy', device: SERVER, places, takes: TAKEABLE_PLACES }, name: `handed:${id}` };
}

/** Both phones would show their code of the chat, and she would look at both. */
const occasionToCompare = ({ by, with: other }: CompareStep, scenario: Scenario): ActorEvent => ({
  kind: 'compare',
  contact: accountOf(other),
  phones: [
    { device: deviceOf(scenario, by), contact: accountOf(other) },
    { device: deviceOf(scenario, other), contact: accountOf(by) },
  ],
});
