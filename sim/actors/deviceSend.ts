/** How a device sends: a text becomes a draft, a draft waits for bundles, then one ciphertext goes to each device. PROTOCOL 2, 3, 5. */
import type { Bytes } from '../crypto/bytes.ts';
import { decodeBundle } from '../protocol/bundle.ts';
import type { Address } from '../protocol/endpoint.ts';
import { canSeal, openSession } from '../protocol/session.ts';
import type { BundleEntry, Stanza } from '../protocol/stanza.ts';
import type { Outcome } from '../trace.ts';
import { entered } from './chatLines.ts';
import { compose } from './composing.ts';
import {
  confirmed,
  isBlocked,
  posted,
  showSign,
  toServer,
  withChat,
  withPublic,
  type ChatEntry,
  type DeviceState,
} from './deviceState.ts';
import type { Parcel } from './parcels.ts';
import { noteSent, type SentNote } from './retry.ts';
import { emptied } from './seenOnce.ts';
import { sealFor } from './sealing.ts';
import {
  andThen,
  accountOf,
  inapplicable,
  SERVER,
  unchanged,
  type ActorEvent,
  type Context,
  type Step,
} from './types.ts';

/** The person writes a message: it goes out at once where the recipient's devices are known, else their keys are asked for. */
export function write(
  state: DeviceState,
  event: Extract<ActorEvent, { kind: 'write' }>,
  context: Context,
): Step<DeviceState> {
  const composed = compose(state, event, context);
  if (!composed) return inapplicable(state, 'gone');
  const { entry, text } = composed;
  const { label: message, to, body } = entry;
  const wrote: Step<DeviceState> = { ...unchanged(state), outcomes: [{ kind: 'wrote', message, to, text, body }] };
  return andThen(wrote, sendDraft(state, entry, context));
}

/** What is ready to go goes at once where it can, else it waits. */
export function sendDraft(state: DeviceState, draft: ChatEntry, context: Context): Step<DeviceState> {
  const { chat } = state.places;
  const drafted = withChat(state, { ...chat, drafts: [...chat.drafts, draft] });
  if (isBlocked(state, draft.to)) return showSign(drafted, 'held', draft.to, draft.label, context);
  return sendOrAsk(drafted, context);
}

/** Sends the drafts whose recipients are known, and asks for keys of the first whose are not; `answered`: just asked for, in vain or not. */
function sendOrAsk(state: DeviceState, context: Context, answered: readonly string[] = []): Step<DeviceState> {
  const sent = sendDrafts(state, context);
  const isAsking = sent.state.places.queue.some(({ errand }) => errand === 'keys');
  if (isAsking) return sent;
  for (const draft of sent.state.places.chat.drafts) {
    if (isBlocked(state, draft.to)) continue;
    const unknown = accountsFor(draft, context).filter(
      (account) => !isReady(state, account, context) && !answered.includes(account),
    );
    if (unknown.length > 0) return andThen(sent, fetchKeys(sent.state, unknown, draft.label, context));
  }
  return sent;
}

/** Asks for the devices of an account although they may be known, and for this device's own where they are not. */
export function askAnew(state: DeviceState, account: string, why: string, context: Context): Step<DeviceState> {
  const own = accountOf(context.self);
  const accounts = state.places.public.contacts[own] === undefined ? [account, own] : [account];
  return fetchKeys(state, [...new Set(accounts)], why, context);
}

function fetchKeys(state: DeviceState, accounts: readonly string[], why: string, context: Context): Step<DeviceState> {
  const { keys, public: known } = state.places;
  const isUsable = (device: Address): boolean =>
    keys !== undefined && canSeal(keys, device, context.tools) && !known.changed.includes(device);
  const have = Object.keys(keys?.sessions ?? {}).filter(isUsable);
  const fetch: Stanza = { kind: 'fetch', device: context.self, accounts, have };
  const sent = posted(state, [toServer(`fetch:${why}@${context.self}`, 'keys', fetch, context)], context);
  return { ...sent, signals: ['fetch'] };
}

/** True where the devices of the account are known, and each session with one of them may still seal. */
function isReady({ places }: DeviceState, account: string, { tools, self }: Context): boolean {
  const devices = places.public.contacts[account];
  const isUsable = (device: Address): boolean =>
    device === self || !places.keys?.sessions[device] || canSeal(places.keys, device, tools);
  return devices?.every(isUsable) ?? false;
}

/** The accounts whose devices must be known before a message can go: with the company holding the keys, only its own. */
function accountsFor(entry: ChatEntry, context: Context): readonly string[] {
  return context.tools.protections.endToEnd ? [...new Set([entry.to, accountOf(context.self)])] : [SERVER];
}

