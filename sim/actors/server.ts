/**
 * The company's computer: directory of bundles, queues, delivery. PROTOCOL.md sections 1.2, 6.5 and 11.1.
 *
 * Honest: hands each one-time prekey out once, keeps a ciphertext only until the recipient has dealt with it, notes who
 * wrote to whom, when and how much. Where the company holds the keys (`endToEnd` off) it is an endpoint itself: devices
 * seal for it, it opens, keeps the text and seals again for the recipient.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { pad, unpad } from '../protocol/content.ts';
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

export interface ServerState extends ActorState {
  readonly places: {
    readonly public: { readonly directory: Readonly<Record<Address, DirectoryEntry>> };
    readonly queue: readonly Queued[];
    readonly log: readonly Note[];
    /** Only where the company holds the keys. */
    readonly keys: Endpoint | undefined;
    readonly chat: readonly { readonly label: MessageLabel; readonly body: Bytes }[];
  };
}

/** What one device has uploaded: its bundles, one for each one-time prekey; the last one's fixed part is reused without. */
interface DirectoryEntry {
  readonly bundles: readonly Bytes[];
  readonly withoutOneTime: Bytes;
}
interface Queued {
  readonly label: MessageLabel;
  readonly device: Address;
  readonly stanza: Bytes;
}
interface Note {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly to: string;
  readonly at: Instant;
  readonly sizeBytes: number;
}

export const newServer = (): ServerState => ({
  places: { public: { directory: {} }, queue: [], log: [], keys: undefined, chat: [] },
});

/** What the server does with one event. */
export function handleServer(state: ServerState, event: ActorEvent, context: Context): Step<ServerState> {
  if (event.kind === 'start') return takeKeys(state, context);
  if (event.kind !== 'packet') return unchanged(state);
  const stanza = decodeStanza(event.packet.bytes, context.tools.containers);
  switch (stanza?.kind) {
    case 'register':
      return register(state, stanza.device, stanza.bundles, context);
    case 'fetch':
      return answerFetch(state, stanza, event.packet.id, context);
    case 'message':
      return acceptMessage(state, stanza, event.packet.bytes, context);
    case 'acknowledge':
      return clear(state, stanza.device, stanza.label);
    case 'registered':
    case 'bundles':
      return unchanged(state);
    case undefined:
      return {
        ...unchanged(state),
        outcomes: [{ kind: 'refused', message: undefined, from: event.packet.from, reason: 'malformed' }],
      };
  }
}

/** The company as an endpoint of its own: only where it holds the keys. One one-time prekey for each device is enough. */
function takeKeys(state: ServerState, context: Context): Step<ServerState> {
  if (context.tools.protections.endToEnd) return unchanged(state);
  const keys = newEndpoint(drawPrekeys(0, context.tools));
  return { ...unchanged(state), state: withPlaces(state, { keys }), signals: ['takeKeys'] };
}

function register(state: ServerState, device: Address, bundles: readonly Bytes[], context: Context): Step<ServerState> {
  const first = bundles[0] && decodeBundle(bundles[0], context.tools.containers);
  if (!first)
    return {
      ...unchanged(state),
      outcomes: [{ kind: 'refused', message: undefined, from: device, reason: 'malformed' }],
    };
  const withoutOneTime = encodeBundle({ ...first, oneTime: undefined }, context.tools.containers);
  const entry: DirectoryEntry = { bundles: first.oneTime ? bundles : [], withoutOneTime };
  const directory = { ...state.places.public.directory, [device]: entry };
  return {
    ...unchanged(state),
    state: withPlaces(state, { public: { directory } }),
    effects: [toDevice(`registered:${device}`, device, { kind: 'registered', device }, context)],
  };
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
        : takeBundle(current, device, context);
      current = taken.state;
      entries.push({ account, device, bundle: taken.bundle });
    }
  }
  return {
    ...unchanged(current),
    effects: [toDevice(`bundles:${packetId}`, fetch.device, { kind: 'bundles', entries }, context)],
  };
}

/** The next bundle of a device; each one-time prekey is handed out once, then bundles come without one. */
function takeBundle(
  state: ServerState,
  device: Address,
  context: Context,
): { state: ServerState; bundle: Bytes | undefined } {
  if (device === SERVER) {
    const { keys } = state.places;
    return { state, bundle: keys && encodeBundle(bundleOf(keys.prekeys, undefined), context.tools.containers) };
  }
  const entry = state.places.public.directory[device];
  const [bundle, ...bundles] = entry?.bundles ?? [];
  if (!entry || !bundle) return { state, bundle: entry?.withoutOneTime };
  const directory = { ...state.places.public.directory, [device]: { ...entry, bundles } };
  return { state: withPlaces(state, { public: { directory } }), bundle };
}

function acceptMessage(state: ServerState, stanza: MessageStanza, bytes: Bytes, context: Context): Step<ServerState> {
  const noted = note(state, stanza, bytes.length, context);
  const passed =
    stanza.sealedFor === SERVER
      ? openAndSealAgain(noted.state, stanza, context)
      : passOn(noted.state, [stanza], context);
  return { ...passed, outcomes: [...noted.outcomes, ...passed.outcomes] };
}

/** Who, to whom, when, how large: once for each message, at the first ciphertext of it that comes. */
function note(
  state: ServerState,
  stanza: MessageStanza,
  sizeBytes: number,
  context: Context,
): { state: ServerState; outcomes: readonly Outcome[] } {
  const { label, from, to } = stanza;
  if (state.places.log.some((entry) => entry.label === label && entry.from === from)) return { state, outcomes: [] };
  const log = [...state.places.log, { label, from, to, at: context.now, sizeBytes }];
  return { state: withPlaces(state, { log }), outcomes: [{ kind: 'noted', message: label, from, to, sizeBytes }] };
}

