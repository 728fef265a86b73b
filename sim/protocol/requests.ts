/**
 * What devices ask of each other about messages: take it back, edit it, let the chat disappear, keep it, forget it. PROTOCOL.md
 * section 12.1.
 *
 * Sealed as messages are, so nobody on the way reads them; but the envelope says `edit` in the open for two of them. Types are
 * those of the public definition. To forget a message on a person's own other devices is a change of synchronised app state
 * there; here it is a request like the others, with types of our own. Reading is total.
 */
import type { Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { CONTENT, type Content } from './content.ts';
import type { Address } from './endpoint.ts';

const PROTOCOL = {
  key: [1, 'bytes'],
  type: [2, 'uint32'],
  seconds: [4, 'uint32'],
  edited: [14, 'bytes'],
} as const;
const KEEP = { key: [1, 'bytes'], type: [2, 'uint32'] } as const;
/** Which message: its chat (only where a chat is forgotten), its label and who wrote it. */
const KEY = { chat: [1, 'text'], label: [3, 'text'], writer: [4, 'text'] } as const;

export interface MessageKey {
  readonly label: string;
  readonly writer: Address;
}
export type Request =
  | { readonly kind: 'revoke'; readonly key: MessageKey }
  | { readonly kind: 'edit'; readonly key: MessageKey; readonly body: Bytes }
  | { readonly kind: 'disappear'; readonly seconds: number }
  | { readonly kind: 'keep'; readonly key: MessageKey; readonly on: boolean }
  | { readonly kind: 'forget'; readonly key: MessageKey }
  /** Every message of a chat, or of all of them; `whole`: the chat too. */
  | { readonly kind: 'forget-chat'; readonly contact: string | undefined; readonly whole: boolean };

/** What the envelope says of a request, in the open: the stanza attribute `edit`. Others have none. */
export const EDIT_ATTRIBUTE = { edit: 1, revoke: 7 } as const;

/** REVOKE, EPHEMERAL_SETTING and MESSAGE_EDIT; from 100 on our own. */
const TYPE = { revoke: 0, disappear: 3, edit: 14, forget: 100, clear: 101, 'delete-chat': 102 } as const;
/** KEEP_FOR_ALL, UNDO_KEEP_FOR_ALL. */
const KEEP_TYPE = { on: 1, off: 2 } as const;

/** The body under which a request travels. */
export function writeRequest(request: Request, log: ContainerLog): Bytes {
  if (request.kind === 'keep') {
    const type = request.on ? KEEP_TYPE.on : KEEP_TYPE.off;
    const keep = encodeRecord(KEEP, { key: encodeRecord(KEY, request.key, log), type }, log);
    return encodeRecord(CONTENT, { keep }, log);
  }
  return encodeRecord(CONTENT, { protocol: writeProtocol(request, log) }, log);
}

function writeProtocol(request: Exclude<Request, { kind: 'keep' }>, log: ContainerLog): Bytes {
  switch (request.kind) {
    case 'revoke':
    case 'forget':
      return encodeRecord(PROTOCOL, { key: encodeRecord(KEY, request.key, log), type: TYPE[request.kind] }, log);
    case 'edit': {
      const key = encodeRecord(KEY, request.key, log);
      return encodeRecord(PROTOCOL, { key, type: TYPE.edit, edited: request.body }, log);
    }
    case 'disappear':
      return encodeRecord(PROTOCOL, { type: TYPE.disappear, seconds: request.seconds }, log);
    case 'forget-chat': {
      const type = request.whole ? TYPE['delete-chat'] : TYPE.clear;
      return encodeRecord(PROTOCOL, { key: encodeRecord(KEY, { chat: request.contact }, log), type }, log);
    }
  }
}

/** The request in a body; undefined where it is a message, or asks for nothing that is known here. */
export function readRequest({ protocol, keep }: Content, log: ContainerLog): Request | undefined {
  if (keep) return readKeep(keep, log);
  const fields = protocol && decodeRecord(PROTOCOL, protocol, log);
  if (!fields) return undefined;
  const named = fields.key && decodeRecord(KEY, fields.key, log);
  const key = keyIn(named);
  const { edited: body, seconds } = fields;
  switch (fields.type) {
    case TYPE.revoke:
      return key && { kind: 'revoke', key };
    case TYPE.edit:
      return key && body && { kind: 'edit', key, body };
    case TYPE.disappear:
      return seconds === undefined ? undefined : { kind: 'disappear', seconds };
    case TYPE.forget:
      return key && { kind: 'forget', key };
    case TYPE.clear:
    case TYPE['delete-chat']:
      return named && { kind: 'forget-chat', contact: named.chat, whole: fields.type === TYPE['delete-chat'] };
    default:
      return undefined;
  }
}

function readKeep(bytes: Bytes, log: ContainerLog): Request | undefined {
  const fields = decodeRecord(KEEP, bytes, log);
  const key = keyIn(fields?.key && decodeRecord(KEY, fields.key, log));
  if (!key || (fields?.type !== KEEP_TYPE.on && fields?.type !== KEEP_TYPE.off)) return undefined;
  return { kind: 'keep', key, on: fields.type === KEEP_TYPE.on };
}

const keyIn = (named: { readonly label?: string; readonly writer?: string } | undefined): MessageKey | undefined =>
  named?.label === undefined || named.writer === undefined ? undefined : { label: named.label, writer: named.writer };
