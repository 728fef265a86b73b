/**
 * What the first experiment shows, read from its runs: the forecast of each answer, which answer the run gave, and the
 * sentence below. Pure; nothing here knows how the experiment ends.
 */
import type { Language, Localized } from '../../sim/text.ts';
import type { PartyId } from '../../sim/trace.ts';
import { actorName, listOf } from '../figures/names.ts';
import type { MarkName } from '../figures/marks.tsx';
import type { PathPlace } from '../figures/path/layout.ts';
import type { ClaimView, RunView } from '../worker/api.ts';

/** A place of the path, as far as this file needs it. */
export type Place = Pick<PathPlace, 'kind' | 'party'> & { readonly state: MarkName };

/**
 * One small mark for each place: what an answer says that the place can do. A place of which it says nothing is open; the
 * author's own phone has the text before anything is sent.
 */
export function forecastMarks(claims: readonly ClaimView[], places: readonly Place[]): readonly MarkName[] {
  return places.map(({ party }, index) => {
    const said = claims.find((one) => one.party === party);
    if (said === undefined) return index === 0 ? 'readable' : 'hole';
    return said.canRead ? 'readable' : 'sealed';
  });
}

/** The question in two lines: what happens, and what is asked. One line where the text is one sentence. */
export function questionLines(question: string): readonly [string, string] | readonly [string] {
  const end = question.search(/[.。](?=.)/u);
  if (end === -1) return [question];
  return [question.slice(0, end + 1).trim(), question.slice(end + 1).trim()];
}

/** Index of the answer that holds in this run; its own probes decide. Undefined where none does. */
export const heldOption = (view: RunView): number | undefined => {
  const index = view.ask?.options.findIndex((option) => option.holds) ?? -1;
  return index === -1 ? undefined : index;
};

/** One sentence or two about what the places hold, in the order in which they matter. */
export function outcomeSentences(places: readonly Place[], before: readonly Place[] | undefined): readonly Localized[] {
  const reads = (place: Place): boolean => place.state === 'readable';
  const company = places.find(({ kind }) => kind === 'server');
  const companyNow = company !== undefined && reads(company);
  const companyBefore = before?.some((place) => place.kind === 'server' && reads(place)) === true;
  const wiresSealed = places.every((place) => place.kind !== 'wire' || place.state === 'sealed');
  const wiresSealedBefore = before?.every((place) => place.kind !== 'wire' || place.state === 'sealed') === true;
  const sentences: Localized[] = [];
  if (wiresSealed && wiresSealedBefore) sentences.push(WIRES_ALIKE);
  if (companyNow && before !== undefined && !companyBefore) sentences.push(COMPANY_READS_NOW);
  else sentences.push(readersSentence(places.filter(reads).map(({ party }) => party)));
  if (company !== undefined && !companyNow && company.state !== 'never') sentences.push(COMPANY_KNOWS);
  return sentences;
}

const readersSentence = (readers: readonly PartyId[]): Localized => ({
  en: `Only ${names(readers, 'en')} could open it.`,
  zh: `只有${names(readers, 'zh')}能打开。`,
});

/** Several phones and nothing else are `the two phones`: that is how the question puts it. */
function names(readers: readonly PartyId[], language: Language): string {
  const onlyPhones = readers.every((party) => party.endsWith('.phone'));
  if (onlyPhones && readers.length === 2) return language === 'zh' ? '两部手机' : 'the two phones';
  return listOf([...new Set(readers.map((party) => placeName(party, language)))], language);
}

function placeName(party: PartyId, language: Language): string {
  if (party === 'server') return language === 'zh' ? '公司的电脑' : 'the company’s computer';
  if (party === 'network' || party.includes('-')) return language === 'zh' ? '网络' : 'the network';
  return actorName(party, language);
}

const WIRES_ALIKE: Localized = {
  en: 'The wires look just as random as before; from outside nobody can tell.',
  zh: '线路上的字节看起来同样随机，从外面看不出差别。',
};
const COMPANY_READS_NOW: Localized = {
  en: 'The company’s computer reads it now.',
  zh: '但公司的电脑现在能读了。',
};
const COMPANY_KNOWS: Localized = {
  en: 'The company passed the bytes on and knows who wrote to whom, and when.',
  zh: '公司转交了这些字节，知道谁在何时发给谁。',
};
