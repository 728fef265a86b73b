/**
 * Values by content: equal bytes are one value, and a value is a small integer.
 *
 * An open-addressing hash table on bytes (no strings as keys; long values are hashed by samples and compared in full). What everyone knows gets no number at all: short values,
 * strings of one repeated byte (the zero salt, the 0xFF prefix of X3DH) and the given constants. Floor 5, section 3.2.
 */
import { equalBytes, SHORTEST_SECRET_BYTES, type Bytes } from '../crypto/bytes.ts';
import { PUBLIC_CONSTANTS } from '../protocol/constants.ts';

/** Numbers are given in order of first occurrence, from 0. */
export type ValueId = number;

/** Known to everyone from the start. */
export const PUBLIC = -1;
/** Not a value that ever occurred. */
export const UNKNOWN = -2;

export interface Values {
  /** The value's number, given now if it is new; `PUBLIC` for what everyone knows. */
  readonly intern: (bytes: Bytes) => ValueId;
  /** The value's number, `PUBLIC`, or `UNKNOWN`; never gives a new number. */
  readonly find: (bytes: Bytes) => ValueId;
  readonly bytesOf: (value: ValueId) => Bytes;
  readonly count: () => number;
}

const NOTHING: Bytes = new Uint8Array(0);

/** An empty table; `constants` are public besides short and constant strings. */
export function valueTable(constants: readonly Bytes[] = PUBLIC_CONSTANTS): Values {
  // Local names: reading an import costs a call where modules are transformed on the fly.
  const shortest = SHORTEST_SECRET_BYTES;
  const areEqual = equalBytes;
  const publicLong = constants.filter((constant) => constant.length >= shortest);
  const bytesById: Bytes[] = [];
  let hashes = new Int32Array(512);
  // A slot holds a value's number plus one; zero is free.
  let slots = new Int32Array(1024);

  const isPublic = (bytes: Bytes): boolean => {
    const { length } = bytes;
    if (length < shortest || (bytes[0] === bytes[1] && isOneByteRepeated(bytes))) return true;
    for (let i = 0; i < publicLong.length; i++) {
      const constant = publicLong[i] ?? NOTHING;
      if (constant.length === length && areEqual(constant, bytes)) return true;
    }
    return false;
  };
  const slotOf = (bytes: Bytes, hash: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
      if (hashes[entry - 1] === hash && areEqual(bytesById[entry - 1] ?? NOTHING, bytes)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    const wider = new Int32Array(hashes.length * 2);
    wider.set(hashes);
    hashes = wider;
    const mask = slots.length * 2 - 1;
    slots = new Int32Array(mask + 1);
    for (let value = 0; value < bytesById.length; value++) {
      let slot = (hashes[value] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = value + 1;
    }
  };
  return {
    intern: (bytes) => {
      if (isPublic(bytes)) return PUBLIC;
      const hash = hashOf(bytes);
      let slot = slotOf(bytes, hash);
      const entry = slots[slot] ?? 0;
      if (entry !== 0) return entry - 1;
      const value = bytesById.length;
      if (value === hashes.length) {
        grow();
        slot = slotOf(bytes, hash);
      }
      bytesById.push(bytes);
      hashes[value] = hash;
      slots[slot] = value + 1;
      return value;
    },
    find: (bytes) => {
      if (isPublic(bytes)) return PUBLIC;
      const entry = slots[slotOf(bytes, hashOf(bytes))] ?? 0;
      return entry === 0 ? UNKNOWN : entry - 1;
    },
    bytesOf: (value) => {
      const bytes = bytesById[value];
      if (bytes === undefined) throw new Error(`value ${value} was never given: numbers come only from this table`);
      return bytes;
    },
    count: () => bytesById.length,
  };
}

function isOneByteRepeated(bytes: Bytes): boolean {
  const first = bytes[0];
  for (let i = 1; i < bytes.length; i++) if (bytes[i] !== first) return false;
  return true;
}

/** Longer values are hashed by this many bytes from their beginning, middle and end; multiples of four. */
const SAMPLE_BYTES = 8;

/** A 32-bit hash of a value. Spread matters, secrecy does not: equality is always checked on all bytes. */
function hashOf(bytes: Bytes): number {
  const { length } = bytes;
  let hash = length;
  if (length <= 3 * SAMPLE_BYTES) hash = absorb(hash, bytes, 0, length);
  else {
    const middle = (length - SAMPLE_BYTES) >> 1;
    hash = absorb(hash, bytes, 0, SAMPLE_BYTES);
    hash = absorb(hash, bytes, middle, middle + SAMPLE_BYTES);
    hash = absorb(hash, bytes, length - SAMPLE_BYTES, length);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}

function absorb(start: number, bytes: Bytes, from: number, to: number): number {
  let hash = start;
  let i = from;
  for (; i + 3 < to; i += 4) {
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x85ebca6b);
  return hash;
}
