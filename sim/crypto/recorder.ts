/**
 * The recorder: every suite call and every container that protocol code makes, as data.
 *
 * Protocol code stays plain; it is handed a recorded suite. The calls of one step are returned with its effects, and the
 * knowledge floor turns them into rules. A value's identity is its bytes. Floor 1.
 */
import { indexOfBytes, SHORTEST_SECRET_BYTES, type Bytes } from './bytes.ts';
import type { Kem } from './kem.ts';
import type { Suite } from './suite.ts';

/**
 * One computation that happened: these inputs gave these outputs.
 * - `publicKey` [private] -> [public]; `agree` [private, public] -> [shared]
 * - `hkdf` [input, salt, info] -> pieces; `hmac` [key, message] -> [tag]
 * - `cbcEncrypt` [key, iv, plaintext] -> [ciphertext]; `cbcDecrypt` [key, iv, ciphertext] -> [plaintext]
 * - `sign` [private, message, entropy] -> [signature]
 * - `kemKeyPair` [type, seed] -> [private, public]; `encapsulate` [public, entropy] -> [ciphertext, secret];
 *   `decapsulate` [private, ciphertext] -> [secret]
 * - `pack` parts -> [whole] and `unpack` [whole] -> parts: each part stands in the whole, byte for byte, at `offsets`
 */
export interface Call {
  readonly op: Operation;
  readonly inputs: readonly Bytes[];
  readonly outputs: readonly Bytes[];
  readonly offsets?: readonly number[];
}

export type Operation =
  | 'publicKey'
  | 'agree'
  | 'hkdf'
  | 'hmac'
  | 'cbcEncrypt'
  | 'cbcDecrypt'
  | 'sign'
  | 'kemKeyPair'
  | 'encapsulate'
  | 'decapsulate'
  | 'pack'
  | 'unpack';

/**
 * Where containers (codec records, concatenations, padding) tell what stands in what. Parts come in the order in which they
 * stand. A codec that knows each part's offset says so; otherwise the first place where the part is found counts.
 */
export interface ContainerLog {
  readonly pack: (parts: readonly Bytes[], whole: Bytes, offsets?: readonly number[]) => void;
  readonly unpack: (whole: Bytes, parts: readonly Bytes[], offsets?: readonly number[]) => void;
}

/** Where nothing is recorded: reading for display or for checking is no computation of any actor. */
export const UNRECORDED: ContainerLog = { pack: () => undefined, unpack: () => undefined };

export interface Recorder {
  /** The wrapped suite: computes, and records what it computed. */
  readonly suite: Suite;
  readonly containers: ContainerLog;
  /** The calls so far, in order. */
  readonly calls: readonly Call[];
}

