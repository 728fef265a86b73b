/** The runs that the lab lays beside the story as written: its variants, and the run as it is set by hand. Pure. */
import type { ScenarioText } from '../../sim/text.ts';
import type { RunChoice, RunView } from '../worker/api.ts';

export interface Candidate {
  /** The variant's id, or `BY_HAND`. */
  readonly id: string;
  readonly title: ScenarioText | undefined;
  readonly choice: RunChoice;
}

/** The run with switches flipped by hand; no variant can have this id. */
export const BY_HAND = '@switches';

/** The story as written, with the same seed, cryptography and language. */
export function asWritten(choice: RunChoice): RunChoice {
  const { variant: _variant, onKeyChange: _onKeyChange, ...rest } = choice;
  return { ...rest, switches: {} };
}

export function candidatesOf({ choice, scenario }: Pick<RunView, 'choice' | 'scenario'>): readonly Candidate[] {
  const base = asWritten(choice);
  const variants = scenario.variants.map(({ id, title }) => ({ id, title, choice: { ...base, variant: id } }));
  const isSet = Object.keys(choice.switches).length > 0 || choice.onKeyChange !== undefined;
  return isSet ? [...variants, { id: BY_HAND, title: undefined, choice }] : variants;
}
