/** *Find them all*: which places she marks before anything is shown, and what they were worth. Pure. */
import type { Copies } from '../../../sim/index.ts';
import type { HUNT_WORDS } from '../../i18n/copies.ts';
import type { SpotKey } from './layout.ts';
import { shelfOf } from './rows.ts';

export interface Guess {
  readonly marked: ReadonlySet<SpotKey>;
  /** She has answered: what she marked counts, and the copies may be shown. */
  readonly committed: boolean;
}

export const NO_GUESS: Guess = { marked: new Set(), committed: false };

export type GuessEvent =
  { readonly kind: 'toggle'; readonly spot: SpotKey } | { readonly kind: 'commit' } | { readonly kind: 'again' };

/** The guess after an event; nothing is marked any more once she has answered. */
export function reduceGuess(guess: Guess, event: GuessEvent): Guess {
  switch (event.kind) {
    case 'toggle': {
      if (guess.committed) return guess;
      const marked = new Set(guess.marked);
      if (!marked.delete(event.spot)) marked.add(event.spot);
      return { ...guess, marked };
    }
    case 'commit':
      return { ...guess, committed: true };
    case 'again':
      return NO_GUESS;
  }
}

export type Verdict = keyof typeof HUNT_WORDS.verdict;

/** What each place was worth: those in the list, and any other that has a copy. */
export function judge({ marked }: Guess, spots: readonly SpotKey[], { copies }: Copies): ReadonlyMap<SpotKey, Verdict> {
  const full = new Set(copies.map((copy) => `${copy.owner}/${shelfOf(copy)}`));
  const all = [...new Set([...spots, ...full])];
  return new Map(all.map((spot) => [spot, verdictOn(marked.has(spot), full.has(spot))]));
}

function verdictOn(isMarked: boolean, isFull: boolean): Verdict {
  if (isMarked) return isFull ? 'hit' : 'miss';
  return isFull ? 'overlooked' : 'clear';
}

/** How many of the places with a copy she found, and how many she marked for nothing. */
export function scoreOf(verdicts: ReadonlyMap<SpotKey, Verdict>): {
  readonly hits: number;
  readonly all: number;
  readonly misses: number;
} {
  const count = (verdict: Verdict): number => [...verdicts.values()].filter((one) => one === verdict).length;
  return { hits: count('hit'), all: count('hit') + count('overlooked'), misses: count('miss') };
}
