/** Where a missing value stood and what became of it, as sentences. Pure. */
import { standingOf, type Candidate, type Stay } from '../../sim/knowledge/types.ts';
import type { Language } from '../../sim/text.ts';
import { contentOf } from '../figures/names.ts';
import { clockSeconds, duration } from '../figures/say.ts';
import type { RunView } from '../worker/api.ts';
import { timeOf } from './life.ts';
import { placeName } from './links.ts';
import { PROOF_WORDS } from './words.ts';

/** `keys in Bob’s phone, from 10:02:00 to 10:05:01 (3 min), erased since` */
export function staySentence(view: RunView, stay: Stay, language: Language): string {
  const place = contentOf(stay.actor, placeName(stay.place, language), language);
  const from = timeOf(view, stay.from);
  if (stay.to === undefined) return PROOF_WORDS.stays({ place, from: clockSeconds(from, language) })[language];
  const to = timeOf(view, stay.to);
  const long = duration(to - from, language);
  return PROOF_WORDS.stayed({ place, from: clockSeconds(from, language), to: clockSeconds(to, language), long })[
    language
  ];
}

/** One line: where it still stands, else the last place that erased it, else that nobody ever stored it. */
export function standingSentence(view: RunView, candidate: Candidate, language: Language): string {
  const standing = standingOf(candidate);
  switch (standing.kind) {
    case 'still': {
      const [stay] = standing.stays;
      return stay === undefined ? '' : staySentence(view, stay, language);
    }
    case 'erased': {
      const last = candidate.stays.find(({ to }) => to === standing.at);
      return last === undefined ? '' : staySentence(view, last, language);
    }
    case 'never-stored':
      return PROOF_WORDS.neverStoredNote[language];
  }
}

const ORDER = { still: 0, erased: 1, 'never-stored': 2 } as const;

/** What can still be had first, then what could have been; a record that holds one of the others is left out. */
export function nearestFirst(side: readonly Candidate[]): readonly Candidate[] {
  const own = side.filter(({ value }) => value.term !== 'container');
  const rank = (candidate: Candidate): number => ORDER[standingOf(candidate).kind];
  return (own.length > 0 ? own : side).toSorted((a, b) => rank(a) - rank(b));
}
