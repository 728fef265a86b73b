/**
 * A device: registers, asks for bundles, seals messages for every device of the two accounts, opens what arrives, and keeps
 * what is not confirmed. PROTOCOL.md sections 1 to 3 and 11. One plain handler; phases are in `charts.ts`. A device is exactly
 * its state: switched off it keeps all of it, and misses only what was on the way.
 */
import { drawPrekeys } from '../protocol/prekeys.ts';
import { newEndpoint } from '../protocol/endpoint.ts';
import { decodeStanza, type BundleEntry, type Stanza } from '../protocol/stanza.ts';
import { isForThePerson, withFiles } from './acts.ts';
import { approve, learnOfChange } from './contacts.ts';
import { learnBundles, write } from './deviceSend.ts';
import { openMessage, read, showTick } from './deviceReceive.ts';
import { EXPIRE } from './chatLines.ts';
import { expire, expireOverdue } from './expiring.ts';
import { bareDevice, isGone } from './installing.ts';
import { confirmed, posted, toServer, withQueue, type DeviceState } from './deviceState.ts';
import { post, resendAll, resendDue, sendOnce } from './parcels.ts';
import { bundlesOf, isRotationDue, refill, REFILL_TIMER, rotate } from './prekeyCare.ts';
import { answerRetry, noteDelivered } from './retry.ts';
import { showCode, showWanted } from './safetyCode.ts';
import {
  andThen,
  SERVER,
  unchanged,
  type ActorEvent,
  type Context,
  type Step,
  inapplicable,
  malformedFrom,
} from './types.ts';

/** What a device does with one event. */
export function handleDevice(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  if (event.kind === 'power') return power(state, event.on, context);
  if (event.kind === 'replace') return replace(state, context);
  if (isOff(context)) return whileOff(state, event);
  if (isGone(state, context)) return whileGone(state, event, context);
  const step = act(state, event, context);
  return isRotationDue(step.state, context) ? andThen(step, rotate(step.state, context)) : step;
}

function act(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  switch (event.kind) {
    case 'start':
      return register(state, `register:${context.self}`, context);
    case 'write':
      return write(state, event, context);
    case 'read':
      return read(state, event.label, context);
    case 'approve':
      return approve(state, event.contact, context);
    case 'show-code':
      return showCode(state, event, context);
    case 'reconnected':
      return connect(state, context);
    case 'drain':
      return drain(state, event, context);
    case 'timer':
      return timer(state, event.timer, context);
    case 'packet': {
      const stanza = decodeStanza(event.packet.bytes, context.tools.containers);
      if (!stanza) return malformedFrom(state, event.packet.from);
      return receive(state, stanza, event.packet.id, context);
    }
    default:
      return actOnMessages(state, event, context);
  }
}

function actOnMessages(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  if (!context.acts) throw new Error('a host hands over the acts of a story that has any: see storing.ts');
  return context.acts.act(state, event, context);
}

function receive(state: DeviceState, stanza: Stanza, packetId: string, context: Context): Step<DeviceState> {
  switch (stanza.kind) {
    case 'registered':
      return { ...confirmed(state, (parcel) => parcel.errand === 'registration'), signals: ['registered'] };
    case 'welcome':
      return confirmed(state, (parcel) => parcel.errand === 'connection');
    case 'accepted': {
      const done = confirmed(
        state,
        ({ errand, label, name }) =>
          errand === 'message' && label === stanza.label && name.includes(`:${stanza.sealedFor}@`),
      );
      return done.state === state ? done : andThen(done, showTick(done.state, stanza.label, 'sent', SERVER, context));
    }
    case 'receipt':
      return showTick(
        noteDelivered(state, stanza.label, stanza.device),
        stanza.label,
        stanza.tick,
        stanza.device,
        context,
      );
    case 'retry':
      return answerRetry(state, stanza, context);
    case 'low':
      return refill(state, context);
    case 'bundles':
      return learnKeys(state, stanza.entries, context);
    case 'message':
      return openMessage(state, stanza, packetId, context);
    case 'identity-changed':
      return learnOfChange(state, stanza.device, context);
    default:
      return unchanged(state);
  }
}

/** Keys may be what a code waited for. */
function learnKeys(state: DeviceState, entries: readonly BundleEntry[], context: Context): Step<DeviceState> {
  const learned = learnBundles(state, entries, context);
  return andThen(learned, showWanted(learned.state, context));
}

