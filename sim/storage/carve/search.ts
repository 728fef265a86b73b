/** The words of every full-text index: of the leaves it lists, of those it does not, and of what is left of leaves elsewhere. */
import type { Bytes } from '../../crypto/bytes.ts';
import { continuedRows, isLeaf, leafWords, listedSegments, segmentOf } from './words.ts';
import { spend, type Budget } from './budget.ts';
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
  const next = followers(records, names, budget);
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
    const found = wordsOf(record, block, isListed, withPositions, budget);
    const last = found.at(-1);
    if (!last || !withPositions) return found;
    return [...found.slice(0, -1), { ...last, rowids: [...last.rowids, ...next(record)] }];
  });
}

/**
 * The rows with which the list of a leaf's last word goes on in the leaves after it, which have the numbers after its own. Of several
 * images of a leaf the one at the same kind of place is taken: what stands at another may be of another time.
 */
function followers(
  records: readonly FoundRecord[],
  names: ReadonlyMap<string, string>,
  budget: Budget,
): (record: FoundRecord) => readonly number[] {
  const leaves = new Map<string, Bytes>();
  const nameOf = ({ table, where }: FoundRecord, rowid: number): string => `${table} ${where} ${rowid}`;
  for (const record of records) {
    const { table, rowid, cells } = record;
    const block = cells[1];
    if (table !== undefined && names.has(table) && rowid !== undefined && isLeaf(rowid) && block instanceof Uint8Array)
      leaves.set(nameOf(record, rowid), block);
  }
  return (record) => {
    const rowids: number[] = [];
    if (record.rowid === undefined) return rowids;
    for (let at = record.rowid + 1; ; at++) {
      const leaf = leaves.get(nameOf(record, at));
      if (!leaf || !spend(budget, leaf.length)) return rowids;
      const head = continuedRows(leaf);
      rowids.push(...head.rowids);
      if (!head.goesOn) return rowids;
    }
  };
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
