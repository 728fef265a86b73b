/** What somebody finds who looks through the files of a device, before anybody says which message it belongs to. Plain data. */
import type { Bytes } from '../../crypto/bytes.ts';
import type { FoundIn } from '../../storage/carve/types.ts';
import type { Disk, FilePath, TableName } from '../../storage/types.ts';

export interface Finding {
  readonly file: FilePath;
  /** `file`: the content of a file that is no database. */
  readonly where: FoundIn | 'file';
  /** Page of the database, from 1; 0 where there is none. */
  readonly page: number;
  readonly offset: number;
  readonly length: number;
  readonly table: TableName | undefined;
  /** Whether somebody who uses the device is shown it. */
  readonly isListed: boolean;
  /** Its row in the table, where that is still known. */
  readonly row: number | undefined;
  /** The label of the message, where it is still there. */
  readonly label: string | undefined;
  /** The text, or what is left of it. */
  readonly text: string | undefined;
  /** What else is there: the rest of a message, the record of a session. */
  readonly blobs: readonly Bytes[];
  /** A word of the search index stands for itself; these are the rows in which it occurs. */
  readonly wordOf?: readonly number[];
}

/** Everything that can be found on a disk, listed or not, in the order of its files. The same disk gives the same list. */
export type Look = (disk: Disk) => readonly Finding[];
