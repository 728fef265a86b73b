/**
 * A device's files as plain marks: for each a strip of its parts by role, with the text of one message in them. However long a
 * file is, only a window of it is drawn, and all of it as a band of at most `MOST_BINS` bars. Pure.
 */
import type { FileView, Housekeeping, StorageView } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel } from '../../../sim/trace.ts';
import { LOOK_NAMES, PAGES_WORDS, ROLE_WORDS, TIDY_WORDS, type RoleLook, type UnitRole } from '../../i18n/pages.ts';
import { actorInSentence } from '../names.ts';
import { kindOf, spansOf, unitCount, unitOf, type FileKind, type Span, type Unit } from './units.ts';

/** Parts of a file that are drawn at once, and bars of the band over a longer one. */
export const WINDOW = 28;
export const MOST_BINS = 96;
/** Places with text that are drawn in one part; its name counts them all. */
const MOST_HITS = 16;

export interface PagesMarks {
  readonly title: string;
  readonly files: readonly FileMark[];
  readonly looks: readonly RoleLook[];
  readonly hasListed: boolean;
  readonly hasLeft: boolean;
}
export interface FileMark {
  readonly path: string;
  readonly kind: FileKind;
  readonly title: string;
  readonly hits: string;
  readonly count: number;
  /** The part of the file that is drawn. */
  readonly units: readonly UnitMark[];
  /** Number of its first part, and the largest that this can be. */
  readonly first: number;
  readonly lastFirst: number;
  readonly part: string | undefined;
  readonly bins: readonly BinMark[];
  /** Numbers of all parts that hold the text, upwards. */
  readonly holding: readonly number[];
  /** How many parts there are of each look. */
  readonly roles: readonly { readonly look: RoleLook; readonly name: string; readonly count: number }[];
}
export interface UnitMark {
  readonly number: number;
  readonly label: string;
  readonly word: string;
  readonly look: RoleLook;
  readonly used: number;
  readonly owner: string | undefined;
  readonly hits: readonly HitMark[];
  /** `Page 4, table of messages. Left over: 1`. */
  readonly name: string;
  readonly selected: boolean;
}
/** Where the text stands, as shares of the part. */
export interface HitMark {
  readonly from: number;
  readonly to: number;
  readonly isListed: boolean;
}
export interface BinMark {
  readonly look: RoleLook;
  readonly hit: 'listed' | 'left' | undefined;
}

export interface PagesOptions {
  readonly language: Language;
  readonly message: MessageLabel;
  /** The chosen part. */
  readonly selected: UnitPlace | undefined;
  /** Where the drawn part of a long file begins, by path. */
  readonly firsts: Readonly<Record<string, number>>;
}
export interface UnitPlace {
  readonly path: string;
  readonly number: number;
}

export function layoutPages({ device, files }: StorageView, options: PagesOptions): PagesMarks {
  const marks = files.map((file) => fileMark(file, options));
  const own = files.flatMap(({ marks: found }) => found.filter(({ message }) => message === options.message));
  const looks = new Set(marks.flatMap(({ roles }) => roles.map(({ look }) => look)));
  return {
    title: PAGES_WORDS.title({ device: actorInSentence(device, options.language) })[options.language],
    files: marks,
    looks: LOOKS.filter((look) => looks.has(look)),
    hasListed: own.some(({ isListed }) => isListed),
    hasLeft: own.some(({ isListed }) => !isListed),
  };
}

function fileMark(file: FileView, options: PagesOptions): FileMark {
  const { language, message, selected } = options;
  const spans = spansOf(file, message);
  const count = unitCount(file);
  const own = file.marks.filter((mark) => mark.message === message);
  const listed = own.filter(({ isListed }) => isListed).length;
  const lastFirst = Math.max(1, count - WINDOW + 1);
  const chosen = selected?.path === file.path ? selected.number : undefined;
  const wanted = options.firsts[file.path] ?? (chosen === undefined ? 1 : windowAround(chosen));
  const first = Math.max(1, Math.min(Math.floor(wanted) || 1, lastFirst));
  const end = Math.min(first + WINDOW, count + 1);
  const units = Array.from({ length: end - first }, (_, i) => unitOf(file, first + i)).filter(
    (unit) => unit !== undefined,
  );
  return {
    path: file.path,
    kind: kindOf(file),
    title: titleOf(file, count, language),
    hits: PAGES_WORDS.hits({ message, listed, left: own.length - listed })[language],
    count,
    units: units.map((unit) => unitMark(unit, spans.get(unit.number) ?? [], unit.number === chosen, language)),
    first,
    lastFirst,
    part: count > WINDOW ? PAGES_WORDS.part({ first, last: end - 1, all: count })[language] : undefined,
    bins: count > WINDOW ? binsOf(file, count, spans) : [],
    holding: [...spans.keys()].toSorted((a, b) => a - b),
    roles: rolesOf(file, count, language),
  };
}

/** The chosen part stands in the window, near its beginning. */
export const windowAround = (number: number): number => (number <= WINDOW ? 1 : number - 6);

