/** Text cells: how much of some bytes can be read as text, and the text itself. */
import { type Bytes, fromUtf8, legibleUtf8 } from '../../crypto/bytes.ts';
import { u8 } from './varint.ts';

/** File format 1.3.13. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The text of a listed cell: what is not text in it becomes U+FFFD, as when a database shows it. */
export function textOf(bytes: Bytes, at: number, end: number, encoding: Encoding): string {
  if (encoding !== 'utf-8') return new TextDecoder(encoding).decode(bytes.subarray(at, end));
  if (end - at > SHORT) return long(bytes.subarray(at, end));
  let text = '';
  for (let i = at; i < end; i++) {
    const unit = u8(bytes, i);
    if (unit > 0x7f) return long(bytes.subarray(at, end));
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Up to here, adding one letter after the other is quicker than calling the decoder. */
const SHORT = 48;

const long = (bytes: Bytes): string => fromUtf8(bytes) ?? legibleUtf8(bytes);

/**
 * Where the text that begins at `at` stops to be one: at `end`, or before the first byte that is no UTF-8 or is a control
 * character. People do not type those, and the headers of records are full of them.
 */
export function legibleEnd(bytes: Bytes, at: number, end: number, encoding: Encoding): number {
  if (encoding !== 'utf-8') return at + (end - at) - ((end - at) % 2);
  let i = at;
  while (i < end) {
    const length = sequenceLength(bytes, i, end);
    if (length === 0) return i;
    i += length;
  }
  return i;
}

/** Bytes of the UTF-8 sequence at `at`; 0 where there is none. Unicode 16, table 3-7. */
function sequenceLength(bytes: Bytes, at: number, end: number): number {
  const first = u8(bytes, at);
  if (first < 0x80) return (first >= 0x20 && first !== 0x7f) || isBlank(first) ? 1 : 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > end) return 0;
  const second = u8(bytes, at + 1);
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if ((u8(bytes, at + i) & 0xc0) !== 0x80) return 0;
  return length;
}

const isBlank = (unit: number): boolean => unit === 0x09 || unit === 0x0a || unit === 0x0d;
