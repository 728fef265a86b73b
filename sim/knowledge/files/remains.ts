/**
 * Which message a finding belongs to, and how much of it is there. A finding that still has a label or a row number says so
 * itself; one that has neither belongs to the message with which its text has most in common.
 */
import { bodyOf, pictureIn } from '../../actors/filing/bodies.ts';
import { bytesWithin } from '../../actors/filing/byteStrings.ts';
import { indexOfBytes, legibleUtf8, utf8, type Bytes } from '../../crypto/bytes.ts';
import type { MessageLabel } from '../../trace.ts';
import type { MessageTrail } from '../evidence.ts';
import type { Finding } from './finding.ts';
import type { Remains } from './types.ts';

/** Fewer bytes than this in a row are no trace of a message: other texts have them too. Our own value. */
export const SHORTEST_TRACE_BYTES = 8;

/** The rows of a device's database by number, as they were given over the run. */
export type RowLabels = ReadonlyMap<number, MessageLabel>;

/** Everything of this message in these findings. */
export function remainsOf(
  message: MessageTrail,
  findings: readonly Finding[],
  rows: RowLabels,
  messages: readonly MessageTrail[],
): readonly Remains[] {
  return findings.flatMap((finding): readonly Remains[] => {
    if (finding.wordOf) return wordIn(message, finding, rows);
    const whole = { finding, characters: message.text.length, of: message.text.length, text: message.text };
    if (hasPicture(message, finding)) return [whole];
    const owner = ownerOf(finding, rows);
    // In a row of another message it counts where it is there whole: a quote, a forwarded text.
    if (owner !== undefined && owner !== message.label) return isQuoted(message, finding) ? [whole] : [];
    const text = commonWith(message, finding);
    if (text === undefined) return [];
    if (owner === undefined && isBetterOwned(message, finding, text, messages)) return [];
    return [{ ...whole, characters: text.length, text }];
  });
}

function ownerOf({ label, row, table }: Finding, rows: RowLabels): MessageLabel | undefined {
  if (label !== undefined) return label;
  return table === 'message' && row !== undefined ? rows.get(row) : undefined;
}

/** Words stand in the index in small letters and without accents, as FTS5's `unicode61` makes them. */
function wordIn(message: MessageTrail, finding: Finding, rows: RowLabels): readonly Remains[] {
  const { wordOf = [], text = '' } = finding;
  const isOfMessage = wordOf.some((row) => rows.get(row) === message.label) && plain(message.text).includes(text);
  return isOfMessage && text.length > 0 ? [{ finding, characters: text.length, of: message.text.length, text }] : [];
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

const isQuoted = ({ text }: MessageTrail, finding: Finding): boolean =>
  finding.blobs.some((blob) => indexOfBytes(blob, utf8(text)) !== -1) && isWholeIn(text, lettersOf(finding));

/** The letters of a finding: its text, and its blobs as they can be read; what is none becomes a replacement character. */
const lettersOf = ({ text = '', blobs }: Finding): readonly string[] => [text, ...blobs.map(legibleUtf8)];

const isWholeIn = (text: string, places: readonly string[]): boolean =>
  text.length > 0 && places.some((place) => place.includes(text));

/** The longest piece of the message's text in the finding; undefined where it is no trace. */
function commonWith({ text }: MessageTrail, finding: Finding): string | undefined {
  const places = lettersOf(finding);
  if (isWholeIn(text, places)) return text;
  const longest = places.map((place) => longestCommon(text, place)).reduce((a, b) => (b.length > a.length ? b : a), '');
  return utf8(longest).length >= SHORTEST_TRACE_BYTES ? longest : undefined;
}

/** The longest run of `wanted` in `place`: each beginning is tried with one letter more than the best so far. */
function longestCommon(wanted: string, place: string): string {
  let best = '';
  for (let from = 0; from + best.length < wanted.length; from++) {
    while (from + best.length < wanted.length && place.includes(wanted.slice(from, from + best.length + 1)))
      best = wanted.slice(from, from + best.length + 1);
  }
  return best;
}

const isBetterOwned = (
  message: MessageTrail,
  finding: Finding,
  text: string,
  messages: readonly MessageTrail[],
): boolean =>
  messages.some((other) => {
    const common = other === message ? '' : (commonWith(other, finding) ?? '');
    // Of two that have as much in common with it, it belongs to the one that is there whole: the other only begins alike.
    const isWholeOther = common === other.text && text !== message.text;
    return common.length > text.length || (common.length === text.length && isWholeOther);
  });

function hasPicture(message: MessageTrail, { where, blobs }: Finding): boolean {
  const picture = where === 'file' ? pictureIn(message.body) : undefined;
  return picture !== undefined && blobs.some((blob) => indexOfBytes(blob, picture) !== -1);
}

/** Values that a finding gives to whoever has it: bodies of messages, and keys out of records. */
export function valuesIn(
  { table, text, blobs, label, wordOf }: Finding,
  bodyWith: (label: string, text: string) => Bytes | undefined,
): readonly Bytes[] {
  if (wordOf) return [];
  if (table === 'message' || table === 'draft') {
    const [rest] = blobs;
    return text === undefined && rest === undefined ? [] : [bodyOf({ text: text ?? null, rest: rest ?? null })];
  }
  const named = label !== undefined && text !== undefined ? bodyWith(label, text) : undefined;
  return [...(named ? [named] : []), ...blobs, ...blobs.flatMap(bytesWithin)];
}
