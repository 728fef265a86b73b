/**
 * The copies map as plain marks: places that hang from the network line, their parts, and every copy in each. Pure; picture,
 * table and sentence are all made from what this returns.
 */
import type { Copies, Copy, CopyForm } from '../../../sim/index.ts';
import type { Language, Localized } from '../../../sim/text.ts';
import type { MessageLabel, Party, PartyId } from '../../../sim/trace.ts';
import { COPIES_WORDS, COPY_NAMES, FOUND_WORDS, SHELF_NAMES, type Shelf } from '../../i18n/copies.ts';
import { actorName, capital } from '../names.ts';
import { legible } from '../say.ts';
import { countReadable, narrationOf, talliesOf, type TallyMark } from './count.ts';
import { rowsOf, shelfOf, type CopyRow } from './rows.ts';

export interface CopiesMarks {
  readonly message: MessageLabel;
  /** `3 readable copies in 2 places`. */
  readonly headline: string;
  readonly tallies: readonly TallyMark[];
  readonly narration: string;
  /** Places side by side. */
  readonly columns: number;
  readonly rooms: readonly RoomMark[];
  /** What the network line says of itself. */
  readonly line: string;
  /** Forms that occur, in the order of the legend. */
  readonly legend: readonly (CopyState | 'hole')[];
  readonly isCompared: boolean;
  readonly beside: Beside;
}

/** What it is compared with: an earlier moment of the same run, or the run as built. */
export type Beside = 'moment' | 'run';

/** How a copy is drawn: the marks of the who-can-read figure. */
export type CopyState = CopyForm | 'erased' | 'never';

/** A device or a building has walls; the network and whoever listens to it have none. */
export interface RoomMark extends Place {
  readonly name: string;
  readonly note: string;
  /** What will be here is the question: nothing of it is known to the map. */
  readonly isAsked: boolean;
  readonly shelves: readonly ShelfMark[];
}
interface Place {
  readonly id: PartyId;
  readonly hasWalls: boolean;
  /** From 0. */
  readonly column: number;
  /** 0 stands above the network line, all others below it. */
  readonly row: number;
}
export interface ShelfMark {
  readonly key: SpotKey;
  readonly name: string;
  readonly copies: readonly CopyMark[];
}
/** `bob.phone/files`. */
export type SpotKey = string;

export interface CopyMark {
  readonly key: string;
  readonly name: string;
  /** In which message, which file and page, how many times. */
  readonly where: readonly string[];
  /** What can be read of it, where that is not the whole text in the chat. */
  readonly part: string | undefined;
  readonly text: string | undefined;
  readonly was: CopyState | undefined;
  readonly wasWord: string | undefined;
  readonly state: CopyState;
  readonly word: string;
  readonly form: string;
  readonly status: CopyRow['status'];
  readonly sentence: string;
  readonly copy: Copy;
}

export interface CopiesOptions {
  readonly language: Language;
  /** In the order of the other figures. */
  readonly parties: readonly Party[];
  /** The moment to compare with. */
  readonly before?: Copies | undefined;
  readonly beside?: Beside | undefined;
  /** Places that a question is about. */
  readonly asked?: readonly PartyId[] | undefined;
  /** How many places fit side by side. */
  readonly columns: number;
}

export function layoutCopies(copies: Copies, options: CopiesOptions): CopiesMarks {
  const { language, before, beside = 'moment', asked = [] } = options;
  const rows = rowsOf(before, copies);
  const owners = rows.flatMap(({ was, now }) => [was?.owner ?? now?.owner ?? '']);
  const { places, columns } = placed(options.parties, owners, options.columns);
  const marks = rows.map((row) => copyMark(row, language, before !== undefined));
  const rooms = places.map((place) => ({ ...roomMark(place, marks, language), isAsked: asked.includes(place.id) }));
  const readableOnNetwork = marks.some(({ copy, state }) => copy.owner === 'network' && state === 'readable');
  return {
    message: copies.message,
    headline: COPIES_WORDS.headline(countReadable(copies))[language],
    tallies: talliesOf(before, copies, beside, language),
    narration: narrationOf(rows, before !== undefined, copies, language),
    columns,
    rooms,
    line: (readableOnNetwork ? COPIES_WORDS.networkOpen : COPIES_WORDS.network)[language],
    legend: LEGEND.filter(
      (state) =>
        marks.some((mark) => mark.state === state || mark.was === state) ||
        (state === 'hole' && rooms.some(({ isAsked }) => isAsked)),
    ),
    isCompared: before !== undefined,
    beside,
  };
}

const LEGEND: CopiesMarks['legend'] = ['readable', 'remnant', 'sealed', 'erased', 'never', 'hole'];

/**
 * Places with walls above the line as far as they fit, everything else below it; an owner who is no party comes last. The
 * network is the line itself: it is a place only where it keeps something.
 */
