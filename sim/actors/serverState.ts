/** The state of the company's server, and the small steps that its handlers are made of. */
import type { Bytes } from '../crypto/bytes.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import { bundleOf } from '../protocol/prekeys.ts';
import type { Address, Endpoint } from '../protocol/endpoint.ts';
import { openSession } from '../protocol/session.ts';
import { encodeStanza, type MessageStanza, type Stanza } from '../protocol/stanza.ts';
import type { ActorState, Errand, Instant, MessageLabel, Packet } from '../trace.ts';
import { post, sendOnce, type Parcel } from './parcels.ts';
import { accountOf, linkOf, SERVER, type Context, type Effect, type MisdeedOrder } from './types.ts';

export interface ServerState extends ActorState {
  readonly places: {
    readonly public: { readonly directory: Readonly<Record<Address, DirectoryEntry>> };
    /** What waits for a device, sealed as it came. */
    readonly queue: readonly Parcel[];
    /** Who wrote to whom, when and how much; with `keep` also every packet, as it came. */
    readonly log: { readonly notes: readonly Note[]; readonly kept: readonly Packet[] };
    /** Only where the company holds the keys. */
    readonly keys: Endpoint | undefined;
    readonly chat: readonly { readonly label: MessageLabel; readonly body: Bytes }[];
    /** False keys, by `victim as whom`: what the server shows to one device in the name of another. */
    readonly masks: Readonly<Record<string, Endpoint>>;
  };
  /** Keeps every packet. */
  readonly keeps: boolean;
  /** Masks that differ from the true bundle in the signed prekey alone, whose signature then does not hold. */
  readonly unsigned: readonly string[];
  /** Devices that are handed bundles without the post-quantum key. */
  readonly withholds: readonly Address[];
  /** Ciphertexts that were taken over: the same one sent again is confirmed again and not passed on twice. */
  readonly taken: readonly string[];
  /** Misdeeds that wait for the next message of a device. */
  readonly plans: readonly MisdeedOrder[];
  /** Messages held back, to be exchanged with the next one (`reorder`) or until a timer (`delay`). */
  readonly held: readonly { readonly stanza: MessageStanza; readonly deed: 'delay' | 'reorder' }[];
  /** Timers that fell due while it was down. */
  readonly overdue: readonly string[];
}

/** What one device has uploaded: its bundles, one for each one-time prekey; the last one's fixed part is reused without. */
export interface DirectoryEntry {
  readonly bundles: readonly Bytes[];
  readonly withoutOneTime: Bytes;
}
export interface Note {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly to: string;
  readonly at: Instant;
  readonly sizeBytes: number;
}

export const newServer = (keeps: boolean): ServerState => ({
  places: {
    public: { directory: {} },
    queue: [],
    log: { notes: [], kept: [] },
    keys: undefined,
    chat: [],
    masks: {},
  },
  keeps,
  unsigned: [],
  withholds: [],
  taken: [],
  plans: [],
  held: [],
  overdue: [],
});

export const withPlaces = (state: ServerState, places: Partial<ServerState['places']>): ServerState => ({
  ...state,
  places: { ...state.places, ...places },
});

/** The next bundle of a device; each one-time prekey is handed out once, then bundles come without one. */
export function takeBundle(
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

/** Devices of an account in the directory, by name; the server itself is its own account where it holds the keys. */
export function devicesOf(state: ServerState, account: string): readonly Address[] {
  if (account === SERVER) return state.places.keys ? [SERVER] : [];
  return Object.keys(state.places.public.directory)
    .filter((device) => accountOf(device) === account)
    .toSorted();
}

/** A stanza of the server on its way to a device. */
export function parcelFor(
  name: string,
  errand: Errand,
  device: Address,
  stanza: Stanza,
  context: Context,
  label?: MessageLabel,
): Omit<Parcel, 'attempt' | 'tries'> {
  const bytes = encodeStanza(stanza, context.tools.containers);
  return { name, errand, label, link: linkOf(device), from: SERVER, to: device, bytes };
}

/** Says to a device that another one has a new identity key. */
export const announcementFor = (to: Address, about: Address, context: Context): ReturnType<typeof parcelFor> =>
  parcelFor(
    `identity-changed:${about}@${to} ${context.now}`,
    'announcement',
    to,
    { kind: 'identity-changed', device: about },
    context,
  );

/** Sends once: an answer that the device asks for again where it does not come. */
export const answer = (...parcel: Parameters<typeof parcelFor>): Effect => sendOnce(parcelFor(...parcel));

/** Sends, and keeps until the device has dealt with it; without `keepUntilFetched` nothing is kept. */
export function dispatch(
  state: ServerState,
  parcels: readonly Omit<Parcel, 'attempt' | 'tries'>[],
  context: Context,
): { readonly state: ServerState; readonly effects: readonly Effect[] } {
  const sent = post(state.places.queue, parcels, context);
  if (context.tools.protections.keepUntilFetched)
    return { state: withPlaces(state, { queue: sent.queue }), effects: sent.effects };
  return { state, effects: sent.effects.filter(({ kind }) => kind === 'send') };
}

/** An endpoint of the server with a new session towards a device, from its directory. */
export function openTowards(
  state: ServerState,
  endpoint: Endpoint,
  device: Address,
  context: Context,
): { readonly state: ServerState; readonly endpoint: Endpoint | undefined } {
  const taken = takeBundle(state, device, context);
  const bundle = taken.bundle && decodeBundle(taken.bundle, context.tools.containers);
  const opened = bundle && openSession(endpoint, device, bundle, context.tools);
  return { state: taken.state, endpoint: opened?.ok ? opened.endpoint : undefined };
}
