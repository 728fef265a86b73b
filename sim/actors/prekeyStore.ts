/**
 * The directory's side of prekeys: takes in what a device uploads, and tells a device when its one-time prekeys run out.
 * PROTOCOL.md section 1.2.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import type { Address } from '../protocol/endpoint.ts';
import type { Bundle } from '../protocol/prekeys.ts';
import type { Stanza } from '../protocol/stanza.ts';
import type { Outcome } from '../trace.ts';
import { answer, withPlaces, type DirectoryEntry, type ServerState } from './serverState.ts';
import { unchanged, type Context, type Effect, type Step, malformedFrom } from './types.ts';

/** More one-time prekeys, and the newest signed one for all that are there. The same upload again changes nothing. */
export function acceptUpload(
  state: ServerState,
  { device, label, bundles }: Extract<Stanza, { kind: 'upload' }>,
  packetId: string,
  context: Context,
): Step<ServerState> {
  const { containers } = context.tools;
  const entry = state.places.public.directory[device];
  const first = bundles[0] && decodeBundle(bundles[0], containers);
  if (!entry || !first) return malformedFrom(state, device);
  const effects = [answer(`registered:${packetId}`, 'confirmation', device, { kind: 'registered', device }, context)];
  const id = `upload ${label} ${device}`;
  if (state.taken.includes(id)) return { ...unchanged(state), effects };
  const kept = entry.bundles.map((bundle) => withSigned(bundle, first, context));
  const directory = { ...state.places.public.directory, [device]: entryWith(kept, bundles, first, context) };
  const stored = withPlaces(state, { public: { ...state.places.public, directory } });
  return { ...unchanged({ ...stored, taken: [...state.taken, id] }), effects };
}

/** What the directory holds of a device: bundles that were there, those handed in (`first` is the first of them), and one without. */
export function entryWith(
  kept: readonly Bytes[],
  handedIn: readonly Bytes[],
  first: Bundle,
  { tools }: Context,
): DirectoryEntry {
  return {
    // A single bundle without a one-time prekey brings only the fixed part.
    bundles: first.oneTime ? [...kept, ...handedIn] : kept,
    withoutOneTime: encodeBundle({ ...first, oneTime: undefined }, tools.containers),
  };
}

/** Those of these devices whose one-time prekeys have just run low are told. */
export function tellWhoRunsLow(
  before: ServerState,
  after: ServerState,
  devices: readonly Address[],
  packetId: string,
  context: Context,
): Step<ServerState> {
  const left = (state: ServerState, device: Address): number =>
    state.places.public.directory[device]?.bundles.length ?? 0;
  const low = devices.filter((device) => {
    const now = left(after, device);
    return now < left(before, device) && now < context.tools.limits.refillBelow;
  });
  return {
    ...unchanged(after),
    effects: low.map((device) =>
      answer(`low:${packetId}:${device}`, 'announcement', device, { kind: 'low', device }, context),
    ),
    outcomes: low.filter((device) => left(after, device) === 0).map((device): Outcome => ({ kind: 'drained', device })),
  };
}

/** A device that is there again is told if it has hardly any one-time prekeys left: what was said while it was off is lost. */
export function tellIfLow(state: ServerState, device: Address, packetId: string, context: Context): readonly Effect[] {
  const left = state.places.public.directory[device]?.bundles.length;
  if (left === undefined || left >= context.tools.limits.refillBelow) return [];
  return [answer(`low:${packetId}:${device}`, 'announcement', device, { kind: 'low', device }, context)];
}

/** The stored bundle with the signed prekey of a newer one. */
function withSigned(bundle: Bytes, newer: Bundle, { tools }: Context): Bytes {
  const old = decodeBundle(bundle, tools.containers);
  if (!old || old.signedPrekey.id === newer.signedPrekey.id) return bundle;
  return encodeBundle({ ...old, signedPrekey: newer.signedPrekey }, tools.containers);
}
