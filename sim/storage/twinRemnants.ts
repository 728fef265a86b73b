/**
 * What a database may keep of rows that are not listed: the rules of the twin, each on the safe side.
 * Sources: SQLite's documentation of `secure_delete`, `journal_mode`, write-ahead logging, VACUUM and FTS5; the file format;
 * and the real store, against which a property test holds them.
 */
import { PAGE_BYTES, type Copies, type Housekeeping, type Keeping, type Place, type Remnant } from './types.ts';

export const NO_COPIES: Copies = { database: false, index: false, log: false, journal: false };

/** Rows that take no more have always been in one page, or moved within it: a page's header is 8 bytes. */
export const ONE_PAGE_BYTES = PAGE_BYTES - 8;
/** A row that takes more goes on in pages of its own. Source: the file format, "Cell Payload Overflow Pages": U - 35. */
const OVERFLOW_BYTES = PAGE_BYTES - 35;

/**
 * Where a row is left that is removed or replaced. `secureDelete` off overwrites nothing, `fast` nothing in pages that become
 * free. The log and a kept journal hold the page as it was. The index only adds that the row is gone, unless it is told to
 * take its words out.
 */
export function leftIn(place: Place, keeping: Keeping, copies: Copies, isSearched: boolean, bytes: number): boolean {
  if (copies[place]) return true;
  switch (place) {
    case 'database':
      return keeping.secureDelete === 'off' || (keeping.secureDelete === 'fast' && bytes > OVERFLOW_BYTES);
    case 'index':
      return isSearched && !keeping.searchSecureDelete;
    case 'log':
      return keeping.journal === 'wal';
    case 'journal':
      return keeping.journal === 'persist';
  }
}

/**
 * Where copies of listed rows may lie after a transaction. `isSpread`: a table has been larger than a page, so that rows have
 * moved from page to page. `isSearched`: the parts of an index are merged as they grow, and the old ones freed.
 */
export function copiesAfter(copies: Copies, keeping: Keeping, isSpread: boolean, isSearched: boolean): Copies {
  const database = copies.database || isSpread || (isSearched && keeping.secureDelete !== 'on');
  const log = keeping.journal === 'wal';
  const journal = keeping.journal === 'persist' || (keeping.journal === 'wal' && copies.journal);
  if (database === copies.database && log === copies.log && journal === copies.journal) return copies;
  return { database, index: copies.index, log, journal };
}

/** A journal that is deleted takes what it held with it; so does a log that is moved into the database when it is left. */
export function endedByJournal(remnants: readonly Remnant[], copies: Copies): readonly Remnant[] {
  const isOver = ({ where }: Remnant): boolean => (where === 'log' || where === 'journal') && !copies[where];
  return remnants.some(isOver) ? remnants.filter((remnant) => !isOver(remnant)) : remnants;
}

interface Left {
  readonly remnants: readonly Remnant[];
  readonly copies: Copies;
}

/** What is left after housekeeping. */
export function housekept(left: Left, kind: Housekeeping, keeping: Keeping): Left {
  switch (kind) {
    case 'vacuum':
      return { remnants: moved(left, 'database', []), copies: { ...left.copies, database: false } };
    case 'merge':
      // What the old index stood in becomes free space, and is overwritten only where all free space is.
      return { ...left, remnants: moved(left, 'index', keeping.secureDelete === 'on' ? [] : ['database']) };
    case 'checkpoint':
      if (keeping.journal !== 'wal') return left;
      return {
        remnants: left.remnants.filter(({ where }) => where !== 'log'),
        copies: { ...left.copies, log: false },
      };
  }
}

/** The remnants of a place that is rewritten: over, but for the log and the journal, which may hold its pages as they were. */
function moved({ remnants, copies }: Left, from: Place, to: readonly Place[]): readonly Remnant[] {
  const places = [...to, ...(['log', 'journal'] as const).filter((place) => copies[place])];
  return remnants.flatMap((remnant) =>
    remnant.where === from ? places.map((where) => ({ ...remnant, where })) : [remnant],
  );
}