const isOff = (context: Context): boolean => context.phase.startsWith('off');

/** What a person wanted of a device that is off cannot be done; all else passes it by. */
function whileOff(state: DeviceState, event: ActorEvent): Step<DeviceState> {
  // The bytes of a storage are there whether the device is on or not.
  if (event.kind === 'image' || event.kind === 'disk') return withFiles(state);
  return isForThePerson(event) ? inapplicable(state, 'switched-off') : unchanged(state);
}

/** Without the messenger a device answers nothing; the camera is a program of its own. */
function whileGone(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  if (event.kind === 'filmed' || event.kind === 'reset') return actOnMessages(state, event, context);
  if (event.kind === 'image' || event.kind === 'disk') return withFiles(state);
  return isForThePerson(event) ? inapplicable(state, 'gone') : unchanged(state);
}

function power(state: DeviceState, on: boolean, context: Context): Step<DeviceState> {
  if (on === !isOff(context)) return inapplicable(state, 'already-so');
  if (!on) return { ...unchanged(state), signals: ['power-off'] };
  if (!state.places.keys) return { ...unchanged(state), signals: ['power-on'] };
  const connected = connect(state, context);
  const overdue = expireOverdue(connected.state, context);
  const step = overdue.state === connected.state ? connected : andThen(connected, overdue);
  return { ...step, signals: ['power-on', ...step.signals] };
}

/** There again: says so to the server, and sends what it still keeps. */
export function connect(state: DeviceState, context: Context): Step<DeviceState> {
  const { self } = context;
  const kept = resendAll(state.places.queue, context, ({ errand }) => errand !== 'connection');
  const others = kept.queue.filter(({ errand }) => errand !== 'connection');
  const hello = post(
    others,
    [toServer(`hello:${self}@${context.now}`, 'connection', { kind: 'hello', device: self }, context)],
    context,
  );
  return {
    ...unchanged(withQueue(state, context.tools.protections.resend ? hello.queue : others)),
    effects: [...hello.effects, ...kept.effects],
  };
}

function timer(state: DeviceState, name: string, context: Context): Step<DeviceState> {
  if (name.startsWith(EXPIRE)) return expire(state, name.slice(EXPIRE.length), context);
  return name === REFILL_TIMER ? refill(state, context) : resend(state, name, context);
}

function resend(state: DeviceState, timer: string, context: Context): Step<DeviceState> {
  const again = resendDue(state.places.queue, timer, context);
  if (!again) return unchanged(state);
  return {
    ...unchanged(withQueue(state, again.queue)),
    effects: again.effects,
    outcomes: again.outcomes,
  };
}

function register(state: DeviceState, name: string, context: Context): Step<DeviceState> {
  const prekeys = drawPrekeys(state.oneTimePrekeys, context.tools);
  const bundles = bundlesOf(prekeys, prekeys.oneTime, context);
  const { places } = state;
  const registered: DeviceState = {
    ...state,
    places: { ...places, keys: newEndpoint(prekeys), public: { ...places.public, signedAt: context.now } },
  };
  const stanza: Stanza = { kind: 'register', device: context.self, bundles };
  const sent = posted(registered, [toServer(name, 'registration', stanza, context)], context);
  return { ...sent, signals: ['register'] };
}

/** A new phone in the place of this one: registers as the old one did, and has nothing of it. PROTOCOL 1 (a new identity). */
function replace(state: DeviceState, context: Context): Step<DeviceState> {
  const bought: Step<DeviceState> = { ...unchanged(bareDevice(state)), outcomes: [{ kind: 'replaced' }] };
  const registered = register(bought.state, `register:${context.self}@${context.now}`, context);
  const signals = isOff(context) ? ['power-on', ...registered.signals] : registered.signals;
  return andThen(bought, { ...registered, signals });
}

/** Asks for the keys of an account over and over, as no honest program does: each time another one-time prekey is spent. */
function drain(
  state: DeviceState,
  { account, times }: Extract<ActorEvent, { kind: 'drain' }>,
  context: Context,
): Step<DeviceState> {
  const { self, now } = context;
  const fetch: Stanza = { kind: 'fetch', device: self, accounts: [account], have: [] };
  const effects = Array.from({ length: times }, (_, i) =>
    sendOnce(toServer(`fetch:${account} ${i + 1} of ${times}@${self} ${now}`, 'keys', fetch, context)),
  );
  return { ...unchanged(state), effects };
}
