/** What was answered in each game, for as long as the page is open. Never in the link, never stored anywhere. */
import { createStore, type Store } from '../state/store.ts';
import type { Answers } from './game.ts';

const stores = new Map<string, Store<Answers>>();

/** @param game names the scenario and everything that its runs depend on but the language. */
export function answersIn(game: string): Store<Answers> {
  const known = stores.get(game);
  if (known !== undefined) return known;
  const fresh = createStore<Answers>([]);
  stores.set(game, fresh);
  return fresh;
}
