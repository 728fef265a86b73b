/**
 * The safety code of a chat: 60 digits from the identity keys of both users, for people to compare. PROTOCOL.md section 9.1.
 *
 * It is no key: it is made of public keys alone, opens nothing and may be shown to anyone. The same keys on both sides give
 * the same digits on both phones; whoever stands between two people with keys of its own gives them different ones.
 */
import { concat, equalBytes, utf8, type Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { FINGERPRINT } from './constants.ts';
import type { Tools } from './tools.ts';

/** A user as a code sees her: what she is known by (a phone number, for example), and the identity key (33, with its type byte) of each of her devices. */
export interface Identity {
  readonly user: string;
  readonly keys: readonly Bytes[];
}

/**
 * The 60 digits of two users, the same in whichever order: each one's 30 digits, the smaller first.
 * A user with one device gives libsignal's digits; of several devices the sorted list of their keys stands for the key.
 */
export function codeOf(
  one: Identity,
  other: Identity,
  tools: Tools,
  iterations: number = FINGERPRINT.iterations,
): string {
  return digitsOfBoth([one, other].map((identity) => hashed(identity, tools, iterations)));
}

/**
 * What the QR code of a chat carries, from the side that shows it: the version, and of each user the name and the hash of all
 * keys. Our reading of the record that PROTOCOL 9.1 names field by field; the hash is libsignal's, the rest has no known answer.
 */
export function qrPayloadOf(
  shown: Identity,
  contact: Identity,
  tools: Tools,
  iterations: number = FINGERPRINT.iterations,
): Bytes {
  return payloadOf(
    [shown, contact].map((identity) => hashed(identity, tools, iterations)),
    tools,
  );
}

/** Both forms of a chat's code, as the phone of `shown` has them: digits for people, `scan` for the other phone's camera. */
export function safetyCodeOf(
  shown: Identity,
  contact: Identity,
  tools: Tools,
): { readonly digits: string; readonly scan: Bytes } {
  const both = [shown, contact].map((identity) => hashed(identity, tools, FINGERPRINT.iterations));
  return { digits: digitsOfBoth(both), scan: payloadOf(both, tools) };
}

/**
 * Whether a phone that shows one QR code and scans another finds in both the same keys of both users: what one has as its
 * own, the other must have as its contact's. False for bytes that are no such code.
 */
export function scanMatches(shown: Bytes, scanned: Bytes, log: ContainerLog): boolean {
  const mine = decodeRecord(COMBINED_FINGERPRINT, shown, log);
  const theirs = decodeRecord(COMBINED_FINGERPRINT, scanned, log);
  if (!mine?.local || !mine.remote || !theirs?.local || !theirs.remote) return false;
  return (
    mine.version === theirs.version && equalBytes(mine.local, theirs.remote) && equalBytes(mine.remote, theirs.local)
  );
}

interface Hashed {
  readonly user: string;
  readonly hash: Bytes;
}

const hashed = (identity: Identity, tools: Tools, iterations: number): Hashed => ({
  user: identity.user,
  hash: hashOf(identity, tools, iterations),
});

const digitsOfBoth = (both: readonly Hashed[]): string => digitsOfHashes(both.map(({ hash }) => hash));

/** The 60 digits of two hashes, the smaller half first. */
export const digitsOfHashes = (both: readonly Bytes[]): string => both.map(digitsOf).toSorted().join('');

function payloadOf(both: readonly Hashed[], { containers }: Tools): Bytes {
  const [local, remote] = both.map(({ user, hash }) =>
    encodeRecord(FINGERPRINT_DATA, { user, hashedKeys: hash.subarray(0, FINGERPRINT.qrHashBytes) }, containers),
  );
  return encodeRecord(COMBINED_FINGERPRINT, { version: FINGERPRINT.qrVersion, local, remote }, containers);
}

/** SHA-512 (64) over version, keys and user, and the keys once more in each round. */
export function hashOf(identity: Identity, tools: Pick<Tools, 'suite'>, iterations: number): Bytes {
  const keys = concat(...identity.keys.toSorted(inOrder));
  return tools.suite.iteratedHash(concat(FINGERPRINT.version, keys, utf8(identity.user)), keys, iterations);
}

function digitsOf(hash: Bytes): string {
  let digits = '';
  for (let group = 0; group < FINGERPRINT.groups; group++) {
    let number = 0;
    const start = group * FINGERPRINT.groupBytes;
    // Five bytes are 40 bits: more than shifts can hold, and exact as a number.
    for (const byte of hash.subarray(start, start + FINGERPRINT.groupBytes)) number = number * 256 + byte;
    digits += String(number % 10 ** FINGERPRINT.groupDigits).padStart(FINGERPRINT.groupDigits, '0');
  }
  return digits;
}

/** Byte by byte; keys are equally long. */
function inOrder(a: Bytes, b: Bytes): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const FINGERPRINT_DATA = { user: [2, 'text'], hashedKeys: [6, 'bytes'] } as const;
const COMBINED_FINGERPRINT = { version: [1, 'uint32'], local: [2, 'bytes'], remote: [3, 'bytes'] } as const;