/** A fresh recorder around a suite, for one step of one actor or for several: then each step's calls are a part of all. */
export function recorderFor(suite: Suite): Recorder {
  const calls: Call[] = [];
  const log: Log = (op, inputs, outputs) => {
    calls.push({ op, inputs, outputs });
  };
  const recorded: Suite = {
    name: suite.name,
    publicKey: (privateKey) => {
      const key = suite.publicKey(privateKey);
      log('publicKey', [privateKey], [key]);
      return key;
    },
    agree: (privateKey, publicKey) => {
      const result = suite.agree(privateKey, publicKey);
      if (result.ok) log('agree', [privateKey, publicKey], [result.shared]);
      return result;
    },
    hkdf: (input, salt, info, widths) => {
      const pieces = suite.hkdf(input, salt, info, widths);
      log('hkdf', [input, salt, info], pieces);
      return pieces;
    },
    hmac: (key, message) => {
      const tag = suite.hmac(key, message);
      log('hmac', [key, message], [tag]);
      return tag;
    },
    cbcEncrypt: (key, iv, plaintext) => {
      const ciphertext = suite.cbcEncrypt(key, iv, plaintext);
      log('cbcEncrypt', [key, iv, plaintext], [ciphertext]);
      return ciphertext;
    },
    cbcDecrypt: (key, iv, ciphertext) => {
      const result = suite.cbcDecrypt(key, iv, ciphertext);
      if (result.ok) log('cbcDecrypt', [key, iv, ciphertext], [result.plaintext]);
      return result;
    },
    sign: (privateKey, message, entropy) => {
      const signature = suite.sign(privateKey, message, entropy);
      log('sign', [privateKey, message, entropy], [signature]);
      return signature;
    },
    verify: suite.verify,
    // Leaves no record, as `verify`: a safety code is made of public keys alone and ends in digits on a screen, so no rule
    // about who can read what could ever need it. People tell codes apart by the digits that they are shown.
    iteratedHash: suite.iteratedHash,
    ...(suite.kem ? { kem: recordedKem(suite.kem, log) } : {}),
  };
  const containers: ContainerLog = {
    pack: (parts, whole, offsets) => {
      const placed = place(parts, whole, offsets);
      if (placed.parts.length > 0)
        calls.push({ op: 'pack', inputs: placed.parts, outputs: [whole], offsets: placed.offsets });
    },
    unpack: (whole, parts, offsets) => {
      const placed = place(parts, whole, offsets);
      if (placed.parts.length > 0)
        calls.push({ op: 'unpack', inputs: [whole], outputs: placed.parts, offsets: placed.offsets });
    },
  };
  return { suite: recorded, containers, calls };
}

type Log = (op: Operation, inputs: readonly Bytes[], outputs: readonly Bytes[]) => void;

const recordedKem = (kem: Kem, log: Log): Kem => ({
  keyPair: (type, seed) => {
    const pair = kem.keyPair(type, seed);
    log('kemKeyPair', [Uint8Array.of(type), seed], [pair.privateKey, pair.publicKey]);
    return pair;
  },
  encapsulate: (publicKey, entropy) => {
    const result = kem.encapsulate(publicKey, entropy);
    if (result.ok) log('encapsulate', [publicKey, entropy], [result.ciphertext, result.secret]);
    return result;
  },
  decapsulate: (privateKey, ciphertext) => {
    const result = kem.decapsulate(privateKey, ciphertext);
    if (result.ok) log('decapsulate', [privateKey, ciphertext], [result.secret]);
    return result;
  },
});

/** Where each part that could be a secret stands in the whole; parts come in the order in which they stand. */
function place(parts: readonly Bytes[], whole: Bytes, known?: readonly number[]): Placed {
  // The usual case: a codec that knows the offsets, and no part too short to be a secret. Nothing is copied then.
  if (known && !parts.some(isShort)) {
    let from = 0;
    for (let i = 0; i < parts.length; i++) from = requireAt(whole, parts[i], known[i], from);
    return { parts, offsets: known };
  }
  const offsets: number[] = [];
  const placed: Bytes[] = [];
  let from = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (!part || isShort(part)) continue;
    const offset = known ? known[i] : indexOfBytes(whole, part, from);
    from = requireAt(whole, part, offset, from);
    placed.push(part);
    offsets.push(from - part.length);
  }
  return { parts: placed, offsets };
}

interface Placed {
  readonly parts: readonly Bytes[];
  readonly offsets: readonly number[];
}

const isShort = (part: Bytes): boolean => part.length < SHORTEST_SECRET_BYTES;

/** The end of the part in the whole; throws unless it stands there, at or after `from`. */
function requireAt(whole: Bytes, part: Bytes | undefined, offset: number | undefined, from: number): number {
  if (!part || offset === undefined || offset < from || !standsAt(whole, part, offset)) {
    throw new Error('a container must hold its parts byte for byte, in order: the codec wrote them so');
  }
  return offset + part.length;
}

function standsAt(whole: Bytes, part: Bytes, offset: number): boolean {
  for (let i = 0; i < part.length; i++) if (whole[offset + i] !== part[i]) return false;
  return true;
}
