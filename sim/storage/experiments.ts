/**
 * What is left of deleted messages, as experiments: how a database is kept, what is done to it, what is looked for in its bytes
 * and how much of that is found. Tests in Node and in a browser run them, and so does whoever prints the tables.
 */
import { indexOfBytes, utf8, type Bytes } from '../crypto/bytes.ts';
import { fileBytes, pagedAt } from './pages.ts';
import type { DatabaseShape, Disk, Keeping, Operation, Store } from './types.ts';

export interface Experiment {
  readonly name: string;
  readonly keeping: Keeping;
  readonly database: DatabaseShape;
  /** Transactions in their order, the filling of the database first. */
  readonly writes: readonly (readonly Operation[])[];
  readonly looks: readonly Look[];
}

/** One look at one file when all is done. */
export interface Look {
  readonly in: 'main' | 'wal' | 'journal';
  /** `texts`: how many of the texts are there. `copies`: how often the one text is there. `run`: how many of its characters in a row. */
  readonly counts: 'texts' | 'copies' | 'run';
  readonly texts: readonly string[];
  /** What SQLite 3.50.4 leaves. */
  readonly found: number;
}

/** What each look of the experiment finds; undefined where the store refused a write. */
export function findings(store: Store, experiment: Experiment): readonly number[] | undefined {
  const disk = diskAfter(store, experiment);
  return (
    disk && experiment.looks.map((look) => found(bytesAt(disk, experiment.database.path + ENDINGS[look.in]), look))
  );
}

/** The files after all writes; undefined where the store refused one. */
export function diskAfter(
  store: Store,
  { keeping, database, writes }: Pick<Experiment, 'keeping' | 'database' | 'writes'>,
): Disk | undefined {
  let disk: Disk = {};
  for (const operations of writes) {
    const written = store.write(disk, database, operations, keeping);
    if (!written.ok) return undefined;
    disk = written.disk;
  }
  return disk;
}

const ENDINGS = { main: '', wal: '-wal', journal: '-journal' } as const;

function bytesAt(disk: Disk, path: string): Bytes {
  const file = pagedAt(disk, path);
  return file === undefined ? new Uint8Array() : fileBytes(file);
}

function found(bytes: Bytes, { counts, texts }: Look): number {
  switch (counts) {
    case 'texts':
      return texts.filter((text) => indexOfBytes(bytes, utf8(text)) !== -1).length;
    case 'copies':
      return texts.reduce((sum, text) => sum + copies(bytes, utf8(text)), 0);
    case 'run':
      return Math.max(...texts.map((text) => longestRun(bytes, text)));
  }
}

function copies(bytes: Bytes, part: Bytes): number {
  let count = 0;
  for (let at = indexOfBytes(bytes, part); at !== -1; at = indexOfBytes(bytes, part, at + 1)) count++;
  return count;
}

/** Length of the longest stretch of the text that is there. */
function longestRun(bytes: Bytes, text: string): number {
  let longest = 0;
  for (let start = 0; start + longest < text.length; start++) {
    while (start + longest < text.length && indexOfBytes(bytes, utf8(text.slice(start, start + longest + 1))) !== -1) {
      longest++;
    }
  }
  return longest;
}
