/** A database's page images: the ones a reader would see, and every other one in its file, its log and its journal. */
import { type Bytes, equalBytes } from '../../crypto/bytes.ts';
import type { FilePath } from '../types.ts';
import { type Budget, budgetFor } from './budget.ts';
import { type Header, readHeader } from './header.ts';
import { readJournal } from './journal.ts';
import type { DatabaseImage, FrameInfo } from './types.ts';
import { readWal } from './wal.ts';

/** Bytes that are or were a page. */
export interface PageImage {
  /** From 1. */
  readonly number: number;
  readonly bytes: Bytes;
  readonly file: FilePath;
  /** Of its first byte in its file. */
  readonly offset: number;
}

export interface Source {
  readonly header: Header;
  /** Pages of the database as a reader counts them. */
  readonly pageCount: number;
  /** Pages that there are bytes for, listed or not. */
  readonly lastPage: number;
  /** The page's present content. */
  readonly present: (page: number) => PageImage | undefined;
  /** Pages of the database file that have newer content elsewhere. */
  readonly old: readonly PageImage[];
  /** In their files' order. */
  readonly frames: readonly Frame[];
  readonly budget: Budget;
}

export interface Frame extends FrameInfo {
  readonly kind: 'log' | 'journal';
  readonly image: PageImage;
}

/** The pages of a database; undefined where neither the file nor its log begins like one. */
export function openSource(files: DatabaseImage): Source | undefined {
  const mainHeader = readHeader(files.main);
  const wal = files.wal && readWal(files.wal, mainHeader?.pageBytes);
  const pageBytes = mainHeader?.pageBytes ?? wal?.pageBytes;
  if (pageBytes === undefined) return undefined;
  const mainPages = Math.ceil(files.main.length / pageBytes);
  /** A database grows page by page: a log that names a page further off is not to be believed. */
  const mostPages = mainPages + (wal?.frames.length ?? 0) + Math.ceil((files.journal?.length ?? 0) / pageBytes);
  const journal = files.journal && readJournal(files.journal, pageBytes, mostPages);

  const newest = new Map<number, PageImage>();
  const frames: Frame[] = [];
  const add = (kind: Frame['kind'], index: number, image: PageImage): void => {
    frames.push({ kind, file: image.file, index, page: image.number, offset: image.offset, image, isCurrent: false });
  };
  for (const [index, { page, offset }] of (wal?.frames ?? []).entries()) {
    const image = cut(files.wal, `${files.path}-wal`, page, offset, pageBytes);
    if (index < (wal?.committed ?? 0) && page <= mostPages) newest.set(page, image);
    add('log', index, image);
  }
  for (const [index, { page, offset }] of (journal?.records ?? []).entries()) {
    const image = cut(files.journal, `${files.path}-journal`, page, offset, pageBytes);
    /** The first image of a page in a journal is the oldest: what was there before the transaction. */
    if (index < (journal?.playedBack ?? 0) && newest.get(page)?.file !== image.file) newest.set(page, image);
    add('journal', index, image);
  }

  const inMain = (page: number): PageImage | undefined =>
    page >= 1 && page <= mainPages ? cut(files.main, files.path, page, (page - 1) * pageBytes, pageBytes) : undefined;
  /** Where the database file already has what its log says, the page stands there and the log has a copy. */
  const present = (page: number): PageImage | undefined => {
    const main = inMain(page);
    const newer = newest.get(page);
    return newer && !(main && equalBytes(main.bytes, newer.bytes)) ? newer : main;
  };

  const first = present(1);
  const header = first && readHeader(first.bytes);
  const sound = header?.pageBytes === pageBytes ? header : mainHeader;
  if (!sound) return undefined;
  let lastPage = mainPages;
  for (const page of newest.keys()) lastPage = Math.max(lastPage, page);
  const played = (journal?.playedBack ?? 0) > 0 ? journal?.pageCount : undefined;
  const counted = played ?? wal?.pageCount ?? sound.pageCount ?? mainPages;
  return {
    header: sound,
    pageCount: Math.min(counted, lastPage),
    lastPage,
    present,
    old: [...newest.keys()].flatMap((page) => {
      const main = inMain(page);
      return main && present(page) !== main && present(page)?.file !== main.file ? [main] : [];
    }),
    frames: frames.map((frame) => ({ ...frame, isCurrent: newest.get(frame.page) === frame.image })),
    budget: budgetFor(files.main.length + (files.wal?.length ?? 0) + (files.journal?.length ?? 0)),
  };
}

const NOTHING = new Uint8Array(0);

/** The last page of a file that was cut off is shorter. */
const cut = (bytes: Bytes | undefined, file: FilePath, page: number, offset: number, pageBytes: number): PageImage => ({
  number: page,
  bytes: bytes?.subarray(offset, offset + pageBytes) ?? NOTHING,
  file,
  offset,
});
