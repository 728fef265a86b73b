/**
 * How a device looks after its prekeys: hands in more one-time ones when the server has hardly any left, and signs a new
 * signed prekey now and then. PROTOCOL.md sections 1.1 and 1.2.
 */
import { REFILL_PAUSE_MS, SIGNED_PREKEY_MS } from '../limits.ts';
import { encodeBundle } from '../protocol/bundle.ts';
import { addOneTime, bundleOf, rotateSigned, type OneTimePrekey, type Prekeys } from '../protocol/prekeys.ts';
import type { Bytes } from '../crypto/bytes.ts';
import type { Stanza } from '../protocol/stanza.ts';
import { posted, toServer, type DeviceState } from './deviceState.ts';
import { andThen, unchanged, type Context, type Step } from './types.ts';

export const REFILL_TIMER = 'refill';

/** What a device hands in: one bundle for each one-time prekey, with a post-quantum one as long as there are any. */
export function bundlesOf(prekeys: Prekeys, oneTime: readonly OneTimePrekey[], context: Context): readonly Bytes[] {
  const keys = oneTime.length > 0 ? oneTime : [undefined];
  return keys.map((key, i) => encodeBundle(bundleOf(prekeys, key, prekeys.kem?.oneTime[i]), context.tools.containers));
}

/** The server has hardly any one-time prekeys left: makes more, but not over and over while somebody drains them. */
export function refill(state: DeviceState, context: Context): Step<DeviceState> {
  const { keys, public: open } = state.places;
  if (!keys || state.oneTimePrekeys === 0) return unchanged(state);
  const waitMs = open.refilledAt === undefined ? 0 : open.refilledAt + REFILL_PAUSE_MS - context.now;
  if (waitMs > 0) return { ...unchanged(state), effects: [{ kind: 'arm', timer: REFILL_TIMER, afterMs: waitMs }] };
  const { prekeys, added } = addOneTime(keys.prekeys, state.oneTimePrekeys, context.tools);
  const places = { ...state.places, keys: { ...keys, prekeys }, public: { ...open, refilledAt: context.now } };
  return upload({ ...state, places }, prekeys, added, context);
}

/** True where the signed prekey has been in use for its time: looked at whenever a device that is on does something. */
export const isRotationDue = ({ places }: DeviceState, { now }: Context): boolean =>
  places.public.signedAt !== undefined && now - places.public.signedAt >= SIGNED_PREKEY_MS;

/** Signs a new signed prekey and hands it in. */
export function rotate(state: DeviceState, context: Context): Step<DeviceState> {
  const { keys, public: open } = state.places;
  if (!keys) return unchanged(state);
  const prekeys = rotateSigned(keys.prekeys, context.tools);
  const places = { ...state.places, keys: { ...keys, prekeys }, public: { ...open, signedAt: context.now } };
  return upload({ ...state, places }, prekeys, [], context);
}

/** With no one-time prekey among them, the bundle only brings the new signed one. */
function upload(
  state: DeviceState,
  prekeys: Prekeys,
  added: readonly OneTimePrekey[],
  context: Context,
): Step<DeviceState> {
  const { self: device } = context;
  const label = `${prekeys.signedPrekey.id}.${prekeys.nextOneTimeId}`;
  const stanza: Stanza = { kind: 'upload', device, label, bundles: bundlesOf(prekeys, added, context) };
  const sent = posted(state, [toServer(`upload:${label}@${device}`, 'registration', stanza, context)], context);
  const made: Step<DeviceState> = {
    ...unchanged(state),
    outcomes: [{ kind: 'prekeys', oneTime: added.length, signed: added.length === 0 }],
  };
  return andThen(made, sent);
}
