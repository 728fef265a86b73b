/**
 * The bytes of a packet, layer by layer: every byte stands in exactly one field that has a name.
 *
 * Read by the tables and with the reader of the codecs themselves (`wire.ts`), so that what is shown is what is parsed. Never
 * throws: what no table knows is a field `unknown`, what cannot be read any more a field `malformed`.
 */
import { type Bytes } from '../crypto/bytes.ts';
import { addPadding } from '../crypto/padding.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { readRecord, type RecordShape, type Single } from '../crypto/wire.ts';
import { TICKS } from '../trace.ts';
import { BUNDLE } from './bundle.ts';
import { MAC_BYTES } from './constants.ts';
import { CONTENT, CONTEXT, unpad } from './content.ts';
import { MESSAGE, PREKEY_MESSAGE } from './message.ts';
import { ENTRY, KINDS, STANZA, TYPES } from './stanza.ts';

/** The table of each layer that is a record, or has one inside. */
export const LAYER_SHAPES = {
  stanza: STANZA,
  entry: ENTRY,
  bundle: BUNDLE,
  prekeyMessage: PREKEY_MESSAGE,
  message: MESSAGE,
  content: CONTENT,
  context: CONTEXT,
} as const satisfies Readonly<Record<string, RecordShape>>;
type RecordKind = keyof typeof LAYER_SHAPES;
/** `blocks` is what the cipher turns into the ciphertext; `padded` what was handed to it. */
export type LayerKind = RecordKind | 'blocks' | 'padded';

type Names = { readonly [Kind in RecordKind]: `${Kind}.${keyof (typeof LAYER_SHAPES)[Kind] & string}` };
/** What a field is called: its layer and its name in the layer's table. */
export type FieldId =
  | Names[RecordKind]
  | 'prekeyMessage.version'
  | 'message.version'
  | 'message.mac'
  | 'blocks.padded'
  | 'blocks.padding'
  | 'padded.body'
  | 'padded.padding'
  | 'unknown'
  | 'malformed';

export interface Field {
  readonly id: FieldId;
  /** In its layer, and in bytes. The first `head` of them are number, wire type and length; the rest is the content. */
  readonly offset: number;
  readonly length: number;
  readonly head: number;
  /** The content as a number or a text, where it is one. */
  readonly value: number | string | undefined;
  /** What a number stands for: `message`, `prekey`, `read`. */
  readonly code: string | undefined;
  /** The layer that stands in it, or that opens it: its index. */
  readonly inner: number | undefined;
}

export interface Layer {
  readonly kind: LayerKind;
  readonly bytes: Bytes;
  /** In order; each begins where the one before ends, the last ends with the bytes. */
  readonly fields: readonly Field[];
  /** Which field of which layer it comes out of; the packet itself has none. */
  readonly parent: { readonly layer: number; readonly field: number } | undefined;
  /** Where in the packet it begins; undefined where it stands there in sealed form only. */
  readonly start: number | undefined;
}

/** The plaintext of a ciphertext, where somebody ever encrypted or decrypted it. */
export type Opener = (ciphertext: Bytes) => Bytes | undefined;

/** All layers of a packet, outermost first; each layer comes after the one that it stands in. */
export function dissect(packet: Bytes, open: Opener = () => undefined): readonly Layer[] {
  const layers: Layer[] = [];
  peel({ kind: 'stanza', bytes: packet, parent: undefined, start: 0 }, open, layers);
  return layers;
}

/** The content of a field: its bytes without number, wire type and length. */
export const contentOf = (layer: Layer, { offset, head, length }: Field): Bytes =>
  layer.bytes.subarray(offset + head, offset + length);

type Wrapped = Pick<Layer, 'kind' | 'bytes' | 'parent' | 'start'>;

/** Takes one layer apart, then what is inside it. */
function peel(wrapped: Wrapped, open: Opener, layers: Layer[]): void {
  const index = layers.length;
  const bare: Layer = { ...wrapped, fields: fieldsOf(wrapped.kind, wrapped.bytes) };
  layers.push(bare);
  const fields = bare.fields.map((field, i): Field => {
    const inside = insideOf(bare, field, open);
    if (!inside) return field;
    const start = inside.sealed || bare.start === undefined ? undefined : bare.start + field.offset + field.head;
    const inner = layers.length;
    peel({ kind: inside.kind, bytes: inside.bytes, parent: { layer: index, field: i }, start }, open, layers);
    return { ...field, inner };
  });
  layers[index] = { ...bare, fields };
}

