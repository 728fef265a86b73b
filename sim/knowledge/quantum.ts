/**
 * A quantum computer, as knowledge sees it: a value that nobody has from a packet or a place, only whoever is assumed to have
 * such a machine. With it and a public X25519 key the private one follows (Shor's algorithm); nothing else does: ML-KEM is
 * made to withstand it, and hashes, MACs and AES with keys of 256 bits only lose a part of their strength.
 */
import { utf8, type Bytes } from '../crypto/bytes.ts';
import type { ActorId, Instant, Seq, Trace } from '../trace.ts';

/** What stands for the machine among the values. */
export const QUANTUM_COMPUTER: Bytes = utf8('a quantum computer');

/** Since when somebody is assumed to have one. */
export interface QuantumSince {
  readonly actor: ActorId;
  readonly seq: Seq;
  readonly at: Instant;
}

/** Every attacker with a quantum computer, from the first moment. */
export const quantumIn = (trace: Trace): readonly QuantumSince[] =>
  trace.events.flatMap(({ actor, seq, at, outcomes }) =>
    outcomes.some(({ kind }) => kind === 'quantum') ? [{ actor, seq, at }] : [],
  );
