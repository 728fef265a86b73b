/** How a message is made of what a person wants: its text, what it answers or forwards, a picture, and its time. */
import type { Bytes } from '../crypto/bytes.ts';
import { drawPicture, readContent, writeBody, type Extras } from '../protocol/content.ts';
import { hasBody, lineIn } from './chatLines.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import type { ActorEvent, Context } from './types.ts';

export interface Composed {
  readonly entry: ChatEntry;
  readonly text: string;
}

/** The draft; undefined where the message that it answers or forwards is not in the chat any more. */
export function compose(
  state: DeviceState,
  event: Extract<ActorEvent, { kind: 'write' }>,
  context: Context,
): Composed | undefined {
  const { label, to, once } = event;
  const { self: from, now: at, tools } = context;
  const { lines, disappearing = {} } = state.places.chat;
  const about = event.forwards ?? event.quotes;
  const named = about === undefined ? undefined : lineIn(lines, about);
  // What can be seen once can be neither quoted nor passed on.
  if (about !== undefined && (!named || !hasBody(named) || named.once)) return undefined;
  const original = named && event.forwards !== undefined ? readContent(named.body, tools.containers) : undefined;
  const text = original?.text ?? event.text;
  const picture = original?.picture ?? (event.picture || once ? drawPicture(label, tools) : undefined);
  const seconds = disappearing[to];
  const extras: Extras = {
    ...(picture ? { picture } : {}),
    ...(once ? { isOnce: true } : {}),
    ...(named ? { quote: { label: named.label, from: named.from, body: named.body } } : {}),
    ...(original ? { isForwarded: true } : {}),
    ...(seconds === undefined ? {} : { seconds }),
  };
  const body = writeBody(text, label, tools, extras);
  return { entry: { label, from, to, at, body, ...marksOf(extras, at) }, text };
}

/** What a line says of itself besides its body; its time runs from `since`. */
export const marksOf = ({ quote, isForwarded, isOnce, seconds }: Extras, since: number): Partial<ChatEntry> => ({
  ...(quote ? { quote } : {}),
  ...(isForwarded ? { isForwarded } : {}),
  ...(isOnce ? { once: 'unseen' } : {}),
  ...(seconds === undefined ? {} : { expiresAt: since + seconds * 1000 }),
});

/** The body of an edited message: another text, and all else as before. */
export function rewrite(text: string, label: string, body: Bytes, { tools }: Context): Bytes {
  const { text: _, protocol: __, keep: ___, ...extras } = readContent(body, tools.containers);
  return writeBody(text, label, tools, extras);
}
