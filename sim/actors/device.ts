/**
 * A device: registers, fetches bundles, seals messages for every device of the two accounts, opens what arrives.
 * PROTOCOL.md sections 1 to 3 and 11.1. One plain handler; phases are in `charts.ts`. A device is exactly its state.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { readText, pad, unpad, writeBody } from '../protocol/content.ts';
import { bundleOf, decodeBundle, drawPrekeys, encodeBundle } from '../protocol/prekeys.ts';
import { newEndpoint, open, openSession, seal, type Address, type Endpoint } from '../protocol/session.ts';
import { decodeStanza, encodeStanza, type BundleEntry, type MessageStanza, type Stanza } from '../protocol/stanza.ts';
import type { ActorState, Instant, MessageLabel, Outcome } from '../trace.ts';
import {
  accountOf,
  linkOf,
  SERVER,
  unchanged,
  type ActorEvent,
  type Context,
  type Effect,
  type Step,
} from './types.ts';

export interface DeviceState extends ActorState {
  readonly places: {
    /** Undefined until the device registers. */
    readonly keys: Endpoint | undefined;
    readonly chat: Chat;
    /** The devices of each account that this one has asked about. */
    readonly public: { readonly contacts: Readonly<Record<string, readonly Address[]>> };
  };
  /** One-time prekeys to upload at registration. */
  readonly oneTimePrekeys: number;
}

export interface Chat {
  readonly lines: readonly ChatEntry[];
  /** Written, and waiting for the recipient's bundles. */
  readonly drafts: readonly ChatEntry[];
}
export interface ChatEntry {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly to: string;
  readonly at: Instant;
  readonly body: Bytes;
}

export function newDevice(oneTimePrekeys: number): DeviceState {
  return { places: { keys: undefined, chat: { lines: [], drafts: [] }, public: { contacts: {} } }, oneTimePrekeys };
}

/** What a device does with one event. */
export function handleDevice(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  switch (event.kind) {
    case 'start':
      return register(state, context);
    case 'write':
      return write(state, event.label, event.to, event.text, context);
    case 'packet': {
      const stanza = decodeStanza(event.packet.bytes, context.tools.containers);
      if (!stanza)
        return {
          ...unchanged(state),
          outcomes: [{ kind: 'refused', message: undefined, from: event.packet.from, reason: 'malformed' }],
        };
      return receive(state, stanza, event.packet.id, context);
    }
    default:
      return unchanged(state);
  }
}

function receive(state: DeviceState, stanza: Stanza, packetId: string, context: Context): Step<DeviceState> {
  switch (stanza.kind) {
    case 'registered':
      return { ...unchanged(state), signals: ['registered'] };
    case 'bundles':
      return learnBundles(state, stanza.entries, context);
    case 'message':
      return openMessage(state, stanza, packetId, context);
    default:
      return unchanged(state);
  }
}

function register(state: DeviceState, context: Context): Step<DeviceState> {
  const { tools, self } = context;
  const prekeys = drawPrekeys(state.oneTimePrekeys, tools);
  const oneTimes = prekeys.oneTime.length > 0 ? prekeys.oneTime : [undefined];
  const bundles = oneTimes.map((oneTime) => encodeBundle(bundleOf(prekeys, oneTime), tools.containers));
  return {
    state: { ...state, places: { ...state.places, keys: newEndpoint(prekeys) } },
    effects: [toServer(`register:${self}`, { kind: 'register', device: self, bundles }, context)],
    signals: ['register'],
    outcomes: [],
  };
}

function write(state: DeviceState, label: MessageLabel, to: string, text: string, context: Context): Step<DeviceState> {
  const body = writeBody(text, label, context.tools);
  const entry: ChatEntry = { label, from: context.self, to, at: context.now, body };
  const outcome: Outcome = { kind: 'wrote', message: label, to, text, body };
  const drafted = withChat(state, { ...state.places.chat, drafts: [...state.places.chat.drafts, entry] });
  const unknown = accountsFor(entry, context).filter((account) => state.places.public.contacts[account] === undefined);
  if (unknown.length === 0) return prepend(outcome, sendDrafts(drafted, context));
  const have = Object.keys(state.places.keys?.sessions ?? {});
  const fetch: Stanza = { kind: 'fetch', device: context.self, accounts: unknown, have };
  return {
    state: drafted,
    effects: [toServer(`fetch:${label}@${context.self}`, fetch, context)],
    signals: ['fetch'],
    outcomes: [outcome],
  };
}

/** The accounts whose devices must be known before a message can go: with the company holding the keys, only its own. */
function accountsFor(entry: ChatEntry, context: Context): readonly string[] {
  return context.tools.protections.endToEnd ? [...new Set([entry.to, accountOf(context.self)])] : [SERVER];
}

/** Opens sessions with the devices of these entries, notes whose devices they are, and sends what waited for them. */
function learnBundles(state: DeviceState, entries: readonly BundleEntry[], context: Context): Step<DeviceState> {
  let endpoint = state.places.keys;
  if (!endpoint) return unchanged(state);
  const outcomes: Outcome[] = [];
  const contacts: Record<string, readonly Address[]> = { ...state.places.public.contacts };
  for (const { account, device, bundle } of entries) {
    const accepted = acceptEntry(endpoint, device, bundle, context);
    if (accepted.refused) outcomes.push(accepted.refused);
    endpoint = accepted.endpoint;
    const known = contacts[account] ?? [];
    if (!known.includes(device)) contacts[account] = [...known, device];
  }
  const own = accountOf(context.self);
  contacts[own] ??= [];
  const learned: DeviceState = { ...state, places: { ...state.places, keys: endpoint, public: { contacts } } };
  const sent = sendDrafts(learned, context);
  return { ...sent, signals: ['bundles', ...sent.signals], outcomes: [...outcomes, ...sent.outcomes] };
}

