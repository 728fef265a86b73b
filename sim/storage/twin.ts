/**
 * The fast twin of the SQLite store: the same rows, and instead of bytes a list of what may be left of rows that are gone. It
 * lists whatever a carver could find in a real file after the same operations, and perhaps more, never less.
 *
 * Faults strike whole changes: a transaction is one, and each piece of housekeeping is one. `kill`, `torn`, `sync` and `full`
 * leave the rows as they were before the change, `keep` as they are after it, though the device stopped before it knew. What
 * was written of a change that was taken back is left, like the log or journal that took it back.
 */
import type {
  DatabaseShape,
  Disk,
  DiskFault,
  Housekeeping,
  Keeping,
  Operation,
  Remnant,
  Store,
  Written,
} from './types.ts';
import { housekept, type TwinFile } from './twinRemnants.ts';
import { NOTHING, transacted, type RowOperation } from './twinTransaction.ts';

const EMPTY: TwinFile = { kind: 'twin', tables: {}, remnants: [], beside: { log: false, journal: false } };

export const twin: Store = {
  name: 'twin',

  write: (disk, database, operations, keeping, fault) => {
    const stored = disk[database.path];
    if (stored?.kind === 'pages') return { ok: false, disk, changes: 0, reason: 'corrupt' };
    const steps = stepsOf(operations, stored !== undefined);
    let file = stored ?? EMPTY;
    for (const [change, step] of steps.entries()) {
      const after = stepped(file, database, step, keeping);
      if (fault !== undefined && strikes(fault, change)) {
        const left = fault.kind === 'keep' ? kept(file, after) : takenBack(file, step, keeping);
        return { ok: false, disk: withFile(disk, database, left), changes: change, reason: REASONS[fault.kind] };
      }
      file = after;
    }
    return { ok: true, disk: withFile(disk, database, file), changes: steps.length };
  },

  read: (disk, database, table) => {
    const stored = disk[database.path];
    if (stored?.kind === 'pages') return { ok: false, reason: 'corrupt' };
    return { ok: true, rows: stored?.tables[table]?.rows ?? NOTHING.rows };
  },
};

function withFile(disk: Disk, { path }: DatabaseShape, file: TwinFile): Disk {
  return file === disk[path] ? disk : { ...disk, [path]: file };
}

type Step =
  { readonly kind: 'transaction'; readonly operations: readonly RowOperation[] } | { readonly kind: Housekeeping };

/** The changes of a write: its transaction, where there is something to do or to create, then the housekeeping. */
function stepsOf(operations: readonly Operation[], exists: boolean): readonly Step[] {
  const ofRows: RowOperation[] = [];
  const steps: Step[] = [];
  for (const operation of operations) {
    if (operation.kind === 'put' || operation.kind === 'remove' || operation.kind === 'clear') ofRows.push(operation);
    else steps.push({ kind: operation.kind });
  }
  if (ofRows.length > 0 || !exists) steps.unshift({ kind: 'transaction', operations: ofRows });
  return steps;
}

function stepped(file: TwinFile, database: DatabaseShape, step: Step, keeping: Keeping): TwinFile {
  return step.kind === 'transaction'
    ? transacted(file, database, step.operations, keeping)
    : housekept(file, step.kind, keeping);
}

const REASONS = {
  kill: 'killed',
  keep: 'killed',
  torn: 'killed',
  sync: 'failed',
  full: 'full',
} as const satisfies Record<DiskFault['kind'], Extract<Written, { readonly ok: false }>['reason']>;

/** From its change on a failing sync fails and a full disk is full; the others happen at one change. */
function strikes({ kind, at }: DiskFault, change: number): boolean {
  return kind === 'sync' || kind === 'full' ? change >= at : change === at;
}

/** The change is there; what it ends may be there as well. */
function kept(before: TwinFile, after: TwinFile): TwinFile {
  const known = new Set(after.remnants);
  const beside = {
    log: before.beside.log || after.beside.log,
    journal: before.beside.journal || after.beside.journal,
  };
  return { ...after, beside, remnants: [...after.remnants, ...before.remnants.filter((one) => !known.has(one))] };
}

/** The rows as they were; those that were to be put may stand where they were written. */
function takenBack(before: TwinFile, step: Step, { journal }: Keeping): TwinFile {
  const where = journal === 'wal' ? 'log' : 'database';
  const written: Remnant[] = [];
  for (const operation of step.kind === 'transaction' ? step.operations : [])
    if (operation.kind === 'put') written.push({ table: operation.table, row: operation.row, where });
  const beside = {
    log: before.beside.log || journal === 'wal',
    journal: before.beside.journal || journal !== 'wal',
  };
  return { ...before, beside, remnants: [...before.remnants, ...written] };
}
