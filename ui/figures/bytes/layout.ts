/**
 * The bytes inspector as plain marks: layers, the hex rows of the open one, its fields, and everything about the chosen field.
 * Pure; picture, table and command line are all drawn from what this returns.
 */
import { toHex, type Bytes } from '../../../sim/crypto/bytes.ts';
import type { InspectedField, InspectedLayer, Inspection, Origin } from '../../../sim/index.ts';
import { inLanguage, type Language, type Localized } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import { CODE_WORDS, FIELD_WORDS, LAYER_WORDS } from '../../i18n/fields.ts';
import { OPERATION_NAMES } from '../../i18n/terms.ts';
import { actorInSentence, actorName, listOf } from '../names.ts';
import { firstBytes, legible } from '../say.ts';
import { BYTES_WORDS } from './words.ts';

/** `layer.field`, as it stands in the link. */
export type FieldKey = string;
export const fieldKey = (layer: number, field: number): FieldKey => `${layer}.${field}`;

export interface LayerMark {
  readonly index: number;
  readonly name: string;
  readonly meaning: string;
  readonly size: string;
  /** How many layers it is in. */
  readonly depth: number;
  /** Why it cannot be opened. */
  readonly closed: string | undefined;
  /** Which part of the packet it is, as shares of its length; what is sealed lies where its ciphertext lies. */
  readonly from: number;
  readonly to: number;
  readonly isSealed: boolean;
  readonly fields: readonly FieldMark[];
}

export interface FieldMark {
  readonly key: FieldKey;
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  /** The same with more bytes. */
  readonly longValue: string;
  /** Bytes are set in a face of their own. */
  readonly isBytes: boolean;
  readonly offset: number;
  readonly length: number;
  readonly place: string;
  readonly head: string | undefined;
  readonly origin: string;
  readonly originSeq: Seq;
  readonly messageKey: Origin['key'];
  readonly readers: string;
  /** The layer inside. */
  readonly inner: { readonly index: number; readonly name: string } | undefined;
}

/** Sixteen or eight bytes in a row; rows in the middle of one long field are folded into one. */
export type HexRow =
  | { readonly kind: 'row'; readonly offset: string; readonly cells: readonly HexCell[]; readonly text: string }
  | { readonly kind: 'folded'; readonly rows: number; readonly key: FieldKey };

export interface HexCell {
  readonly hex: string;
  readonly key: FieldKey;
  /** Number, wire type or length of a field, not its content. */
  readonly isHead: boolean;
}

export const layersOf = ({ layers, party }: Inspection, language: Language): readonly LayerMark[] =>
  layers.map((layer, index) => {
    const words = LAYER_WORDS[layer.kind];
    const who = actorInSentence(party, language);
    return {
      index,
      name: words.name[language],
      meaning: words.meaning[language],
      size: BYTES_WORDS.size({ bytes: layer.length })[language],
      depth: depthOf(layers, layer),
      ...rangeIn(layers, layer),
      isSealed: layer.start === undefined,
      closed: layer.closed && BYTES_WORDS.closedWhy[layer.closed]({ who })[language],
      fields: layer.fields.map((field, i) => fieldMark(layers, field, fieldKey(index, i), language)),
    };
  });

function rangeIn(layers: readonly InspectedLayer[], layer: InspectedLayer): { from: number; to: number } {
  const whole = layers[0]?.length ?? 1;
  const outer = layer.parent && layers[layer.parent.layer];
  if (layer.start !== undefined) return { from: layer.start / whole, to: (layer.start + layer.length) / whole };
  const field = outer?.fields[layer.parent?.field ?? 0];
  if (!outer || !field || outer.start === undefined) return outer ? rangeIn(layers, outer) : { from: 0, to: 1 };
  const end = outer.start + field.offset + field.length;
  return { from: (outer.start + field.offset + field.head) / whole, to: end / whole };
}

function depthOf(layers: readonly InspectedLayer[], { parent }: InspectedLayer): number {
  const outer = parent && layers[parent.layer];
  return outer ? 1 + depthOf(layers, outer) : 0;
}