export function placed(
  parties: readonly Party[],
  owners: readonly PartyId[],
  most: number,
): { readonly places: readonly Place[]; readonly columns: number } {
  const isPlace = ({ kind, id }: Party): boolean => kind !== 'link' && (kind !== 'network' || owners.includes(id));
  const known = parties.filter(isPlace);
  const walled = known.filter(({ kind }) => kind === 'device' || kind === 'server').map(({ id }) => id);
  const strangers = owners.filter((owner) => !known.some(({ id }) => id === owner));
  const open = [...known.map(({ id }) => id).filter((id) => !walled.includes(id)), ...new Set(strangers)];
  const columns = Math.max(1, Math.min(most, Math.max(walled.length, open.length)));
  const above = walled.slice(0, columns);
  const below = [...walled.slice(columns), ...open];
  const placeOf = (id: PartyId, column: number, row: number): Place => ({
    id,
    hasWalls: walled.includes(id),
    column,
    row,
  });
  return {
    columns,
    places: [
      ...above.map((id, i) => placeOf(id, i, 0)),
      ...below.map((id, i) => placeOf(id, i % columns, 1 + Math.floor(i / columns))),
    ],
  };
}

/** The parts of a place that can be looked at, whether or not something is there. */
export function spotsOf(id: PartyId, hasWalls: boolean): readonly Shelf[] {
  if (id === 'server' || id === 'network') return ['carried'];
  return hasWalls ? ['messenger', 'files', 'outside'] : ['taken'];
}

function roomMark(place: Place, marks: readonly CopyMark[], language: Language): Omit<RoomMark, 'isAsked'> {
  const own = marks.filter(({ copy }) => copy.owner === place.id);
  const shelves = new Set([...spotsOf(place.id, place.hasWalls), ...own.map(({ copy }) => shelfOf(copy))]);
  return {
    ...place,
    name: capital(actorName(place.id, language)),
    note: noteOf(own, language),
    shelves: [...shelves].map((shelf) => ({
      key: `${place.id}/${shelf}`,
      name: SHELF_NAMES[shelf][language],
      copies: own.filter(({ copy }) => shelfOf(copy) === shelf),
    })),
  };
}

/** `2 readable, 1 left over`. */
function noteOf(marks: readonly CopyMark[], language: Language): string {
  const parts = (['readable', 'remnant', 'sealed'] as const).flatMap((form) => {
    const count = marks.filter(({ state }) => state === form).length;
    const word = (form === 'remnant' ? COPIES_WORDS.whole : COPIES_WORDS[form])[language];
    if (count === 0) return [];
    return [language === 'en' ? `${count} ${word}` : `${word} ${count}`];
  });
  return parts.length === 0 ? COPIES_WORDS.noCopy[language] : parts.join(language === 'en' ? ', ' : '，');
}

function copyMark({ key, was, now, status }: CopyRow, language: Language, isCompared: boolean): CopyMark {
  const copy = now ?? was;
  if (copy === undefined) throw new Error('a row is made of a copy at one of two moments');
  const say = (text: Localized): string => text[language];
  const name = say(COPY_NAMES[copy.kind]);
  const where = whereOf(copy, say);
  const text = copy.text === undefined ? undefined : legible(copy.text);
  const form = now === undefined ? say(COPIES_WORDS.gone) : formLong(now, say);
  return {
    key,
    name,
    where,
    part: now !== undefined && now.characters < now.of ? text : undefined,
    text: now === undefined ? undefined : text,
    was: isCompared ? (was?.form ?? 'never') : undefined,
    wasWord: isCompared && was !== undefined ? formLong(was, say) : undefined,
    state: now?.form ?? 'erased',
    word: now === undefined ? say(COPIES_WORDS.gone) : formShort(now, say),
    form,
    status,
    sentence: say(
      COPIES_WORDS.sentence({
        place: capital(actorName(copy.owner, language)),
        kind: name,
        where,
        form: isCompared && now !== undefined ? `${form}, ${say(COPIES_WORDS.status[status])}` : form,
        text: now === undefined ? undefined : text,
      }),
    ),
    copy,
  };
}

/** What the kind of the copy or its file says already. */
const UNNAMED: ReadonlySet<string> = new Set(['file', 'row', 'log', 'journal', 'index']);

function whereOf({ within, found, times }: Copy, say: (text: Localized) => string): readonly string[] {
  return [
    ...(within === undefined ? [] : [say(COPIES_WORDS.within({ message: within }))]),
    ...(found === undefined
      ? []
      : [
          found.page > 0 ? say(COPIES_WORDS.page({ file: found.file, page: found.page })) : found.file,
          ...(UNNAMED.has(found.where) ? [] : [say(FOUND_WORDS[found.where])]),
        ]),
    ...(times > 1 ? [say(COPIES_WORDS.times({ times }))] : []),
  ];
}

const isPart = ({ form, characters, of }: Copy): boolean => form === 'remnant' && characters < of;

const formShort = (copy: Copy, say: (text: Localized) => string): string =>
  isPart(copy)
    ? say(COPIES_WORDS.part(copy))
    : say(copy.form === 'remnant' ? COPIES_WORDS.whole : COPIES_WORDS[copy.form]);

const formLong = (copy: Copy, say: (text: Localized) => string): string =>
  isPart(copy)
    ? say(COPIES_WORDS.formLong.part(copy))
    : say(copy.form === 'remnant' ? COPIES_WORDS.formLong.whole : COPIES_WORDS.formLong[copy.form]);
