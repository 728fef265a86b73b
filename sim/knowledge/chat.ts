/** The chat on a device's screen, read off its state at a moment: in the order in which it is shown, with what stands beside it. */
import type { Bytes } from '../crypto/bytes.ts';
import type { ActorId, Instant, MessageLabel, Seq, Tick, Trace, TraceEvent } from '../trace.ts';
import { textOf } from './text.ts';

export interface ShownLine {
  readonly label: MessageLabel;
  readonly from: ActorId;
  /** When it was written, by the sender's clock. */
  readonly at: Instant;
  readonly text: string;
  /** The event with which it came onto the screen. */
  readonly seq: Seq;
  /** Beside own messages. */
  readonly tick: Tick | undefined;
}

/** A device's chat as its state keeps it; the shape is the device's own (`actors/deviceState.ts`). */
export interface KeptChat {
  readonly lines: readonly KeptLine[];
  readonly drafts: readonly KeptLine[];
  readonly ticks: Readonly<Partial<Record<MessageLabel, Tick>>>;
}
export interface KeptLine {
  readonly label: MessageLabel;
  readonly from: ActorId;
  readonly at: Instant;
  readonly body: Bytes;
  readonly row?: number;
  readonly quote?: { readonly label: MessageLabel; readonly body: Bytes };
  readonly isForwarded?: true;
}

/** What the device shows at this event; drafts stand at the end until they go out. */
export function chatOn(trace: Trace, device: ActorId, seq: Seq): readonly ShownLine[] {
  const events = trace.events.slice(0, seq + 1).filter(({ actor }) => actor === device);
  const chat = keptChat(events.at(-1));
  if (chat === undefined) return [];
  const came = new Map<string, Seq[]>();
  for (const event of events) {
    for (const outcome of event.outcomes) {
      if (outcome.kind !== 'wrote' && outcome.kind !== 'shown') continue;
      const key = `${outcome.kind === 'wrote' ? device : outcome.claimed} ${outcome.message}`;
      came.set(key, [...(came.get(key) ?? []), event.seq]);
    }
  }
  return [...chat.lines, ...chat.drafts].map(({ label, from, at, body }) => {
    const times = came.get(`${from} ${label}`);
    // A message that is shown twice stands twice: each with its own event.
    const shownAt = times !== undefined && times.length > 1 ? times.shift() : times?.[0];
    return {
      label,
      from,
      at,
      text: textOf(body),
      seq: shownAt ?? seq,
      tick: from === device ? chat.ticks[label] : undefined,
    };
  });
}

/** The chat after an event of a device; undefined where it keeps none. */
export function keptChat(event: TraceEvent | undefined): KeptChat | undefined {
  const chat = event?.after.places.chat;
  return isChat(chat) ? chat : undefined;
}

const isChat = (kept: unknown): kept is KeptChat =>
  typeof kept === 'object' && kept !== null && 'lines' in kept && 'drafts' in kept;