function fieldMark(
  layers: readonly InspectedLayer[],
  field: InspectedField,
  key: FieldKey,
  language: Language,
): FieldMark {
  const { offset, length, head, origin, readers, inner } = field;
  const say = (text: Localized): string => inLanguage(text, language);
  const words = FIELD_WORDS[field.id];
  const inside = inner === undefined ? undefined : layers[inner];
  return {
    key,
    name: say(words.name),
    meaning: say(words.meaning),
    value: valueText(field, SHOWN_BYTES, language),
    longValue: valueText(field, MOST_BYTES, language),
    isBytes: field.value === undefined || field.id.endsWith('.version'),
    offset,
    length,
    place: say(BYTES_WORDS.place({ from: offset, to: offset + length - 1, length })),
    head: head === 0 ? undefined : say(BYTES_WORDS.head({ head, length })),
    origin: originText(origin, language),
    originSeq: origin.seq,
    messageKey: origin.key,
    readers:
      readers.length === 0
        ? say(BYTES_WORDS.nobody)
        : listOf(
            readers.map((party) => actorName(party, language)),
            language,
          ),
    inner: inner === undefined || !inside ? undefined : { index: inner, name: say(LAYER_WORDS[inside.kind].name) },
  };
}

/** Bytes of a value in the list of fields, and where one field is explained. */
const SHOWN_BYTES = 8;
const MOST_BYTES = 40;

function valueText({ id, value, code, content }: InspectedField, most: number, language: Language): string {
  if (id.endsWith('.version')) return toHex(content);
  if (typeof value === 'string') return legible(value);
  if (typeof value === 'number') {
    const word = code === undefined ? undefined : CODE_WORDS[code]?.[language];
    return word === undefined ? String(value) : language === 'en' ? `${value} (${word})` : `${value}（${word}）`;
  }
  return firstBytes(content, most);
}

function originText({ kind, op, actor, seq }: Origin, language: Language): string {
  const where = { who: actorInSentence(actor, language), event: seq };
  if (kind === 'computed' && op !== undefined)
    return BYTES_WORDS.computed({ ...where, op: OPERATION_NAMES[op][language] })[language];
  return (kind === 'drawn' ? BYTES_WORDS.drawn(where) : BYTES_WORDS.written(where))[language];
}

/** Rows of one field that are shown at each end when it is folded. */
const KEPT_ROWS = 2;

/**
 * The bytes of an open layer in rows, each byte with its field.
 * @param opened fields whose rows are all shown.
 */
export function hexRows(
  layer: Pick<InspectedLayer, 'bytes' | 'fields'>,
  index: number,
  perRow: number,
  opened: ReadonlySet<FieldKey>,
): readonly HexRow[] {
  const bytes = layer.bytes ?? new Uint8Array(0);
  const cells = layer.fields.flatMap(({ offset, length, head }, field): readonly HexCell[] =>
    Array.from(bytes.subarray(offset, offset + length), (byte, i) => ({
      hex: toHex(Uint8Array.of(byte)),
      key: fieldKey(index, field),
      isHead: i < head,
    })),
  );
  const rows = Array.from({ length: Math.ceil(cells.length / perRow) }, (_, row): HexRow & { kind: 'row' } => {
    const from = row * perRow;
    const own = cells.slice(from, from + perRow);
    return { kind: 'row', offset: hexOffset(from), cells: own, text: ascii(bytes.subarray(from, from + perRow)) };
  });
  return folded(rows, opened);
}

/** Long runs of rows that are one field's alone become one row that says how many. */
function folded(rows: readonly (HexRow & { kind: 'row' })[], opened: ReadonlySet<FieldKey>): readonly HexRow[] {
  const shown: HexRow[] = [];
  for (let at = 0; at < rows.length;) {
    const key = onlyKey(rows[at]);
    let end = at + 1;
    while (key !== undefined && end < rows.length && onlyKey(rows[end]) === key) end++;
    const run = rows.slice(at, end);
    const middle = run.length - 2 * KEPT_ROWS;
    if (key === undefined || opened.has(key) || middle <= KEPT_ROWS) shown.push(...run);
    else shown.push(...run.slice(0, KEPT_ROWS), { kind: 'folded', rows: middle, key }, ...run.slice(-KEPT_ROWS));
    at = end;
  }
  return shown;
}

function onlyKey(row: (HexRow & { kind: 'row' }) | undefined): FieldKey | undefined {
  const key = row?.cells[0]?.key;
  return row?.cells.every((cell) => cell.key === key) ? key : undefined;
}

export const hexOffset = (offset: number): string => offset.toString(16).padStart(4, '0');

/** Printable ASCII as it is, everything else as a dot. */
export const ascii = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
