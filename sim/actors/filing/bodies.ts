/**
 * A message's body as two columns: its text, by which the chat is searched, and the rest. Together they are the body again,
 * byte for byte; a body that does not begin with a text is rest alone.
 */
import { concat, equalBytes, fromUtf8, utf8, type Bytes } from '../../crypto/bytes.ts';

export interface BodyColumns {
  readonly text: string | null;
  readonly rest: Bytes | null;
}

/** Protobuf: field 1, length-delimited. `protocol/content.ts` writes the text first. */
const TEXT_TAG = 0x0a;

export function columnsOf(body: Bytes): BodyColumns {
  const whole: BodyColumns = { text: null, rest: body.length === 0 ? null : body };
  const field = textField(body);
  if (field === undefined || field.text.includes('\0')) return whole;
  const rest = body.slice(field.end);
  const columns: BodyColumns = { text: field.text, rest: rest.length === 0 ? null : rest };
  // Only what comes out the same again: a length in more bytes than it needs, or a byte order mark, would not.
  return equalBytes(bodyOf(columns), body) ? columns : whole;
}

export function bodyOf({ text, rest }: BodyColumns): Bytes {
  const end = rest ?? new Uint8Array(0);
  if (text === null) return end;
  const letters = utf8(text);
  return concat(Uint8Array.of(TEXT_TAG, ...varint(letters.length)), letters, end);
}

function textField(body: Bytes): { readonly text: string; readonly end: number } | undefined {
  if (body[0] !== TEXT_TAG) return undefined;
  let length = 0;
  let at = 1;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = body[at++] ?? 0;
    length += (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const text = at + length <= body.length ? fromUtf8(body.slice(at, at + length)) : undefined;
  return text === undefined ? undefined : { text, end: at + length };
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
