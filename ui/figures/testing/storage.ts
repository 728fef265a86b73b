/** A device's files by hand: a database with a deleted row, its log and a picture; and files as long as wanted. For tests. */
import type { FileView, Mark, PageInfo, PageRole, StorageView } from '../../../sim/index.ts';

const PAGE = 4096;
const TEXT = 'The spare key is under the blue pot';

const ROLES: readonly PageRole[] = [
  'table-leaf',
  'table-leaf',
  'index-leaf',
  'table-leaf',
  'table-interior',
  'index-interior',
  'overflow',
  'free-trunk',
  'free-leaf',
  'pointer-map',
];

const page = (number: number, role: PageRole): PageInfo => ({
  number,
  role,
  owner: role === 'table-leaf' ? 'messages' : role === 'index-leaf' ? 'words' : undefined,
  used: role.startsWith('free') ? 0 : 800 + ((number * 700) % 3200),
});

const mark = (at: Partial<Mark> & Pick<Mark, 'where' | 'offset'>): Mark => ({
  message: 'm17',
  page: Math.floor(at.offset / PAGE) + 1,
  length: TEXT.length,
  text: TEXT,
  isListed: false,
  ...at,
});

const DATABASE: FileView = {
  path: 'messages.db',
  length: ROLES.length * PAGE,
  pages: ROLES.map((role, i) => page(i + 1, role)),
  frames: [],
  marks: [
    mark({ where: 'row', offset: PAGE + 1000, isListed: true }),
    mark({ where: 'freeblock', offset: 3 * PAGE + 0x16d }),
    mark({ where: 'free-page', offset: 8 * PAGE + 600, length: 12, text: 'The spare ke' }),
    mark({ where: 'row', offset: 4 * PAGE + 80, isListed: true, message: 'm18', text: 'Another one' }),
  ],
};

/** Frames of 4096 bytes after a header of 24 each, behind one of 32: as in SQLite's log. */
const frameAt = (index: number): number => 32 + index * (PAGE + 24) + 24;

const LOG: FileView = {
  path: 'messages.db-wal',
  length: frameAt(3),
  pages: [],
  frames: [4, 2, 4].map((number, index) => ({
    file: 'messages.db-wal',
    index,
    page: number,
    offset: frameAt(index),
    isCurrent: index > 0,
  })),
  marks: [mark({ where: 'log', offset: frameAt(0) + 500, page: 4 })],
};

const PICTURE: FileView = { path: 'media/m3.jpg', length: 9000, pages: [], frames: [], marks: [] };

export const STORAGE: StorageView = { device: 'bob.phone', files: [DATABASE, LOG, PICTURE] };

/** The same after `VACUUM`: fewer pages, and only what is listed. */
export const VACUUMED: StorageView = {
  device: 'bob.phone',
  files: [
    {
      ...DATABASE,
      length: 6 * PAGE,
      pages: DATABASE.pages.slice(0, 6),
      marks: DATABASE.marks.filter(({ isListed }) => isListed),
    },
    { ...LOG, length: 0, frames: [], marks: [] },
    PICTURE,
  ],
};

/** A database of so many pages, with text on every hundredth. */
export const longStorage = (pages: number): StorageView => ({
  device: 'bob.phone',
  files: [
    {
      ...DATABASE,
      length: pages * PAGE,
      pages: Array.from({ length: pages }, (_, i) => page(i + 1, ROLES[i % ROLES.length] ?? 'unknown')),
      marks: Array.from({ length: Math.floor(pages / 100) }, (_, i) =>
        mark({ where: 'freeblock', offset: i * 100 * PAGE + 700 }),
      ),
    },
  ],
});

/** Bytes of a part of these files: the text where a mark says so, a pattern elsewhere. */
export function bytesOf({ files }: StorageView, path: string, number: number): Uint8Array {
  const file = files.find((one) => one.path === path);
  const start = file?.frames[number - 1]?.offset ?? (number - 1) * PAGE;
  const bytes = Uint8Array.from({ length: PAGE }, (_, i) => (i * 31 + number) % 256);
  for (const { offset, text } of file?.marks ?? [])
    if (offset >= start && offset < start + PAGE) bytes.set(new TextEncoder().encode(text), offset - start);
  return bytes;
}
