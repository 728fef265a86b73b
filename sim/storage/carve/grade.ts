/** How good a carving is, against rows that are known to have been deleted: what came back whole, in part, or wrong. */
import type { Cell, TableName } from '../types.ts';
import { type Carving, FOUND_IN, type FoundIn, type FoundRecord } from './types.ts';

/** A row as it was before it was deleted or changed. */
export interface KnownRow {
  readonly table: TableName;
  readonly cells: readonly Cell[];
}

/** How a find compares with what is known. `copy`: of a row that is still listed. `part`: so many characters of its texts, or bytes of its blobs. */
export type Grade =
  | { readonly kind: 'whole' | 'copy' | 'wrong' }
  | { readonly kind: 'part'; readonly characters: number; readonly of: number };

export interface Grading {
  readonly finds: number;
  readonly whole: number;
  readonly part: number;
  readonly copy: number;
  readonly wrong: number;
  /** Deleted rows of which at least one find has all texts. */
  readonly rowsWhole: number;
  /** Other deleted rows of which there is a part, and the characters of their best finds among all that they had. */
  readonly rowsPart: number;
  readonly characters: number;
  readonly ofCharacters: number;
  /** Share of finds that are not wrong; 1 where nothing was found. */
  readonly precision: number;
  /** Share of deleted rows that came back whole; 1 where none was deleted. */
  readonly recall: number;
}

export interface Grades {
  readonly all: Grading;
  readonly byPlace: Readonly<Record<FoundIn, Grading>>;
}

interface Graded {
  readonly where: FoundIn;
  readonly grade: Grade;
  /** Among the known rows; -1: none of them. */
  readonly row: number;
}

/** Grades every find that is not a listed row, in the tables that `deleted` speaks of; finds that fit several tables count in each. */
export function grade(deleted: readonly KnownRow[], carving: Carving): Grades {
  const records = carving.ok ? carving.records : [];
  const tables = new Set(deleted.map(({ table }) => table));
  const listed = records.filter(({ where, table }) => where === 'row' && table !== undefined && tables.has(table));
  const graded = records
    .filter(({ where, table }) => where !== 'row' && (table === undefined || tables.has(table)))
    .map((find) => gradeOne(find, deleted, listed));
  const inPlace = (place: FoundIn): Grading =>
    sum(
      graded.filter(({ where }) => where === place),
      deleted,
    );
  const byPlace = Object.fromEntries(FOUND_IN.map((place) => [place, inPlace(place)]));
  return { all: sum(graded, deleted), byPlace: byPlace as Record<FoundIn, Grading> };
}

function gradeOne(find: FoundRecord, deleted: readonly KnownRow[], listed: readonly FoundRecord[]): Graded {
  const { where } = find;
  const characters = find.cells.reduce<number>((total, cell) => total + measure(cell), 0);
  let best: Graded = { where, grade: { kind: 'wrong' }, row: -1 };
  for (const [row, known] of deleted.entries()) {
    if (!agrees(find, known)) continue;
    const of = known.cells.reduce<number>((total, cell) => total + measure(cell), 0);
    if (characters >= of) return { where, grade: { kind: 'whole' }, row };
    best = { where, grade: { kind: 'part', characters, of }, row };
  }
  if (listed.some((row) => agrees(find, row))) return { where, grade: { kind: 'copy' }, row: -1 };
  return best;
}

/** Every cell that is there is the row's, or the beginning of it. */
function agrees(find: FoundRecord, row: Pick<FoundRecord, 'table' | 'cells'>): boolean {
  if (find.table !== undefined && find.table !== row.table) return false;
  return row.cells.every((cell, i) => {
    const part = find.cells[i];
    if (part === undefined || cell === undefined || part === cell) return true;
    if (typeof part === 'string' && typeof cell === 'string') return cell.startsWith(part);
    if (!(part instanceof Uint8Array) || !(cell instanceof Uint8Array)) return false;
    return part.length <= cell.length && part.every((byte, at) => byte === cell[at]);
  });
}

const measure = (cell: Cell | undefined): number =>
  typeof cell === 'string' || cell instanceof Uint8Array ? cell.length : 0;

function sum(graded: readonly Graded[], deleted: readonly KnownRow[]): Grading {
  const count = (kind: Grade['kind']): number => graded.filter((find) => find.grade.kind === kind).length;
  const whole = new Set(graded.filter((find) => find.grade.kind === 'whole').map(({ row }) => row));
  const most = new Map<number, number>();
  let ofCharacters = 0;
  for (const { row, grade: found } of graded) {
    if (found.kind !== 'part' || whole.has(row)) continue;
    if (!most.has(row)) ofCharacters += found.of;
    most.set(row, Math.max(most.get(row) ?? 0, found.characters));
  }
  let characters = 0;
  for (const value of most.values()) characters += value;
  const wrong = count('wrong');
  return {
    finds: graded.length,
    whole: count('whole'),
    part: count('part'),
    copy: count('copy'),
    wrong,
    rowsWhole: whole.size,
    rowsPart: most.size,
    characters,
    ofCharacters,
    precision: graded.length === 0 ? 1 : (graded.length - wrong) / graded.length,
    recall: deleted.length === 0 ? 1 : whole.size / deleted.length,
  };
}
