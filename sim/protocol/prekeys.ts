/**
 * Prekeys: what lets anybody open a session with a device that is offline. PROTOCOL.md sections 1.1 to 1.4.
 *
 * A device keeps the private halves and uploads the public ones; the directory hands each one-time prekey out once.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { drawBelow } from '../crypto/entropy.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { unprefixed } from '../crypto/keys.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { drawKeyPair, type KeyPair } from './keyPair.ts';
import type { Tools } from './tools.ts';

export interface SignedPrekey {
  readonly id: number;
  readonly pair: KeyPair;
  readonly signature: Bytes;
}
export interface OneTimePrekey {
  readonly id: number;
  readonly pair: KeyPair;
}

/** The private side of a device's registration. */
export interface Prekeys {
  readonly identity: KeyPair;
  readonly registrationId: number;
  readonly signedPrekey: SignedPrekey;
  readonly oneTime: readonly OneTimePrekey[];
}

/** What the directory hands out for one device; without a one-time prekey when there is none left. */
export interface Bundle {
  readonly registrationId: number;
  readonly identity: Bytes;
  readonly signedPrekey: { readonly id: number; readonly publicKey: Bytes; readonly signature: Bytes };
  readonly oneTime: { readonly id: number; readonly publicKey: Bytes } | undefined;
}

/** Registration ids are 14 bits, 1..16380. */
const REGISTRATION_IDS = 16_380;

/** New identity, signed prekey and one-time prekeys of a device. */
export function drawPrekeys(oneTimeCount: number, tools: Tools): Prekeys {
  const identity = drawKeyPair('identity', tools);
  const pair = drawKeyPair('signed-prekey', tools);
  const signature = tools.suite.sign(
    identity.privateKey,
    pair.publicKey,
    tools.entropy.draw('signed-prekey-signature', 64),
  );
  const oneTime = Array.from({ length: oneTimeCount }, (_, i) => ({
    id: i + 1,
    pair: drawKeyPair(`one-time-prekey-${i + 1}`, tools),
  }));
  const registrationId = 1 + drawBelow(tools.entropy, 'registration-id', REGISTRATION_IDS);
  return { identity, registrationId, signedPrekey: { id: 1, pair, signature }, oneTime };
}

/** The public halves, with the one-time prekey given (or none). */
export function bundleOf(prekeys: Prekeys, oneTime: OneTimePrekey | undefined): Bundle {
  const { id, pair, signature } = prekeys.signedPrekey;
  return {
    registrationId: prekeys.registrationId,
    identity: prekeys.identity.publicKey,
    signedPrekey: { id, publicKey: pair.publicKey, signature },
    oneTime: oneTime && { id: oneTime.id, publicKey: oneTime.pair.publicKey },
  };
}

/** True where the signed prekey is really signed by the bundle's identity key. */
export function signatureHolds(bundle: Bundle, tools: Pick<Tools, 'suite' | 'containers'>): boolean {
  const identity = unprefixed(bundle.identity, tools.containers);
  if (identity === undefined) return false;
  return tools.suite.verify(identity, bundle.signedPrekey.publicKey, bundle.signedPrekey.signature);
}

const BUNDLE = {
  registrationId: [1, 'uint32'],
  identity: [2, 'bytes'],
  signedId: [3, 'uint32'],
  signedKey: [4, 'bytes'],
  signature: [5, 'bytes'],
  oneTimeId: [6, 'uint32'],
  oneTimeKey: [7, 'bytes'],
} as const;

/** Our own wire form of a bundle (the real one is a binary-XML stanza, PROTOCOL 1.3: simplified, see docs/limits.md). */
export function encodeBundle(bundle: Bundle, containers: ContainerLog): Bytes {
  return encodeRecord(
    BUNDLE,
    {
      registrationId: bundle.registrationId,
      identity: bundle.identity,
      signedId: bundle.signedPrekey.id,
      signedKey: bundle.signedPrekey.publicKey,
      signature: bundle.signedPrekey.signature,
      oneTimeId: bundle.oneTime?.id,
      oneTimeKey: bundle.oneTime?.publicKey,
    },
    containers,
  );
}

/** A bundle from the wire; undefined where a field is missing or malformed. */
export function decodeBundle(bytes: Bytes, containers: ContainerLog): Bundle | undefined {
  const fields = decodeRecord(BUNDLE, bytes, containers);
  if (fields?.registrationId === undefined || fields.identity === undefined) return undefined;
  if (fields.signedId === undefined || fields.signedKey === undefined || fields.signature === undefined)
    return undefined;
  const oneTime =
    fields.oneTimeId !== undefined && fields.oneTimeKey !== undefined
      ? { id: fields.oneTimeId, publicKey: fields.oneTimeKey }
      : undefined;
  return {
    registrationId: fields.registrationId,
    identity: fields.identity,
    signedPrekey: { id: fields.signedId, publicKey: fields.signedKey, signature: fields.signature },
    oneTime,
  };
}
