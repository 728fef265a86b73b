/**
 * The fast twin of the SQLite store: the same rows, and instead of bytes a list of what may be left of rows that are gone. It
 * lists whatever a carver could find in a real file after the same operations, and perhaps more, never less.
 *
 * Faults strike whole changes: a transaction is one, and each piece of housekeeping is one. `kill`, `torn`, `sync` and `full`
 * leave the rows as they were before the change, `keep` as they are after it, though the device stopped before it knew. The
 * rows of a transaction that was taken back may be left like those of one that was not.
 */
import {
  PLACES,
  type Copies,
  type DatabaseShape,
  type Disk,
  type DiskFault,
  type Housekeeping,
  type Keeping,
  type Operation,
  type Remnant,
  type Row,
  type Store,
  type StoredFile,
  type TableName,
  type TwinTable,
  type Written,
} from './types.ts';
import { copiesAfter, endedByJournal, housekept, leftIn, NO_COPIES, ONE_PAGE_BYTES } from './twinRemnants.ts';
import { keyOf, positionOf, rowBytes, type Key } from './twinRows.ts';

type TwinFile = Extract<StoredFile, { readonly kind: 'twin' }>;
type RowOperation = Exclude<Operation, { readonly kind: Housekeeping }>;

const NOTHING: TwinTable = { rows: [], bytes: 0 };
const EMPTY: TwinFile = { kind: 'twin', tables: {}, remnants: [], copies: NO_COPIES };

export const twin: Store = {
  name: 'twin',

  write: (disk, database, operations, keeping, fault) => {
    const stored = disk[database.path];
    if (stored?.kind === 'pages') return { ok: false, disk, changes: 0, reason: 'corrupt' };
    const steps = stepsOf(operations, stored !== undefined);
    let file = stored ?? EMPTY;
    for (const [change, step] of steps.entries()) {
      const after =
        step.kind === 'transaction'
          ? transacted(file, database, step.operations, keeping)
          : kept(file, step.kind, keeping);
      if (fault !== undefined && strikes(fault, change)) return struck(disk, database, file, after, fault, change);
      file = after;
    }
    return { ok: true, disk: file === stored ? disk : { ...disk, [database.path]: file }, changes: steps.length };
  },

  read: (disk, database, table) => {
    const stored = disk[database.path];
    if (stored?.kind === 'pages') return { ok: false, reason: 'corrupt' };
    return { ok: true, rows: stored?.tables[table]?.rows ?? NOTHING.rows };
  },
};

type Step =
  { readonly kind: 'transaction'; readonly operations: readonly RowOperation[] } | { readonly kind: Housekeeping };

/** The changes of a write: its transaction, where there is something to do or to create, then the housekeeping. */
function stepsOf(operations: readonly Operation[], exists: boolean): readonly Step[] {
  const ofRows: RowOperation[] = [];
  const steps: Step[] = [];
  for (const operation of operations) {
    if (isOfRows(operation)) ofRows.push(operation);
    else steps.push({ kind: operation.kind });
  }
  if (ofRows.length > 0 || !exists) steps.unshift({ kind: 'transaction', operations: ofRows });
  return steps;
}

function isOfRows(operation: Operation): operation is RowOperation {
  return operation.kind === 'put' || operation.kind === 'remove' || operation.kind === 'clear';
}

/** A table while a transaction changes it: its own copy of the list, never of the rows. */
interface Draft {
  readonly rows: Row[];
  bytes: number;
  /** The most bytes that it had at one time. */
  most: number;
}

function transacted(
  file: TwinFile,
  database: DatabaseShape,
  operations: readonly RowOperation[],
  keeping: Keeping,
): TwinFile {
  const drafts = new Map<TableName, Draft>();
  const gone: { readonly table: TableName; readonly row: Row }[] = [];
  for (const operation of operations) {
    const { table } = operation;
    let draft = drafts.get(table);
    if (draft === undefined) {
      const { rows, bytes } = file.tables[table] ?? NOTHING;
      draft = { rows: rows.slice(), bytes, most: bytes };
      drafts.set(table, draft);
    }
    for (const row of applied(draft, operation)) gone.push({ table, row });
  }
  return settled(file, database, drafts, gone, keeping);
}

