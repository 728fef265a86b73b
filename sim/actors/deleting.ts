/** Deleting: for oneself, for everyone, whole chats; and what other devices make of being asked to. PROTOCOL 12. */
import type { MessageKey, Request } from '../protocol/requests.ts';
import type { ActorId, Outcome } from '../trace.ts';
import { ask, askOwn, hasOthers } from './asking.ts';
import {
  contactOf,
  hasBody,
  isAuthor,
  isOwn,
  keyOf,
  lineIn,
  lineOf,
  removed,
  replaced,
  tombstoneOf,
  withoutRequests,
} from './chatLines.ts';
import { withChat, type ChatEntry, type DeviceState } from './deviceState.ts';
import { accountOf, andThen, inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

type DeleteEvent = Extract<ActorEvent, { kind: 'delete' }>;
/** A request that was opened: which device sent it, and the account that is known to have sealed it. */
export interface Asker {
  readonly device: ActorId;
  readonly account: string;
}

/** The person deletes a message. */
export function deleteMessage(state: DeviceState, event: DeleteEvent, context: Context): Step<DeviceState> {
  const { lines, drafts } = state.places.chat;
  const why = event.forEveryone ? 'for-everyone' : 'for-me';
  const draft = drafts.find(({ label, isRequest }) => label === event.label && !isRequest);
  // What has not gone out yet is nowhere else.
  if (draft) return removed(state, [draft], why, context.self);
  const line = lineIn(lines, event.label);
  if (!line) return inapplicable(state, 'gone');
  return event.forEveryone ? takeBack(state, line, event, context) : forget(state, line, event, context);
}

function forget(state: DeviceState, line: ChatEntry, { act }: DeleteEvent, context: Context): Step<DeviceState> {
  const { self } = context;
  const gone = removed(state, [line], 'for-me', self);
  // A line that only said that something was deleted: that it goes is worth telling, too.
  const told: readonly Outcome[] = [{ kind: 'deleted', message: line.label, why: 'for-me', by: self }];
  const deleted: Step<DeviceState> = { ...gone, outcomes: told };
  if (!hasOthers(deleted.state, context)) return deleted;
  const asked: Step<DeviceState> = { ...deleted, outcomes: [...told, asking(line, false, accountOf(self))] };
  return andThen(asked, askOwn(asked.state, act, { kind: 'forget', key: keyOf(line) }, context));
}

/** Only who wrote it, and not too late; a modified program asks regardless, and whether it gets it is for the others to say. */
function takeBack(state: DeviceState, line: ChatEntry, { act }: DeleteEvent, context: Context): Step<DeviceState> {
  const { self, now, deleteWindowMs } = context;
  if (line.isTakenBack) return inapplicable(state, 'gone');
  if (!state.isModified && !isOwn(line, self)) return inapplicable(state, 'not-yours');
  if (!state.isModified && now - line.at > deleteWindowMs) return inapplicable(state, 'too-late');
  const to = contactOf(line, self);
  const gone = tombstone(state, line, self);
  const asked: Step<DeviceState> = { ...gone, outcomes: [...gone.outcomes, asking(line, true, to)] };
  return andThen(asked, ask(asked.state, to, act, { kind: 'revoke', key: keyOf(line) }, context));
}

const asking = ({ label: message }: ChatEntry, forEveryone: boolean, to: string): Outcome => ({
  kind: 'asked-to-delete',
  message,
  forEveryone,
  to,
});

function tombstone(state: DeviceState, line: ChatEntry, by: ActorId): Step<DeviceState> {
  return {
    ...unchanged(withoutRequests(replaced(state, line, tombstoneOf(line)), [line])),
    outcomes: [{ kind: 'deleted', message: line.label, why: 'for-everyone', by }],
  };
}

/** Somebody takes a message back: an official program obeys its writer, also where the message is not here yet. */
export function obeyRevoke(state: DeviceState, key: MessageKey, by: Asker, context: Context): Step<DeviceState> {
  const line = lineOf(state, key);
  if (line?.isTakenBack) return unchanged(state);
  const message = line?.label ?? key.label;
  if (state.isModified)
    return { ...unchanged(state), outcomes: [{ kind: 'disobeyed', message, what: 'delete', why: 'modified' }] };
  if (line && !isAuthor(by.account, line, context))
    return { ...unchanged(state), outcomes: [{ kind: 'disobeyed', message, what: 'delete', why: 'not-author' }] };
  if (line) return tombstone(state, line, by.device);
  const { chat } = state.places;
  const { takenBack = [] } = chat;
  // Who sealed the request is what counts later, whatever device its envelope names.
  const request = { label: key.label, by: isNamed(by) ? by.device : by.account };
  const isKnown = takenBack.some((one) => one.label === request.label && one.by === request.by);
  return isKnown ? unchanged(state) : unchanged(withChat(state, { ...chat, takenBack: [...takenBack, request] }));
}

const isNamed = ({ device, account }: Asker): boolean => accountOf(device) === account;

/** Another device of the same person has forgotten a message, or a chat. */
export function obeyForget(
  state: DeviceState,
  request: Extract<Request, { kind: 'forget' | 'forget-chat' }>,
  by: Asker,
  context: Context,
): Step<DeviceState> {
  // No switch lets anybody else in here: this is the person's own list.
  if (by.account !== accountOf(context.self)) return unchanged(state);
  const line = request.kind === 'forget' ? lineOf(state, request.key) : undefined;
  const lines = request.kind === 'forget' ? (line ? [line] : []) : linesWith(state, request.contact, context);
  if (state.isModified)
    return {
      ...unchanged(state),
      outcomes: lines
        .filter(hasBody)
        .map(({ label: message }): Outcome => ({ kind: 'disobeyed', message, what: 'delete', why: 'modified' })),
    };
  const gone = removed(state, lines, 'synced', by.device);
  if (request.kind === 'forget') return gone;
  return { ...gone, state: emptied(gone.state, request.contact, request.whole) };
}

/** The person clears a chat, or all of them. */
export function clear(
  state: DeviceState,
  { contact, whole, act }: Extract<ActorEvent, { kind: 'clear' }>,
  context: Context,
): Step<DeviceState> {
  const { chat } = state.places;
  const waiting = chat.drafts.filter(({ isRequest, to }) => !isRequest && (contact === undefined || to === contact));
  const lines = [...linesWith(state, contact, context), ...waiting];
  const hasChatter = chat.chatter?.some((entry) => contact === undefined || entry.contact === contact) ?? false;
  if (lines.length === 0 && !hasChatter) return inapplicable(state, 'gone');
  const gone = removed(state, lines, 'cleared', context.self);
  const cleared = { ...gone, state: emptied(gone.state, contact, whole) };
  return andThen(cleared, askOwn(cleared.state, act, { kind: 'forget-chat', contact, whole }, context));
}

const linesWith = ({ places }: DeviceState, contact: string | undefined, { self }: Context): readonly ChatEntry[] =>
  places.chat.lines.filter((line) => contact === undefined || contactOf(line, self) === contact);

/** Without the everyday messages of the chat; and, where the whole chat goes, without what was set for it. */
function emptied(state: DeviceState, contact: string | undefined, whole: boolean): DeviceState {
  const { chatter = [], disappearing = {}, ...chat } = state.places.chat;
  const isOther = (one: string): boolean => contact !== undefined && one !== contact;
  const others = chatter.filter((entry) => isOther(entry.contact));
  const settings = Object.entries(disappearing).filter(([one]) => !whole || isOther(one));
  return withChat(state, {
    ...chat,
    ...(others.length > 0 ? { chatter: others } : {}),
    ...(settings.length > 0 ? { disappearing: Object.fromEntries(settings) } : {}),
  });
}
