/**
 * The metadata figure as plain marks: who with whom as a graph, and one strip for each device on a common time axis. Pure;
 * lengths in rem; picture and table are both drawn from what this returns. No text of a message can be in it.
 */
import type { Metadata } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { MetadataView } from '../../worker/api.ts';
import { closingText } from '../../i18n/metadata.ts';
import { actorInSentence } from '../names.ts';
import { graphOf, seesAccounts, type Graph } from './graph.ts';
import { stripsOf, type Strips } from './strips.ts';
import { METADATA_WORDS } from './words.ts';

export interface MetadataMarks {
  readonly graph: Graph;
  readonly graphTitle: string;
  readonly strips: Strips;
  /** What it comes to, counted from the run. */
  readonly closing: string;
  /** What is simplified here. */
  readonly notes: readonly string[];
  readonly hasSilence: boolean;
}

export function layoutMetadata(view: MetadataView, language: Language): MetadataMarks {
  const strips = stripsOf(view, language);
  const { traffic, who } = METADATA_WORDS;
  return {
    graph: graphOf(view, language),
    graphTitle: (seesAccounts(view) ? who : traffic)[language],
    strips,
    closing: closingText(view, view.readable.length, (id) => actorInSentence(id, language), language),
    notes: notesOf(view).map((note) => note[language]),
    hasSilence: strips.rows.some(({ silences }) => silences.length > 0),
  };
}

function notesOf({
  party,
  transport,
}: Pick<Metadata, 'party' | 'transport'>): readonly { readonly en: string; readonly zh: string }[] {
  const { sameForCompany, wrappedNote, openNote, place } = METADATA_WORDS;
  const about = transport === 'open' ? openNote : party === 'server' ? sameForCompany : wrappedNote;
  return [about, place];
}
