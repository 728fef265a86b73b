/** Words in the segments of full-text indexes (FTS5), listed by the index or not. Its structure is described in fts5_index.c. */
import type { Bytes } from '../../crypto/bytes.ts';
import { type Budget, spend } from './budget.ts';
import { varintLength, varintValue, u16, u32 } from './varint.ts';
import { legibleEnd, textOf } from './text.ts';

/** A word of a segment's leaf. */
export interface LeafWord {
  readonly word: string;
  /** Of the bytes of the word that stand here: what it shares with the word before stands there. */
  readonly at: number;
  readonly rowids: readonly number[];
}

const LEAF_HEADER_BYTES = 4;
/** Before each word of the main index stands '0'; prefix indexes count on from there, up to 31 of them. */
const MAIN_INDEX = 0x30;
const PREFIX_INDEXES = 31;

/** The segments that an index lists, by its structure record (row 10 of its `%_data` table). */
export function listedSegments(record: Bytes): ReadonlySet<number> {
  const segments = new Set<number>();
  const isSecondVersion = u32(record, 4) === 0xff00_0001;
  const numbers = varintsFrom(record, isSecondVersion ? 8 : 4);
  const next = (): number => numbers.next().value ?? 0;
  const levels = next();
  next();
  next();
  for (let level = 0; level < levels; level++) {
    next();
    const count = next();
    if (count > record.length || levels > record.length) break;
    for (let i = 0; i < count; i++) {
      segments.add(next());
      for (let skip = isSecondVersion ? 7 : 2; skip > 0; skip--) next();
    }
  }
  return segments;
}

function* varintsFrom(bytes: Bytes, from: number): Generator<number, undefined> {
  for (let at = from; ;) {
    const length = varintLength(bytes, at, bytes.length);
    if (length === 0) return undefined;
    yield varintValue(bytes, at, length);
    at += length;
  }
}

/** The segment that a row of the `%_data` table belongs to: its number stands above 37 bits of others. 0: none. */
export const segmentOf = (rowid: number): number => Math.floor(rowid / 2 ** 37);

/** A leaf has neither height nor the mark of a doclist index: 6 bits above the 31 of its number. */
export const isLeaf = (rowid: number): boolean => segmentOf(rowid) > 0 && Math.floor(rowid / 2 ** 31) % 64 === 0;

/**
 * The words of a leaf: two bytes where the first rowid stands, two where its footer begins, then words and the rows that
 * hold them; the footer says where each word begins. Empty where the bytes are no leaf. A leaf that is cut has lost its footer
 * and is read as far as one word leads to the next.
 */
export function leafWords(leaf: Bytes, hasPositions: boolean, budget: Budget): readonly LeafWord[] {
  const footer = u16(leaf, 2);
  if (footer < LEAF_HEADER_BYTES || footer > leaf.length || !spend(budget, leaf.length)) return [];
  const starts = wordStarts(leaf, footer);
  const words: LeafWord[] = [];
  let before: Bytes = new Uint8Array(0);
  for (const [i, start] of starts.entries()) {
    const isFirst = i === 0;
    const kept = isFirst ? 0 : varintLength(leaf, start, footer);
    const added = varintLength(leaf, start + kept, footer);
    const shared = isFirst ? 0 : varintValue(leaf, start, kept);
    const length = varintValue(leaf, start + kept, added);
    const at = start + kept + added;
    /** Nine bytes can make a number negative. */
    if (added === 0 || shared < 0 || shared > before.length || length < 0 || at + length > footer) break;
    const term = new Uint8Array(shared + length);
    if (!spend(budget, term.length)) break;
    term.set(before.subarray(0, shared));
    term.set(leaf.subarray(at, at + length), shared);
    before = term;
    const word = wordOf(term);
    if (word === undefined) break;
    const rowids = hasPositions ? rowidsIn(leaf, at + length, starts[i + 1] ?? footer) : [];
    words.push({ word, at: at + (shared === 0 ? 1 : 0), rowids });
  }
  return words;
}

/**
 * Rows at the head of a leaf, before its first word: the list of the leaf before it goes on there. The first of them stands where the
 * header says, and in full. `goesOn`: the leaf has no word of its own, so the list may go on past it.
 */
export function continuedRows(leaf: Bytes): { readonly rowids: readonly number[]; readonly goesOn: boolean } {
  const [first, footer] = [u16(leaf, 0), u16(leaf, 2)];
  if (footer < LEAF_HEADER_BYTES || footer > leaf.length) return { rowids: [], goesOn: false };
  const [word] = wordStarts(leaf, footer);
  const end = word ?? footer;
  const isContinued = first >= LEAF_HEADER_BYTES && first < end;
  return { rowids: isContinued ? rowidsIn(leaf, first, end) : [], goesOn: word === undefined };
}

/** The first offset, then the distance of each from the one before. */
function wordStarts(leaf: Bytes, footer: number): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const distance of varintsFrom(leaf, footer)) {
    at += distance;
    if (at < LEAF_HEADER_BYTES || at >= footer || distance === 0) break;
    starts.push(at);
  }
  return starts;
}

/** The word without the sign of its index; undefined where it is no text. */
function wordOf(term: Bytes): string | undefined {
  const index = (term[0] ?? 0) - MAIN_INDEX;
  if (term.length < 2 || index < 0 || index > PREFIX_INDEXES) return undefined;
  return legibleEnd(term, 1, term.length, 'utf-8') === term.length ? textOf(term, 1, term.length, 'utf-8') : undefined;
}

/** A list of rows: each rowid as the distance from the one before, then its positions with their size. A row without positions is one taken out. */
function rowidsIn(leaf: Bytes, from: number, end: number): readonly number[] {
  const rowids: number[] = [];
  let rowid = 0;
  for (let at = from; at < end;) {
    const distance = varintLength(leaf, at, end);
    const size = varintLength(leaf, at + distance, end);
    if (distance === 0) break;
    rowid += varintValue(leaf, at, distance);
    /** Twice the bytes of the positions, and one more where the row is being deleted. */
    const positions = size === 0 ? 2 : varintValue(leaf, at + distance, size);
    if (positions < 0) break;
    if (positions > 1) rowids.push(rowid);
    at += distance + size + Math.floor(positions / 2);
  }
  return rowids;
}