/** Queues each stanza and sends it on at once; it stays in the queue until the device acknowledges it. */
function passOn(state: ServerState, stanzas: readonly MessageStanza[], context: Context): Step<ServerState> {
  const queue = [...state.places.queue];
  const effects: Effect[] = [];
  const outcomes: Outcome[] = [];
  for (const stanza of stanzas) {
    const { label, sealedFor: device } = stanza;
    const bytes = encodeStanza(stanza, context.tools.containers);
    queue.push({ label, device, stanza: bytes });
    effects.push({
      kind: 'send',
      name: `delivery:${label}:${device}@${stanza.from}`,
      link: linkOf(device),
      from: SERVER,
      to: device,
      bytes,
    });
    outcomes.push({ kind: 'queued', message: label, to: device }, { kind: 'forwarded', message: label, to: device });
  }
  return { state: withPlaces(state, { queue }), effects, signals: stanzas.length > 0 ? ['queued'] : [], outcomes };
}

/** The company holds the keys: it opens what was sealed for it, keeps the text, and seals it for every other device. */
function openAndSealAgain(state: ServerState, stanza: MessageStanza, context: Context): Step<ServerState> {
  const { tools } = context;
  const { keys } = state.places;
  const opening = keys && open(keys, stanza.sealedBy, stanza.type, stanza.body, stanza.label, tools);
  const body = opening?.ok ? unpad(opening.plaintext, tools.containers) : undefined;
  if (!opening?.ok || !body) {
    const reason = opening && !opening.ok ? opening.reason : 'no-session';
    return { ...unchanged(state), outcomes: [{ kind: 'refused', message: stanza.label, from: stanza.from, reason }] };
  }
  const chat = [...state.places.chat, { label: stanza.label, body }];
  let current = withPlaces(state, { keys: opening.endpoint, chat });
  const stanzas: MessageStanza[] = [];
  const outcomes: Outcome[] = [];
  for (const device of recipientsOf(current, stanza)) {
    const sealed = sealFor(current, device, pad(body, `${stanza.label} ${device}`, tools), context);
    current = sealed.state;
    if (!sealed.ok) continue;
    stanzas.push({ ...stanza, sealedBy: SERVER, sealedFor: device, type: sealed.type, body: sealed.wire });
    outcomes.push({ kind: 'sealed', message: stanza.label, by: SERVER, to: device, ciphertext: sealed.ciphertext });
  }
  const passed = passOn(current, stanzas, context);
  return { ...passed, outcomes: [...outcomes, ...passed.outcomes] };
}

type SealedAgain =
  | ({ readonly ok: true } & Pick<Extract<ReturnType<typeof seal>, { ok: true }>, 'type' | 'wire' | 'ciphertext'>)
  | { readonly ok: false };

function sealFor(
  state: ServerState,
  device: Address,
  plaintext: Bytes,
  context: Context,
): SealedAgain & { readonly state: ServerState } {
  const opened = sessionWith(state, device, context);
  const { keys } = opened.places;
  const sealed = keys && seal(keys, device, plaintext, context.tools);
  if (!sealed?.ok) return { ok: false, state: opened };
  return { state: withPlaces(opened, { keys: sealed.endpoint }), ...sealed };
}

/** The state with a session towards the device, opened from the server's own directory where there was none. */
function sessionWith(state: ServerState, device: Address, context: Context): ServerState {
  const { keys } = state.places;
  if (!keys || keys.sessions[device]) return state;
  const taken = takeBundle(state, device, context);
  const bundle = taken.bundle && decodeBundle(taken.bundle, context.tools.containers);
  const opened = bundle && openSession(keys, device, bundle, context.tools);
  return opened?.ok ? withPlaces(taken.state, { keys: opened.endpoint }) : taken.state;
}

function clear(state: ServerState, device: Address, label: MessageLabel): Step<ServerState> {
  const queue = state.places.queue.filter((entry) => entry.device !== device || entry.label !== label);
  if (queue.length === state.places.queue.length) return unchanged(state);
  return {
    ...unchanged(state),
    state: withPlaces(state, { queue }),
    signals: queue.length === 0 ? ['drained'] : [],
    outcomes: [{ kind: 'cleared', message: label, to: device }],
  };
}

/** Devices of an account in the directory, by name; the server itself is its own account where it holds the keys. */
function devicesOf(state: ServerState, account: string): readonly Address[] {
  if (account === SERVER) return state.places.keys ? [SERVER] : [];
  return Object.keys(state.places.public.directory)
    .filter((device) => accountOf(device) === account)
    .toSorted();
}

/** The recipient's devices and the sender's other ones. */
const recipientsOf = (state: ServerState, stanza: MessageStanza): readonly Address[] =>
  [...new Set([stanza.to, accountOf(stanza.from)])]
    .flatMap((account) => devicesOf(state, account))
    .filter((device) => device !== stanza.from);

const toDevice = (name: string, device: Address, stanza: Stanza, context: Context): Effect => ({
  kind: 'send',
  name,
  link: linkOf(device),
  from: SERVER,
  to: device,
  bytes: encodeStanza(stanza, context.tools.containers),
});

const withPlaces = (state: ServerState, places: Partial<ServerState['places']>): ServerState => ({
  ...state,
  places: { ...state.places, ...places },
});
