/**
 * Which suite plays and replays a run. Key encapsulation is a library of its own: it is loaded before the first run that needs
 * it, or after the first answer, and no first lesson waits for it.
 */
import { model, needsKem, noble, remembering, type Suite } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { RunChoice } from './api.ts';

interface Suites {
  /** A switch changes little of what a run computes; what was computed once is not computed again. */
  readonly playing: Suite;
  /** Proofs are executed, not remembered. */
  readonly replaying: Suite;
}

const STAND_IN: Suites = { playing: model, replaying: model };
const REAL: Suites = { playing: remembering(noble), replaying: noble };
let postQuantum: Suites | undefined;

export async function loadPostQuantum(): Promise<void> {
  const { nobleKem, withKem } = await import('../../sim/postQuantum.ts');
  const suite = withKem(noble, nobleKem);
  postQuantum ??= { playing: remembering(suite), replaying: suite };
}

/** Loads what runs of this scenario need. */
export async function readyFor(scenario: Scenario): Promise<void> {
  if (needsKem(scenario)) await loadPostQuantum();
}

/** The suites for runs of a scenario that was made ready for. */
export function suitesFor(scenario: Scenario, suite: RunChoice['suite'] = 'noble'): Suites {
  if (suite === 'model') return STAND_IN;
  return needsKem(scenario) ? (postQuantum ?? REAL) : REAL;
}
