/**
 * The company's computer: directory of bundles, queues, delivery. PROTOCOL.md sections 1.2, 6.5 and 11.1.
 *
 * Honest: hands each one-time prekey out once, keeps a ciphertext only until the recipient has dealt with it or for thirty
 * days, notes who wrote to whom, when and how much. What else it may do is the scenario's `can`: `misdeeds.ts`.
 */
import { newEndpoint, type Address } from '../protocol/endpoint.ts';
import { decodeBundle } from '../protocol/bundle.ts';
import { drawPrekeys } from '../protocol/prekeys.ts';
import { decodeStanza, type BundleEntry, type Stanza } from '../protocol/stanza.ts';
import type { Bytes } from '../crypto/bytes.ts';
import type { ActorId, MessageLabel, Packet } from '../trace.ts';
import { EXPIRY, expire } from './delivery.ts';
import { maskFor, withoutKem } from './masks.ts';
import { commit, deliverHeld } from './misdeeds.ts';
import { isDown, service, whileDown } from './outage.ts';
import { confirm, resendAll, resendDue, type Parcel } from './parcels.ts';
import { acceptMessage } from './serverPassing.ts';
import { acceptUpload, entryWith, tellIfLow, tellWhoRunsLow } from './prekeyStore.ts';
import {
  announcementFor,
  answer,
  devicesOf,
  dispatch,
  parcelFor,
  takeBundle,
  withPlaces,
  type ServerState,
} from './serverState.ts';
import { equalBytes } from '../crypto/bytes.ts';
import {
  accountOf,
  andThen,
  unchanged,
  type ActorEvent,
  type Context,
  type Effect,
  type Step,
  malformedFrom,
} from './types.ts';

/** What the server does with one event. */
export function handleServer(state: ServerState, event: ActorEvent, context: Context): Step<ServerState> {
  if (event.kind === 'service') return service(state, event.up, context);
  if (isDown(context)) return whileDown(state, event);
  const step = serve(state, event, context);
  const before = state.places.queue.length > 0;
  const after = step.state.places.queue.length > 0;
  return before === after ? step : { ...step, signals: [...step.signals, after ? 'queued' : 'drained'] };
}

function serve(state: ServerState, event: ActorEvent, context: Context): Step<ServerState> {
  switch (event.kind) {
    case 'start':
      return begin(state, context);
    case 'timer':
      return timer(state, event.timer, context);
    case 'misdeed':
      return commit(state, event.misdeed, context);
    case 'compel':
      return { ...unchanged(state), outcomes: [{ kind: 'disclosed', to: event.to }] };
    case 'packet':
      return receive(kept(state, event.packet), event.packet, context);
    default:
      return unchanged(state);
  }
}

/** A curious server keeps every packet for good. */
function kept(state: ServerState, packet: Packet): ServerState {
  if (!state.keeps) return state;
  const { log } = state.places;
  return withPlaces(state, { log: { ...log, kept: [...log.kept, packet] } });
}

function receive(state: ServerState, packet: Packet, context: Context): Step<ServerState> {
  const stanza = decodeStanza(packet.bytes, context.tools.containers);
  switch (stanza?.kind) {
    case 'register':
      return register(state, stanza.device, stanza.bundles, packet.id, context);
    case 'fetch':
      return answerFetch(state, stanza, packet.id, context);
    case 'message':
      return acceptMessage(state, stanza, packet, context);
    case 'upload':
      return acceptUpload(state, stanza, packet.id, context);
    case 'retry':
      return passRetry(state, stanza, context);
    case 'receipt':
      return passReceipt(state, stanza, packet.id, context);
    case 'acknowledge':
      return clear(state, stanza.device, stanza.label);
    case 'hello':
      return welcome(state, stanza.device, packet.id, context);
    case undefined:
      return malformedFrom(state, packet.from);
    default:
      return unchanged(state);
  }
}

/** The company as an endpoint of its own, only where it holds the keys; or one that keeps all that passes. */
function begin(state: ServerState, context: Context): Step<ServerState> {
  const signals = state.keeps ? ['keepAll'] : [];
  if (context.tools.protections.endToEnd) return { ...unchanged(state), signals };
  const keys = newEndpoint(drawPrekeys(0, context.tools));
  return { ...unchanged(state), state: withPlaces(state, { keys }), signals: ['takeKeys'] };
}

function timer(state: ServerState, name: string, context: Context): Step<ServerState> {
  if (name.startsWith(EXPIRY)) return expire(state, name.slice(EXPIRY.length));
  const again = resendDue(state.places.queue, name, context);
  if (!again) return deliverHeld(state, name, context);
  const { queue, effects, outcomes } = again;
  return { ...unchanged(withPlaces(state, { queue })), effects, outcomes };
}

