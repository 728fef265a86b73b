/** What a device makes of what arrives: opens and shows it, or refuses it; tells the sender; shows what it is told. PROTOCOL 3.3, 11. */
import { readContent, unpad } from '../protocol/content.ts';
import { readRequest } from '../protocol/requests.ts';
import { open } from '../protocol/session.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import { TICKS, type ActorId, type MessageLabel, type RefusalReason, type Tick } from '../trace.ts';
import { acknowledge, showSign, withChat, type ChatEntry, type DeviceState, type Unopened } from './deviceState.ts';
import { askAgain } from './retry.ts';
import { receipt, show } from './showing.ts';
import { andThen, accountOf, unchanged, type Context, type Step, inapplicable } from './types.ts';

/** Opens a message and shows it, or refuses it. */
export function openMessage(
  state: DeviceState,
  stanza: MessageStanza,
  packetId: string,
  context: Context,
): Step<DeviceState> {
  const { tools, self } = context;
  const endpoint = state.places.keys;
  if (!endpoint || stanza.sealedFor !== self) return refuse(state, stanza, 'no-session', context);
  const opening = open(endpoint, stanza.sealedBy, stanza.type, stanza.body, packetId, tools);
  if (!opening.ok) {
    const moved = opening.moved ? { ...state, places: { ...state.places, keys: opening.moved } } : state;
    const isHeld = opening.reason === 'untrusted-identity' && state.places.public.changed.includes(stanza.sealedBy);
    return isHeld ? keep(state, { stanza, packetId }, context) : refuse(moved, stanza, opening.reason, context);
  }
  const body =
    unpad(opening.plaintext, tools.containers) ?? (tools.protections.verifyMac ? undefined : opening.plaintext);
  if (!body) return refuse(state, stanza, 'malformed', context);
  const entry: ChatEntry = { label: stanza.label, from: stanza.from, to: stanza.to, at: stanza.writtenAt, body };
  const next: DeviceState = { ...state, places: { ...state.places, keys: opening.endpoint } };
  // Sealed again it is another ciphertext, which the ratchet opens; that it is the same message is in its label.
  const isAgain = context.retryReceipts && tools.protections.refuseDuplicates && isShown(state, stanza);
  if (isAgain) return refuse(next, stanza, 'shown-before', context);
  const content = readContent(body, tools.containers);
  const request = readRequest(content, tools.containers);
  // In a story without requests no device makes any: what reads as one is a text that was altered.
  if (request && !context.acts) return refuse(next, stanza, 'malformed', context);
  const heard: Step<DeviceState> = { ...unchanged(next), effects: [receipt(stanza, 'delivered', context)] };
  return andThen(
    heard,
    request && context.acts
      ? context.acts.obey(next, request, entry, stanza, context)
      : show(next, entry, content, context),
  );
}

/**
 * A repeat of what is shown already is answered as the first was: that answer may have been lost. Anything else that cannot
 * be opened leaves a sign in the chat; the server may drop its copy either way.
 */
function refuse(state: DeviceState, stanza: MessageStanza, reason: RefusalReason, context: Context): Step<DeviceState> {
  const isRepeat = reason === 'shown-before' || (reason === 'duplicate' && isShown(state, stanza));
  const asks = context.retryReceipts && reason !== 'duplicate' && !isRepeat;
  const refused: Step<DeviceState> = {
    ...unchanged(state),
    effects: isRepeat ? [receipt(stanza, 'delivered', context)] : asks ? [] : [acknowledge(stanza.label, context)],
    outcomes: [{ kind: 'refused', message: stanza.label, from: stanza.from, reason }],
  };
  if (reason === 'duplicate' || isRepeat) return refused;
  const asked = asks ? andThen(refused, askAgain(state, stanza, reason, context)) : refused;
  return andThen(asked, showSign(asked.state, 'unreadable', accountOf(stanza.from), stanza.label, context));
}

/** Sealed with a new key of a contact that waits for the person's word: kept as it is until she agrees. */
function keep(state: DeviceState, { stanza, packetId }: Unopened, context: Context): Step<DeviceState> {
  const { label, from } = stanza;
  const { chat } = state.places;
  const kept = chat.unopened ?? [];
  const heard: Step<DeviceState> = { ...unchanged(state), effects: [acknowledge(label, context)] };
  if (kept.some((one) => one.stanza.label === label && one.stanza.from === from)) return heard;
  const refused: Step<DeviceState> = {
    ...heard,
    state: withChat(state, { ...chat, unopened: [...kept, { stanza, packetId }] }),
    outcomes: [{ kind: 'refused', message: label, from, reason: 'untrusted-identity' }],
  };
  return andThen(refused, showSign(refused.state, 'held', accountOf(from), label, context));
}

/** The person has agreed to the keys of these devices: opens what they sent in the meantime. */
export function openKept(state: DeviceState, devices: readonly ActorId[], context: Context): Step<DeviceState> {
  const { unopened = [], ...chat } = state.places.chat;
  const ready = unopened.filter(({ stanza }) => devices.includes(stanza.sealedBy));
  const left = unopened.filter((one) => !ready.includes(one));
  const without = withChat(state, left.length > 0 ? { ...chat, unopened: left } : chat);
  return ready.reduce<Step<DeviceState>>(
    (step, { stanza, packetId }) => andThen(step, openMessage(step.state, stanza, packetId, context)),
    unchanged(ready.length > 0 ? without : state),
  );
}

const isShown = ({ places }: DeviceState, stanza: MessageStanza): boolean =>
  places.chat.lines.some(
    ({ label, edits, from }) => (label === stanza.label || edits === stanza.label) && from === stanza.from,
  );

/** The person opens the chat: the sender may be told. */
export function read(state: DeviceState, label: MessageLabel, context: Context): Step<DeviceState> {
  const line = state.places.chat.lines.find((entry) => entry.label === label && entry.from !== context.self);
  if (!line) return inapplicable(state, 'not-sent');
  return { ...unchanged(state), effects: [receipt(line, 'read', context)] };
}

/** Shows beside an own message what the server says became of it; never less than before. */
export function showTick(
  state: DeviceState,
  label: MessageLabel,
  tick: Tick,
  claimed: ActorId,
  context: Context,
): Step<DeviceState> {
  const { chat } = state.places;
  const isOwn = chat.lines.some((entry) => entry.label === label && entry.from === context.self);
  const shown = chat.ticks[label];
  if (!isOwn || (shown !== undefined && TICKS.indexOf(shown) >= TICKS.indexOf(tick))) return unchanged(state);
  return {
    ...unchanged(withChat(state, { ...chat, ticks: { ...chat.ticks, [label]: tick } })),
    outcomes: [{ kind: 'ticked', message: label, tick, claimed }],
  };
}
