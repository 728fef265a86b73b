/**
 * Asking again: a device that cannot open a message asks the sender's device to seal it once more. The request is a plain
 * stanza that whoever passes it on can make up, so the sender's device checks it before it seals anything. PROTOCOL.md
 * section 11.4 (limits, and the three checks of the clients' public code).
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { RETRIES } from '../limits.ts';
import { bundleOf, addOneTime } from '../protocol/prekeys.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import { archiveCurrent, forgetIdentity, type Address, type Endpoint } from '../protocol/endpoint.ts';
import { openSession } from '../protocol/session.ts';
import type { MessageStanza, Stanza } from '../protocol/stanza.ts';
import type { MessageLabel, RefusalReason, RetryVerdict } from '../trace.ts';
import {
  acknowledge,
  blocked,
  isBlocked,
  posted,
  showSign,
  toServer,
  type ChatEntry,
  type DeviceState,
} from './deviceState.ts';
import { sendOnce } from './parcels.ts';
import { sealFor } from './sealing.ts';
import { andThen, accountOf, unchanged, type Context, type Step } from './types.ts';

/** What a device notes of a message that it sealed for a device: for which identity key, and whether that device has it. */
export interface SentNote {
  readonly label: MessageLabel;
  readonly device: Address;
  readonly identity: Bytes;
  readonly isDelivered: boolean;
  /** How often it was sealed again. */
  readonly again: number;
}
/** How often this device has asked for a message of somebody. */
export interface AskedNote {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly count: number;
}

type RetryStanza = Extract<Stanza, { kind: 'retry' }>;

/** No session can open it, whatever is sealed in the old one: the request carries keys for a new session. */
const NEEDS_NEW_SESSION: ReadonlySet<RefusalReason> = new Set([
  'no-session',
  'missing-prekey',
  'version',
  'not-post-quantum',
]);

// --- the device that cannot open

/** Asks the sender's device to seal the message again, up to a few times; then the server may drop its copy. */
export function askAgain(
  state: DeviceState,
  stanza: MessageStanza,
  reason: RefusalReason,
  context: Context,
): Step<DeviceState> {
  const { label, from } = stanza;
  const asked = state.places.public.asked ?? [];
  const before = asked.find((note) => note.label === label && note.from === from)?.count ?? 0;
  const { keys } = state.places;
  if (before >= RETRIES || !keys) return { ...unchanged(state), effects: [acknowledge(label, context)] };
  const count = before + 1;
  // A first message that cannot be opened leaves no session in which another could be.
  const isStuck = count > 1 || stanza.type === 'prekey' || NEEDS_NEW_SESSION.has(reason);
  const offered = isStuck ? offerKeys(keys, context) : undefined;
  const request: Stanza = { kind: 'retry', label, from, device: context.self, count, bundle: offered?.bundle };
  const others = asked.filter((note) => note.label !== label || note.from !== from);
  const { places } = state;
  return {
    ...unchanged({
      ...state,
      places: {
        ...places,
        keys: offered?.keys ?? keys,
        public: { ...places.public, asked: [...others, { label, from, count }] },
      },
    }),
    effects: [
      sendOnce(toServer(`retry:${label}:${count}@${context.self} ${context.now}`, 'retry', request, context, label)),
    ],
    outcomes: [{ kind: 'asked-again', message: label, from, count }],
  };
}

/** A bundle with a one-time prekey that only the asked device gets. */
function offerKeys(keys: Endpoint, context: Context): { readonly keys: Endpoint; readonly bundle: Bytes } {
  const { prekeys, added } = addOneTime(keys.prekeys, 1, context.tools);
  return { keys: { ...keys, prekeys }, bundle: encodeBundle(bundleOf(prekeys, added[0]), context.tools.containers) };
}

// --- the device that is asked

/** Notes for which identity key a message was sealed, where devices ask again at all. */
export function noteSent(
  state: DeviceState,
  notes: readonly Pick<SentNote, 'label' | 'device' | 'identity'>[],
  context: Context,
): DeviceState {
  if (!context.retryReceipts || notes.length === 0) return state;
  const fresh = notes.map((note): SentNote => ({ ...note, isDelivered: false, again: 0 }));
  return withSent(state, [...(state.places.public.sent ?? []), ...fresh]);
}

/** Notes that a device has the message, as a receipt says. */
export function noteDelivered(state: DeviceState, label: MessageLabel, device: Address): DeviceState {
  const { sent } = state.places.public;
  if (!sent?.some((note) => note.label === label && note.device === device && !note.isDelivered)) return state;
  return withSent(
    state,
    sent.map((note) => (note.label === label && note.device === device ? { ...note, isDelivered: true } : note)),
  );
}

