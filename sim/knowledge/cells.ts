/**
 * Cells: what a party can do with a message at a moment, by precedence readable, sealed, erased, metadata, never.
 *
 * For each party and message the moments at which it can read, and at which it holds a ciphertext, are found once as spans
 * of events; every question is then a look at spans. Section 4.
 */
import type { MessageLabel, Seq } from '../trace.ts';
import type { LeftOver } from './files/types.ts';
import { firstSeen, type Closure } from './closure.ts';
import type { Ciphertext, Evidence, MessageTrail, Sighting } from './evidence.ts';
import { knows, type Observer } from './observers.ts';
import type { Screen } from './screen.ts';
import { textOf } from './text.ts';
import type { Cell, CellState, EnvelopeFacts } from './types.ts';

/** Events [from, until]. */
export interface Span {
  readonly from: Seq;
  readonly until: Seq;
}

/** What one party had of one message, over the whole run. */
export interface Track {
  readonly readable: readonly Span[];
  readonly sealed: readonly Span[];
  /** Since when it knows that the message exists; undefined: never. */
  readonly noticed: Seq | undefined;
}

/** Bytes of a ciphertext that a cell shows. */
const SHOWN_BYTES = 8;

/** One track for each message, in the order in which they were written. */
export function tracksOf(evidence: Evidence, observer: Observer): readonly Track[] {
  const { messages } = evidence.story();
  const readable = messages.map((): Span[] => []);
  const sealed = messages.map((): Span[] => []);
  for (const { from, until, closure } of observer.windows()) {
    const closed = closure();
    for (const message of messages) {
      extend(readable[message.index], Math.max(from, message.seq, firstSeen(closed, message.value)), until);
      extend(sealed[message.index], Math.max(from, firstCiphertext(closed, message)), until);
    }
  }
  return messages.map((message, i) => {
    const spans = { readable: readable[i] ?? [], sealed: sealed[i] ?? [] };
    return { ...spans, noticed: noticedAt(message, observer, spans) };
  });
}

/** The cell of this observer and message at this moment; a device has a screen besides, and storage where it keeps files. */
export function cellOf(
  message: MessageTrail,
  observer: Observer,
  track: Track,
  at: Seq,
  screen?: Screen,
  left?: LeftIn,
): Cell {
  const plain = stateAt(track, at);
  // A device that never had a message has none of it left, whatever its files hold of the same words.
  const canBeLeft = plain !== 'readable' && !(plain === 'never' && screen);
  const remnant = canBeLeft ? left?.(message, at) : undefined;
  const state = remnant ? 'remnant' : plain;
  const since = remnant ? Math.max(remnant.since, sinceWhen(track, at)) : sinceWhen(track, at);
  const cell = { party: observer.party, message: message.label, state, since };
  const envelope = state === 'never' ? undefined : envelopeOf(message, observer, at);
  const text = remnant?.text ?? (state === 'readable' || state === 'erased' ? textOf(message.body) : undefined);
  const shown = screen?.(message, state, at);
  const held = state === 'sealed' ? heldCiphertext(message, observer, at) : undefined;
  return {
    ...cell,
    ...(text === undefined ? {} : { text }),
    ...(remnant && { remnant: { characters: remnant.characters, of: remnant.of } }),
    ...(held === undefined ? {} : { bytes: held.bytes.slice(0, SHOWN_BYTES) }),
    ...(shown === undefined ? {} : { shown }),
    ...(envelope === undefined ? {} : { envelope }),
  };
}

/** The most of a message that can be recovered from a party's storage, and since when. */
export type LeftIn = (message: MessageTrail, at: Seq) => LeftOver | undefined;

/** The cell of a message that this run never writes: nobody has anything of it. */
export const emptyCell = (party: string, message: MessageLabel): Cell => ({
  party,
  message,
  state: 'never',
  since: -1,
});

function stateAt(track: Track, at: Seq): CellState {
  if (track.readable.some((span) => covers(span, at))) return 'readable';
  if (track.sealed.some((span) => covers(span, at))) return 'sealed';
  if (track.readable.some((span) => span.until < at)) return 'erased';
  return track.noticed !== undefined && track.noticed <= at ? 'metadata' : 'never';
}

const covers = (span: Span, at: Seq): boolean => span.from <= at && at <= span.until;

/** Goes back over the moments at which anything could have changed, as long as the state was the same. */
function sinceWhen(track: Track, at: Seq): Seq {
  const changes = new Set([-1, track.noticed ?? -1]);
  for (const { from, until } of [...track.readable, ...track.sealed]) changes.add(from).add(until + 1);
  const state = stateAt(track, at);
  let since = -1;
  for (const change of [...changes].filter((seq) => seq <= at).toSorted((a, b) => b - a)) {
    if (stateAt(track, change) !== state) break;
    since = change;
  }
  return since;
}

/** Adds a span, joined to the last one where there is no event between them; nothing where it is empty. */
function extend(spans: Span[] | undefined, from: Seq, until: Seq): void {
  if (from > until || spans === undefined) return;
  const last = spans.at(-1);
  if (last?.until === from - 1) spans[spans.length - 1] = { from: last.from, until };
  else spans.push({ from, until });
}

function firstCiphertext(closure: Closure, message: MessageTrail): Seq {
  let first = Infinity;
  for (const { value, seq } of message.ciphertexts) first = Math.min(first, Math.max(seq, firstSeen(closure, value)));
  return first;
}

function noticedAt(
  message: MessageTrail,
  observer: Observer,
  spans: Pick<Track, 'readable' | 'sealed'>,
): Seq | undefined {
  const moments = [
    ...ownPackets(message, observer).map((sighting) => sighting.seq),
    ...message.mentions.filter((mention) => mention.actor === observer.party).map((mention) => mention.seq),
    ...[...spans.readable, ...spans.sealed].map((span) => span.from),
  ];
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Packets of the message that this party saw pass; what is addressed to a device is noticed when it has dealt with it. */
function ownPackets(message: MessageTrail, observer: Observer): readonly Sighting[] {
  return message.packets.filter((sighting) => observer.sees(sighting) && sighting.packet.to !== observer.party);
}

function heldCiphertext(message: MessageTrail, observer: Observer, at: Seq): Ciphertext | undefined {
  return message.ciphertexts.find(({ value, seq }) => seq <= at && knows(observer, value, at));
}

/** Who, to whom, when, how large: from its own note where it made one, else from the first packet it saw. */
function envelopeOf(message: MessageTrail, observer: Observer, at: Seq): EnvelopeFacts | undefined {
  const { from, to } = message;
  const mentions = message.mentions.filter((mention) => mention.actor === observer.party && mention.seq <= at);
  const note = mentions.find((mention) => mention.sizeBytes !== undefined);
  if (note?.sizeBytes !== undefined) return { from, to, at: note.at, sizeBytes: note.sizeBytes };
  const passed = ownPackets(message, observer).find((sighting) => sighting.seq <= at);
  if (passed) return { from, to, at: passed.at, sizeBytes: passed.packet.bytes.length };
  const [first] = mentions;
  const arrived = first && message.packets.find((sighting) => sighting.seq <= first.seq && observer.sees(sighting));
  return arrived && { from, to, at: first.at, sizeBytes: arrived.packet.bytes.length };
}
