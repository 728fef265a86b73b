/**
 * The two message formats on the wire, versions 3 and 4. PROTOCOL.md section 3.2.
 *
 * A message: version byte, protobuf, 8 bytes of MAC. A prekey message: version byte, protobuf with a whole message inside,
 * no MAC of its own. Parsing is total: anything malformed is a refusal. The MAC is checked by `ratchet.ts`.
 */
import { concat, type Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { ACCEPTED_LOW_NIBBLES, MAC_BYTES, type SessionVersion } from './constants.ts';
import { refused, type Refused } from './tools.ts';

export interface RatchetMessage {
  readonly ratchetKey: Bytes;
  readonly counter: number;
  readonly previousCounter: number;
  readonly ciphertext: Bytes;
  /** Version 4, between service addresses: from whom to whom. */
  readonly addresses?: Bytes | undefined;
}

/** A message as it came: its fields, the bytes that the MAC covers (version byte and protobuf), and the MAC. */
export interface ParsedMessage extends RatchetMessage {
  readonly ok: true;
  readonly versionByte: number;
  readonly covered: Bytes;
  readonly mac: Bytes;
}

export interface PrekeyMessage {
  readonly registrationId: number;
  readonly oneTimeId: number | undefined;
  readonly signedId: number;
  readonly baseKey: Bytes;
  readonly identity: Bytes;
  /** A whole message, with its own version byte and MAC. */
  readonly message: Bytes;
  /** Version 4: which post-quantum key, and what was encapsulated for it. */
  readonly kem: PrekeyMessageKem | undefined;
}
export interface PrekeyMessageKem {
  readonly id: number;
  readonly ciphertext: Bytes;
}
export interface ParsedPrekeyMessage extends PrekeyMessage {
  readonly ok: true;
  readonly versionByte: number;
  readonly version: SessionVersion;
}

/** The tables of both formats; other readers of their bytes go by them too. */
export const MESSAGE = {
  ratchetKey: [1, 'bytes'],
  counter: [2, 'uint32'],
  previousCounter: [3, 'uint32'],
  ciphertext: [4, 'bytes'],
  addresses: [6, 'bytes'],
} as const;

export const PREKEY_MESSAGE = {
  oneTimeId: [1, 'uint32'],
  baseKey: [2, 'bytes'],
  identity: [3, 'bytes'],
  message: [4, 'bytes'],
  registrationId: [5, 'uint32'],
  signedId: [6, 'uint32'],
  kemId: [7, 'uint32'],
  kemCiphertext: [8, 'bytes'],
} as const;

/** Version byte and protobuf: what the MAC covers. */
export function encodeCovered(message: RatchetMessage, versionByte: number, containers: ContainerLog): Bytes {
  return withVersion(versionByte, encodeRecord(MESSAGE, message, containers), containers);
}

/** The whole message: covered bytes and the first 8 bytes of the MAC. */
export function appendMac(covered: Bytes, mac: Bytes, containers: ContainerLog): Bytes {
  const whole = concat(covered, mac.subarray(0, MAC_BYTES));
  containers.pack([covered], whole);
  return whole;
}

export function parseMessage(bytes: Bytes, containers: ContainerLog): ParsedMessage | Refused {
  const version = versionOf(bytes);
  if (typeof version === 'object') return version;
  if (bytes.length <= 1 + MAC_BYTES) return refused('malformed');
  // Views, not copies: nobody writes into bytes.
  const covered = bytes.subarray(0, bytes.length - MAC_BYTES);
  const protobuf = covered.subarray(1);
  containers.unpack(bytes, [covered]);
  containers.unpack(covered, [protobuf]);
  const fields = decodeRecord(MESSAGE, protobuf, containers);
  if (fields?.ratchetKey === undefined || fields.counter === undefined || fields.ciphertext === undefined)
    return refused('malformed');
  return {
    ok: true,
    versionByte: bytes[0] ?? 0,
    ratchetKey: fields.ratchetKey,
    counter: fields.counter,
    previousCounter: fields.previousCounter ?? 0,
    ciphertext: fields.ciphertext,
    addresses: fields.addresses,
    covered,
    mac: bytes.subarray(bytes.length - MAC_BYTES),
  };
}

export function encodePrekeyMessage(message: PrekeyMessage, versionByte: number, containers: ContainerLog): Bytes {
  const { kem, ...fields } = message;
  const all = { ...fields, kemId: kem?.id, kemCiphertext: kem?.ciphertext };
  return withVersion(versionByte, encodeRecord(PREKEY_MESSAGE, all, containers), containers);
}

export function parsePrekeyMessage(bytes: Bytes, containers: ContainerLog): ParsedPrekeyMessage | Refused {
  const version = versionOf(bytes);
  if (typeof version === 'object') return version;
  const protobuf = bytes.subarray(1);
  containers.unpack(bytes, [protobuf]);
  const fields = decodeRecord(PREKEY_MESSAGE, protobuf, containers);
  if (fields?.baseKey === undefined || fields.identity === undefined || fields.message === undefined)
    return refused('malformed');
  if (fields.signedId === undefined) return refused('malformed');
  const { kemId, kemCiphertext } = fields;
  const kem = kemId === undefined || !kemCiphertext ? undefined : { id: kemId, ciphertext: kemCiphertext };
  if (version === 4 && !kem) return refused('malformed');
  return {
    ok: true,
    versionByte: bytes[0] ?? 0,
    version,
    registrationId: fields.registrationId ?? 0,
    oneTimeId: fields.oneTimeId,
    signedId: fields.signedId,
    baseKey: fields.baseKey,
    identity: fields.identity,
    message: fields.message,
    kem: version === 4 ? kem : undefined,
  };
}

function withVersion(versionByte: number, protobuf: Bytes, containers: ContainerLog): Bytes {
  const whole = concat(Uint8Array.of(versionByte), protobuf);
  containers.pack([protobuf], whole);
  return whole;
}

/** The version that the first byte claims; a refusal where it is none of ours. */
function versionOf(bytes: Bytes): SessionVersion | Refused {
  const byte = bytes[0];
  if (byte === undefined) return refused('malformed');
  const version = byte >> 4;
  const isOurs = version === 3 || version === 4;
  return isOurs && ACCEPTED_LOW_NIBBLES.includes(byte & 0x0f) ? version : refused('version');
}
