/** The numbers over the map, and what it says in sentences. Pure. */
import type { Copies, CopyForm } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import { COPIES_WORDS } from '../../i18n/copies.ts';
import { actorInSentence } from '../names.ts';
import type { Beside } from './layout.ts';
import type { CopyRow } from './rows.ts';

/** Readable copies, and in how many places they are. */
export function countReadable({ copies }: Copies): { readonly readable: number; readonly places: number } {
  const readable = copies.filter(({ form }) => form === 'readable');
  return { readable: readable.length, places: new Set(readable.map(({ owner }) => owner)).size };
}

export interface TallyMark {
  readonly kind: keyof typeof COPIES_WORDS.tally;
  readonly count: number;
  readonly label: string;
}

/** Readable before and now where two moments are compared; then what is left over and what is sealed. */
export function talliesOf(
  before: Copies | undefined,
  now: Copies,
  beside: Beside,
  language: Language,
): readonly TallyMark[] {
  const mark = (kind: TallyMark['kind'], count: number): TallyMark => ({
    kind,
    count,
    label: COPIES_WORDS.tally[kind][language],
  });
  const readable = countReadable(now).readable;
  return [
    ...(before === undefined
      ? [mark('readable', readable)]
      : beside === 'moment'
        ? [mark('before', countReadable(before).readable), mark('now', readable)]
        : [mark('asBuilt', countReadable(before).readable), mark('switchedOff', readable)]),
    mark('remnant', count(now, 'remnant')),
    mark('sealed', count(now, 'sealed')),
  ];
}

/** What went and what stayed, where it can be read, what is left over, what is sealed. */
export function narrationOf(rows: readonly CopyRow[], isCompared: boolean, now: Copies, language: Language): string {
  const statuses = rows.map(({ status }) => status);
  const of = (...wanted: readonly CopyRow['status'][]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  const remnants = count(now, 'remnant');
  const sealed = count(now, 'sealed');
  const sentences = [
    ...(isCompared
      ? [COPIES_WORDS.difference({ gone: of('gone'), kept: of('stays'), fresh: of('fresh', 'altered') })]
      : []),
    ...(now.copies.length === 0 ? [COPIES_WORDS.nothing] : []),
    ...(countReadable(now).readable === 0
      ? []
      : [COPIES_WORDS.places({ places: ownersOf(now, 'readable', language) })]),
    ...(remnants === 0 ? [] : [COPIES_WORDS.left({ count: remnants, places: ownersOf(now, 'remnant', language) })]),
    ...(sealed === 0 ? [] : [COPIES_WORDS.closed({ count: sealed })]),
  ];
  return sentences.map((sentence) => sentence[language]).join(language === 'en' ? ' ' : '');
}

const count = ({ copies }: Copies, form: CopyForm): number => copies.filter((copy) => copy.form === form).length;

const ownersOf = ({ copies }: Copies, form: CopyForm, language: Language): readonly string[] => [
  ...new Set(copies.filter((copy) => copy.form === form).map(({ owner }) => actorInSentence(owner, language))),
];
