/**
 * A machine in the middle: the server hands each of two devices keys of its own in the name of the other, opens what comes
 * and seals it again. The same protocol code as everybody's; PROTOCOL.md sections 9 and 16, numbers 1, 41 and 42.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { bodyIn, pad } from '../protocol/content.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import { bundleOf, drawPrekeys } from '../protocol/prekeys.ts';
import { newEndpoint, type Address, type Endpoint } from '../protocol/endpoint.ts';
import { open, seal, versionTold } from '../protocol/session.ts';
import type { MessageStanza, Stanza } from '../protocol/stanza.ts';
import { within } from '../protocol/tools.ts';
import type { Outcome } from '../trace.ts';
import {
  announcementFor,
  dispatch,
  openTowards,
  parcelFor,
  takeBundle,
  withPlaces,
  type ServerState,
} from './serverState.ts';
import { SERVER, unchanged, type Context, type MisdeedOrder, type Step, inapplicable } from './types.ts';

const maskName = (victim: Address, as: Address): string => `${victim} as ${as}`;
const drawMask = (name: string, { tools }: Context): Endpoint => newEndpoint(drawPrekeys(0, within(tools, name)));

/** Makes keys with which it can be each of the two devices towards the other, and announces them as a change. */
export function swapKeys(state: ServerState, { against, other }: MisdeedOrder, context: Context): Step<ServerState> {
  if (other === undefined) return unchanged(state);
  const masks = { ...state.places.masks };
  for (const name of [maskName(against, other), maskName(other, against)]) masks[name] = drawMask(name, context);
  const announcements = [
    [against, other],
    [other, against],
  ].map(([to = '', about = '']) => announcementFor(to, about, context));
  const sent = dispatch(withPlaces(state, { masks }), announcements, context);
  return {
    ...unchanged(sent.state),
    effects: sent.effects,
    signals: ['meddle'],
    outcomes: [{ kind: 'misdeed', deed: 'swap-keys', message: undefined, against }],
  };
}

/**
 * Asks a device for one of its messages in the name of the device that it was for, with keys of the server's own. Where masks
 * for the two are in place they are used; otherwise they are made now, and nobody is told.
 */
export function forgeRetry(
  state: ServerState,
  { against, other, message }: MisdeedOrder,
  context: Context,
): Step<ServerState> {
  if (other === undefined || message === undefined) return inapplicable(state, 'not-sent');
  const masked = [maskName(against, other), maskName(other, against)].reduce<ServerState>((current, name) => {
    const { masks } = current.places;
    if (masks[name]) return current;
    return withPlaces(current, {
      masks: { ...masks, [name]: drawMask(name, context) },
    });
  }, state);
  const mask = masked.places.masks[maskName(against, other)];
  const bundle = mask && encodeBundle(bundleOf(mask.prekeys, undefined), context.tools.containers);
  const retry: Stanza = { kind: 'retry', label: message, from: against, device: other, count: 1, bundle };
  const parcel = parcelFor(
    `retry:${message}:1:${other}@${against} forged ${context.now}`,
    'retry',
    against,
    retry,
    context,
  );
  const sent = dispatch(masked, [parcel], context);
  return {
    ...unchanged(sent.state),
    effects: sent.effects,
    signals: ['meddle'],
    outcomes: [{ kind: 'misdeed', deed: 'forge-retry', message, against }],
  };
}

/** The bundle as it would be of a device that has no post-quantum key. */
export function withoutKem(bundle: Bytes | undefined, { tools }: Context): Bytes | undefined {
  const whole = bundle && decodeBundle(bundle, tools.containers);
  return whole?.kem ? encodeBundle({ ...whole, kem: undefined }, tools.containers) : bundle;
}

/** Hands one device the true bundle of the other with a signed prekey of its own, which the true identity never signed. */
export function swapPrekey(state: ServerState, { against, other }: MisdeedOrder, context: Context): Step<ServerState> {
  if (other === undefined) return unchanged(state);
  const name = maskName(against, other);
  const masks = { ...state.places.masks, [name]: drawMask(name, context) };
  return {
    ...unchanged({ ...withPlaces(state, { masks }), unsigned: [...state.unsigned, name] }),
    signals: ['meddle'],
    outcomes: [{ kind: 'misdeed', deed: 'swap-prekey', message: undefined, against }],
  };
}

/** The false bundle for whoever is to be deceived; undefined where the true one is handed out. */
export function maskFor(
  state: ServerState,
  victim: Address,
  as: Address,
  context: Context,
): { readonly state: ServerState; readonly bundle: Bytes | undefined } | undefined {
  const { containers } = context.tools;
  const name = maskName(victim, as);
  const mask = state.places.masks[name];
  if (!mask) return undefined;
  const own = bundleOf(mask.prekeys, undefined);
  if (!state.unsigned.includes(name)) return { state, bundle: encodeBundle(own, containers) };
  const taken = takeBundle(state, as, context);
  const theirs = taken.bundle && decodeBundle(taken.bundle, containers);
  if (!theirs) return taken;
  const signedPrekey = { ...theirs.signedPrekey, publicKey: own.signedPrekey.publicKey };
  return { state: taken.state, bundle: encodeBundle({ ...theirs, signedPrekey, oneTime: undefined }, containers) };
}

/** Opens a message that was sealed for a mask, keeps its text, and seals it for the real device in the sender's name. */
export function unmask(
  state: ServerState,
  stanza: MessageStanza,
  context: Context,
): { readonly state: ServerState; readonly stanza: MessageStanza; readonly outcomes: readonly Outcome[] } {
  const { sealedBy: from, sealedFor: to, label } = stanza;
  const asRecipient = state.places.masks[maskName(from, to)];
  const asSender = state.places.masks[maskName(to, from)];
  const tools = within(context.tools, `mask ${from} ${to}`);
  const opening = asRecipient && open(asRecipient, from, stanza.type, stanza.body, label, tools);
  const body = opening?.ok ? bodyIn(opening.plaintext, tools) : undefined;
  // Sealed under the true keys, before the swap: it can only be passed on as it is.
  if (!opening?.ok || !body || !asSender) return { state, stanza, outcomes: [] };
  const read = withPlaces(state, {
    masks: { ...state.places.masks, [maskName(from, to)]: opening.endpoint },
    chat: [...state.places.chat, { label, body }],
  });
  const ready = readyFor(read, asSender, to, { ...context, tools });
  const sealed = ready.endpoint && seal(ready.endpoint, to, pad(body, `${label} ${to}`, tools), tools);
  if (!sealed?.ok) return { state: ready.state, stanza, outcomes: [] };
  const masks = { ...ready.state.places.masks, [maskName(to, from)]: sealed.endpoint };
  const { type, wire, ciphertext } = sealed;
  return {
    state: withPlaces(ready.state, { masks }),
    stanza: { ...stanza, type, body: wire },
    outcomes: [{ kind: 'sealed', message: label, by: SERVER, to, ciphertext, ...versionTold(sealed, tools) }],
  };
}

const readyFor = (
  state: ServerState,
  mask: Endpoint,
  device: Address,
  context: Context,
): { readonly state: ServerState; readonly endpoint: Endpoint | undefined } =>
  mask.sessions[device] ? { state, endpoint: mask } : openTowards(state, mask, device, context);