interface Inside {
  readonly kind: LayerKind;
  readonly bytes: Bytes;
  readonly sealed?: boolean;
}

/** What stands in a field, if that is a layer of its own. */
function insideOf(layer: Layer, field: Field, open: Opener): Inside | undefined {
  const bytes = contentOf(layer, field);
  switch (field.id) {
    case 'stanza.body':
      return inBody(layer, bytes);
    case 'stanza.parts':
      return { kind: codeOf(layer, 'stanza.kind') === 'bundles' ? 'entry' : 'bundle', bytes };
    case 'entry.bundle':
      return { kind: 'bundle', bytes };
    case 'prekeyMessage.message':
      return { kind: 'message', bytes };
    case 'message.ciphertext': {
      const plaintext = open(bytes);
      return plaintext && { kind: 'blocks', bytes: addPadding(plaintext), sealed: true };
    }
    case 'blocks.padded':
      return { kind: 'padded', bytes };
    case 'padded.body':
      return { kind: 'content', bytes };
    case 'content.context':
      return { kind: 'context', bytes };
    default:
      return undefined;
  }
}

function inBody(stanza: Layer, bytes: Bytes): Inside | undefined {
  if (codeOf(stanza, 'stanza.kind') === 'retry') return { kind: 'bundle', bytes };
  const type = codeOf(stanza, 'stanza.type');
  if (type === undefined) return undefined;
  return { kind: type === 'prekey' ? 'prekeyMessage' : 'message', bytes };
}

const codeOf = (layer: Layer, id: FieldId): string | undefined =>
  layer.fields.findLast((field) => field.id === id)?.code;

function fieldsOf(kind: LayerKind, bytes: Bytes): readonly Field[] {
  switch (kind) {
    case 'message':
    case 'prekeyMessage':
      return versioned(kind, bytes);
    case 'blocks':
      return split('blocks.padded', 'blocks.padding', bytes.length - (bytes.at(-1) ?? 0), bytes.length);
    case 'padded': {
      const body = unpad(bytes, UNRECORDED);
      return body
        ? split('padded.body', 'padded.padding', body.length, bytes.length)
        : tail('malformed', 0, bytes.length);
    }
    default:
      return inRecord(kind, bytes);
  }
}

/** Version byte, record, and a message's check value. */
function versioned(kind: 'message' | 'prekeyMessage', bytes: Bytes): readonly Field[] {
  const macAt = kind === 'message' ? bytes.length - MAC_BYTES : bytes.length;
  if (macAt < 1) return tail('malformed', 0, bytes.length);
  return [
    { ...plain(`${kind}.version`, 0, 1), value: bytes[0] },
    ...inRecord(kind, bytes.subarray(1, macAt), 1),
    ...tail('message.mac', macAt, bytes.length),
  ];
}

function inRecord(kind: RecordKind, record: Bytes, from = 0): readonly Field[] {
  const fields: Field[] = [];
  let readTo = 0;
  try {
    readRecord(LAYER_SHAPES[kind], record, (named, value, offset, contentAt, end) => {
      fields.push({
        ...plain(idOf(kind, named?.name), from + offset, end - offset),
        head: contentAt - offset,
        value: value instanceof Uint8Array ? undefined : value,
        code: codeFor(named?.name, value),
      });
      readTo = end;
    });
  } catch {
    // The reader throws on malformed bytes, and only on those; what stands before them was read.
  }
  return [...fields, ...tail('malformed', from + readTo, from + record.length)];
}

/** The name comes out of the layer's own table, so that layer and name together are one of the ids. */
const idOf = (kind: RecordKind, name: string | undefined): FieldId =>
  name === undefined ? 'unknown' : (`${kind}.${name}` as FieldId);

/** Numbers that stand for words: only stanzas have such. */
const CODES: Readonly<Record<string, readonly string[]>> = { kind: KINDS, type: TYPES, tick: TICKS };
const codeFor = (name: string | undefined, value: Single | undefined): string | undefined =>
  typeof value === 'number' ? CODES[name ?? '']?.[value] : undefined;

const split = (first: FieldId, rest: FieldId, at: number, end: number): readonly Field[] => [
  ...tail(first, 0, at),
  ...tail(rest, at, end),
];

/** One field from here to there; none where that is nothing. */
const tail = (id: FieldId, from: number, to: number): readonly Field[] =>
  from < to ? [plain(id, from, to - from)] : [];

const plain = (id: FieldId, offset: number, length: number): Field => ({
  id,
  offset,
  length,
  head: 0,
  value: undefined,
  code: undefined,
  inner: undefined,
});
