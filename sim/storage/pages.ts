/** Files as tables of immutable pages: reading, writing and cutting them without touching what others hold. */
import { concat, type Bytes } from '../crypto/bytes.ts';
import { PAGE_BYTES, type Disk, type FilePath, type StoredFile } from './types.ts';

export type PagedFile = Extract<StoredFile, { readonly kind: 'pages' }>;

export const EMPTY_FILE: PagedFile = { kind: 'pages', length: 0, pages: [] };

/** The bytes as a file. */
export const pagedFile = (bytes: Bytes): PagedFile => written(EMPTY_FILE, 0, bytes);

/** All bytes of a file. */
export const fileBytes = (file: PagedFile): Bytes => concat(...file.pages);

/** The file of that path where it is one of real bytes. */
export function pagedAt(disk: Disk, path: FilePath): PagedFile | undefined {
  const file = disk[path];
  return file?.kind === 'pages' ? file : undefined;
}

/** Copies what the file has from `offset` on into `target`, and says how many bytes that were. */
export function readInto(file: PagedFile, offset: number, target: Uint8Array): number {
  const length = Math.max(0, Math.min(target.length, file.length - offset));
  for (let done = 0; done < length;) {
    const start = (offset + done) % PAGE_BYTES;
    const page = file.pages[Math.floor((offset + done) / PAGE_BYTES)];
    if (page === undefined) throw new Error('a page is missing below the length of its file');
    const piece = page.subarray(start, start + length - done);
    target.set(piece, done);
    done += piece.length;
  }
  return length;
}

/** The file with `bytes` at `offset`; a gap before them is zeros. Every page that they do not reach is the same one as before. */
export function written(file: PagedFile, offset: number, bytes: Bytes): PagedFile {
  if (bytes.length === 0) return file;
  const base = offset > file.length ? grown(file, offset) : file;
  const end = offset + bytes.length;
  const length = Math.max(base.length, end);
  const pages = base.pages.slice();
  for (let index = Math.floor(offset / PAGE_BYTES); index * PAGE_BYTES < end; index++) {
    const start = index * PAGE_BYTES;
    const page = new Uint8Array(Math.min(PAGE_BYTES, length - start));
    page.set(base.pages[index] ?? []);
    const from = Math.max(0, offset - start);
    page.set(bytes.subarray(start + from - offset, start + page.length - offset), from);
    pages[index] = page;
  }
  return { kind: 'pages', length, pages };
}

/** The file cut to `length` bytes; one that is not longer stays as it is. */
export function truncated(file: PagedFile, length: number): PagedFile {
  if (length >= file.length) return file;
  const pages = file.pages.slice(0, Math.ceil(length / PAGE_BYTES));
  const rest = length % PAGE_BYTES;
  const last = pages.at(-1);
  if (rest > 0 && last !== undefined) pages[pages.length - 1] = last.slice(0, rest);
  return { kind: 'pages', length, pages };
}

const grown = (file: PagedFile, length: number): PagedFile =>
  written(file, file.length, new Uint8Array(length - file.length));
