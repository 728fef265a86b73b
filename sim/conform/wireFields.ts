/**
 * Protobuf messages read without the project's own codec (protobuf.dev, "Encoding"): a second reading to compare with, and
 * the only way to rebuild a recorded message whose writer chose another order of fields. Numbers and byte strings only.
 */
import { concat, type Bytes } from '../crypto/bytes.ts';

export interface WireField {
  readonly number: number;
  /** The field as it stands: tag, length and content. */
  readonly whole: Bytes;
  /** The content of a byte string; undefined for numbers. */
  readonly content: Bytes | undefined;
}

/** The fields of a message in the order in which they stand. Throws a `RangeError` on anything but numbers and byte strings. */
export function wireFields(protobuf: Bytes): readonly WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = protobuf[at++];
      if (byte === undefined) throw new RangeError('cut short');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < protobuf.length) {
    const start = at;
    const tag = varint();
    let content: Bytes | undefined;
    if (tag % 8 === 0) varint();
    else if (tag % 8 === 2) {
      const length = varint();
      content = protobuf.slice(at, at + length);
      at += length;
    } else throw new RangeError(`wire type ${tag % 8}`);
    if (at > protobuf.length) throw new RangeError('cut short');
    fields.push({ number: Math.floor(tag / 8), whole: protobuf.slice(start, at), content });
  }
  return fields;
}

/** A prekey message (version byte, protobuf) with its fields in the order of their numbers; `keep` drops fields. */
export function inFieldOrder(prekeyMessage: Bytes, keep: (field: WireField) => boolean = () => true): Bytes {
  const fields = wireFields(prekeyMessage.subarray(1)).filter(keep);
  const ordered = fields.toSorted((a, b) => a.number - b.number).map((field) => field.whole);
  return concat(prekeyMessage.subarray(0, 1), ...ordered);
}

/** The message inside a prekey message (field 4). */
export function innerMessage(prekeyMessage: Bytes): Bytes {
  const inner = wireFields(prekeyMessage.subarray(1)).find((field) => field.number === 4)?.content;
  if (!inner) throw new RangeError('a prekey message has a message inside');
  return inner;
}
