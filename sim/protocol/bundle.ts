/** Our own wire form of a bundle (the real one is a binary-XML stanza, PROTOCOL 1.3: simplified, see docs/limits.md). */
import type { Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import type { Bundle } from './prekeys.ts';

/** The table of a bundle; other readers of its bytes go by it too. */
export const BUNDLE = {
  registrationId: [1, 'uint32'],
  identity: [2, 'bytes'],
  signedId: [3, 'uint32'],
  signedKey: [4, 'bytes'],
  signature: [5, 'bytes'],
  oneTimeId: [6, 'uint32'],
  oneTimeKey: [7, 'bytes'],
  kemId: [8, 'uint32'],
  kemKey: [9, 'bytes'],
  kemSignature: [10, 'bytes'],
} as const;

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
      kemId: bundle.kem?.id,
      kemKey: bundle.kem?.publicKey,
      kemSignature: bundle.kem?.signature,
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
  const { oneTimeId, oneTimeKey, kemId, kemKey, kemSignature } = fields;
  return {
    registrationId: fields.registrationId,
    identity: fields.identity,
    signedPrekey: { id: fields.signedId, publicKey: fields.signedKey, signature: fields.signature },
    oneTime: oneTimeId === undefined || !oneTimeKey ? undefined : { id: oneTimeId, publicKey: oneTimeKey },
    kem:
      kemId === undefined || !kemKey || !kemSignature
        ? undefined
        : { id: kemId, publicKey: kemKey, signature: kemSignature },
  };
}
