/**
 * Habits of people: in which share of cases somebody compares codes when there is the occasion, and goes by a sign. In a run
 * that is shown, a share counts as its fixed reading, so that a lesson stays what it is; a sweep draws each choice.
 */
import { drawBelow, entropyFor } from '../crypto/entropy.ts';
import type { ActorId, Sign } from '../trace.ts';

/** Shares from 0 (never) to 1 (always); what is left out is as in `USUAL_HABITS`. */
export interface Habits {
  /** Does what a `compare` step gives occasion to. */
  readonly compares?: number;
  /** After a sign of `HEEDED_SIGNS`, writes no more to the contact that it is about. */
  readonly heeds?: number;
}

export const HABITS = ['compares', 'heeds'] as const satisfies readonly (keyof Habits)[];

/** Whoever has no habit of her own does what the story says. */
export const USUAL_HABITS = { compares: 1, heeds: 0 } as const satisfies Habits;

/** The signs that somebody may go by: both say that a contact's keys may be another's. */
export const HEEDED_SIGNS: readonly Sign[] = ['code-changed', 'codes-differ'];

/** How choices are made where a habit is neither never nor always. */
export type Choices = 'fixed' | 'drawn';
export type Chooser = (what: string, share: number) => boolean;

/** Fine enough for any share that somebody writes down. */
const GRAIN = 2 ** 32;

/** The choices of one actor in one step. Drawn ones are named by person, step and what is chosen: other steps do not matter. */
export function chooserFor(choices: Choices, seed: number, person: ActorId, step: string): Chooser {
  if (choices === 'fixed') return (_, share) => share > 0;
  const entropy = entropyFor(seed, `${person} chooses`);
  return (what, share) => drawBelow(entropy, `${what} in ${step}`, GRAIN) < share * GRAIN;
}
