/** From a rule back to what has to be executed: the operation, and its inputs in order, public ones included. */
import type { Bytes } from '../crypto/bytes.ts';
import type { Call } from '../crypto/recorder.ts';
import { formOf } from './rules.ts';
import type { Rules } from './rulebook.ts';
import type { ProofStep } from './types.ts';
import type { ValueId, Values } from './values.ts';

export interface Operands {
  readonly op: ProofStep['op'];
  readonly inputs: readonly Operand[];
  /** Which output of an `hkdf`, a `kemKeyPair` or an `encapsulate`, or the offset of a `slice`. */
  readonly index: number;
  readonly widths?: readonly number[];
}
/** `frame`: the public rest of a container between its parts. */
export interface Operand {
  readonly bytes: Bytes;
  readonly frame: boolean;
}

/** How to compute the conclusion of a rule. */
export function operandsOf(rules: Rules, rule: number, values: Values): Operands {
  const call = rules.calls[rule];
  if (!call) throw new Error('every rule keeps the call that gave rise to it');
  const part = rules.part[rule] ?? 0;
  const form = formOf(rules, rule);
  switch (form) {
    case 'agree':
      // The other side's direction was not computed in this call: its inputs are the rule's own premises.
      return {
        op: 'agree',
        inputs: plain(part === 1 ? premisesOf(rules, rule).map(values.bytesOf) : call.inputs),
        index: 0,
      };
    case 'publicKey':
    case 'hmac':
    case 'sign':
      return { op: form, inputs: plain(call.inputs), index: 0 };
    case 'kemKeyPair':
    case 'encapsulate':
      return { op: form, inputs: plain(call.inputs), index: part };
    case 'decapsulate':
      // Perhaps nobody has opened it yet: the private key and the ciphertext are the rule's own premises.
      return { op: form, inputs: plain(premisesOf(rules, rule).map(values.bytesOf)), index: 0 };
    case 'hkdf':
      return { op: 'hkdf', inputs: plain(call.inputs), index: part, widths: call.outputs.map((piece) => piece.length) };
    case 'encrypt':
      return { op: 'cbcEncrypt', inputs: plain(cipherInputs(call, 'cbcEncrypt')), index: 0 };
    case 'decrypt':
      return { op: 'cbcDecrypt', inputs: plain(cipherInputs(call, 'cbcDecrypt')), index: 0 };
    case 'pack':
      return { op: 'pack', inputs: framed(call), index: 0 };
    case 'discreteLog':
      return { op: 'discreteLog', inputs: plain(premisesOf(rules, rule).map(values.bytesOf)), index: 0 };
    case 'slice':
      return {
        op: 'slice',
        inputs: plain(premisesOf(rules, rule).map(values.bytesOf)),
        index: call.offsets?.[part] ?? 0,
      };
  }
}

/** The premises of a rule by number. */
export function premisesOf(rules: Rules, rule: number): readonly ValueId[] {
  return Array.from(rules.premises.subarray(rules.premiseStart[rule] ?? 0, rules.premiseStart[rule + 1] ?? 0));
}

const plain = (inputs: readonly Bytes[]): readonly Operand[] => inputs.map((bytes) => ({ bytes, frame: false }));

/** Key, iv and text for one direction, from a call in either. */
function cipherInputs(call: Call, direction: 'cbcEncrypt' | 'cbcDecrypt'): readonly Bytes[] {
  return call.op === direction ? call.inputs : [...call.inputs.slice(0, 2), ...call.outputs];
}

/** Parts and the public bytes before, between and after them, in order: the whole is all of them one after the other. */
function framed(call: Call): readonly Operand[] {
  const [whole] = call.outputs;
  if (!whole) throw new Error('a pack call has the whole as its output');
  const operands: Operand[] = [];
  let end = 0;
  call.inputs.forEach((bytes, i) => {
    const offset = call.offsets?.[i] ?? end;
    if (offset > end) operands.push({ bytes: whole.slice(end, offset), frame: true });
    operands.push({ bytes, frame: false });
    end = offset + bytes.length;
  });
  if (end < whole.length) operands.push({ bytes: whole.slice(end), frame: true });
  return operands;
}
