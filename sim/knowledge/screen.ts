/**
 * What stands on a device's screen of each message: once as it was sent, altered, several times, or not although the device
 * could open it. Read off the chat that the device keeps; the text of an altered message is what really came out of its bytes.
 */
import { equalBytes } from '../crypto/bytes.ts';
import type { ActorId, MessageLabel, Seq, Trace } from '../trace.ts';
import { keptChat, type KeptLine } from './chat.ts';
import type { MessageTrail } from './evidence.ts';
import { lazy } from './lazy.ts';
import { textOf } from './text.ts';
import type { CellState, Shown } from './types.ts';

/** What is shown of a message at a moment, given what the device can do with it then. */
export type Screen = (message: MessageTrail, state: CellState, at: Seq) => Shown | undefined;

/** The screen of one device over a whole run; nothing is looked at before it is asked for. */
export function screenOf(trace: Trace, device: ActorId): Screen {
  const pictures = lazy(() => picturesOf(trace, device));
  // A figure asks for all its messages at one moment.
  let kept: { readonly picture: Picture; readonly lines: ReadonlyMap<MessageLabel, readonly KeptLine[]> } | undefined;
  return (message, state, at) => {
    const picture = pictureAt(pictures(), at);
    if (picture !== kept?.picture) kept = picture && { picture, lines: byLabel(picture) };
    return shownOf(kept?.lines.get(message.label) ?? [], message, state);
  };
}

/** The lines of a chat from one event on. */
interface Picture {
  readonly from: Seq;
  readonly lines: readonly KeptLine[];
  readonly drafts: readonly KeptLine[];
}

function picturesOf({ events }: Trace, device: ActorId): readonly Picture[] {
  const pictures: Picture[] = [];
  for (const event of events) {
    const chat = event.actor === device ? keptChat(event) : undefined;
    const last = pictures.at(-1);
    if (chat === undefined || (chat.lines === last?.lines && chat.drafts === last.drafts)) continue;
    pictures.push({ from: event.seq, lines: chat.lines, drafts: chat.drafts });
  }
  return pictures;
}

function pictureAt(pictures: readonly Picture[], at: Seq): Picture | undefined {
  let low = 0;
  let high = pictures.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pictures[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return pictures[low - 1];
}

function byLabel({ lines, drafts }: Picture): ReadonlyMap<MessageLabel, readonly KeptLine[]> {
  const found = new Map<MessageLabel, KeptLine[]>();
  for (const line of [...lines, ...drafts]) {
    const own = found.get(line.label);
    if (own) own.push(line);
    else found.set(line.label, [line]);
  }
  return found;
}

function shownOf(lines: readonly KeptLine[], { body }: MessageTrail, state: CellState): Shown | undefined {
  // A line that says that something stood here shows nothing of it.
  const filled = lines.filter((line) => line.body.length > 0);
  const times = filled.length;
  if (times === 0) return state === 'readable' ? { kind: 'not-shown', times } : undefined;
  const altered = filled.find((line) => !equalBytes(line.body, body));
  if (altered) return { kind: 'altered', times, text: textOf(altered.body) };
  return { kind: times === 1 ? 'as-sent' : 'repeated', times };
}
