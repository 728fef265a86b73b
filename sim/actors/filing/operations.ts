/** From one state to the next as operations on a database: what is gone is removed, what is new or changed is put. */
import type { Operation, TableName } from '../../storage/types.ts';
import type { DeviceState } from '../deviceState.ts';
import type { RowSource } from './rows.ts';

type Places = DeviceState['places'];
type Tables = Readonly<Record<TableName, (places: Places) => readonly RowSource[]>>;

export interface Changes {
  readonly operations: readonly Operation[];
  /** Something that stood there before is gone or is another now. */
  readonly endSomething: boolean;
}

/** What has to be done to the tables. A table that is emptied of more than one row is emptied at once. */
export function changesFor(tables: Tables, before: Places, after: Places): Changes {
  const operations: Operation[] = [];
  let endSomething = false;
  for (const [table, rowsOf] of Object.entries(tables)) {
    const known = new Map(rowsOf(before).map((source) => [source.key, source]));
    const wanted = rowsOf(after);
    const removed = removals(table, known, wanted);
    operations.push(...removed);
    endSomething ||= removed.length > 0;
    for (const { key, parts, row } of wanted) {
      const stood = known.get(key);
      if (isSame(stood?.parts, parts)) continue;
      operations.push({ kind: 'put', table, row: row() });
      endSomething ||= stood !== undefined;
    }
  }
  return { operations, endSomething };
}

function removals(
  table: TableName,
  known: ReadonlyMap<RowSource['key'], RowSource>,
  wanted: readonly RowSource[],
): readonly Operation[] {
  if (known.size === 0) return [];
  const left = new Set(wanted.map(({ key }) => key));
  const gone = [...known.keys()].filter((key) => !left.has(key));
  if (gone.length > 1 && gone.length === known.size) return [{ kind: 'clear', table }];
  return gone.map((key) => ({ kind: 'remove', table, key }));
}

const isSame = (before: readonly unknown[] | undefined, after: readonly unknown[]): boolean =>
  before !== undefined && before.length === after.length && before.every((part, i) => part === after[i]);