/** Opens sessions with the devices of these entries, notes whose devices they are, and sends what waited for them. */
export function learnBundles(state: DeviceState, entries: readonly BundleEntry[], context: Context): Step<DeviceState> {
  if (!state.places.keys) return unchanged(state);
  const learned = entries.reduce<Step<DeviceState>>(
    (step, entry) => andThen(step, learnEntry(step.state, entry, context)),
    unchanged(state),
  );
  const { contacts } = learned.state.places.public;
  const own = accountOf(context.self);
  const listed = withPublic(learned.state, { contacts: { ...contacts, [own]: contacts[own] ?? [] } });
  const answered = confirmed(listed, ({ errand }) => errand === 'keys');
  const noted = andThen(learned, { ...answered, signals: ['bundles'] });
  return andThen(
    noted,
    sendOrAsk(
      answered.state,
      context,
      entries.map(({ account }) => account),
    ),
  );
}

/** A device whose keys were refused is not known: what is for it waits, and asks again with the next message. */
function learnEntry(state: DeviceState, { account, device, bundle }: BundleEntry, context: Context): Step<DeviceState> {
  const accepted = acceptKeys(state, device, bundle, context);
  const { contacts, refused } = accepted.state.places.public;
  const others = refused.filter((one) => one !== device);
  if (accepted.outcomes.length > 0)
    return { ...accepted, state: withPublic(accepted.state, { refused: [...others, device] }) };
  const known = contacts[account] ?? [];
  const listed = known.includes(device) ? known : [...known, device];
  return unchanged(withPublic(accepted.state, { contacts: { ...contacts, [account]: listed }, refused: others }));
}

/** Takes a device's keys, where it has none of them yet; those of a contact to whose new key nobody has agreed are only noted. */
function acceptKeys(
  state: DeviceState,
  device: Address,
  bundleBytes: Bytes | undefined,
  context: Context,
): Step<DeviceState> {
  const { keys: endpoint, public: known } = state.places;
  const isChanged = known.changed.includes(device);
  const isNeeded = isChanged || !endpoint || !canSeal(endpoint, device, context.tools);
  if (!endpoint || device === context.self || !bundleBytes || !isNeeded) return unchanged(state);
  const bundle = decodeBundle(bundleBytes, context.tools.containers);
  if (bundle && isChanged)
    return unchanged(withPublic(state, { offered: { ...known.offered, [device]: bundle.identity } }));
  const opened = bundle && openSession(endpoint, device, bundle, context.tools);
  if (opened?.ok) return unchanged({ ...state, places: { ...state.places, keys: opened.endpoint } });
  const reason = opened?.reason ?? 'malformed';
  return { ...unchanged(state), outcomes: [{ kind: 'refused', message: undefined, from: device, reason }] };
}

/** Sends every draft whose recipients are known and not held back; the others go on waiting. */
function sendDrafts(state: DeviceState, context: Context): Step<DeviceState> {
  const { chat } = state.places;
  const ready = chat.drafts.filter(
    (draft) =>
      !isBlocked(state, draft.to) && accountsFor(draft, context).every((account) => isReady(state, account, context)),
  );
  if (ready.length === 0) return unchanged(state);
  let endpoint = state.places.keys;
  const parcels: Omit<Parcel, 'attempt' | 'tries'>[] = [];
  const outcomes: Outcome[] = [];
  const notes: Pick<SentNote, 'label' | 'device' | 'identity'>[] = [];
  for (const draft of ready) {
    for (const target of targetsOf(state, draft, context)) {
      if (!endpoint) break;
      const sealed = sealFor(endpoint, draft, target, context);
      if (!sealed.ok) continue;
      endpoint = sealed.endpoint;
      outcomes.push(sealed.outcome);
      parcels.push(sealed.parcel);
      const identity = endpoint.trusted[target];
      if (identity) notes.push({ label: draft.label, device: target, identity });
    }
  }
  const drafts = chat.drafts.filter((draft) => !ready.includes(draft));
  const without = withChat({ ...state, places: { ...state.places, keys: endpoint } }, { ...chat, drafts });
  const shown = showSent(without, ready, context);
  return andThen(shown, { ...posted(noteSent(shown.state, notes, context), parcels, context), outcomes });
}

/** A draft that had to wait stands where it was written, and what comes later finds its place among the others. */
function showSent(state: DeviceState, sent: readonly ChatEntry[], context: Context): Step<DeviceState> {
  const isFleeting = ({ once }: ChatEntry): boolean => once !== undefined && !state.isModified;
  const shown = sent
    .filter(({ isRequest }) => !isRequest)
    .reduce<Step<DeviceState>>(
      // The sender keeps nothing of what can be seen once.
      (step, draft) => andThen(step, entered(step.state, isFleeting(draft) ? emptied(draft) : draft, context)),
      unchanged(state),
    );
  const requests = context.retryReceipts ? sent.filter(({ isRequest }) => isRequest) : [];
  if (requests.length === 0) return shown;
  const { chat } = shown.state.places;
  return { ...shown, state: withChat(shown.state, { ...chat, requests: [...(chat.requests ?? []), ...requests] }) };
}

/** Every device that gets a ciphertext of its own: the recipient's, and the sender's other ones. */
function targetsOf(state: DeviceState, draft: ChatEntry, context: Context): readonly Address[] {
  return accountsFor(draft, context)
    .flatMap((account) => state.places.public.contacts[account] ?? [])
    .filter((device) => device !== context.self);
}
