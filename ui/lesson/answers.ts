/** What a learner answered, for as long as the page is open. Never in the link, never stored anywhere. */
import { createStore, type Store } from '../state/store.ts';
import { NO_ANSWERS, type LessonAnswers } from './stage.ts';

const stores = new Map<string, Store<LessonAnswers>>();

/** The answers to one scenario. */
export function answersTo(scenario: string): Store<LessonAnswers> {
  const known = stores.get(scenario);
  if (known !== undefined) return known;
  const fresh = createStore(NO_ANSWERS);
  stores.set(scenario, fresh);
  return fresh;
}
