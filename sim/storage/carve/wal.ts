/** The write-ahead log: which of its page images a reader takes, and which are of the past. File format 4. */
import type { Bytes } from '../../crypto/bytes.ts';
import { pageSize } from './header.ts';
import { u32 } from './varint.ts';

const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The last bit says in which order checksums take the bytes of a word. */
const LITTLE_ENDIAN_SUMS = 0x377f0682;
const BIG_ENDIAN_SUMS = 0x377f0683;

export interface WalFrame {
  readonly page: number;
  /** Offset of the page image. */
  readonly offset: number;
}

export interface Wal {
  readonly pageBytes: number;
  /** Every page image in the file, of this generation and of earlier ones; the last may be cut. */
  readonly frames: readonly WalFrame[];
  /** How many frames from the first on belong to finished transactions. */
  readonly committed: number;
  /** Pages of the database after the last finished transaction. */
  readonly pageCount: number | undefined;
}

/** A log's frames. `pageBytes`: of the database, for a log whose header says nothing. Undefined where there is no log to be read. */
export function readWal(wal: Bytes, pageBytes: number | undefined): Wal | undefined {
  const magic = u32(wal, 0);
  const isLog = magic === LITTLE_ENDIAN_SUMS || magic === BIG_ENDIAN_SUMS;
  const hasHeader = isLog && wal.length >= WAL_HEADER_BYTES;
  const size = (hasHeader ? pageSize(u32(wal, 8) === 65_536 ? 1 : u32(wal, 8)) : undefined) ?? pageBytes;
  if (size === undefined) return undefined;
  const frames: WalFrame[] = [];
  for (let at = WAL_HEADER_BYTES; at + FRAME_HEADER_BYTES < wal.length; at += FRAME_HEADER_BYTES + size)
    frames.push({ page: u32(wal, at), offset: at + FRAME_HEADER_BYTES });
  return { pageBytes: size, frames, ...(hasHeader ? finished(wal, frames, size) : NOTHING_FINISHED) };
}

const NOTHING_FINISHED = { committed: 0, pageCount: undefined };

/** A frame counts where its salts are the header's, the sums over everything so far are right, and a commit follows. */
function finished(wal: Bytes, frames: readonly WalFrame[], size: number): Pick<Wal, 'committed' | 'pageCount'> {
  const isBig = u32(wal, 0) === BIG_ENDIAN_SUMS;
  let sums = addWords(wal, 0, 24, isBig, [0, 0]);
  if (!isAt(wal, 24, sums)) return NOTHING_FINISHED;
  let last: Pick<Wal, 'committed' | 'pageCount'> = NOTHING_FINISHED;
  for (const [index, { offset }] of frames.entries()) {
    const at = offset - FRAME_HEADER_BYTES;
    const isWhole = offset + size <= wal.length;
    if (!isWhole || u32(wal, at + 8) !== u32(wal, 16) || u32(wal, at + 12) !== u32(wal, 20)) break;
    sums = addWords(wal, offset, size, isBig, addWords(wal, at, 8, isBig, sums));
    if (!isAt(wal, at + 16, sums)) break;
    const pagesAfter = u32(wal, at + 4);
    if (pagesAfter > 0) last = { committed: index + 1, pageCount: pagesAfter };
  }
  return last;
}

type Sums = readonly [number, number];

const isAt = (wal: Bytes, at: number, [a, b]: Sums): boolean => u32(wal, at) === a && u32(wal, at + 4) === b;

function addWords(bytes: Bytes, at: number, length: number, isBig: boolean, sums: Sums): Sums {
  let [a, b] = sums;
  const words = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  for (let i = 0; i + 8 <= length; i += 8) {
    a = (a + words.getUint32(i, !isBig) + b) >>> 0;
    b = (b + words.getUint32(i + 4, !isBig) + a) >>> 0;
  }
  return [a, b];
}
