/** Random computations for property tests: programs over a pool of values, executed through a real recorder. */
import fc from 'fast-check';
import { concat, type Bytes } from '../../crypto/bytes.ts';
import { kemOf, ML_KEM_1024 } from '../../crypto/kem.ts';
import { KEM_BYTES } from '../../crypto/kemForm.ts';
import type { Recorder } from '../../crypto/recorder.ts';
import type { Trace } from '../../trace.ts';
import { callsOf, secret, sent, traceOf, type HandStep } from './build.ts';

const OPS = [
  'publicKey',
  'agree',
  'hkdf',
  'hmac',
  'encrypt',
  'decrypt',
  'sign',
  'kemKeyPair',
  'encapsulate',
  'decapsulate',
  'pack',
  'unpack',
] as const;

/** One instruction; numbers choose values from the pool, counted from its end so that computations build on each other. */
export interface Instruction {
  readonly op: (typeof OPS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
export interface Program {
  readonly steps: readonly (readonly Instruction[])[];
  /** Values that are sent on the watched link: at which step, which value. */
  readonly leaks: readonly { readonly step: number; readonly value: number }[];
  /** Which value the message is. */
  readonly goal: number;
}

const choice = fc.nat({ max: 30 });
const instruction: fc.Arbitrary<Instruction> = fc.record({
  op: fc.constantFrom(...OPS),
  a: choice,
  b: choice,
  c: choice,
});
export const program: fc.Arbitrary<Program> = fc.record({
  steps: fc.array(fc.array(instruction, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
  leaks: fc.array(fc.record({ step: fc.nat({ max: 4 }), value: choice }), { minLength: 1, maxLength: 6 }),
  goal: choice,
});

export interface Executed {
  readonly trace: Trace;
  /** All values that occurred. */
  readonly pool: readonly Bytes[];
  /** The values leaked up to an event. */
  readonly leakedBy: (at: number) => readonly Bytes[];
  readonly goal: Bytes;
}

const FIRST_VALUES = 6;

/** Runs a program: one event for each of its steps, leaks after them, and the message written first of all. */
export function execute({ steps, leaks, goal }: Program): Executed {
  const pool: Bytes[] = Array.from({ length: FIRST_VALUES }, (_, i) => secret(i));
  const packs: { parts: readonly Bytes[]; whole: Bytes }[] = [];
  const calls = steps.map((instructions) =>
    callsOf((recorder) => instructions.forEach((each) => perform(each, pool, packs, recorder))),
  );
  const pick = (value: number): Bytes => pool[pool.length - 1 - (value % pool.length)] ?? secret(0);
  const leaked = leaks.map((leak) => ({ at: Math.min(leak.step, steps.length - 1), bytes: pick(leak.value) }));
  const body = pick(goal);
  const hand = calls.map((made, seq): HandStep => {
    const wrote = { kind: 'wrote', message: 'm1', to: 'b', text: '', body } as const;
    const sendings = leaked.filter((leak) => leak.at === seq).map((leak) => sent(leak.bytes));
    return { actor: 'b.phone', calls: made, outcomes: seq === 0 ? [wrote, ...sendings] : sendings };
  });
  const leakedBy = (at: number): readonly Bytes[] => leaked.filter((leak) => leak.at <= at).map((leak) => leak.bytes);
  return { trace: traceOf(hand), pool, leakedBy, goal: body };
}

function perform(
  { op, a, b, c }: Instruction,
  pool: Bytes[],
  packs: { parts: readonly Bytes[]; whole: Bytes }[],
  { suite, containers }: Recorder,
): void {
  const at = (index: number): Bytes => pool[pool.length - 1 - (index % pool.length)] ?? secret(0);
  const key = (index: number): Bytes => sized(at(index), 32);
  const info = Uint8Array.of(c % 3);
  switch (op) {
    case 'publicKey':
      pool.push(suite.publicKey(key(a)));
      break;
    case 'agree': {
      const agreement = suite.agree(key(a), key(b));
      if (agreement.ok) pool.push(agreement.shared);
      break;
    }
    case 'hkdf':
      pool.push(...suite.hkdf(at(a), at(b), info, [32, 32]));
      break;
    case 'hmac':
      pool.push(suite.hmac(at(a), at(b)));
      break;
    case 'encrypt':
      pool.push(suite.cbcEncrypt(key(a), sized(at(b), 16), at(c)));
      break;
    case 'decrypt': {
      const opening = suite.cbcDecrypt(key(a), sized(at(b), 16), at(c));
      if (opening.ok) pool.push(opening.plaintext);
      break;
    }
    case 'sign':
      pool.push(suite.sign(key(a), at(b), secret(100 + c, 64)));
      break;
    case 'kemKeyPair': {
      const { privateKey, publicKey } = kemOf(suite).keyPair(ML_KEM_1024, sized(at(a), 64));
      pool.push(privateKey, publicKey);
      break;
    }
    case 'encapsulate': {
      const made = kemOf(suite).encapsulate(nearest(pool, KEM_BYTES.publicKey + 1, a), key(b));
      if (made.ok) pool.push(made.ciphertext, made.secret);
      break;
    }
    case 'decapsulate': {
      const [privateKey, sealed] = [KEM_BYTES.privateKey, KEM_BYTES.ciphertext].map((size) =>
        nearest(pool, size + 1, a),
      );
      const opened = kemOf(suite).decapsulate(privateKey ?? secret(a), sealed ?? secret(b));
      if (opened.ok) pool.push(opened.secret);
      break;
    }
    case 'pack': {
      const parts = [at(a), at(b)];
      const whole = concat(Uint8Array.of(c), at(a), Uint8Array.of(1, 2), at(b));
      packs.push({ parts, whole });
      containers.pack(parts, whole);
      pool.push(whole);
      break;
    }
    case 'unpack': {
      const packed = packs[a % Math.max(packs.length, 1)];
      if (packed) containers.unpack(packed.whole, packed.parts);
    }
  }
}

/** A value of the pool that has the size; where there is none, one that has not. */
function nearest(pool: readonly Bytes[], length: number, index: number): Bytes {
  const fitting = pool.filter((bytes) => bytes.length === length);
  return fitting[fitting.length - 1 - (index % Math.max(fitting.length, 1))] ?? secret(0);
}

/** A value of the pool where it has the size, else one of the right size that is nobody's. */
const sized = (bytes: Bytes, length: number): Bytes =>
  bytes.length === length ? bytes : secret(500 + bytes.length, length);
