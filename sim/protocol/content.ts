/**
 * What is inside the encryption: the text, a secret of its own, and padding. PROTOCOL.md sections 3.2 and 12.
 *
 * Field numbers follow the public `Message` definition: 1 conversation, 35 message context with 3 message secret. The
 * secret makes every message a value of its own: two messages with equal texts are different bytes.
 */
import { concat, fromUtf8, legibleUtf8, type Bytes } from '../crypto/bytes.ts';
import { drawBelow } from '../crypto/entropy.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import type { Tools } from './tools.ts';

/** The tables of a body; other readers of its bytes go by them too. */
export const CONTENT = { text: [1, 'text'], context: [35, 'bytes'] } as const;
export const CONTEXT = { secret: [3, 'bytes'] } as const;
const DAMAGED = { ...CONTENT, text: [1, 'bytes'] } as const;
const SECRET_BYTES = 32;
/** Padding is n bytes of value n, 1 to 16. PROTOCOL 3.2. */
const MOST_PADDING = 16;

/** The body of a new message; `name` makes its secret's draw unique. */
export function writeBody(text: string, name: string, tools: Tools): Bytes {
  const secret = tools.entropy.draw(`message-secret ${name}`, SECRET_BYTES);
  const context = encodeRecord(CONTEXT, { secret }, tools.containers);
  return encodeRecord(CONTENT, { text, context }, tools.containers);
}

/** The text of a body as a person would see it. Bytes that are no message show as replacement characters, never fail. */
export function readText(body: Bytes, containers: ContainerLog): string {
  const fields = decodeRecord(CONTENT, body, containers);
  return fields?.text ?? fromUtf8(body) ?? garbled(damagedText(body, containers) ?? body);
}

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