function acceptEntry(
  endpoint: Endpoint,
  device: Address,
  bundleBytes: Bytes | undefined,
  context: Context,
): { endpoint: Endpoint; refused?: Outcome } {
  if (device === context.self || endpoint.sessions[device] || !bundleBytes) return { endpoint };
  const bundle = decodeBundle(bundleBytes, context.tools.containers);
  const opened = bundle && openSession(endpoint, device, bundle, context.tools);
  if (opened?.ok) return { endpoint: opened.endpoint };
  return {
    endpoint,
    refused: { kind: 'refused', message: undefined, from: device, reason: opened?.reason ?? 'malformed' },
  };
}

/** Sends every draft whose recipients are known; the others go on waiting. */
function sendDrafts(state: DeviceState, context: Context): Step<DeviceState> {
  const ready = state.places.chat.drafts.filter((draft) =>
    accountsFor(draft, context).every((account) => state.places.public.contacts[account] !== undefined),
  );
  let endpoint = state.places.keys;
  const effects: Effect[] = [];
  const outcomes: Outcome[] = [];
  for (const draft of ready) {
    for (const target of targetsOf(state, draft, context)) {
      if (!endpoint) break;
      const padded = pad(draft.body, `${draft.label} ${target}`, context.tools);
      const sealed = seal(endpoint, target, padded, context.tools);
      if (!sealed.ok) continue;
      endpoint = sealed.endpoint;
      outcomes.push({
        kind: 'sealed',
        message: draft.label,
        by: context.self,
        to: target,
        ciphertext: sealed.ciphertext,
      });
      const stanza: Stanza = {
        kind: 'message',
        label: draft.label,
        from: context.self,
        to: draft.to,
        sealedBy: context.self,
        sealedFor: target,
        type: sealed.type,
        body: sealed.wire,
      };
      effects.push(toServer(`message:${draft.label}:${target}@${context.self}`, stanza, context));
    }
  }
  const { chat } = state.places;
  const drafts = chat.drafts.filter((draft) => !ready.includes(draft));
  const next = withChat(
    { ...state, places: { ...state.places, keys: endpoint } },
    { lines: [...chat.lines, ...ready], drafts },
  );
  return { state: next, effects, signals: [], outcomes };
}

/** Every device that gets a ciphertext of its own: the recipient's, and the sender's other ones. */
function targetsOf(state: DeviceState, draft: ChatEntry, context: Context): readonly Address[] {
  return accountsFor(draft, context)
    .flatMap((account) => state.places.public.contacts[account] ?? [])
    .filter((device) => device !== context.self);
}

function openMessage(state: DeviceState, stanza: MessageStanza, packetId: string, context: Context): Step<DeviceState> {
  const { tools, self } = context;
  const endpoint = state.places.keys;
  if (!endpoint || stanza.sealedFor !== self) return refuse(state, stanza, 'no-session', context);
  const opening = open(endpoint, stanza.sealedBy, stanza.type, stanza.body, packetId, tools);
  if (!opening.ok) {
    const moved = opening.moved ? { ...state, places: { ...state.places, keys: opening.moved } } : state;
    return refuse(moved, stanza, opening.reason, context);
  }
  const body =
    unpad(opening.plaintext, tools.containers) ?? (tools.protections.verifyMac ? undefined : opening.plaintext);
  if (!body) return refuse(state, stanza, 'malformed', context);
  const entry: ChatEntry = { label: stanza.label, from: stanza.from, to: stanza.to, at: context.now, body };
  const next: DeviceState = { ...state, places: { ...state.places, keys: opening.endpoint } };
  return {
    state: withChat(next, { ...next.places.chat, lines: [...next.places.chat.lines, entry] }),
    effects: [acknowledge(stanza.label, context)],
    signals: [],
    outcomes: [
      { kind: 'shown', message: stanza.label, claimed: stanza.from, body, text: readText(body, tools.containers) },
    ],
  };
}

function refuse(
  state: DeviceState,
  stanza: MessageStanza,
  reason: Extract<Outcome, { kind: 'refused' }>['reason'],
  context: Context,
): Step<DeviceState> {
  return {
    state,
    effects: [acknowledge(stanza.label, context)],
    signals: [],
    outcomes: [{ kind: 'refused', message: stanza.label, from: stanza.from, reason }],
  };
}

/** The server may drop its copy: the device has dealt with the message. */
const acknowledge = (label: MessageLabel, context: Context): Effect =>
  toServer(`acknowledge:${label}@${context.self}`, { kind: 'acknowledge', device: context.self, label }, context);

const toServer = (name: string, stanza: Stanza, context: Context): Effect => ({
  kind: 'send',
  name,
  link: linkOf(context.self),
  from: context.self,
  to: SERVER,
  bytes: encodeStanza(stanza, context.tools.containers),
});

const withChat = (state: DeviceState, chat: Chat): DeviceState => ({ ...state, places: { ...state.places, chat } });
const prepend = (outcome: Outcome, step: Step<DeviceState>): Step<DeviceState> => ({
  ...step,
  outcomes: [outcome, ...step.outcomes],
});
