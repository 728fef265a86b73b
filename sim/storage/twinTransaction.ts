/** A transaction on the twin's tables: copies the lists that it changes, shares all rows, and lists what is left of others. */
import {
  besideAfter,
  besideOnly,
  indexLeavesCopies,
  isLeftIn,
  leavesCopies,
  rewritten,
  ONE_PAGE_BYTES,
  type TwinFile,
} from './twinRemnants.ts';
import { keyOf, positionOf, rowBytes, type Key } from './twinRows.ts';
import {
  PLACES,
  type DatabaseShape,
  type Housekeeping,
  type Keeping,
  type Operation,
  type Remnant,
  type Row,
  type TableName,
  type TwinTable,
} from './types.ts';

export type RowOperation = Exclude<Operation, { readonly kind: Housekeeping }>;

export const NOTHING: TwinTable = { rows: [], bytes: 0, indexBytes: 0, hasCopies: false };

/** Of the entries that each transaction adds to an index besides words: its structure, counts, headers of parts. */
const INDEX_OVERHEAD_BYTES = 100;

/** A table while a transaction changes it. */
interface Draft {
  readonly name: TableName;
  readonly isSearched: boolean;
  readonly rows: Row[];
  bytes: number;
  indexBytes: number;
  hasCopies: boolean;
  isChanged: boolean;
  /** All words were taken out of its index at once. */
  isCleared: boolean;
  gone: Gone[];
}

/** A row that is listed no more, and whether there may have been copies of it at that moment. */
interface Gone {
  readonly row: Row;
  readonly hadCopies: boolean;
  readonly isIndexed: boolean;
}

export function transacted(
  file: TwinFile,
  database: DatabaseShape,
  operations: readonly RowOperation[],
  keeping: Keeping,
): TwinFile {
  const drafts = new Map<TableName, Draft>();
  for (const operation of operations) {
    let draft = drafts.get(operation.table);
    if (draft === undefined) {
      draft = draftOf(file, database, operation.table);
      drafts.set(operation.table, draft);
    }
    applied(draft, operation, keeping);
  }
  const tables: Record<TableName, TwinTable> = { ...file.tables };
  const isChanged = [...drafts.values()].some((draft) => draft.isChanged);
  const beside = besideAfter(file.beside, keeping, isChanged);
  const left: Remnant[] = [];
  let remnants = besideOnly(file.remnants, beside);
  for (const draft of drafts.values()) {
    const table = settled(draft, keeping);
    tables[draft.name] = table;
    const isIndexCopied = draft.isSearched && indexLeavesCopies(table.indexBytes, keeping);
    if (draft.isCleared) remnants = rewritten(remnants, 'index', beside, isIndexCopied ? ['database'] : [], draft.name);
    for (const { row, hadCopies, isIndexed } of draft.gone) {
      const of = { hasCopies: hadCopies || isIndexCopied, isIndexed, bytes: rowBytes(row) };
      for (const where of PLACES)
        if (isLeftIn(where, of, keeping, beside)) left.push({ table: draft.name, row, where });
    }
  }
  if (left.length > 0) remnants = remnants.concat(left);
  return { kind: 'twin', tables, remnants, beside };
}

function draftOf(file: TwinFile, database: DatabaseShape, name: TableName): Draft {
  const { rows, bytes, indexBytes, hasCopies } = file.tables[name] ?? NOTHING;
  const isSearched = database.tables.some((shape) => shape.name === name && shape.searched !== undefined);
  return {
    name,
    isSearched,
    rows: rows.slice(),
    bytes,
    indexBytes,
    hasCopies,
    isChanged: false,
    isCleared: false,
    gone: [],
  };
}

/** The table that a draft has become. */
function settled({ rows, bytes, indexBytes, hasCopies, isSearched }: Draft, keeping: Keeping): TwinTable {
  if (!isSearched) return { rows, bytes, indexBytes: 0, hasCopies };
  const grown = indexBytes + INDEX_OVERHEAD_BYTES;
  return { rows, bytes, indexBytes: grown, hasCopies: hasCopies || indexLeavesCopies(grown, keeping) };
}

function applied(draft: Draft, operation: RowOperation, keeping: Keeping): void {
  switch (operation.kind) {
    case 'put':
      put(draft, operation.row, keeping);
      return;
    case 'remove': {
      const at = positionOf(draft.rows, operation.key);
      const old = listedAt(draft.rows, at, operation.key);
      if (old === undefined) return;
      draft.rows.splice(at, 1);
      taken(draft, old, keeping);
      moved(draft, false, keeping);
      draft.bytes -= rowBytes(old);
      draft.indexBytes += INDEX_GROWTH * rowBytes(old);
      return;
    }
    case 'clear':
      for (const row of draft.rows) taken(draft, row, keeping);
      draft.gone = draft.gone.map((gone) => ({ ...gone, isIndexed: false }));
      draft.isCleared = true;
      draft.rows.length = 0;
      draft.bytes = 0;
  }
}

function put(draft: Draft, row: Row, keeping: Keeping): void {
  const { rows } = draft;
  const key = keyOf(row);
  const at = positionOf(rows, key);
  const old = listedAt(rows, at, key);
  const bytes = rowBytes(row);
  draft.isChanged = true;
  draft.bytes += bytes;
  draft.indexBytes += INDEX_GROWTH * bytes;
  if (old === undefined) {
    // A table with texts for keys numbers its rows as they come.
    moved(draft, at === rows.length || typeof key === 'string', keeping);
    if (at === rows.length) rows.push(row);
    else rows.splice(at, 0, row);
    return;
  }
  taken(draft, old, keeping);
  moved(draft, false, keeping);
  rows[at] = row;
  draft.bytes -= rowBytes(old);
  draft.indexBytes += INDEX_GROWTH * rowBytes(old);
}

/** A part is written with a row, and again when parts are merged. */
const INDEX_GROWTH = 2;

/** Of a larger table a page may become free with its last row, and with `fast` it is not even written then. */
function taken(draft: Draft, row: Row, { secureDelete }: Keeping): void {
  const isFreed = secureDelete === 'fast' && draft.bytes > ONE_PAGE_BYTES;
  draft.isChanged = true;
  draft.gone.push({ row, hadCopies: draft.hasCopies || isFreed, isIndexed: draft.isSearched });
}

function moved(draft: Draft, isAddedBehind: boolean, keeping: Keeping): void {
  draft.hasCopies ||= leavesCopies(draft.bytes, isAddedBehind, keeping);
}

function listedAt(rows: readonly Row[], at: number, key: Key): Row | undefined {
  const row = rows[at];
  return row !== undefined && keyOf(row) === key ? row : undefined;
}
