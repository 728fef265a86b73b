/** Commands that need no peer: the safety code of two identities, and signatures. PROTOCOL.md sections 1.4, 9.1. */
import * as z from 'zod';
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { entropyFor } from '../crypto/entropy.ts';
import { unprefixed } from '../crypto/keys.ts';
import { SIGNING_ENTROPY_BYTES } from '../crypto/sizes.ts';
import { encodeRecord } from '../crypto/wire.ts';
import { PEER_LIMITS } from '../limits.ts';
import { FINGERPRINT } from '../protocol/constants.ts';
import { digitsOfHashes, hashOf } from '../protocol/fingerprint.ts';
import { command } from './command.ts';
import { NO_LOG } from './tools.ts';
import { failed } from './types.ts';
import { hex, name, publicKey, secretKey } from './values.ts';

const identity = z.strictObject({ name, identityPublic: publicKey });
const { fewestIterations, mostIterations } = PEER_LIMITS;
const COMPARE = {
  local: identity,
  remote: identity,
  iterations: z.number().int().min(fewestIterations).max(mostIterations),
  version: z.union([z.literal(1), z.literal(2)]).default(1),
};

/** libsignal's two forms: digits for people, and what its QR code carries. */
export const fingerprint = command(COMPARE, (peers, { local, remote, iterations, version }) => {
  const [mine = NONE, theirs = NONE] = [local, remote].map(({ name: user, identityPublic }) =>
    hashOf({ user, keys: [identityPublic] }, peers, iterations),
  );
  const half = (hash: Bytes): Bytes =>
    encodeRecord(LOGICAL, { content: hash.subarray(0, FINGERPRINT.qrHashBytes) }, NO_LOG);
  const scannable = encodeRecord(SCANNABLE, { version, local: half(mine), remote: half(theirs) }, NO_LOG);
  return { ok: true, peers, result: { displayable: digitsOfHashes([mine, theirs]), scannable: toHex(scannable) } };
});

const NONE = new Uint8Array(0);
const LOGICAL = { content: [1, 'bytes'] } as const;
const SCANNABLE = { version: [1, 'uint32'], local: [2, 'bytes'], remote: [3, 'bytes'] } as const;

export const sign = command({ privateKey: secretKey, message: hex() }, (peers, { privateKey, message }) => {
  const entropy = entropyFor(peers.seed, `sign ${peers.step}`).draw('signature', SIGNING_ENTROPY_BYTES);
  return { ok: true, peers, result: { signature: toHex(peers.suite.sign(privateKey, message, entropy)) } };
});

export const verify = command({ publicKey, message: hex(), signature: hex() }, (peers, args) => {
  const bare = unprefixed(args.publicKey, NO_LOG);
  if (!bare) return failed('malformed', 'publicKey: expected the type byte 05 and 32 bytes');
  return { ok: true, peers, result: { valid: peers.suite.verify(bare, args.message, args.signature) } };
});
