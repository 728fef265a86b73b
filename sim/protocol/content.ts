/**
 * What is inside the encryption: what a person wrote, a secret of its own, and padding. PROTOCOL.md sections 3.2 and 12.
 *
 * Field numbers follow the public `Message` definition. A plain text stands in `conversation` (1); a picture (3) has its text
 * as caption; a text that answers, forwards or disappears stands in `extendedTextMessage` (6). The secret (35) makes every
 * message a value of its own: two messages with equal texts are different bytes. What devices ask of each other (12, 51) is in
 * `requests.ts`. A quoted message is carried whole, so whoever opens the answer has the quoted message too.
 */
import { concat, fromUtf8, legibleUtf8, type Bytes } from '../crypto/bytes.ts';
import { drawBelow } from '../crypto/entropy.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import type { Address } from './endpoint.ts';
import type { Tools } from './tools.ts';

/** The tables of a body; other readers of its bytes go by them too. */
export const CONTENT = {
  text: [1, 'text'],
  image: [3, 'bytes'],
  extended: [6, 'bytes'],
  protocol: [12, 'bytes'],
  context: [35, 'bytes'],
  keep: [51, 'bytes'],
} as const;
export const CONTEXT = { secret: [3, 'bytes'] } as const;
/** `picture` is where the public definition has the thumbnail: pictures themselves travel apart from messages there. */
const IMAGE = {
  caption: [3, 'text'],
  picture: [16, 'bytes'],
  reference: [17, 'bytes'],
  once: [25, 'uint32'],
} as const;
const EXTENDED = { text: [1, 'text'], reference: [17, 'bytes'] } as const;
/** `contextInfo`: what a message says of another one, and of its own time. */
const REFERENCE = {
  label: [1, 'text'],
  writer: [2, 'text'],
  quoted: [3, 'bytes'],
  forwarded: [22, 'uint32'],
  seconds: [25, 'uint32'],
} as const;
const DAMAGED = { ...CONTENT, text: [1, 'bytes'] } as const;
const SECRET_BYTES = 32;
/** A picture is as large as a small thumbnail: enough to be found again among a file's bytes, little enough to draw each time. */
const PICTURE_BYTES = 600;
/** Padding is n bytes of value n, 1 to 16. PROTOCOL 3.2. */
const MOST_PADDING = 16;

/** What a body carries besides its text. */
export interface Extras {
  readonly picture?: Bytes;
  /** To be seen once; only pictures can be. */
  readonly isOnce?: true;
  /** The message that it answers or forwards, whole. */
  readonly quote?: Quote;
  /**
   * The text is that of `quote`. Real clients copy the text and say no more; here the original is carried along, so that
   * whoever has the forwarded text is known to have what the original says.
   */
  readonly isForwarded?: true;
  /** After how many seconds it disappears. */
  readonly seconds?: number;
}
export interface Quote {
  readonly label: string;
  readonly from: Address;
  readonly body: Bytes;
}
export interface Content extends Extras {
  readonly text: string;
  /** The bytes of a `protocolMessage` or a `keepInChatMessage`: no message, but a request about others (`requests.ts`). */
  readonly protocol?: Bytes;
  readonly keep?: Bytes;
}

/** The body of a new message; `name` makes its secret's draw unique. */
export function writeBody(text: string, name: string, tools: Tools, extras: Extras = {}): Bytes {
  const log = tools.containers;
  const secret = tools.entropy.draw(`message-secret ${name}`, SECRET_BYTES);
  const context = encodeRecord(CONTEXT, { secret }, log);
  const { picture, isOnce } = extras;
  const reference = writeReference(extras, log);
  if (picture) {
    const image = encodeRecord(IMAGE, { caption: text, picture, reference, once: isOnce ? 1 : undefined }, log);
    return encodeRecord(CONTENT, { image, context }, log);
  }
  if (!reference) return encodeRecord(CONTENT, { text, context }, log);
  return encodeRecord(CONTENT, { extended: encodeRecord(EXTENDED, { text, reference }, log), context }, log);
}