/** Changes the draft; returns the rows that are no longer listed. */
function applied(draft: Draft, operation: RowOperation): readonly Row[] {
  const { rows } = draft;
  switch (operation.kind) {
    case 'put': {
      const { row } = operation;
      const at = positionOf(rows, keyOf(row));
      const old = listedAt(rows, at, keyOf(row));
      draft.bytes += rowBytes(row);
      // A row is written before or after the one that it replaces is taken out.
      draft.most = Math.max(draft.most, draft.bytes);
      if (old === undefined) {
        if (at === rows.length) rows.push(row);
        else rows.splice(at, 0, row);
        return [];
      }
      draft.bytes -= rowBytes(old);
      rows[at] = row;
      return [old];
    }
    case 'remove': {
      const at = positionOf(rows, operation.key);
      const old = listedAt(rows, at, operation.key);
      if (old === undefined) return [];
      rows.splice(at, 1);
      draft.bytes -= rowBytes(old);
      return [old];
    }
    case 'clear':
      draft.bytes = 0;
      return rows.splice(0);
  }
}

function listedAt(rows: readonly Row[], at: number, key: Key): Row | undefined {
  const row = rows[at];
  return row !== undefined && keyOf(row) === key ? row : undefined;
}

/** The file after a transaction: its tables, and what is left of the rows that are gone. */
function settled(
  file: TwinFile,
  database: DatabaseShape,
  drafts: ReadonlyMap<TableName, Draft>,
  gone: readonly { readonly table: TableName; readonly row: Row }[],
  keeping: Keeping,
): TwinFile {
  const tables: Record<TableName, TwinTable> = { ...file.tables };
  let isSpread = false;
  for (const [name, { rows, bytes, most }] of drafts) {
    tables[name] = { rows, bytes };
    if (most > ONE_PAGE_BYTES) isSpread = true;
  }
  const copies = copiesAfter(file.copies, keeping, isSpread, database.tables.some(isSearched));
  const remnants = endedByJournal(file.remnants, copies);
  return { kind: 'twin', tables, remnants: withGone(remnants, database, gone, keeping, copies), copies };
}

function isSearched({ searched }: DatabaseShape['tables'][number]): boolean {
  return searched !== undefined;
}

function withGone(
  remnants: readonly Remnant[],
  database: DatabaseShape,
  gone: readonly { readonly table: TableName; readonly row: Row }[],
  keeping: Keeping,
  copies: Copies,
): readonly Remnant[] {
  if (gone.length === 0) return remnants;
  const more: Remnant[] = [];
  for (const { table, row } of gone) {
    const shape = database.tables.find(({ name }) => name === table);
    const searched = shape !== undefined && isSearched(shape);
    for (const where of PLACES)
      if (leftIn(where, keeping, copies, searched, rowBytes(row))) more.push({ table, row, where });
  }
  return more.length === 0 ? remnants : remnants.concat(more);
}

function kept(file: TwinFile, kind: Housekeeping, keeping: Keeping): TwinFile {
  const { remnants, copies } = housekept(file, kind, keeping);
  return { ...file, remnants, copies };
}

/** From its change on a failing sync fails and a full disk is full; the others happen at one change. */
function strikes({ kind, at }: DiskFault, change: number): boolean {
  return kind === 'sync' || kind === 'full' ? change >= at : change === at;
}

function struck(
  disk: Disk,
  database: DatabaseShape,
  before: TwinFile,
  after: TwinFile,
  fault: DiskFault,
  changes: number,
): Written {
  const file = fault.kind === 'keep' ? after : before;
  const reason = fault.kind === 'sync' ? 'failed' : fault.kind === 'full' ? 'full' : 'killed';
  return { ok: false, disk: { ...disk, [database.path]: file }, changes, reason };
}
