/** Where copies of a message are: what `copies.ts` finds by looking, and what a device's storage looks like. Plain data. */
import type { FoundIn, FrameInfo, PageInfo } from '../storage/carve/types.ts';
import type { FilePath } from '../storage/types.ts';
import type { ActorId, MessageLabel, PartyId } from '../trace.ts';

/**
 * Kinds of copies, after POLICY 2.1. `chat`: listed in the messenger (in memory and as a row of its database). `row`: a row of
 * a database that the messenger does not list. `remnant`: in unallocated space of a page, a freeblock or a free page. `log`,
 * `journal`: an older page in the file beside the database. `index`: words of the search index. `draft`, `quote`, `forward`:
 * inside another line. `media`: the messenger's own picture file. `notification`: the system's history. The saved ones are
 * outside the messenger. `stale`: blocks of files that are no longer listed. `queue`: sealed, with the server or waiting to be
 * sent. `recorded`: sealed, in the hands of whoever watches. `taken`: in what somebody copied from a device.
 */
export const COPY_KINDS = [
  'chat',
  'draft',
  'quote',
  'forward',
  'row',
  'remnant',
  'log',
  'journal',
  'index',
  'media',
  'notification',
  'gallery',
  'screenshot',
  'film',
  'export',
  'stale',
  'queue',
  'recorded',
  'taken',
] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/** `readable`: its owner can show it now. `remnant`: it can be recovered from bytes. `sealed`: encrypted, without the key. */
export type CopyForm = 'readable' | 'remnant' | 'sealed';

export interface Copy {
  readonly kind: CopyKind;
  readonly owner: PartyId;
  readonly form: CopyForm;
  /** How much of the text: all of it where `characters` equals `of`. */
  readonly characters: number;
  readonly of: number;
  /** What can be read or recovered of it; undefined where it is sealed. */
  readonly text?: string;
  /** The message in which it stands, for quotes and forwards. */
  readonly within?: MessageLabel;
  /** Where in the storage, for what was found in files. */
  readonly found?: FoundAt;
  /** How many times the same thing was found there (pages of a log). */
  readonly times: number;
}
export interface FoundAt {
  readonly file: FilePath;
  readonly where: FoundIn | 'file';
  readonly page: number;
  readonly offset: number;
  readonly length: number;
}

/** All copies of one message at one moment. */
export interface Copies {
  readonly message: MessageLabel;
  readonly copies: readonly Copy[];
  /** Readable ones, and the number of parties that have one. */
  readonly readable: number;
  readonly places: number;
}

/** What one device's storage looks like at one moment. */
export interface StorageView {
  readonly device: ActorId;
  /** Undefined: the device keeps no files. */
  readonly files: readonly FileView[];
}
export interface FileView {
  readonly path: FilePath;
  readonly length: number;
  /** Databases only. */
  readonly pages: readonly PageInfo[];
  /** Logs and journals beside databases. */
  readonly frames: readonly FrameInfo[];
  /** What stands in this file of a message, listed or not. */
  readonly marks: readonly Mark[];
}
/** Text of a message in a file. */
export interface Mark {
  readonly message: MessageLabel;
  readonly where: FoundIn | 'file';
  readonly page: number;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
  readonly isListed: boolean;
}
