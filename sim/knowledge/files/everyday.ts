/** How much of the everyday messages of a chat, which no figure follows one by one, can still be found after they were deleted. */
import type { Chat, ChatterEntry } from '../../actors/deviceState.ts';
import type { PartyId, Seq } from '../../trace.ts';
import { utf8 } from '../../crypto/bytes.ts';
import type { Knowledge } from '../knowledge.ts';
import { SHORTEST_TRACE_BYTES } from './remains.ts';

/** Of those that were deleted on this device by then, how many texts can be found whole in its storage. */
export function everydayLeft(knowledge: Knowledge, device: PartyId, at: Seq): number {
  const written = new Map<number, ChatterEntry>();
  let now: readonly ChatterEntry[] = [];
  let before: unknown;
  for (const { seq, actor, after } of knowledge.evidence.trace.events) {
    const chat = after.places.chat as Chat | undefined;
    if (seq > at) break;
    if (actor !== device || chat === before) continue;
    before = chat;
    now = chat?.chatter ?? [];
    for (const entry of now) written.set(entry.row, entry);
  }
  const listed = new Set(now.map(({ row }) => row));
  const deleted = [...written.values()].filter(({ row }) => !listed.has(row));
  if (deleted.length === 0) return 0;
  const texts = new Set(
    knowledge.evidence
      .files()
      .findings(device, at)
      .flatMap(({ text, wordOf, isListed }) => (text === undefined || wordOf || isListed ? [] : [text])),
  );
  const pieces = [...texts];
  // A few letters stand inside many texts: within a longer piece only what is long enough to be nothing else counts.
  const isWithin = (text: string): boolean =>
    utf8(text).length >= SHORTEST_TRACE_BYTES * 2 && pieces.some((piece) => piece.includes(text));
  const isThere = (text: string): boolean => texts.has(text) || isWithin(text);
  return deleted.filter(({ text }) => isThere(text)).length;
}
