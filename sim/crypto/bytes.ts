/** Byte strings: the one data type that crosses every floor. Nothing here mutates its arguments. */

export type Bytes = Uint8Array;

/** Values shorter than this are known to everyone (salts, labels, counters) unless declared a secret by owner and purpose. */
export const SHORTEST_SECRET_BYTES = 16;

/** The bytes of all parts, one after the other, in a new array. */
export function concat(...parts: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Same length and same content. Not constant-time: nothing here defends a real secret. */
export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** First position of `part` in `whole` at or after `from`, or -1. */
export function indexOfBytes(whole: Bytes, part: Bytes, from = 0): number {
  if (part.length === 0) return from;
  const last = whole.length - part.length;
  for (let at = whole.indexOf(part[0] ?? 0, from); at !== -1 && at <= last; at = whole.indexOf(part[0] ?? 0, at + 1)) {
    let i = 1;
    while (i < part.length && whole[at + i] === part[i]) i++;
    if (i === part.length) return at;
  }
  return -1;
}

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal, two digits a byte; with `separator` between bytes when given. */
export function toHex(bytes: Bytes, separator = ''): string {
  return Array.from(bytes, (byte) => HEX[byte]).join(separator);
}

/** Bytes of a hexadecimal string; undefined where it is not one. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

const encoder = new TextEncoder();
/** A leading U+FEFF is text here, not a byte-order mark: decoding must be the inverse of encoding. */
const strict = { fatal: true, ignoreBOM: true };
const lenient = { fatal: false, ignoreBOM: true };
const strictDecoder = new TextDecoder('utf-8', strict);
const lenientDecoder = new TextDecoder('utf-8', lenient);

/** The UTF-8 bytes of a text. Short ASCII is written here: for a name or a label, calling the encoder costs ten times that. */
export function utf8(text: string): Bytes {
  const { length } = text;
  if (length > SHORT_TEXT) return encoder.encode(text);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return encoder.encode(text);
    bytes[i] = unit;
  }
  return bytes;
}

const SHORT_TEXT = 64;

/** The text of UTF-8 bytes, with U+FFFD in place of each piece that is not UTF-8. */
export const legibleUtf8 = (bytes: Bytes): string => lenientDecoder.decode(bytes);

/** The text of UTF-8 bytes; undefined where they are not UTF-8. */
export function fromUtf8(bytes: Bytes): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}
