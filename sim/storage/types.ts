/**
 * A device's files as plain immutable data, and the store that changes them. Floor 2, ARCHITECTURE 3.3.
 *
 * A file is a table of pages; changing a file makes a new table that shares every page it left alone, so a fork is a second
 * reference. A store is a function of (disk, operations): the same ones give the same bytes in Node and in a browser.
 */
import type { Bytes } from '../crypto/bytes.ts';

/** Bytes of a page of a file, and of a page of a database. */
export const PAGE_BYTES = 4096;

/** `messages.db`, `messages.db-wal`, `media/m1.jpg`. */
export type FilePath = string;

/** Real bytes; or, with the fast twin, the rows themselves and what may be left of others. */
export type StoredFile =
  | {
      readonly kind: 'pages';
      readonly length: number;
      /** Each of `PAGE_BYTES`, the last one perhaps shorter. */
      readonly pages: readonly Bytes[];
    }
  | {
      readonly kind: 'twin';
      readonly tables: Readonly<Record<TableName, TwinTable>>;
      readonly remnants: readonly Remnant[];
      /** Which of them lies beside the database with something in it. */
      readonly beside: Readonly<Record<'log' | 'journal', boolean>>;
    };

/** A device's files by path. */
export type Disk = Readonly<Record<FilePath, StoredFile>>;

/** The rows of a table of the twin. */
export interface TwinTable {
  /** By key, as `Store.read` gives them: a copy of a sorted list is a copy of one block of memory. */
  readonly rows: readonly Row[];
  /** Bytes that these rows take at the most. */
  readonly bytes: number;
  /** Bytes that its search index takes at the most. */
  readonly indexBytes: number;
  /** Further copies of these rows or of their words may lie in the database: such a copy stays when its row is removed. */
  readonly hasCopies: boolean;
}
/** A row that is not listed any more and may still be there. */
export interface Remnant {
  readonly table: TableName;
  readonly row: Row;
  readonly where: Place;
}

/**
 * Where a row that is not listed may be, by what ends it there. `database`: in the file, until it is written anew. `index`:
 * its words, in the search index, until that is merged. `log`: in the write-ahead log or in what the log is going to
 * overwrite, until a checkpoint. `journal`: in a journal that is kept, until a journal is deleted.
 */
export const PLACES = ['database', 'index', 'log', 'journal'] as const;
export type Place = (typeof PLACES)[number];

export type TableName = string;
export type Cell = number | string | Bytes | null;
/** The cells of a table's columns, in their order; the first is the key. */
export type Row = readonly Cell[];

/** A table as it is created; the first column is the primary key, and a rowid where it is an integer. */
export interface TableShape {
  readonly name: TableName;
  readonly columns: readonly { readonly name: string; readonly type: 'INTEGER' | 'TEXT' | 'BLOB' }[];
  /** The text column whose words the search index of this table keeps; undefined: the table is not searched. */
  readonly searched?: string;
}

/** A database: its file, and its tables. */
export interface DatabaseShape {
  readonly path: FilePath;
  readonly tables: readonly TableShape[];
}

/** What is done to one database. The operations of one `write` are one transaction; housekeeping comes after it. */
export type Operation =
  /** Inserts the row, or replaces the one with its key; the search index follows. */
  | { readonly kind: 'put'; readonly table: TableName; readonly row: Row }
  | { readonly kind: 'remove'; readonly table: TableName; readonly key: number | string }
  /** Every row at once: `DELETE FROM table`. */
  | { readonly kind: 'clear'; readonly table: TableName }
  | { readonly kind: Housekeeping };

/** `vacuum`: writes the whole database anew. `checkpoint`: moves the log into the database and empties it. `merge`: rewrites the search index (FTS5 `optimize`). */
export const HOUSEKEEPING = ['vacuum', 'checkpoint', 'merge'] as const;
export type Housekeeping = (typeof HOUSEKEEPING)[number];

/** How a database is kept. `secureDelete`, `searchSecureDelete`: SQLite's and FTS5's settings of these names. */
export interface Keeping {
  readonly journal: 'wal' | 'delete' | 'persist';
  readonly secureDelete: 'off' | 'fast' | 'on';
  readonly searchSecureDelete: boolean;
  readonly autoVacuum: boolean;
}

/**
 * What goes wrong with the disk during a write, counted in changes to files (writes, truncations, deletions, syncs), from 0.
 * `kill`: nothing from this change on happens, and of what was written since the last sync nothing is left; `keep`: all of it
 * is. `torn`: as `keep`, and of this change only the first half reaches the file. `sync`: the next sync from here on fails.
 * `full`: no file grows from here on.
 */
export interface DiskFault {
  readonly kind: 'kill' | 'keep' | 'torn' | 'sync' | 'full';
  readonly at: number;
}

export type Written =
  | { readonly ok: true; readonly disk: Disk; readonly changes: number }
  /** The disk as it stands then. `killed`: the device stopped. `full`, `failed`: the transaction was taken back. `corrupt`: no database that could be read. */
  | {
      readonly ok: false;
      readonly disk: Disk;
      readonly changes: number;
      readonly reason: 'killed' | 'full' | 'failed' | 'corrupt';
    };

export type ReadRows =
  { readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly reason: 'corrupt' };

export interface Store {
  readonly name: 'sqlite' | 'twin';
  /** One transaction, created with its tables where the file does not exist yet; then the housekeeping among the operations. Never throws for what is in a file. */
  readonly write: (
    disk: Disk,
    database: DatabaseShape,
    operations: readonly Operation[],
    keeping: Keeping,
    fault?: DiskFault,
  ) => Written;
  /** All rows of a table by key; none where the file does not exist. What a log holds counts, as it does after a restart. */
  readonly read: (disk: Disk, database: DatabaseShape, table: TableName) => ReadRows;
}