/** Seals the message again for the device that asks, if every check says so. */
export function answerRetry(state: DeviceState, request: RetryStanza, context: Context): Step<DeviceState> {
  const { label, device, count } = request;
  const { lines, requests = [] } = state.places.chat;
  // An edited text travelled in a request. What was taken back, or could be seen once, is not there to be sealed any more.
  const line = [...requests, ...lines].find(
    (one) => one.label === label && one.from === context.self && one.body.length > 0,
  );
  const heard: Step<DeviceState> = {
    ...unchanged(state),
    effects: [acknowledge(`retry:${label}:${count}:${device}`, context)],
  };
  const before = noteOf(state, label, device)?.again ?? 0;
  // The same request once more: it was answered, and what was sealed then is kept until it is confirmed.
  if (!line || before >= Math.min(count, RETRIES + 1)) return heard;
  const bundle = request.bundle && decodeBundle(request.bundle, context.tools.containers);
  const verdict = judge(state, line, request, bundle?.identity, context);
  if (verdict === 'sealed-again') return andThen(heard, sealAgain(state, line, request, bundle, context));
  const refused: Step<DeviceState> = { ...heard, outcomes: [{ kind: 'retry', message: label, to: device, verdict }] };
  if (verdict !== 'held' || !bundle || isBlocked(state, line.to)) return refused;
  // A new key that came with the request is news like any other: the person sees it, and her messages wait for her.
  const waiting = blocked(state, device, bundle.identity);
  const noted: Step<DeviceState> = {
    ...unchanged(waiting),
    outcomes: [{ kind: 'identity-changed', contact: device, told: true }],
  };
  return andThen(refused, andThen(noted, showSign(waiting, 'code-changed', accountOf(device), undefined, context)));
}

/** Whether to seal again: limits first, then the policy for new keys and the three checks, each of which can be switched off. */
function judge(
  state: DeviceState,
  line: ChatEntry,
  { device }: RetryStanza,
  offered: Bytes | undefined,
  { tools, onKeyChange, self }: Context,
): RetryVerdict {
  const { protections } = tools;
  const note = noteOf(state, line.label, device);
  const identity = offered ?? state.places.keys?.trusted[device];
  if (note && note.again >= RETRIES) return 'asked-too-often';
  if (isBlocked(state, line.to)) return 'held';
  if (!note && protections.checkRetryDevice) return 'not-addressed';
  if (note?.isDelivered && protections.checkRetryDelivered) return 'already-delivered';
  const isNew = isNewKey(state, device, offered);
  // Nobody has to agree to a device of her own.
  if (isNew && onKeyChange === 'block' && accountOf(device) !== accountOf(self)) return 'held';
  const isSame = note !== undefined && identity !== undefined && equalBytes(note.identity, identity);
  // Of a device that the message was not for there is no earlier key to compare with: that is the other check's matter.
  if (note && !isSame && protections.checkRetryIdentity) return 'identity-changed';
  return 'sealed-again';
}

/** Whether the offered identity key is another one than this device goes by. */
function isNewKey({ places }: DeviceState, device: Address, offered: Bytes | undefined): boolean {
  const known = places.keys?.trusted[device];
  return offered !== undefined && known !== undefined && !equalBytes(known, offered);
}

function sealAgain(
  state: DeviceState,
  line: ChatEntry,
  { device, count }: RetryStanza,
  bundle: ReturnType<typeof decodeBundle>,
  context: Context,
): Step<DeviceState> {
  const { label } = line;
  const { keys } = state.places;
  const isNew = isNewKey(state, device, bundle?.identity);
  const ready = keys && endpointFor(keys, device, bundle, isNew, context);
  const sealed = ready && sealFor(ready, line, device, context, count);
  if (!sealed?.ok) {
    const reason = sealed?.reason ?? 'bad-signature';
    return { ...unchanged(state), outcomes: [{ kind: 'refused', message: label, from: device, reason }] };
  }
  const identity = sealed.endpoint.trusted[device];
  const moved: DeviceState = { ...state, places: { ...state.places, keys: sealed.endpoint } };
  const noted = identity ? noteAgain(moved, label, device, identity) : moved;
  const step: Step<DeviceState> = {
    ...posted(noted, [sealed.parcel], context),
    outcomes: [{ kind: 'retry', message: label, to: device, verdict: 'sealed-again' }, sealed.outcome],
  };
  if (!isNew || !context.tools.protections.noticeKeyChange) return step;
  // The person is told after the fact: the message has been sealed for the new key already.
  return andThen(step, showSign(step.state, 'code-changed', accountOf(device), undefined, context));
}

/** The endpoint with a session for the keys that came with the request; as it is where none came. */
function endpointFor(
  keys: Endpoint,
  device: Address,
  bundle: ReturnType<typeof decodeBundle>,
  isNew: boolean,
  { tools }: Context,
): Endpoint | undefined {
  if (!bundle) return keys;
  const before = isNew ? forgetIdentity(keys, device) : archiveCurrent(keys, device, tools);
  const opened = openSession(before, device, bundle, tools);
  return opened.ok ? opened.endpoint : undefined;
}

function noteAgain(state: DeviceState, label: MessageLabel, device: Address, identity: Bytes): DeviceState {
  const sent = state.places.public.sent ?? [];
  const before = noteOf(state, label, device);
  const note: SentNote = { label, device, identity, isDelivered: false, again: (before?.again ?? 0) + 1 };
  return withSent(state, [...sent.filter((one) => one !== before), note]);
}

const noteOf = ({ places }: DeviceState, label: MessageLabel, device: Address): SentNote | undefined =>
  places.public.sent?.find((note) => note.label === label && note.device === device);

const withSent = (state: DeviceState, sent: readonly SentNote[]): DeviceState => ({
  ...state,
  places: { ...state.places, public: { ...state.places.public, sent } },
});
