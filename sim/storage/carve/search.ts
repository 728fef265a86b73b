/** The words of every full-text index: of the leaves it lists, of those it does not, and of what is left of leaves elsewhere. */
import type { Bytes } from '../../crypto/bytes.ts';
import { isLeaf, leafWords, listedSegments, segmentOf } from './words.ts';
import type { Budget } from './budget.ts';
import type { FoundRecord, FoundWord } from './types.ts';

const STRUCTURE_ROWID = 10;

/** The words in records that are leaves; `sqlOf` gives the statement that made a search table. */
export function findWords(
  records: readonly FoundRecord[],
  searches: readonly string[],
  hasPositions: (search: string) => boolean,
  budget: Budget,
): readonly FoundWord[] {
  const names = new Map(searches.map((name) => [`${name}_data`, name]));
  const listed = new Map<string, ReadonlySet<number>>();
  for (const { where, table, rowid, cells } of records)
    if (where === 'row' && table !== undefined && names.has(table) && rowid === STRUCTURE_ROWID)
      listed.set(table, cells[1] instanceof Uint8Array ? listedSegments(cells[1]) : new Set());
  return records.flatMap((record) => {
    const block = record.cells[1];
    /** A leaf out of place may fit several tables; only its bytes say whether it is one. */
    const isOfSearch = record.table === undefined ? names.size > 0 : names.has(record.table);
    if (!isOfSearch || !(block instanceof Uint8Array) || (record.rowid !== undefined && !isLeaf(record.rowid)))
      return [];
    const segments = listed.get(record.table ?? '');
    const isListed =
      record.where === 'row' && record.rowid !== undefined && segments?.has(segmentOf(record.rowid)) === true;
    const withPositions = hasPositions(names.get(record.table ?? '') ?? searches[0] ?? '');
    return wordsOf(record, block, isListed, withPositions, budget);
  });
}

function wordsOf(
  record: FoundRecord,
  block: Bytes,
  isListed: boolean,
  hasPositions: boolean,
  budget: Budget,
): readonly FoundWord[] {
  /** The block is the last cell and lies within the page, or at least begins there. */
  const blockAt = record.offset + record.length - block.length;
  return leafWords(block, hasPositions, budget).map(({ word, at, rowids }) => ({
    word,
    file: record.file,
    page: record.page,
    offset: Math.max(record.offset, blockAt + at),
    rowids,
    isListed,
  }));
}
