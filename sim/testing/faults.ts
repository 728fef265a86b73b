/** A device that stops, or whose disk fails it, at any change to any file: what it finds afterwards, counted. */
import type { Disk, DiskFault, Keeping, Operation, Store } from '../storage/types.ts';
import { DATABASE, message, PLAIN, removed, rowsOf, session } from './databases.ts';

const LONG = 'a longer text '.repeat(60);
/** A new database, growth over several pages, edits, removals, and each kind of housekeeping alone. */
const SCRIPT: readonly (readonly Operation[])[] = [
  [message(1)],
  [message(2), message(3, LONG), session('bob', 400)],
  Array.from({ length: 12 }, (_, index) => message(10 + index, LONG)),
  [removed(2)],
  [{ kind: 'checkpoint' }],
  [session('bob', 9000)],
  [message(3, 'edited')],
  [{ kind: 'remove', table: 'session', key: 'bob' }, session('carol', 5000)],
  [{ kind: 'merge' }],
  [removed(10), removed(11), removed(12), removed(13)],
  [{ kind: 'vacuum' }],
  [message(40, LONG), message(41)],
  [{ kind: 'checkpoint' }],
  [message(42)],
  [{ kind: 'clear', table: 'session' }],
  [{ kind: 'clear', table: 'message' }, message(50, LONG)],
  [message(51), message(52)],
  [{ kind: 'vacuum' }],
  [removed(50)],
  [session('dave', 20_000)],
  [{ kind: 'checkpoint' }],
];
const KINDS: readonly DiskFault['kind'][] = ['kill', 'keep', 'torn', 'sync', 'full'];

/** How the databases are kept that are brought to fall, and how many points there are: what SQLite 3.50.4 changes, times five. */
export const FAULT_RUNS: readonly { readonly keeping: Keeping; readonly points: number }[] = [
  { keeping: PLAIN, points: 1465 },
  { keeping: { ...PLAIN, journal: 'delete', secureDelete: 'on', autoVacuum: true }, points: 2810 },
  { keeping: { ...PLAIN, journal: 'persist', secureDelete: 'fast', searchSecureDelete: true }, points: 2600 },
];

export interface FaultCount {
  readonly writes: number;
  /** Changes to files in a run without a fault. */
  readonly changes: number;
  /** Faults tried, each on a disk of its own: every kind at every change. */
  readonly points: number;
  /** Points after which rows were there that are neither those before the write nor those after it. */
  readonly lost: number;
  /** Points after which the next write failed or left other rows than it should. */
  readonly stuck: number;
  /** Points where the store said that a write had succeeded, or why it had not, and that was not so. */
  readonly mistold: number;
  /** What was wrong, for whoever has to find out. */
  readonly wrong: readonly string[];
}

const NONE: FaultCount = { writes: 0, changes: 0, points: 0, lost: 0, stuck: 0, mistold: 0, wrong: [] };

/** Every kind of fault at every change of the writes: of all of the script, or of its first ones. */
export function tryFaults(store: Store, keeping: Keeping, writes = SCRIPT.length): FaultCount {
  let disk: Disk = {};
  let count = NONE;
  for (const operations of SCRIPT.slice(0, writes)) {
    count = sum(count, faultsOf(store, disk, operations, keeping));
    disk = store.write(disk, DATABASE, operations, keeping).disk;
  }
  return count;
}

function faultsOf(store: Store, disk: Disk, operations: readonly Operation[], keeping: Keeping): FaultCount {
  const clean = store.write(disk, DATABASE, operations, keeping);
  if (!clean.ok) throw new Error(`without a fault the write succeeds: ${clean.reason}`);
  const rows = { before: rowsText(store, disk), after: rowsText(store, clean.disk) };
  let count: FaultCount = { ...NONE, writes: 1, changes: clean.changes };
  for (let at = 0; at < clean.changes; at++) {
    for (const kind of KINDS) count = sum(count, faultAt({ kind, at }, { store, disk, operations, keeping, rows }));
  }
  return count;
}

interface Trial {
  readonly store: Store;
  readonly disk: Disk;
  readonly operations: readonly Operation[];
  readonly keeping: Keeping;
  readonly rows: { readonly before: string; readonly after: string };
}

function faultAt(fault: DiskFault, { store, disk, operations, keeping, rows }: Trial): FaultCount {
  const written = store.write(disk, DATABASE, operations, keeping, fault);
  const found = rowsText(store, written.disk);
  const again = store.write(written.disk, DATABASE, operations, keeping);
  const isLost = found !== rows.before && found !== rows.after;
  const isStuck = !again.ok || rowsText(store, again.disk) !== rows.after;
  const isMistold = !isTold(fault.kind, written.ok ? 'done' : written.reason, found, rows);
  const faults = [isLost ? 'lost' : [], isStuck ? 'stuck' : [], isMistold ? 'mistold' : []].flat();
  const told = `${fault.kind} at ${fault.at} of ${operations.map(({ kind }) => kind).join(', ')}: ${faults.join(', ')}`;
  return {
    ...NONE,
    points: 1,
    lost: Number(isLost),
    stuck: Number(isStuck),
    mistold: Number(isMistold),
    wrong: faults.length === 0 ? [] : [told],
  };
}

/** Only a fault of the disk can be outlived; a transaction that was taken back has changed nothing. */
function isTold(kind: DiskFault['kind'], told: string, found: string, rows: Trial['rows']): boolean {
  const isOutlived = kind === 'sync' || kind === 'full';
  if (told === 'done') return isOutlived && found === rows.after;
  if (told === 'killed') return !isOutlived;
  return told === (kind === 'full' ? 'full' : 'failed') && found === rows.before;
}

/** All rows as one text: quick to compare. */
const rowsText = (store: Store, disk: Disk): string =>
  JSON.stringify(rowsOf(store, disk), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

const sum = (a: FaultCount, b: FaultCount): FaultCount => ({
  writes: a.writes + b.writes,
  changes: a.changes + b.changes,
  points: a.points + b.points,
  lost: a.lost + b.lost,
  stuck: a.stuck + b.stuck,
  mistold: a.mistold + b.mistold,
  wrong: [...a.wrong, ...b.wrong],
});
