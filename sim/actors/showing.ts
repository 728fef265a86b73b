/** How a message comes onto the screen of a device that has opened it, and what else the phone does then: PROTOCOL 11.2, 12. */
import type { Content } from '../protocol/content.ts';
import { EDIT_TAKEN_MS, ONCE_KEEPS_MS } from '../limits.ts';
import type { ActorId, MessageLabel, Outcome, Tick } from '../trace.ts';
import { contactOf, entered, isAuthor, isOwn, tombstoneOf } from './chatLines.ts';
import { marksOf } from './composing.ts';
import { NO_BODY, placed, toServer, withChat, type ChatEntry, type DeviceState } from './deviceState.ts';
import { sendOnce } from './parcels.ts';
import { save } from './saving.ts';
import { accountOf, andThen, unchanged, type Context, type Effect, type Step } from './types.ts';

/** Tells the sender's device what became of its message. */
export const receipt = (
  { label, from }: { readonly label: MessageLabel; readonly from: ActorId },
  tick: Tick,
  context: Context,
): Effect =>
  sendOnce(
    toServer(
      `receipt:${label}:${tick}@${context.self} ${context.now}`,
      'receipt',
      { kind: 'receipt', label, from, device: context.self, tick },
      context,
      label,
    ),
  );

/** Shows a message that has come, unless it was taken back or edited before it was here. */
export function show(state: DeviceState, came: ChatEntry, content: Content, context: Context): Step<DeviceState> {
  const entry = arriving(state, { ...came, ...marksOf(content, context.now) }, context);
  const takenBack = takeBackOf(state, entry, context);
  if (takenBack) return andThen(takenBack, entered(takenBack.state, tombstoneOf(entry), context));
  const edited = editedBefore(state, entry, context);
  if (edited) return edited;
  const shown: Step<DeviceState> = entered(state, entry, context);
  const { label: message, from: claimed } = entry;
  // A companion drops at once what can be seen once, and shows a placeholder.
  if (entry.once === 'elsewhere')
    return { ...shown, outcomes: [{ kind: 'deleted', message, why: 'seen-once', by: context.self }] };
  const step: Step<DeviceState> = {
    ...shown,
    outcomes: [{ kind: 'shown', message, claimed, body: came.body, text: content.text }],
  };
  return andThen(step, besides(step.state, entry, content, context));
}

/** What can be seen once stays unseen for a while on a phone, and is not kept at all on its companions, where these obey. */
function arriving({ isModified, isCompanion }: DeviceState, entry: ChatEntry, context: Context): ChatEntry {
  if (!entry.once) return entry;
  const dropAt = context.now + ONCE_KEEPS_MS;
  const expiresAt = Math.min(entry.expiresAt ?? dropAt, dropAt);
  const isElsewhere = isCompanion === true || isOwn(entry, context.self);
  return isElsewhere && !isModified
    ? { ...entry, body: NO_BODY, once: 'elsewhere', expiresAt }
    : { ...entry, expiresAt };
}

/** Where a request to take it back came first: it takes effect now. */
function takeBackOf(state: DeviceState, entry: ChatEntry, context: Context): Step<DeviceState> | undefined {
  const { takenBack = [], ...chat } = state.places.chat;
  const request = takenBack.find(({ label, by }) => label === entry.label && isAuthor(accountOf(by), entry, context));
  if (!request) return undefined;
  const left = takenBack.filter((one) => one !== request);
  return {
    ...unchanged(withChat(state, left.length > 0 ? { ...chat, takenBack: left } : chat)),
    outcomes: [{ kind: 'deleted', message: entry.label, why: 'for-everyone', by: request.by }],
  };
}

/** Where its edited text came first: that stays, at the place of the message. */
function editedBefore(state: DeviceState, entry: ChatEntry, context: Context): Step<DeviceState> | undefined {
  const { chat } = state.places;
  const line = chat.lines.find(({ edits, from }) => edits === entry.label && accountOf(from) === accountOf(entry.from));
  if (!line || (line.editedAt ?? 0) - entry.at > EDIT_TAKEN_MS) return undefined;
  const others = chat.lines.filter((one) => one !== line);
  const lines = placed(others, { ...line, at: entry.at }, context.tools.protections.showInOrder);
  const kept = withChat(state, { ...chat, lines });
  const outcomes: readonly Outcome[] = line.isTakenBack
    ? []
    : [{ kind: 'edited', message: entry.label, as: line.label }];
  return { ...unchanged(kept), outcomes };
}

/** The system's notification with its history, and the gallery: only where the story is about files. */
function besides(state: DeviceState, entry: ChatEntry, content: Content, context: Context): Step<DeviceState> {
  const { self, storage } = context;
  if (!storage || isOwn(entry, self)) return unchanged(state);
  const notified = notify(state, entry, context);
  const isFleeting = entry.once !== undefined || content.seconds !== undefined;
  const disappears = state.places.chat.disappearing?.[contactOf(entry, self)] !== undefined;
  if (!content.picture || isFleeting || disappears || state.isCompanion) return notified;
  return andThen(notified, save(notified.state, entry, 'gallery', context));
}

/** Notifications never say what can be seen once. */
function notify(state: DeviceState, entry: ChatEntry, { now, tools }: Context): Step<DeviceState> {
  const { label, from } = entry;
  const preview = !tools.protections.hidePreviews && entry.once === undefined;
  const notice = { label, from, at: now, body: preview ? entry.body : undefined };
  const notices = [...(state.places.notices ?? []), notice];
  return {
    ...unchanged({ ...state, places: { ...state.places, notices } }),
    outcomes: [{ kind: 'notified', message: label, preview }],
  };
}
