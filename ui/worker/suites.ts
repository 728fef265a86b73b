/**
 * Which suite plays and replays a run. Key encapsulation is a library of its own, and the model suite is for those who ask for it:
 * each is loaded before the first run that needs it, or after the first answer, and no first lesson waits for them.
 */
import { needsKem, noble, remembering, type Suite } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { RunChoice } from './api.ts';

interface Suites {
  /** A switch changes little of what a run computes; what was computed once is not computed again. */
  readonly playing: Suite;
  /** Proofs are executed, not remembered. */
  readonly replaying: Suite;
}

const REAL: Suites = { playing: remembering(noble), replaying: noble };
let postQuantum: Suites | undefined;
let standIn: Suites | undefined;

export async function loadPostQuantum(): Promise<void> {
  const { nobleKem, withKem } = await import('../../sim/postQuantum.ts');
  const suite = withKem(noble, nobleKem);
  postQuantum ??= { playing: remembering(suite), replaying: suite };
}

export async function loadModel(): Promise<void> {
  const { model } = await import('../../sim/modelling.ts');
  standIn ??= { playing: model, replaying: model };
}

/** Loads what runs of this scenario need; for those on the model suite `loadModel` comes first. */
export async function readyFor(scenario: Scenario): Promise<void> {
  if (needsKem(scenario)) await loadPostQuantum();
}

/** The suites for runs of a scenario that was made ready for; throws where it was not. */
export function suitesFor(scenario: Scenario, suite: RunChoice['suite'] = 'noble'): Suites {
  if (suite === 'model') {
    if (!standIn) throw new Error('the model suite is loaded before a run on it is asked for: `loadModel`');
    return standIn;
  }
  return needsKem(scenario) ? (postQuantum ?? REAL) : REAL;
}
