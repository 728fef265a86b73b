/**
 * The rule log: "whoever has these values has that one", append-only, without duplicates, in order of first record.
 *
 * Columns of integers, no object for a rule. A query about a moment uses a prefix of the log, because rules are appended
 * in the order of the events that gave rise to them. Floor 5, section 3.2.
 */
import type { Call } from '../crypto/recorder.ts';
import type { Seq } from '../trace.ts';
import { PUBLIC, type ValueId } from './values.ts';

/**
 * What to execute in order to get the conclusion from the premises. `slice` takes a part out of a container; `discreteLog` is
 * what only a quantum computer does: the private X25519 key of a public one.
 */
export const RULE_FORMS = [
  'publicKey',
  'agree',
  'hkdf',
  'hmac',
  'encrypt',
  'decrypt',
  'sign',
  'pack',
  'slice',
  'kemKeyPair',
  'encapsulate',
  'decapsulate',
  'discreteLog',
] as const;
export type RuleForm = (typeof RULE_FORMS)[number];

/** A finished rule log. Premises of rule r: `premises[premiseStart[r] .. premiseStart[r + 1])`. */
export interface Rules {
  readonly count: number;
  /** Index in `RULE_FORMS`. */
  readonly form: Uint8Array;
  readonly seq: Int32Array;
  readonly conclusion: Int32Array;
  readonly premiseStart: Int32Array;
  readonly premises: Int32Array;
  /** One more than the premises of each rule: being recorded counts as a premise. Never written to; copy it. */
  readonly waiting: Int32Array;
  /** Which of the call's outputs or parts; for `agree`: 1 when it is the other side's direction. */
  readonly part: Int32Array;
  /** The first call that gave rise to each rule. */
  readonly calls: readonly Call[];
  /** Rules that need a value: `needing.list[needing.start[v] .. needing.start[v + 1])`, once for each occurrence. */
  readonly needing: Index;
  /** Rules that give a value. Built on first use. */
  readonly giving: () => Index;
  /** How many rules are recorded up to and including this event: a prefix of the log. */
  readonly countAt: (at: Seq) => number;
}
export interface Index {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

export interface Rulebook {
  /** Starts a set of premises. */
  readonly given: () => void;
  /** Adds a premise; public ones need not be had. */
  readonly premise: (value: ValueId) => void;
  /** Adds a rule from the current premises; known rules, public and trivial conclusions are dropped. */
  readonly gives: (form: number, value: ValueId, call: Call, part: number) => void;
  /** All rules from here on were first recorded in this event. */
  readonly during: (seq: Seq) => void;
  readonly finish: (valueCount: number) => Rules;
}

/** An empty rule log with room for at most this many rules and premises. */
export function rulebook(ruleRoom: number, premiseRoom: number): Rulebook {
  const form = new Uint8Array(ruleRoom);
  const seqs = new Int32Array(ruleRoom);
  const conclusion = new Int32Array(ruleRoom);
  const part = new Int32Array(ruleRoom);
  const premiseStart = new Int32Array(ruleRoom + 1);
  const premises = new Int32Array(premiseRoom);
  const calls: Call[] = [];
  const slots = new Int32Array(powerOfTwoFrom(2 * ruleRoom + 2));
  const mask = slots.length - 1;
  let seq = 0;
  let count = 0;
  let used = 0;
  let given = new Int32Array(16);
  let givenCount = 0;
  let givenHash = 0;

  const isSame = (rule: number, code: number, value: ValueId): boolean => {
    const start = premiseStart[rule] ?? 0;
    if (form[rule] !== code || conclusion[rule] !== value) return false;
    if ((premiseStart[rule + 1] ?? 0) - start !== givenCount) return false;
    for (let i = 0; i < givenCount; i++) if (premises[start + i] !== given[i]) return false;
    return true;
  };
  const isTrivial = (value: ValueId): boolean => {
    for (let i = 0; i < givenCount; i++) if (given[i] === value) return true;
    return value === PUBLIC;
  };
  return {
    given: () => {
      givenCount = 0;
      givenHash = 0;
    },
    premise: (value) => {
      if (value === PUBLIC) return;
      if (givenCount === given.length) given = widened(given);
      given[givenCount++] = value;
      givenHash = Math.imul(givenHash ^ value, 0x9e3779b1) ^ (givenHash >>> 15);
    },
    gives: (code, value, call, which) => {
      if (isTrivial(value)) return;
      const mixed = Math.imul(givenHash ^ Math.imul(value + 1, 0x85ebca6b) ^ (code << 24), 0xc2b2ae35);
      let slot = (mixed ^ (mixed >>> 15)) & mask;
      for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
        if (isSame(entry - 1, code, value)) return;
        slot = (slot + 1) & mask;
      }
      if (count === ruleRoom || used + givenCount > premiseRoom)
        throw new Error('the rule log is full: its room is counted from the same calls that fill it');
      form[count] = code;
      seqs[count] = seq;
      conclusion[count] = value;
      part[count] = which;
      calls.push(call);
      for (let i = 0; i < givenCount; i++) premises[used++] = given[i] ?? 0;
      premiseStart[++count] = used;
      slots[slot] = count;
    },
    during: (now) => {
      seq = now;
    },
    finish: (valueCount) => {
      const { waiting, needing, giving } = indexes(count, premiseStart, premises, conclusion, valueCount);
      const countAt = prefixOf(seqs, count);
      const columns = { count, form, seq: seqs, conclusion, premiseStart, premises, part, calls };
      return { ...columns, waiting, needing, giving, countAt };
    },
  };
}

function indexes(
  count: number,
  premiseStart: Int32Array,
  premises: Int32Array,
  conclusion: Int32Array,
  valueCount: number,
): Pick<Rules, 'needing' | 'giving' | 'waiting'> {
  const owner = new Int32Array(premiseStart[count] ?? 0);
  const waiting = new Int32Array(count);
  for (let rule = 0; rule < count; rule++) {
    const start = premiseStart[rule] ?? 0;
    const end = premiseStart[rule + 1] ?? 0;
    waiting[rule] = end - start + 1;
    for (let i = start; i < end; i++) owner[i] = rule;
  }
  let giving: Index | undefined;
  return {
    waiting,
    needing: indexBy(premises, owner, owner.length, valueCount),
    giving: () => {
      giving ??= indexBy(conclusion, undefined, count, valueCount);
      return giving;
    },
  };
}

/** Counting sort of entries (or of their positions) by key; entries of one key stay in order. */
function indexBy(keys: Int32Array, entries: Int32Array | undefined, length: number, keyCount: number): Index {
  const start = new Int32Array(keyCount + 1);
  for (let i = 0; i < length; i++) {
    const key = keys[i] ?? 0;
    start[key + 1] = (start[key + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keyCount; key++) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0);
  const next = start.slice();
  const list = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const key = keys[i] ?? 0;
    const place = next[key] ?? 0;
    list[place] = entries === undefined ? i : (entries[i] ?? 0);
    next[key] = place + 1;
  }
  return { start, list };
}

const prefixOf =
  (seqs: Int32Array, count: number) =>
  (at: Seq): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((seqs[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };

function powerOfTwoFrom(least: number): number {
  let size = 16;
  while (size < least) size *= 2;
  return size;
}

function widened(column: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(column.length * 2);
  wider.set(column);
  return wider;
}
