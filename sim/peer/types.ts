/** A process of live peers as plain data, and what a command comes to. The protocol of lines: docs/peer.md. */
import type { Suite } from '../crypto/suite.ts';
import type { Limits } from '../limits.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { Instant } from '../trace.ts';

/** How a peer opens sessions: X3DH, or PQXDH without the sparse post-quantum ratchet. */
export const IMPLEMENTATIONS = ['x3dh-v3', 'pqxdh-v4'] as const;
export type Implementation = (typeof IMPLEMENTATIONS)[number];

/** Whether the first identity key of a contact is kept (trust on first use), or every one is taken. */
export const TRUSTS = ['tofu', 'all'] as const;
export type Trust = (typeof TRUSTS)[number];

export interface Peers {
  readonly suite: Suite;
  /** Of the draws that belong to no peer with a seed of its own. A safe integer. */
  readonly seed: number;
  /** Commands done so far: those draws are named by it. */
  readonly step: number;
  readonly byHandle: ReadonlyMap<string, Peer>;
}

export interface Peer {
  readonly implementation: Implementation;
  readonly name: string;
  readonly device: number;
  readonly trust: Trust;
  readonly seed: number;
  /** Whose draws these are: keeps peers of one seed apart. */
  readonly scope: string;
  /** Commands that changed this peer so far: each has draws of its own. */
  readonly step: number;
  readonly limits: Limits;
  readonly now: Instant;
  readonly endpoint: Endpoint;
}

/** Of a command that was not done. The message says what is wrong and what to do. */
export type ErrorClass =
  | 'duplicate'
  | 'too-far'
  | 'untrusted-identity'
  | 'bad-signature'
  | 'version'
  | 'missing-prekey'
  | 'no-session'
  | 'decrypt-failed'
  | 'malformed'
  | 'other';
export interface Failed {
  readonly ok: false;
  readonly error: { readonly class: ErrorClass; readonly message: string };
}
export const failed = (errorClass: ErrorClass, message: string): Failed => ({
  ok: false,
  error: { class: errorClass, message },
});

/** What stands in an answer: bytes are lower-case hexadecimal by then. */
export type Result = Readonly<Record<string, unknown>>;
export type Outcome = { readonly ok: true; readonly peers: Peers; readonly result: Result } | Failed;
/** Of a command that concerns one peer. The same peer again means that nothing has changed. */
export type PeerOutcome = { readonly ok: true; readonly peer: Peer; readonly result: Result } | Failed;
