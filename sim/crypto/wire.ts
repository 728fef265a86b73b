/**
 * Protobuf records (protobuf.dev, "Encoding"), written and read by a shape that names the fields; no generated code.
 *
 * A shape is used both ways, so a record cannot be written by one table and read by another. Fields are written in the
 * shape's order, zero values too (the counters of PROTOCOL.md section 3.2 are explicit), absent ones not. Reading is total.
 * Bytes fields are recorded as what stands in the record; texts are not: a text's identity is its message, not its letters.
 * Floor 1.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { fromUtf8, utf8, type Bytes } from './bytes.ts';
import type { ContainerLog } from './recorder.ts';

/** A star marks a repeated field: any number of values, in order. */
export type FieldKind = 'bytes' | 'uint32' | 'text' | 'bytes*' | 'text*';

/** Field names, each with its protobuf number (1 and up, no two alike) and kind: `{ counter: [2, 'uint32'] } as const`. */
export interface RecordShape {
  readonly [name: string]: readonly [fieldNumber: number, kind: FieldKind];
}

interface ValueOfKind {
  readonly bytes: Bytes;
  readonly uint32: number;
  readonly text: string;
  readonly 'bytes*': readonly Bytes[];
  readonly 'text*': readonly string[];
}
type Repeated = 'bytes*' | 'text*';

/** What can be written by a shape; absent and undefined fields are left out. */
export type RecordValues<S extends RecordShape> = { readonly [Name in keyof S]?: ValueOfKind[S[Name][1]] | undefined };

/** What comes out of a record of a shape: single fields may be absent, repeated ones are lists, at worst empty. */
export type DecodedRecord<S extends RecordShape> = {
  readonly [Name in keyof S as S[Name][1] extends Repeated ? never : Name]?: ValueOfKind[S[Name][1]];
} & { readonly [Name in keyof S as S[Name][1] extends Repeated ? Name : never]: ValueOfKind[S[Name][1]] };

/** The record of these values; its bytes fields are logged with their offsets. Throws on a number that is no uint32. */
export function encodeRecord<const S extends RecordShape>(
  shape: S,
  values: RecordValues<NoInfer<S>>,
  log: ContainerLog,
): Bytes {
  writer.finish(); // drops what an encoding that threw may have left
  const writing: Writing = { parts: [], offsets: [], length: 0 };
  for (const name in shape) {
    const fieldNumber = shape[name]?.[0];
    const value: Single | readonly Single[] | undefined = values[name];
    if (fieldNumber === undefined || value === undefined) continue;
    if (typeof value !== 'object' || value instanceof Uint8Array) writeField(writing, fieldNumber, value);
    else for (const single of value) writeField(writing, fieldNumber, single);
  }
  const whole = writer.finish();
  if (writing.parts.length > 0) log.pack(writing.parts, whole, writing.offsets);
  return whole;
}

/**
 * The fields of a record; undefined where the bytes are malformed: cut short, a known field of the wrong wire type, text that
 * is not UTF-8, a number over 32 bits, field number 0. Unknown fields are skipped; of a single field given twice the last
 * value counts. Bytes are copies: they share no buffer with the record. Logs each bytes field with its offset.
 */
export function decodeRecord<const S extends RecordShape>(
  shape: S,
  record: Bytes,
  log: ContainerLog,
): DecodedRecord<S> | undefined {
  const fields: Fields = {};
  for (const name of planOf(shape).repeated) fields[name] = [];
  const parts: Bytes[] = [];
  const offsets: number[] = [];
  const take: Take = (field, value, _, contentAt) => {
    if (field === undefined || value === undefined) return;
    const { name, kind } = field;
    if (value instanceof Uint8Array) {
      parts.push(value);
      offsets.push(contentAt);
    }
    const list = fields[name];
    if (isRepeated(kind) && Array.isArray(list)) list.push(value);
    else fields[name] = value;
  };
  try {
    readRecord(shape, record, take);
  } catch {
    // The reader and the helpers below throw on malformed bytes, and only on those.
    return undefined;
  }
  if (parts.length > 0) log.unpack(record, parts, offsets);
  return fields as DecodedRecord<S>;
}

/**
 * Is told of each field of a record in turn: it stands at [offset, end) and its content begins at `contentAt`, after number, wire
 * type and length. `field` and `value` are absent where the shape does not name its number.
 */
export type Take = (
  field: PlannedField | undefined,
  value: Single | undefined,
  offset: number,
  contentAt: number,
  end: number,
  fieldNumber: number,
) => void;

/** The only way through a record; throws where it is malformed, after having told of what stands before. */
export function readRecord(shape: RecordShape, record: Bytes, take: Take): void {
  const { byNumber } = planOf(shape);
  const reader = new BinaryReader(record);
  while (reader.pos < reader.len) {
    const offset = reader.pos;
    const [fieldNumber, wireType] = reader.tag();
    const field = byNumber.get(fieldNumber);
    const contentAt = wireType === WireType.LengthDelimited ? afterVarint(record, reader.pos) : reader.pos;
    if (field === undefined) {
      skipField(reader, record, fieldNumber, wireType, DEEPEST_GROUP);
      take(undefined, undefined, offset, contentAt, reader.pos, fieldNumber);
      continue;
    }
    const value = readValue(reader, record, field.kind, wireType);
    take(field, value, offset, contentAt, reader.pos, fieldNumber);
  }
}

