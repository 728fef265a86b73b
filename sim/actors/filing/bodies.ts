/**
 * A message's body as two columns: its text, by which the chat is searched, and the rest, in which the text is missing at a
 * place that stands in front. Together they are the body again, byte for byte. A body without a text is rest alone.
 */
import { concat, equalBytes, indexOfBytes, utf8, type Bytes } from '../../crypto/bytes.ts';
import { UNRECORDED } from '../../crypto/recorder.ts';
import { readContent } from '../../protocol/content.ts';

export interface BodyColumns {
  readonly text: string | null;
  readonly rest: Bytes | null;
}

/** Where the text goes: two bytes, big-endian; this number where there is none. */
const NOWHERE = 0xff_ff;
const PLACE_BYTES = 2;

export function columnsOf(body: Bytes): BodyColumns {
  if (body.length === 0) return { text: null, rest: null };
  const { text } = readContent(body, UNRECORDED);
  const letters = utf8(text);
  const at = letters.length === 0 || text.includes('\0') ? -1 : indexOfBytes(body, letters);
  if (at !== -1 && at < NOWHERE) {
    const columns = { text, rest: concat(placeOf(at), body.slice(0, at), body.slice(at + letters.length)) };
    // A byte order mark, for example, is no letter of a text that was read.
    if (equalBytes(bodyOf(columns), body)) return columns;
  }
  return { text: null, rest: concat(placeOf(NOWHERE), body) };
}

export function bodyOf({ text, rest }: BodyColumns): Bytes {
  if (rest === null || rest.length < PLACE_BYTES) return new Uint8Array(0);
  const at = (rest[0] ?? 0) * 256 + (rest[1] ?? 0);
  const around = rest.slice(PLACE_BYTES);
  if (text === null || at === NOWHERE) return around;
  return concat(around.slice(0, at), utf8(text), around.slice(at));
}

const placeOf = (at: number): Bytes => Uint8Array.of(at >>> 8, at & 0xff);

/** The message that a body carries within it; empty where there is none. */
export const quotedIn = (body: Bytes): Bytes => readContent(body, UNRECORDED).quote?.body ?? new Uint8Array(0);
/** The picture of a body. */
export const pictureIn = (body: Bytes): Bytes | undefined =>
  body.length === 0 ? undefined : readContent(body, UNRECORDED).picture;
