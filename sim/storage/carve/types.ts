/** What a carver finds in the bytes of a database: pages by role, records that are listed, and what is left of others. Plain data. */
import type { Cell, FilePath, TableName } from '../types.ts';

/** The bytes to be searched: a database, and the log or journal beside it where there is one. */
export interface DatabaseImage {
  readonly path: FilePath;
  readonly main: Uint8Array;
  readonly wal?: Uint8Array;
  readonly journal?: Uint8Array;
}

export type PageRole =
  | 'table-leaf'
  | 'table-interior'
  | 'index-leaf'
  | 'index-interior'
  | 'overflow'
  | 'free-trunk'
  | 'free-leaf'
  | 'pointer-map'
  | 'unknown';

export interface PageInfo {
  /** From 1. */
  readonly number: number;
  readonly role: PageRole;
  /** The table or index that it belongs to, by the database's own schema. */
  readonly owner: string | undefined;
  /** Bytes in use: header, cell pointers, cells. */
  readonly used: number;
}

/** A page image in a log or a journal. */
export interface FrameInfo {
  /** The log or the journal. */
  readonly file: FilePath;
  /** From 0, in its file. */
  readonly index: number;
  readonly page: number;
  /** Offset of the page image in its file. */
  readonly offset: number;
  /** Whether a reader of the database would take it for the page's present content. */
  readonly isCurrent: boolean;
}

/**
 * Where a record was found. `row`: it is listed. `free-page`: on the free list, or in no use at all. `old-page`: a page of the
 * database that the log has a newer image of. `index`: an entry of an index, or words of a search index.
 */
export const FOUND_IN = [
  'row',
  'unallocated',
  'freeblock',
  'free-page',
  'old-page',
  'log',
  'journal',
  'index',
] as const;
export type FoundIn = (typeof FOUND_IN)[number];

export interface FoundRecord {
  readonly where: FoundIn;
  readonly file: FilePath;
  /** Page of the database; 0 where it is not known. */
  readonly page: number;
  /** Bytes [offset, offset + length) of the file. */
  readonly offset: number;
  readonly length: number;
  /** The table whose shape it fits; undefined where several or none do. */
  readonly table: TableName | undefined;
  readonly rowid: number | undefined;
  /** In the order of the table's columns; undefined where the cell is gone. Texts that are cut end where they are cut. */
  readonly cells: readonly (Cell | undefined)[];
  /** All of it is there: header and every cell. */
  readonly isWhole: boolean;
}

/** Words found in a search index's segments, listed or not. */
export interface FoundWord {
  readonly word: string;
  readonly file: FilePath;
  readonly page: number;
  readonly offset: number;
  /** Rows that the segment says hold it; empty where that cannot be told. */
  readonly rowids: readonly number[];
  /** It stands in a segment that the index still lists. */
  readonly isListed: boolean;
}

export type Carving =
  | {
      readonly ok: true;
      readonly pageBytes: number;
      readonly pages: readonly PageInfo[];
      readonly frames: readonly FrameInfo[];
      readonly records: readonly FoundRecord[];
      readonly words: readonly FoundWord[];
      /** The database is damaged: what could be read of it is above. */
      readonly damaged: boolean;
    }
  /** Not a database at all. */
  | { readonly ok: false; readonly reason: 'not-a-database' };
