/**
 * `--copies m1`: every copy of a message at the end, and what would remove it, tried out. `--files FOLDER`: the files of every
 * device as they are at the end, to be opened by any SQLite.
 */
import { join } from 'node:path';
import type { Copies, Copy, Knowledge, Played } from '../../sim/index.ts';
import { copiesOf, filesAt, removalsOf, type TriedRemoval } from '../../sim/storing.ts';
import type { Language } from '../../sim/text.ts';
import { COPIES_WORDS, COPY_NAMES, FOUND_WORDS } from '../../ui/i18n/copies.ts';
import { REMOVAL_NAMES } from '../../ui/i18n/removals.ts';
import { actorInSentence } from '../../ui/figures/names.ts';
import { say, unknown, Unusable } from '../input.ts';
import type { NewFile } from '../saving.ts';
import { textTable } from '../text-table.ts';
import { MARKS } from '../words.ts';

interface KnownPlayed {
  readonly played: Played;
  readonly knowledge: Knowledge;
}

/** Reads a label against the runs: a message that at least one of them writes. */
export function copiedMessageOf(word: string, runs: readonly KnownPlayed[], language: Language): string {
  const labels = [...new Set(runs.flatMap(({ knowledge }) => knowledge.messages.map(({ label }) => label)))];
  if (labels.includes(word)) return word;
  throw new Unusable(unknown('message', word, word, labels, language));
}

export interface CopiesData {
  readonly copies: Copies;
  readonly removals: readonly TriedRemoval[];
}

/** The same for programs. */
export function copiesData(message: string, { played, knowledge }: KnownPlayed): CopiesData {
  const step = played.trace.steps.at(-1)?.id;
  return {
    copies: copiesOf(knowledge, message, played.trace.events.length - 1),
    removals: step === undefined ? [] : removalsOf(played, message, step).tried,
  };
}

/** The lines of the answer. */
export function copiesLines(message: string, run: KnownPlayed, language: Language): readonly string[] {
  const { copies, removals } = copiesData(message, run);
  const { colon, names } = MARKS[language];
  const list = (some: readonly Copy[]): string => some.map((one) => shortly(one, language)).join(names) || '-';
  const tried = removals.map(({ removal, device, ends, begins }) => [
    `${REMOVAL_NAMES[removal][language]} (${device})`,
    list(ends),
    list(begins),
  ]);
  return [
    `${message}${colon}${COPIES_WORDS.headline(copies)[language]}`,
    ...textTable(copies.copies.map((one) => [one.owner, ...fully(one, language)])).map((line) => `  ${line}`),
    ...(tried.length === 0
      ? []
      : [
          say({ en: 'Tried out from here on:', zh: '从这里往下，逐一试过：' }, language),
          ...textTable([
            ['', say({ en: 'ends', zh: '消除' }, language), say({ en: 'leaves', zh: '留下' }, language)],
            ...tried,
          ]).map((line) => `  ${line}`),
        ]),
  ];
}

function formOf({ form, characters, of }: Copy, language: Language): string {
  const { readable, whole, part, sealed } = COPIES_WORDS.formLong;
  if (form === 'readable') return readable[language];
  if (form === 'sealed') return sealed[language];
  return (characters === of ? whole : part({ characters, of }))[language];
}

function fully(one: Copy, language: Language): readonly string[] {
  const { kind, within, found, times } = one;
  const place = found
    ? `${found.file}${found.page > 0 ? ` · ${found.page}` : ''} · ${FOUND_WORDS[found.where][language]}`
    : (within ?? '');
  return [COPY_NAMES[kind][language], formOf(one, language), place, times > 1 ? `×${times}` : ''];
}

const shortly = ({ kind, owner }: Copy, language: Language): string =>
  `${COPY_NAMES[kind][language]} (${actorInSentence(owner, language)})`;

/** The files of every device, below a folder for the run. */
export const deviceFiles = ({ played: { trace }, knowledge }: KnownPlayed): readonly NewFile[] =>
  trace.header.parties.flatMap(({ kind, id }) =>
    kind === 'device'
      ? filesAt(knowledge, id, trace.events.length - 1).map(({ path, bytes }) => ({
          path: join(trace.header.variant ?? 'base', id, path),
          content: bytes,
        }))
      : [],
  );