/** A new picture; its bytes depend on the name alone. */
export const drawPicture = (name: string, tools: Tools): Bytes => tools.entropy.draw(`picture ${name}`, PICTURE_BYTES);

function writeReference({ quote, isForwarded, seconds }: Extras, log: ContainerLog): Bytes | undefined {
  if (!quote && seconds === undefined) return undefined;
  return encodeRecord(
    REFERENCE,
    { label: quote?.label, writer: quote?.from, quoted: quote?.body, forwarded: isForwarded ? 1 : undefined, seconds },
    log,
  );
}

/** What a body says, as a device that shows it takes it. Bytes that are no message are a text of replacement characters. */
export function readContent(body: Bytes, containers: ContainerLog): Content {
  const fields = decodeRecord(CONTENT, body, containers);
  if (fields?.text !== undefined) return { text: fields.text };
  if (fields?.protocol) return { text: '', protocol: fields.protocol };
  if (fields?.keep) return { text: '', keep: fields.keep };
  const image = fields?.image && decodeRecord(IMAGE, fields.image, containers);
  if (image?.picture) {
    const { caption: text = '', picture, once } = image;
    return { text, picture, ...(once ? { isOnce: true } : {}), ...readReference(image.reference, containers) };
  }
  const extended = fields?.extended && decodeRecord(EXTENDED, fields.extended, containers);
  if (extended?.text !== undefined) return { text: extended.text, ...readReference(extended.reference, containers) };
  return { text: fromUtf8(body) ?? garbled(damagedText(body, containers) ?? body) };
}

function readReference(bytes: Bytes | undefined, containers: ContainerLog): Extras {
  const fields = bytes && decodeRecord(REFERENCE, bytes, containers);
  if (!fields) return {};
  const { label, writer, quoted, forwarded, seconds } = fields;
  const quote = label !== undefined && writer !== undefined && quoted && { label, from: writer, body: quoted };
  return {
    ...(quote ? { quote } : {}),
    ...(quote && forwarded ? { isForwarded: true } : {}),
    ...(seconds ? { seconds } : {}),
  };
}

/** The text of a body as a person would see it. Never fails. */
export const readText = (body: Bytes, containers: ContainerLog): string => readContent(body, containers).text;

/** The bytes of a text that is not UTF-8 any more, where the record around it still is one. */
const damagedText = (body: Bytes, containers: ContainerLog): Bytes | undefined =>
  decodeRecord(DAMAGED, body, containers)?.text;

/** What a phone shows for bytes that are neither a message nor text: what is legible of them. */
const garbled = (bytes: Bytes): string => legibleUtf8(bytes).replace(/\p{Cc}/gu, '\uFFFD');

export function pad(body: Bytes, name: string, tools: Tools): Bytes {
  const count = 1 + drawBelow(tools.entropy, `padding ${name}`, MOST_PADDING);
  const padded = concat(body, new Uint8Array(count).fill(count));
  tools.containers.pack([body], padded);
  return padded;
}

/** The body without its padding; undefined where the last byte cannot be a padding length. */
export function unpad(padded: Bytes, containers: ContainerLog): Bytes | undefined {
  const count = padded[padded.length - 1];
  if (count === undefined || count === 0 || count > MOST_PADDING || count > padded.length) return undefined;
  const body = padded.slice(0, padded.length - count);
  containers.unpack(padded, [body]);
  return body;
}

/**
 * The body in an opened plaintext, for who keeps it without showing it. Where changes go unnoticed it is read all the same: an
 * altered body is another record, which nobody has put together, and its parts are known to whoever has it.
 */
export function bodyIn(plaintext: Bytes, { protections, containers }: Tools): Bytes | undefined {
  const body = unpad(plaintext, containers);
  if (body && !protections.verifyMac) readContent(body, containers);
  return body;
}
