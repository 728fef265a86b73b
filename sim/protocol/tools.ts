/** What every protocol function is handed besides its input: nothing global, nothing hidden. */
import type { Entropy } from '../crypto/entropy.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import type { Suite } from '../crypto/suite.ts';
import type { Limits } from '../limits.ts';
import type { Protections } from '../protections.ts';
import type { Instant, RefusalReason } from '../trace.ts';

/**
 * How sessions are opened: X3DH (version 3); PQXDH (version 4) with whoever offers a post-quantum key, else X3DH, as the public
 * code of WhatsApp's clients does; or PQXDH with nobody left out. PROTOCOL 2.1 to 2.3.
 */
export const HANDSHAKES = ['x3dh', 'pqxdh-if-offered', 'pqxdh'] as const;
export type Handshake = (typeof HANDSHAKES)[number];

export interface Tools {
  readonly suite: Suite;
  readonly containers: ContainerLog;
  readonly entropy: Entropy;
  readonly limits: Limits;
  readonly protections: Protections;
  readonly handshake: Handshake;
  /** Virtual time of this step: sessions that were never answered grow too old. */
  readonly now: Instant;
}

/** The same tools, with draws under a name of their own: for several of a kind within one step. */
export const within = <T extends Tools>(tools: T, name: string): T => ({
  ...tools,
  entropy: { draw: (what, length) => tools.entropy.draw(`${name} ${what}`, length) },
});

/** Hostile or unlucky input is an outcome, not an exception. */
export interface Refused {
  readonly ok: false;
  readonly reason: RefusalReason;
}
export const refused = (reason: RefusalReason): Refused => ({ ok: false, reason });
