/** The lines of a device's chats: how they are found, how one comes in, and how some go. */
import type { Bytes } from '../crypto/bytes.ts';
import type { MessageKey } from '../protocol/requests.ts';
import type { ActorId, DeletionReason, MessageLabel, Outcome } from '../trace.ts';
import { NO_BODY, placed, withChat, type Chat, type ChatEntry, type DeviceState } from './deviceState.ts';
import { accountOf, unchanged, type Context, type Effect, type Step } from './types.ts';

/** The account with whom the chat is in which this message stands. */
export const contactOf = ({ from, to }: Pick<ChatEntry, 'from' | 'to'>, self: ActorId): string =>
  accountOf(from) === accountOf(self) ? to : accountOf(from);

export const isOwn = ({ from }: Pick<ChatEntry, 'from'>, self: ActorId): boolean => accountOf(from) === accountOf(self);

/** The label under which it was first written: requests name a message by it, however often it was edited. */
export const firstLabel = ({ label, edits }: Pick<ChatEntry, 'label' | 'edits'>): MessageLabel => edits ?? label;

/** By its label now, or the one under which it was first written. */
export const lineIn = (lines: readonly ChatEntry[], label: MessageLabel): ChatEntry | undefined =>
  lines.find((line) => line.label === label) ?? lines.find((line) => line.edits === label);

/** The line of which a request speaks. */
export const lineOf = ({ places }: DeviceState, { label, writer }: MessageKey): ChatEntry | undefined =>
  lineIn(
    places.chat.lines.filter(({ from }) => accountOf(from) === accountOf(writer)),
    label,
  );

export const keyOf = (line: ChatEntry): MessageKey => ({ label: firstLabel(line), writer: line.from });

/** Whether this account takes part in the chat in which the message stands. */
export const isInChat = (by: string, line: Pick<ChatEntry, 'from' | 'to'>, self: ActorId): boolean =>
  by === accountOf(self) || by === contactOf(line, self);

/** Whether this account may take back or edit the message, or undo that it is kept: who wrote it. */
export const isAuthor = (by: string, line: Pick<ChatEntry, 'from' | 'to'>, { tools, self }: Context): boolean =>
  tools.protections.checkAuthor ? by === accountOf(line.from) : isInChat(by, line, self);

/** Timers of messages that disappear. */
export const EXPIRE = 'expire:';

/** The chat with one more line at its place, which takes the next row; its time begins to run, if it has one. */
export function entered(state: DeviceState, entry: ChatEntry, context: Context): Step<DeviceState> {
  const { chat } = state.places;
  const { row, nextRow } = nextRows(chat, 1, context);
  const line = row === undefined ? entry : { ...entry, row };
  const lines = placed(chat.lines, line, context.tools.protections.showInOrder);
  const effects: readonly Effect[] =
    entry.expiresAt === undefined
      ? []
      : [{ kind: 'arm', timer: EXPIRE + firstLabel(entry), afterMs: Math.max(0, entry.expiresAt - context.now) }];
  const rows = nextRow === undefined ? {} : { nextRow };
  return { ...unchanged(withChat(state, { ...chat, ...rows, lines })), effects };
}

/** The next so many rows of the database: the first of them, and the one after; undefined where devices keep no files. */
export function nextRows(
  chat: Chat,
  count: number,
  { storage }: Context,
): { readonly row: number | undefined; readonly nextRow: number | undefined } {
  if (!storage) return { row: undefined, nextRow: undefined };
  // SQLite counts rows from 1.
  const row = chat.nextRow ?? 1;
  return { row, nextRow: row + count };
}

/** The chat with another line in the place of this one. */
export function replaced(state: DeviceState, line: ChatEntry, by: ChatEntry): DeviceState {
  const { chat } = state.places;
  return withChat(state, { ...chat, lines: chat.lines.map((one) => (one === line ? by : one)) });
}

/** These lines go, with what was kept for sealing them again. Those that hold nothing any more go without a word. */
export function removed(
  state: DeviceState,
  gone: readonly ChatEntry[],
  why: DeletionReason,
  by: ActorId,
): Step<DeviceState> {
  if (gone.length === 0) return unchanged(state);
  const { chat } = withoutRequests(state, gone).places;
  const lines = chat.lines.filter((line) => !gone.includes(line));
  const drafts = chat.drafts.filter((line) => !gone.includes(line));
  const outcomes = gone
    .filter(({ body }) => body.length > 0)
    .map(({ label: message }): Outcome => ({ kind: 'deleted', message, why, by }));
  return { ...unchanged(withChat(state, { ...chat, lines, drafts })), outcomes };
}

/** An edit that was sent holds the text that it brought. */
export function withoutRequests(state: DeviceState, of: readonly ChatEntry[]): DeviceState {
  const { requests, ...chat } = state.places.chat;
  if (!requests) return state;
  const left = requests.filter(({ label }) => !of.some((line) => line.label === label));
  return withChat(state, left.length > 0 ? { ...chat, requests: left } : chat);
}

/** What is left of a line that was taken back. */
export function tombstoneOf({ label, from, to, at, row, edits, expiresAt }: ChatEntry): ChatEntry {
  return {
    label,
    from,
    to,
    at,
    body: NO_BODY,
    isTakenBack: true,
    ...(row === undefined ? {} : { row }),
    ...(edits === undefined ? {} : { edits }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** A line whose content is still there. */
export const hasBody = ({ body }: { readonly body: Bytes }): boolean => body.length > 0;
