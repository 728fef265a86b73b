/** A file cut into its parts: pages of a database, page images of a log, blocks of any other file, each with the text in it. Pure. */
import type { FileView, Mark } from '../../../sim/index.ts';
import type { MessageLabel } from '../../../sim/trace.ts';
import type { UnitRole } from '../../i18n/pages.ts';

/** Bytes of a page, of its image in a log, and of a block: `PAGE_BYTES` of the devices' storage. */
export const UNIT_BYTES = 4096;

export type FileKind = 'database' | 'log' | 'other';

export const kindOf = ({ pages, frames }: FileView): FileKind =>
  pages.length > 0 ? 'database' : frames.length > 0 ? 'log' : 'other';

/** One part of a file, by its number from 1. */
export interface Unit {
  readonly number: number;
  /** Of the database: its own number, or that of the page of which it is an image; 0 for a block. */
  readonly page: number;
  readonly role: UnitRole;
  readonly owner: string | undefined;
  /** Share of the part that is in use. */
  readonly used: number;
  /** Bytes [offset, offset + length) of the file. */
  readonly offset: number;
  readonly length: number;
}

export const unitCount = (file: FileView): number => {
  const kind = kindOf(file);
  if (kind === 'database') return file.pages.length;
  return kind === 'log' ? file.frames.length : Math.ceil(file.length / UNIT_BYTES);
};

/** Undefined where the file has no such part. */
export function unitOf(file: FileView, number: number): Unit | undefined {
  const none = { owner: undefined, length: UNIT_BYTES };
  const page = file.pages[number - 1];
  if (page !== undefined)
    return {
      number,
      page: page.number,
      role: page.role,
      owner: page.owner,
      used: Math.min(1, page.used / UNIT_BYTES),
      offset: (page.number - 1) * UNIT_BYTES,
      length: UNIT_BYTES,
    };
  const frame = file.frames[number - 1];
  if (frame !== undefined)
    return {
      ...none,
      number,
      page: frame.page,
      role: frame.isCurrent ? 'current' : 'older',
      used: 1,
      offset: frame.offset,
    };
  const offset = (number - 1) * UNIT_BYTES;
  if (kindOf(file) !== 'other' || !Number.isInteger(number) || offset < 0 || offset >= file.length) return undefined;
  return {
    ...none,
    number,
    page: 0,
    role: 'block',
    used: 1,
    offset,
    length: Math.min(UNIT_BYTES, file.length - offset),
  };
}

/** The number of the last part that begins at or before this byte; 0 where the file has no parts. */
export function numberAt(file: FileView, offset: number): number {
  let low = 1;
  let high = unitCount(file);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((unitOf(file, middle)?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return high;
}

/** Text within one part: bytes [from, to) of the part. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

/** The text of a message in a file by the number of the part; a text that runs over an edge is in both. */
export function spansOf(file: FileView, message: MessageLabel): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<number, Span[]>();
  const starts = kindOf(file) === 'log' ? file.frames.map(({ offset }) => offset) : undefined;
  for (const mark of file.marks) {
    if (mark.message !== message) continue;
    const end = mark.offset + Math.max(1, mark.length);
    for (let number = unitAt(mark.offset, starts); ; number++) {
      const unit = unitOf(file, number);
      if (unit === undefined || unit.offset >= end) break;
      const from = Math.max(0, mark.offset - unit.offset);
      const to = Math.min(unit.length, end - unit.offset);
      if (from >= to) continue;
      const known = spans.get(number);
      if (known === undefined) spans.set(number, [{ from, to, mark }]);
      else known.push({ from, to, mark });
    }
  }
  return spans;
}

/** The number of the part that holds this byte; `starts` where parts are not simply one after the other. */
function unitAt(offset: number, starts: readonly number[] | undefined): number {
  if (starts === undefined) return Math.max(1, Math.floor(offset / UNIT_BYTES) + 1);
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}