function titleOf(file: FileView, count: number, language: Language): string {
  switch (kindOf(file)) {
    case 'database':
      return PAGES_WORDS.file({ file: file.path, pages: count })[language];
    case 'log':
      return PAGES_WORDS.log({ file: file.path, pages: count })[language];
    case 'other':
      return PAGES_WORDS.other({ file: file.path, bytes: file.length })[language];
  }
}

function unitMark(unit: Unit, spans: readonly Span[], selected: boolean, language: Language): UnitMark {
  const left = spans.filter(({ mark }) => !mark.isListed).length;
  const word = ROLE_WORDS[unit.role][language];
  const parts = [
    unitName(unit, language),
    word,
    ...(unit.owner === undefined ? [] : [PAGES_WORDS.owner({ owner: unit.owner })[language]]),
    ...(spans.length === 0 ? [] : [PAGES_WORDS.holds({ listed: spans.length - left, left })[language]]),
  ];
  return {
    number: unit.number,
    label: String(unit.page === 0 ? unit.number : unit.page),
    word,
    look: LOOK_OF[unit.role],
    used: unit.used,
    owner: unit.owner,
    hits: spans.slice(0, MOST_HITS).map(({ from, to, mark }) => ({
      from: from / unit.length,
      to: to / unit.length,
      isListed: mark.isListed,
    })),
    name: parts.join(language === 'en' ? ', ' : '，'),
    selected,
  };
}

/** `Page 4`, `Image 2, of page 4`, `Bytes 0 to 4095`. */
export function unitName({ number, page, role, offset, length }: Unit, language: Language): string {
  if (role === 'block') return PAGES_WORDS.unit.block({ from: offset, to: offset + length - 1 })[language];
  if (role === 'current' || role === 'older') return PAGES_WORDS.unit.image({ number, page })[language];
  return PAGES_WORDS.unit.page({ number: page })[language];
}

const LOOK_OF: Readonly<Record<UnitRole, RoleLook>> = {
  'table-leaf': 'table',
  'table-interior': 'table',
  'index-leaf': 'index',
  'index-interior': 'index',
  overflow: 'overflow',
  'free-trunk': 'free',
  'free-leaf': 'free',
  'pointer-map': 'map',
  unknown: 'bytes',
  current: 'table',
  older: 'older',
  block: 'bytes',
};
const LOOKS: readonly RoleLook[] = ['table', 'index', 'overflow', 'free', 'map', 'older', 'bytes'];

/** The whole file as bars: the look that most of its parts have, and whether text is in any of them. */
function binsOf(file: FileView, count: number, spans: ReadonlyMap<number, readonly Span[]>): readonly BinMark[] {
  const bins = Math.min(MOST_BINS, count);
  const counts = Array.from({ length: bins }, () => new Map<RoleLook, number>());
  for (let number = 1; number <= count; number++) {
    const bin = counts[binOf(number, count, bins)];
    const unit = unitOf(file, number);
    if (bin !== undefined && unit !== undefined) bin.set(LOOK_OF[unit.role], (bin.get(LOOK_OF[unit.role]) ?? 0) + 1);
  }
  const hits = new Map<number, BinMark['hit']>();
  for (const [number, found] of spans) {
    const bin = binOf(number, count, bins);
    const hasLeft = hits.get(bin) === 'left' || found.some(({ mark }) => !mark.isListed);
    hits.set(bin, hasLeft ? 'left' : 'listed');
  }
  return counts.map((each, i) => ({ look: mostOf(each), hit: hits.get(i) }));
}

const binOf = (number: number, count: number, bins: number): number => Math.floor(((number - 1) * bins) / count);

const mostOf = (counts: ReadonlyMap<RoleLook, number>): RoleLook =>
  [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'bytes';

function rolesOf(file: FileView, count: number, language: Language): FileMark['roles'] {
  const counts = new Map<RoleLook, number>();
  for (let number = 1; number <= count; number++) {
    const unit = unitOf(file, number);
    if (unit !== undefined) counts.set(LOOK_OF[unit.role], (counts.get(LOOK_OF[unit.role]) ?? 0) + 1);
  }
  return LOOKS.flatMap((look) => {
    const own = counts.get(look) ?? 0;
    return own === 0 ? [] : [{ look, name: LOOK_NAMES[look][language], count: own }];
  });
}

/** What housekeeping changed, in one sentence; undefined where none was done. */
export function tidiedSentence(
  before: StorageView,
  now: StorageView,
  done: readonly Housekeeping[],
  message: MessageLabel,
  language: Language,
): string | undefined {
  if (done.length === 0) return undefined;
  const unitsIn = ({ files }: StorageView): number =>
    files.filter((file) => kindOf(file) !== 'other').reduce((sum, file) => sum + unitCount(file), 0);
  const leftIn = ({ files }: StorageView): number =>
    files.flatMap(({ marks }) => marks.filter((mark) => mark.message === message && !mark.isListed)).length;
  return PAGES_WORDS.tidied({
    done: done.map((kind) => TIDY_WORDS[kind].done),
    pages: unitsIn(before),
    now: unitsIn(now),
    left: leftIn(before),
    leftNow: leftIn(now),
    message,
  })[language];
}
