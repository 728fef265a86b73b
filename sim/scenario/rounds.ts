/**
 * A story told by its phones alone is a game of rounds: the base run and each variant is one. Their order is drawn, so that
 * neither the file nor a run's place in it tells which run one is looking at.
 */
import { drawBelow, entropyFor } from '../crypto/entropy.ts';
import type { Scenario } from './types.ts';

/** Id of a variant; undefined for the base run. */
export type RunName = string | undefined;

const LOTS = 2 ** 32;

/** All runs of a scenario in the order that this seed draws. Each draws its lot by its own name, wherever the file has it. */
export function drawnRuns({ id, variants }: Pick<Scenario, 'id' | 'variants'>, seed: number): readonly RunName[] {
  const entropy = entropyFor(seed, `rounds of ${id}`);
  const lotOf = (run: RunName): number => drawBelow(entropy, run === undefined ? 'base run' : `variant ${run}`, LOTS);
  return [undefined, ...variants.map((variant) => variant.id)]
    .map((run) => ({ run, lot: lotOf(run) }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ run }) => run);
}
