/**
 * The words of deletion come with the first run that needs them: most lessons have none, and the first screen waits for
 * everything that it loads. Whoever hands out a run of such a story has seen to it that they are there.
 */
import { STORAGE_VERBS } from '../../sim/scenario/storage-steps.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type * as Deletion from './deletion.ts';

type Words = Pick<
  typeof Deletion,
  'storageDeedLine' | 'changeLines' | 'foundSentence' | 'leftOverSentence' | 'tooLate'
>;

const VERBS: ReadonlySet<string> = new Set(STORAGE_VERBS);

let words: Words | undefined;

/** Gives the words at once, where nothing has to wait for them. */
export const haveDeletionWords = (given: Words): void => {
  words = given;
};

/** Loads the words, once. */
export async function loadDeletionWords(): Promise<void> {
  words ??= await import('./deletion.ts');
}

/** Whether this story can say anything about deletion or files. */
export const speaksOfDeletion = ({ storage, steps }: Pick<Scenario, 'storage' | 'steps'>): boolean =>
  storage !== undefined || steps.some(({ kind }) => VERBS.has(kind));

export function deletionWords(): Words {
  if (words === undefined)
    throw new Error('a run that speaks of deletion is only handed out once its words are loaded');
  return words;
}
