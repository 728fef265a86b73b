/**
 * What a database may keep of rows that are not listed: the rules of the twin, each on the safe side.
 * Sources: SQLite's documentation of `secure_delete`, `journal_mode`, write-ahead logging, VACUUM and FTS5; the file format;
 * and the real store, against which a property test holds them.
 */
import {
  PAGE_BYTES,
  type Housekeeping,
  type Keeping,
  type Place,
  type Remnant,
  type StoredFile,
  type TwinTable,
} from './types.ts';

export type TwinFile = Extract<StoredFile, { readonly kind: 'twin' }>;
export type Beside = TwinFile['beside'];

/** Rows that take no more are in one page, and move only within it. A page's header is 8 bytes. */
export const ONE_PAGE_BYTES = PAGE_BYTES - 8;
/** A row that takes more goes on in pages of its own. Source: the file format, "Cell Payload Overflow Pages": U - 35. */
const OVERFLOW_BYTES = PAGE_BYTES - 35;

/** What was so of a row's table when the row was removed or replaced. */
export interface Circumstances {
  readonly hasCopies: boolean;
  readonly isIndexed: boolean;
  readonly bytes: number;
}

/**
 * Whether a row may be left there. `secureDelete` off overwrites nothing, `fast` nothing in pages that become free. The log
 * and a kept journal hold the page as it was. The index only adds that the row is gone, unless it is told to take its words
 * out.
 */
export function isLeftIn(place: Place, of: Circumstances, keeping: Keeping, beside: Beside): boolean {
  switch (place) {
    case 'database':
      return (
        of.hasCopies || keeping.secureDelete === 'off' || (keeping.secureDelete === 'fast' && of.bytes > OVERFLOW_BYTES)
      );
    case 'index':
      return of.isIndexed && !keeping.searchSecureDelete;
    case 'log':
    case 'journal':
      return beside[place];
  }
}

/**
 * Whether a change to a table may leave copies of rows that stay: where it has more than one page, rows move from page to page
 * to keep them filled, and even with `secureDelete` on the place where one stood is not always overwritten. A row that is
 * added behind the last one moves no other; only the first page is copied when a second one is needed.
 */
export function leavesCopies(bytes: number, isAddedBehind: boolean, { secureDelete }: Keeping): boolean {
  return bytes > ONE_PAGE_BYTES && (!isAddedBehind || secureDelete === 'off');
}

/** An index is written in parts, which are merged as they grow; what the old ones stood in becomes free. */
export function indexLeavesCopies(indexBytes: number, { secureDelete }: Keeping): boolean {
  return secureDelete === 'off' || indexBytes > ONE_PAGE_BYTES;
}

/**
 * A commit deletes a journal that is not kept, but one that changes nothing is none, and with a log there is no journal that it
 * could be. Leaving the log moves it into the database and deletes it.
 */
export function besideAfter(beside: Beside, { journal: mode }: Keeping, isChanged: boolean): Beside {
  const log = mode === 'wal';
  const journal = mode === 'persist' || (beside.journal && !(isChanged && mode === 'delete'));
  return log === beside.log && journal === beside.journal ? beside : { log, journal };
}

/** The remnants but for those in a log or a journal that is no more. */
export function besideOnly(remnants: readonly Remnant[], beside: Beside): readonly Remnant[] {
  const isOver = ({ where }: Remnant): boolean => (where === 'log' || where === 'journal') && !beside[where];
  return remnants.some(isOver) ? remnants.filter((remnant) => !isOver(remnant)) : remnants;
}

/** The file after housekeeping. */
export function housekept(file: TwinFile, kind: Housekeeping, keeping: Keeping): TwinFile {
  switch (kind) {
    case 'checkpoint': {
      const beside = { ...besideAfter(file.beside, keeping, false), log: false };
      return { ...file, beside, remnants: besideOnly(file.remnants, beside) };
    }
    case 'vacuum': {
      const beside = besideAfter(file.beside, keeping, true);
      // Each table is filled from its first row to its last.
      const tables = mapped(file.tables, (table) => ({
        ...table,
        hasCopies: leavesCopies(table.bytes, true, keeping),
      }));
      return { ...file, beside, tables, remnants: rewritten(besideOnly(file.remnants, beside), 'database', beside) };
    }
    case 'merge':
      return merged(file, keeping);
  }
}

/** Merging writes one new part of the words that are listed. The old parts become free space, and go only if all of it does. */
function merged(file: TwinFile, keeping: Keeping): TwinFile {
  // An index of one part is not written anew.
  const beside = besideAfter(file.beside, keeping, false);
  let remnants = besideOnly(file.remnants, beside);
  const tables = mapped(file.tables, (table, name) => {
    if (table.indexBytes === 0) return table;
    const peak = table.indexBytes + table.bytes;
    const hasCopies = indexLeavesCopies(peak, keeping);
    remnants = rewritten(remnants, 'index', beside, hasCopies ? ['database'] : [], name);
    return { ...table, indexBytes: hasCopies ? peak : table.bytes, hasCopies: table.hasCopies || hasCopies };
  });
  return { ...file, beside, tables, remnants };
}

/** The remnants of a place that is rewritten: gone, but for the log and the journal, which may hold its pages as they were. */
export function rewritten(
  remnants: readonly Remnant[],
  from: Place,
  beside: Beside,
  to: readonly Place[] = [],
  table?: string,
): readonly Remnant[] {
  const places = [...to, ...(['log', 'journal'] as const).filter((place) => beside[place])];
  return remnants.flatMap((remnant) =>
    remnant.where === from && (table === undefined || remnant.table === table)
      ? places.map((where) => ({ ...remnant, where }))
      : [remnant],
  );
}

function mapped(tables: TwinFile['tables'], change: (table: TwinTable, name: string) => TwinTable): TwinFile['tables'] {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, change(table, name)]));
}