/** Where the varint that begins here ends: its last byte has no high bit. */
function afterVarint(record: Bytes, from: number): number {
  let at = from;
  while ((record[at] ?? 0) > 0x7f) at++;
  return at + 1;
}

/** What one field holds. */
export type Single = Bytes | number | string;
type Fields = { [name: string]: Single | Single[] };

/** One writer for all records: a fresh one would allocate its buffer each time, which costs more than the writing. */
const writer = new BinaryWriter();

interface Writing {
  readonly parts: Bytes[];
  readonly offsets: number[];
  /** Bytes written so far: the writer does not tell. */
  length: number;
}

function writeField(writing: Writing, fieldNumber: number, value: Single): void {
  if (typeof value === 'number') {
    writer.tag(fieldNumber, WireType.Varint).uint32(value);
    writing.length += varintLength(fieldNumber << 3) + varintLength(value);
    return;
  }
  const content = typeof value === 'string' ? utf8(value) : value;
  writer.tag(fieldNumber, WireType.LengthDelimited).bytes(content);
  writing.length += varintLength(fieldNumber << 3) + varintLength(content.length) + content.length;
  if (typeof value === 'string') return;
  writing.parts.push(content);
  writing.offsets.push(writing.length - content.length);
}

/** Bytes that a number takes as a varint: seven bits in each. */
function varintLength(value: number): number {
  let length = 1;
  for (let rest = value >>> 7; rest !== 0; rest >>>= 7) length++;
  return length;
}

function isRepeated(kind: FieldKind): kind is Repeated {
  return kind === 'bytes*' || kind === 'text*';
}

export interface PlannedField {
  readonly name: string;
  readonly kind: FieldKind;
}

/** A shape as reading wants it. */
interface Plan {
  readonly byNumber: ReadonlyMap<number, PlannedField>;
  readonly repeated: readonly string[];
}

/** Shapes are constants, so each is turned into its plan once. */
const plans = new WeakMap<RecordShape, Plan>();

function planOf(shape: RecordShape): Plan {
  const known = plans.get(shape);
  if (known) return known;
  const fields = Object.entries(shape).map(([name, [fieldNumber, kind]]) => ({ name, fieldNumber, kind }));
  const plan: Plan = {
    byNumber: new Map(fields.map(({ name, fieldNumber, kind }) => [fieldNumber, { name, kind }])),
    repeated: fields.filter(({ kind }) => isRepeated(kind)).map(({ name }) => name),
  };
  plans.set(shape, plan);
  return plan;
}

function readValue(reader: BinaryReader, record: Bytes, kind: FieldKind, wireType: WireType): Single {
  if (wireType !== (kind === 'uint32' ? WireType.Varint : WireType.LengthDelimited)) throw malformed('wire type');
  if (kind === 'uint32') return readUint32(reader, record);
  const content = readContent(reader, record);
  if (kind === 'bytes' || kind === 'bytes*') return content;
  const text = fromUtf8(content);
  if (text === undefined) throw malformed('UTF-8');
  return text;
}

/** The library drops what does not fit into 32 bits; here it is malformed, as its own reading of tags has it. */
function readUint32(reader: BinaryReader, record: Bytes): number {
  const start = reader.pos;
  const value = reader.uint32();
  const length = reader.pos - start;
  if (length > 5 || (length === 5 && (record[reader.pos - 1] ?? 0) > 0x0f)) throw malformed('number over 32 bits');
  return value;
}

/** A copy of length-delimited content. */
function readContent(reader: BinaryReader, record: Bytes): Bytes {
  const length = readUint32(reader, record);
  const start = reader.pos;
  if (length > reader.len - start) throw malformed('length');
  reader.pos = start + length;
  return record.slice(start, start + length);
}

/** Moves past a field that the shape does not name. A group (an old form of nesting) ends with its own number. */
function skipField(reader: BinaryReader, record: Bytes, fieldNumber: number, wireType: WireType, depth: number): void {
  if (wireType === WireType.LengthDelimited) {
    readContent(reader, record);
  } else if (wireType === WireType.StartGroup) {
    if (depth === 0) throw malformed('groups too deep');
    for (;;) {
      const [innerNumber, innerType] = reader.tag();
      if (innerType !== WireType.EndGroup) skipField(reader, record, innerNumber, innerType, depth - 1);
      else if (innerNumber === fieldNumber) return;
      else throw malformed('end of group');
    }
  } else if (reader.skip(wireType).length > LONGEST_VARINT) {
    throw malformed('varint');
  }
}

/** Ten bytes hold 64 bits. */
const LONGEST_VARINT = 10;
/** So that no record can exhaust the stack. */
const DEEPEST_GROUP = 100;

function malformed(what: string): Error {
  return new Error(`malformed record: ${what}`);
}
