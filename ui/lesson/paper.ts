/** What a lesson on paper is made of, and a teacher's print of it: with the key, whether or not it is behind the gate. */
import { flushSync } from 'react-dom';
import type { Copies } from '../../sim/index.ts';
import { showsCopies } from '../figures/cells.ts';
import { createStore } from '../state/store.ts';
import type { RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { mappedMessages } from './copies-map.ts';

export interface Paper {
  readonly run: RunView;
  /** Of each message of the copies map, in a lesson that has one. */
  readonly copies: readonly Copies[];
}

/** What a teacher's print shows, while it is open. */
export const paperStore = createStore<Paper | undefined>(undefined);

/** Prints both pages. The key stands in the page before the browser takes its picture, and is gone from it afterwards. */
export async function printWhole(engine: Engine, choice: RunChoice): Promise<void> {
  const run = await engine.play(choice);
  const paper: Paper = { run, copies: await copiesAtEnd(engine, run) };
  flushSync(() => paperStore.set(paper));
  window.print();
  paperStore.set(undefined);
}

/** The copies of each message of the map at the end of a run that is shown whole. */
export async function copiesAtEnd(engine: Engine, run: RunView): Promise<readonly Copies[]> {
  const end = run.frames.at(-1);
  if (end === undefined || !showsCopies(run)) return [];
  return Promise.all(mappedMessages(run).map((message) => engine.copies(run.choice, message, end.seq)));
}
