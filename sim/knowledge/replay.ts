/**
 * Executes a proof again with real bytes: each step from what the steps before it have really given, until the text appears.
 *
 * A *can* whose replay fails is a bug in the laboratory. Section 1.
 */
import { concat, equalBytes, type Bytes } from '../crypto/bytes.ts';
import { kemOf, KYBER_1024, ML_KEM_1024, type Kem } from '../crypto/kem.ts';
import type { Suite } from '../crypto/suite.ts';
import { textOf } from './text.ts';
import type { Proof, ProofInput, ProofStep, Replay } from './types.ts';

/** Runs every step with the suite; `body` is what the message's author wrote, and what has to come out. */
export function replayOf(proof: Proof, body: Bytes, suite: Suite): Replay {
  const results: Bytes[] = [];
  for (const [index, step] of proof.steps.entries()) {
    const inputs = step.inputs.map((input) => bytesOf(input, proof, results));
    const result = inputs.every((bytes) => bytes !== undefined) ? execute(step, inputs, suite) : undefined;
    if (!result || !equalBytes(result, step.output.bytes)) return { ok: false, failedStep: index };
    results.push(result);
  }
  const last = results.at(-1) ?? proof.leaves[0]?.value.bytes;
  if (!last || !equalBytes(last, body)) return { ok: false, failedStep: Math.max(results.length - 1, 0) };
  return { ok: true, text: textOf(last), executed: results.length };
}

function bytesOf(input: ProofInput, proof: Proof, results: readonly Bytes[]): Bytes | undefined {
  switch (input.from) {
    case 'leaf':
      return proof.leaves[input.index]?.value.bytes;
    case 'step':
      return results[input.index];
    case 'public':
      return input.bytes;
  }
}

/** The step's result; undefined where the operation refuses these inputs. */
function execute(step: ProofStep, inputs: readonly Bytes[], suite: Suite): Bytes | undefined {
  const [first = NOTHING, second = NOTHING, third = NOTHING] = inputs;
  switch (step.op) {
    case 'publicKey':
      return suite.publicKey(first);
    case 'agree': {
      const agreement = suite.agree(first, second);
      return agreement.ok ? agreement.shared : undefined;
    }
    case 'hkdf':
      return suite.hkdf(first, second, third, step.widths ?? [])[step.index];
    case 'hmac':
      return suite.hmac(first, second);
    case 'cbcEncrypt':
      return suite.cbcEncrypt(first, second, third);
    case 'cbcDecrypt': {
      const opening = suite.cbcDecrypt(first, second, third);
      return opening.ok ? opening.plaintext : undefined;
    }
    case 'sign':
      return suite.sign(first, second, third);
    case 'kemKeyPair':
    case 'encapsulate':
    case 'decapsulate':
      return encapsulation(step, first, second, kemOf(suite));
    case 'discreteLog':
      // No machine of ours computes it: what can be checked is that the private key has this public one.
      return equalBytes(suite.publicKey(step.output.bytes), second) ? step.output.bytes : undefined;
    case 'pack':
      return concat(...inputs);
    case 'slice':
    case 'unpack':
      return first.subarray(step.index, step.index + step.output.bytes.length);
  }
}

function encapsulation(step: ProofStep, first: Bytes, second: Bytes, kem: Kem): Bytes | undefined {
  if (step.op === 'kemKeyPair') {
    const pair = kem.keyPair(first[0] === KYBER_1024 ? KYBER_1024 : ML_KEM_1024, second);
    return step.index === 0 ? pair.privateKey : pair.publicKey;
  }
  if (step.op === 'decapsulate') {
    const opened = kem.decapsulate(first, second);
    return opened.ok ? opened.secret : undefined;
  }
  const made = kem.encapsulate(first, second);
  if (!made.ok) return undefined;
  return step.index === 0 ? made.ciphertext : made.secret;
}

const NOTHING: Bytes = new Uint8Array(0);
