/** What every protocol function is handed besides its input: nothing global, nothing hidden. */
import type { Entropy } from '../crypto/entropy.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import type { Suite } from '../crypto/suite.ts';
import type { Limits } from '../limits.ts';
import type { Protections } from '../protections.ts';
import type { RefusalReason } from '../trace.ts';

export interface Tools {
  readonly suite: Suite;
  readonly containers: ContainerLog;
  readonly entropy: Entropy;
  readonly limits: Limits;
  readonly protections: Protections;
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
