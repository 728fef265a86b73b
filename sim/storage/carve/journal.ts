/** The rollback journal: pages as they were before a transaction. File format 3. */
import { type Bytes, equalBytes } from '../../crypto/bytes.ts';
import { u32, u8 } from './varint.ts';

const MAGIC = Uint8Array.of(0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7);
/** Number and check value around each page image. */
const AROUND_BYTES = 8;
/** A check value takes every two-hundredth byte, from the end. */
const STRIDE = 200;
/** Until the end of the file: it was written without waiting for the disk. */
const TO_THE_END = 0xffff_ffff;

export interface JournalRecord {
  readonly page: number;
  /** Offset of the page image. */
  readonly offset: number;
  /** What its check value has besides the sum over the page: the same for all records of a transaction. */
  readonly nonce: number;
}

export interface Journal {
  /** Of the last transaction, and behind them what longer ones before it left. */
  readonly records: readonly JournalRecord[];
  /** Its header stands: whoever opens the database next plays these many records back. 0 for one that has been put aside. */
  readonly playedBack: number;
  /** Pages of the database before the transaction; undefined for one that has been put aside. */
  readonly pageCount: number | undefined;
}

/**
 * A journal's page images; also of one kept after its transaction (PERSIST), whose header is zeroed. Where it begins is
 * told by the header or else tried: the sector size is 512 to 65,536 bytes. `mostPages` bounds the numbers taken for pages.
 */
export function readJournal(journal: Bytes, pageBytes: number, mostPages: number): Journal {
  if (!equalBytes(journal.subarray(0, MAGIC.length), MAGIC))
    return { records: longestRun(journal, pageBytes, mostPages), playedBack: 0, pageCount: undefined };
  const sector = u32(journal, 20);
  const nonce = u32(journal, 12);
  const records = isSector(sector) ? recordsFrom(journal, sector, pageBytes, mostPages) : [];
  const foreign = records.findIndex((record) => record.nonce !== nonce);
  const own = foreign === -1 ? records.length : foreign;
  const said = u32(journal, 8);
  return { records, playedBack: said === TO_THE_END ? own : Math.min(said, own), pageCount: u32(journal, 16) };
}

const isSector = (size: number): boolean => size >= 32 && size <= LARGEST_SECTOR && (size & (size - 1)) === 0;

function longestRun(journal: Bytes, pageBytes: number, mostPages: number): readonly JournalRecord[] {
  let longest: readonly JournalRecord[] = [];
  for (let sector = SMALLEST_SECTOR; sector <= LARGEST_SECTOR && sector < journal.length; sector *= 2) {
    const records = recordsFrom(journal, sector, pageBytes, mostPages);
    if (records.length > longest.length) longest = records;
  }
  return longest;
}

const SMALLEST_SECTOR = 512;
const LARGEST_SECTOR = 65_536;

/** Records from one sector on, as long as they name pages that there can be. */
function recordsFrom(journal: Bytes, sector: number, pageBytes: number, mostPages: number): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  let at = sector;
  while (at + AROUND_BYTES + pageBytes <= journal.length) {
    const page = u32(journal, at);
    const offset = at + 4;
    if (page >= 1 && page <= mostPages) {
      const nonce = (u32(journal, offset + pageBytes) - sumOf(journal, offset, pageBytes)) >>> 0;
      records.push({ page, offset, nonce });
      at += AROUND_BYTES + pageBytes;
    } else {
      /** After a sync in the midst of a transaction a further header stands at the next sector. */
      const next = Math.ceil(at / sector) * sector;
      if (!equalBytes(journal.subarray(next, next + MAGIC.length), MAGIC)) break;
      at = next + sector;
    }
  }
  return records;
}

function sumOf(bytes: Bytes, at: number, pageBytes: number): number {
  let sum = 0;
  for (let i = pageBytes - STRIDE; i > 0; i -= STRIDE) sum += u8(bytes, at + i);
  return sum;
}
