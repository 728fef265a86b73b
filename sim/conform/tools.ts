/** What protocol functions are handed where nothing is recorded: the suite as it is, and draws that a recording answers. */
import { entropyFor, type Entropy } from '../crypto/entropy.ts';
import type { Suite } from '../crypto/suite.ts';
import type { Limits } from '../limits.ts';
import { NO_LOG } from '../peer/tools.ts';
import { ALL_ON } from '../protections.ts';
import type { Handshake, Tools } from '../protocol/tools.ts';

/** Real protections; draws of this scope are the same every time. */
export const toolsOf = (
  suite: Suite,
  options: {
    readonly scope: string;
    readonly limits: Limits;
    readonly handshake?: Handshake;
    readonly entropy?: Entropy;
  },
): Tools => ({
  suite,
  containers: NO_LOG,
  entropy: options.entropy ?? entropyFor(1, options.scope),
  limits: options.limits,
  protections: ALL_ON,
  handshake: options.handshake ?? 'x3dh',
  now: 0,
});
