/** How good the carver is: precision and recall over the seeded databases, by place of finding, by act and by setting. */
import { carveDatabase } from '../../sim/storage/carve/carve.ts';
import { grade, type Grades, type Grading } from '../../sim/storage/carve/grade.ts';
import { FOUND_IN, type Carving, type FoundIn } from '../../sim/storage/carve/types.ts';
import { diskAfter } from '../../sim/storage/experiments.ts';
import type { Keeping, Store } from '../../sim/storage/types.ts';
import { imageOf } from './image.ts';
import { ACTS, JOURNALS, SECURE_DELETES, SEEDED_DATABASE, seededCases, TEXT_AT, type SeededCase } from './seeded.ts';

/** Finds by grade. */
export type Finds = Pick<Grading, 'finds' | 'whole' | 'part' | 'copy' | 'wrong'>;
/** Deleted rows by what came back of them. `there`: their text stands in the bytes, in one piece or, where it is long, in a few. */
export interface Rows {
  readonly deleted: number;
  readonly there: number;
  readonly whole: number;
  readonly part: number;
}

export interface Accuracy {
  readonly databases: number;
  readonly places: readonly (Finds & { readonly place: Place })[];
  readonly acts: readonly (Rows & { readonly act: SeededCase['act'] })[];
  readonly settings: readonly (Rows & Pick<SeededCase['keeping'], 'secureDelete' | 'journal'>)[];
  /** Messages that go on in overflow pages. */
  readonly long: LongAccuracy;
}
export interface LongAccuracy {
  readonly databases: number;
  readonly finds: Finds;
  readonly acts: Accuracy['acts'];
}
/** Where something can be found that is not a listed row. */
export type Place = Exclude<FoundIn, 'row'>;

interface Graded {
  readonly one: SeededCase;
  readonly grades: Grades;
  readonly there: number;
}

/** `journals`: databases that are kept with these only. */
export function accuracy(store: Store, journals: readonly Keeping['journal'][] = JOURNALS): Accuracy {
  const all = seededCases(journals, 'short').map((one) => gradeCase(store, one));
  const places = FOUND_IN.filter((place) => place !== 'row');
  return {
    databases: all.length,
    places: places.map((place) => ({ place, ...findsOf(all.map(({ grades }) => grades.byPlace[place])) })),
    acts: byAct(all),
    long: longAccuracy(store, journals),
    settings: SECURE_DELETES.flatMap((secureDelete) =>
      journals.map((journal) => ({
        secureDelete,
        journal,
        ...rowsOf(
          all.filter(({ one: { keeping } }) => keeping.secureDelete === secureDelete && keeping.journal === journal),
        ),
      })),
    ),
  };
}

function longAccuracy(store: Store, journals: readonly Keeping['journal'][]): LongAccuracy {
  const all = seededCases(journals, 'long').map((one) => gradeCase(store, one));
  return { databases: all.length, finds: findsOf(all.map(({ grades }) => grades.all)), acts: byAct(all) };
}

const byAct = (all: readonly Graded[]): Accuracy['acts'] =>
  ACTS.map((act) => ({ act, ...rowsOf(all.filter(({ one }) => one.act === act)) }));

function gradeCase(store: Store, one: SeededCase): Graded {
  const disk = diskAfter(store, { ...one, database: SEEDED_DATABASE });
  if (!disk) throw new Error('the store refused a write: none is too large, and no disk fails');
  const image = imageOf(disk, SEEDED_DATABASE.path);
  const files = [image.main, image.wal, image.journal].map((bytes) => Buffer.from(bytes ?? []));
  const there = one.deleted.filter(({ cells }) => isThere(files, Buffer.from(String(cells[TEXT_AT])))).length;
  return { one, there, grades: grade(one.deleted, ofMessages(carveDatabase(image))) };
}

/** Shorter pieces than this do not count: a page that a text goes on in holds more of it, but for its last one. */
const SHORTEST_PIECE = 64;

/** Whether the whole text stands in the files, piece after piece, each as long as it can be found. */
function isThere(files: readonly Buffer[], text: Buffer): boolean {
  for (let at = 0; at < text.length;) {
    const length = longestFrom(files, text.subarray(at));
    if (length < Math.min(SHORTEST_PIECE, text.length) && at + length < text.length) return false;
    at += length;
  }
  return true;
}

/** How much of the beginning of this stands somewhere in one piece. */
function longestFrom(files: readonly Buffer[], text: Buffer): number {
  let [some, most] = [0, text.length];
  while (some < most) {
    const middle = Math.ceil((some + most) / 2);
    if (files.some((bytes) => bytes.includes(text.subarray(0, middle)))) some = middle;
    else most = middle - 1;
  }
  return some;
}

/** Records that the carver gives to the messages' table. Those that it gives to none are mostly pieces of the search index. */
const ofMessages = (carving: Carving): Carving =>
  carving.ok ? { ...carving, records: carving.records.filter(({ table }) => table === 'message') } : carving;

const total = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((sum, item) => sum + pick(item), 0);

const findsOf = (all: readonly Grading[]): Finds => ({
  finds: total(all, ({ finds }) => finds),
  whole: total(all, ({ whole }) => whole),
  part: total(all, ({ part }) => part),
  copy: total(all, ({ copy }) => copy),
  wrong: total(all, ({ wrong }) => wrong),
});

const rowsOf = (all: readonly Graded[]): Rows => ({
  deleted: total(all, ({ one }) => one.deleted.length),
  there: total(all, ({ there }) => there),
  whole: total(all, ({ grades }) => grades.all.rowsWhole),
  part: total(all, ({ grades }) => grades.all.rowsPart),
});
