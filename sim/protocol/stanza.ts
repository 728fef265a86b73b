/**
 * What devices and the server say to each other on a link, in our own small wire form.
 *
 * Stands for WhatsApp's binary-XML stanzas (PROTOCOL.md sections 1.3, 6.4), which travel inside Noise; both are simplified
 * away for now (docs/limits.md): who watches a link sees these fields. Decoding is total.
 */
import type { Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { TICKS, type Instant, type Tick } from '../trace.ts';
import type { Address } from './endpoint.ts';
import type { MessageType } from './session.ts';

export type Stanza =
  /** A device hands in its bundles: one for each one-time prekey, or a single one without. */
  | { readonly kind: 'register'; readonly device: Address; readonly bundles: readonly Bytes[] }
  | { readonly kind: 'registered'; readonly device: Address }
  /** More one-time prekeys, or a new signed one: bundles as with `register`. The same `label` again is no second one. */
  | { readonly kind: 'upload'; readonly device: Address; readonly label: string; readonly bundles: readonly Bytes[] }
  /** The server says that it has hardly any one-time prekeys of this device left. */
  | { readonly kind: 'low'; readonly device: Address }
  | {
      readonly kind: 'fetch';
      readonly device: Address;
      readonly accounts: readonly string[];
      readonly have: readonly Address[];
    }
  | { readonly kind: 'bundles'; readonly entries: readonly BundleEntry[] }
  | MessageStanza
  /** The server has the ciphertext of this message for that device: the sender need not send it again. */
  | { readonly kind: 'accepted'; readonly label: string; readonly sealedFor: Address }
  /** A device has dealt with what the server kept for it under this label, without showing anything. */
  | { readonly kind: 'acknowledge'; readonly device: Address; readonly label: string }
  /**
   * What became of a message on a device of its recipient: from that device to the server, and on to the sender's device.
   * Neither sealed nor signed (PROTOCOL 11.2): whoever passes it on can make one up.
   */
  | {
      readonly kind: 'receipt';
      readonly label: string;
      readonly from: Address;
      readonly device: Address;
      readonly tick: Tick;
    }
  /**
   * A device could not open this message and asks its sender's device for it, for the `count`th time; with new keys of its own
   * where a new session is needed. Neither sealed nor signed (PROTOCOL 11.4).
   */
  | {
      readonly kind: 'retry';
      readonly label: string;
      readonly from: Address;
      readonly device: Address;
      readonly count: number;
      readonly bundle: Bytes | undefined;
    }
  /** A device is there again and wants what was kept for it; the server answers by `welcome`. */
  | { readonly kind: 'hello' | 'welcome'; readonly device: Address }
  /** The server says that this device of a contact has a new identity key. */
  | { readonly kind: 'identity-changed'; readonly device: Address };

export interface BundleEntry {
  readonly account: string;
  readonly device: Address;
  /** Absent where the asker said that it has a session already: no one-time prekey is spent. */
  readonly bundle: Bytes | undefined;
}

export interface MessageStanza {
  readonly kind: 'message';
  readonly label: string;
  /** The device that wrote the message, and the account it is for: what the envelope claims. */
  readonly from: Address;
  readonly to: string;
  /** The two ends of the encryption: the devices; or a device and the server, where the company holds the keys. */
  readonly sealedBy: Address;
  readonly sealedFor: Address;
  /** When the sender wrote it, by its own clock: chats are sorted by it. Not sealed: whoever passes it on can change it. */
  readonly writtenAt: Instant;
  readonly type: MessageType;
  readonly body: Bytes;
  /** How often it was sealed again for this device because it asked. */
  readonly retry?: number;
  /** Said in the open of requests: 1 an edit, 7 a deletion for everyone. PROTOCOL 12.1. */
  readonly edit?: number;
}

/** The codes of `kind`, by number. */
export const KINDS = [
  'register',
  'registered',
  'fetch',
  'bundles',
  'message',
  'acknowledge',
  'accepted',
  'receipt',
  'hello',
  'welcome',
  'identity-changed',
  'upload',
  'low',
  'retry',
] as const;
/** The codes of `type`, by number. */
export const TYPES: readonly MessageType[] = ['prekey', 'whisper'];

/** The table of a stanza; other readers of its bytes go by it too. */
export const STANZA = {
  kind: [1, 'uint32'],
  device: [2, 'text'],
  label: [3, 'text'],
  from: [4, 'text'],
  to: [5, 'text'],
  sealedBy: [6, 'text'],
  sealedFor: [7, 'text'],
  type: [8, 'uint32'],
  body: [9, 'bytes'],
  parts: [10, 'bytes*'],
  accounts: [11, 'text*'],
  have: [12, 'text*'],
  /** Milliseconds in decimal: a story may last longer than 32 bits of them. */
  writtenAt: [13, 'text'],
  tick: [14, 'uint32'],
  retry: [15, 'uint32'],
  edit: [16, 'uint32'],
} as const;

export const ENTRY = { account: [1, 'text'], device: [2, 'text'], bundle: [3, 'bytes'] } as const;

export function encodeStanza(stanza: Stanza, log: ContainerLog): Bytes {
  const kind = KINDS.indexOf(stanza.kind);
  switch (stanza.kind) {
    case 'register':
      return encodeRecord(STANZA, { kind, device: stanza.device, parts: stanza.bundles }, log);
    case 'registered':
      return encodeRecord(STANZA, { kind, device: stanza.device }, log);
    case 'fetch':
      return encodeRecord(STANZA, { kind, device: stanza.device, accounts: stanza.accounts, have: stanza.have }, log);
    case 'bundles':
      return encodeRecord(STANZA, { kind, parts: stanza.entries.map((entry) => encodeRecord(ENTRY, entry, log)) }, log);
    case 'message': {
      const { label, from, to, sealedBy, sealedFor, body, retry, edit } = stanza;
      const writtenAt = String(stanza.writtenAt);
      return encodeRecord(
        STANZA,
        { kind, label, from, to, sealedBy, sealedFor, type: TYPES.indexOf(stanza.type), body, writtenAt, retry, edit },
        log,
      );
    }
    case 'accepted':
      return encodeRecord(STANZA, { kind, label: stanza.label, sealedFor: stanza.sealedFor }, log);
    case 'receipt': {
      const { label, from, device, tick } = stanza;
      return encodeRecord(STANZA, { kind, label, from, device, tick: TICKS.indexOf(tick) }, log);
    }
    case 'upload':
      return encodeRecord(STANZA, { kind, device: stanza.device, label: stanza.label, parts: stanza.bundles }, log);
    case 'retry': {
      const { label, from, device, count: retry, bundle } = stanza;
      return encodeRecord(STANZA, { kind, label, from, device, retry, body: bundle }, log);
    }
    case 'hello':
    case 'welcome':
    case 'low':
    case 'identity-changed':
      return encodeRecord(STANZA, { kind, device: stanza.device }, log);
    case 'acknowledge':
      return encodeRecord(STANZA, { kind, device: stanza.device, label: stanza.label }, log);
  }
}

/** The stanza of these bytes; undefined where they are none. */
export function decodeStanza(bytes: Bytes, log: ContainerLog): Stanza | undefined {
  const fields = decodeRecord(STANZA, bytes, log);
  if (!fields) return undefined;
  const { device, label, from, to, sealedBy, sealedFor, body, parts, accounts, have } = fields;
  const kind = KINDS[fields.kind ?? KINDS.length];
  const names = [device, label, from, to, sealedBy, sealedFor];
  if (kind === undefined || [names, accounts, have].some((list) => list.some(isReserved))) return undefined;
  switch (kind) {
    case 'register':
      return device === undefined ? undefined : { kind, device, bundles: parts };
    case 'registered':
      return device === undefined ? undefined : { kind, device };
    case 'fetch':
      return device === undefined ? undefined : { kind, device, accounts, have };
    case 'bundles': {
      const entries = parts.map((part) => decodeEntry(part, log));
      return entries.every((entry) => entry !== undefined) ? { kind, entries } : undefined;
    }
    case 'message': {
      const type = TYPES[fields.type ?? TYPES.length];
      if (label === undefined || from === undefined || to === undefined || type === undefined) return undefined;
      if (sealedBy === undefined || sealedFor === undefined || body === undefined) return undefined;
      const writtenAt = instantIn(fields.writtenAt);
      if (writtenAt === undefined) return undefined;
      const { retry, edit } = fields;
      return {
        kind,
        label,
        from,
        to,
        sealedBy,
        sealedFor,
        writtenAt,
        type,
        body,
        ...(retry === undefined ? {} : { retry }),
        ...(edit === undefined ? {} : { edit }),
      };
    }
    case 'accepted':
      return label === undefined || sealedFor === undefined ? undefined : { kind, label, sealedFor };
    case 'receipt': {
      const tick = TICKS[fields.tick ?? TICKS.length];
      if (label === undefined || from === undefined || device === undefined || tick === undefined) return undefined;
      return { kind, label, from, device, tick };
    }
    case 'upload':
      return device === undefined || label === undefined ? undefined : { kind, device, label, bundles: parts };
    case 'retry': {
      const { retry: count } = fields;
      if (label === undefined || from === undefined || device === undefined || count === undefined) return undefined;
      return { kind, label, from, device, count, bundle: body };
    }
    case 'hello':
    case 'welcome':
    case 'low':
    case 'identity-changed':
      return device === undefined ? undefined : { kind, device };
    case 'acknowledge':
      return device === undefined || label === undefined ? undefined : { kind, device, label };
  }
}

/** States are records by name: what every object has from the start (`constructor`, `__proto__`) is nobody's name. */
const isReserved = (name: string | undefined): boolean => name !== undefined && name in Object.prototype;

const instantIn = (digits: string | undefined): Instant | undefined =>
  digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;

function decodeEntry(bytes: Bytes, log: ContainerLog): BundleEntry | undefined {
  const fields = decodeRecord(ENTRY, bytes, log);
  if (fields?.account === undefined || fields.device === undefined) return undefined;
  if (isReserved(fields.account) || isReserved(fields.device)) return undefined;
  return { account: fields.account, device: fields.device, bundle: fields.bundle };
}