function register(
  state: ServerState,
  device: Address,
  bundles: readonly Bytes[],
  packetId: string,
  context: Context,
): Step<ServerState> {
  const first = bundles[0] && decodeBundle(bundles[0], context.tools.containers);
  if (!first) return malformedFrom(state, device);
  const effects = [answer(`registered:${packetId}`, 'confirmation', device, { kind: 'registered', device }, context)];
  const known = state.places.public.directory[device];
  const before = known && decodeBundle(known.withoutOneTime, context.tools.containers);
  // The same registration sent again must not bring back one-time prekeys that were handed out.
  if (before && equalBytes(before.identity, first.identity)) return { ...unchanged(state), effects };
  const entry = entryWith([], bundles, first, context);
  const directory = { ...state.places.public.directory, [device]: entry };
  const stored: Step<ServerState> = { ...unchanged(withPlaces(state, { public: { directory } })), effects };
  if (!before) return stored;
  const announced = andThen(stored, announceChange(stored.state, device, context));
  const waiting = resendAll(announced.state.places.queue, context, ({ to }) => to === device);
  return andThen(announced, {
    ...unchanged(withPlaces(announced.state, { queue: waiting.queue })),
    effects: waiting.effects,
  });
}

/** Everybody who has written with this account, and its own other devices, are told that its device has another key. PROTOCOL 1.3, 9.2. */
function announceChange(state: ServerState, device: Address, context: Context): Step<ServerState> {
  const account = accountOf(device);
  const met = state.places.log.notes.flatMap(({ from, to }) =>
    accountOf(from) === account ? [to] : to === account ? [accountOf(from)] : [],
  );
  const parcels = [...new Set([...met, account])]
    .flatMap((one) => devicesOf(state, one))
    .filter((one) => one !== device)
    .map((to) => announcementFor(to, device, context));
  const sent = dispatch(state, parcels, context);
  return { ...unchanged(sent.state), effects: sent.effects };
}

function answerFetch(
  state: ServerState,
  fetch: Extract<Stanza, { kind: 'fetch' }>,
  packetId: string,
  context: Context,
): Step<ServerState> {
  let current = state;
  const entries: BundleEntry[] = [];
  for (const account of fetch.accounts) {
    for (const device of devicesOf(current, account)) {
      if (device === fetch.device) continue;
      const taken = fetch.have.includes(device)
        ? { state: current, bundle: undefined }
        : (maskFor(current, fetch.device, device, context) ?? takeBundle(current, device, context));
      current = taken.state;
      const bundle = current.withholds.includes(fetch.device) ? withoutKem(taken.bundle, context) : taken.bundle;
      entries.push({ account, device, bundle });
    }
  }
  const bundles: Stanza = { kind: 'bundles', entries };
  const answered: Step<ServerState> = {
    ...unchanged(current),
    effects: [answer(`bundles:${packetId}`, 'keys', fetch.device, bundles, context)],
  };
  const devices = entries.map(({ device }) => device);
  return andThen(answered, tellWhoRunsLow(state, current, devices, packetId, context));
}

/** Lets go of what the receipt is for, and passes it on to the sender's device; its own other devices tell nobody. */
function passReceipt(
  state: ServerState,
  receipt: Extract<Stanza, { kind: 'receipt' }>,
  packetId: string,
  context: Context,
): Step<ServerState> {
  const { device, label, from } = receipt;
  const cleared = clear(state, device, label);
  if (accountOf(device) === accountOf(from)) return cleared;
  return {
    ...cleared,
    effects: [...cleared.effects, answer(`passed:${packetId}`, 'receipt', from, receipt, context, label)],
  };
}

/** Lets go of what could not be opened, and asks the sender's device for it; that waits there as a message would. */
function passRetry(state: ServerState, retry: Extract<Stanza, { kind: 'retry' }>, context: Context): Step<ServerState> {
  const { device, label, from, count } = retry;
  const cleared = clear(state, device, label);
  const parcel = parcelFor(`retry:${label}:${count}:${device}@${from}`, 'retry', from, retry, context);
  const sent = dispatch(cleared.state, [parcel], context);
  return andThen(cleared, { ...unchanged(sent.state), effects: sent.effects });
}

function clear(state: ServerState, device: Address, label: MessageLabel): Step<ServerState> {
  const isIt = (parcel: Parcel): boolean => parcel.to === device && keptUnder(parcel) === label;
  const { queue, effects } = confirm(state.places.queue, isIt);
  if (effects.length === 0) return unchanged(state);
  const done = state.places.queue.filter(isIt);
  const disarmed = done.map(({ name }): Effect => ({ kind: 'disarm', timer: `${EXPIRY}${name}` }));
  return {
    ...unchanged(withPlaces(state, { queue })),
    effects: [...effects, ...disarmed],
    outcomes: done.flatMap((parcel) =>
      parcel.errand === 'message' ? [{ kind: 'cleared', message: label, to: device }] : [],
    ),
  };
}

/** The label under which a device speaks of a parcel: its message's, or what an announcement is about. */
const keptUnder = (parcel: Parcel): string => parcel.label ?? parcel.name.slice(0, parcel.name.indexOf('@'));

/** A device is there again: what waits for it is sent once more. */
function welcome(state: ServerState, device: ActorId, packetId: string, context: Context): Step<ServerState> {
  const { queue, effects } = resendAll(state.places.queue, context, ({ to }) => to === device);
  const hello = answer(`welcome:${packetId}`, 'connection', device, { kind: 'welcome', device }, context);
  return {
    ...unchanged(withPlaces(state, { queue })),
    effects: [hello, ...tellIfLow(state, device, packetId, context), ...effects],
  };
}
