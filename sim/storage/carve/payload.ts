/** A payload put together from its page and the overflow pages it goes on in. File format 1.6. */
import type { Bytes } from '../../crypto/bytes.ts';
import { type Budget, spend } from './budget.ts';
import type { PageImage } from './source.ts';
import { u32 } from './varint.ts';

/** Bytes of a payload and where they stand, piece by piece. */
export interface Payload {
  /** As far as it is there: shorter than the record says where a chain breaks off. */
  readonly bytes: Bytes;
  readonly pieces: readonly Piece[];
  /** The chain ends where the record says that it does. */
  readonly isClosed: boolean;
}

export interface Piece {
  /** Of its first byte in the payload. */
  readonly at: number;
  readonly image: PageImage;
  /** Of its first byte in the page image. */
  readonly offset: number;
  readonly length: number;
}

/** Where the first part stands in its page, how long the whole is, and where it goes on. */
export interface Spread {
  readonly at: number;
  readonly local: number;
  readonly total: number;
  readonly firstOverflow: number | undefined;
}

/** `follow` gives the image of an overflow page, or undefined where it is put to another use by now. */
export function gatherPayload(
  image: PageImage,
  spread: Spread,
  usable: number,
  follow: (page: number) => PageImage | undefined,
  budget: Budget,
): Payload {
  const first: Piece = { at: 0, image, offset: spread.at, length: spread.local };
  const local = image.bytes.subarray(spread.at, spread.at + spread.local);
  if (spread.firstOverflow === undefined) return { bytes: local, pieces: [first], isClosed: true };
  const pieces = [first];
  const seen = new Set<number>();
  let have = spread.local;
  let page = spread.firstOverflow;
  while (have < spread.total && !seen.has(page) && spend(budget, usable)) {
    seen.add(page);
    const next = follow(page);
    if (!next) break;
    const length = Math.min(usable - 4, spread.total - have, next.bytes.length - 4);
    if (length <= 0) break;
    pieces.push({ at: have, image: next, offset: 4, length });
    have += length;
    page = u32(next.bytes, 0);
  }
  return { bytes: joined(pieces, have), pieces, isClosed: have === spread.total && page === 0 };
}

function joined(pieces: readonly Piece[], length: number): Bytes {
  const whole = new Uint8Array(length);
  for (const { at, image, offset, length: part } of pieces) whole.set(image.bytes.subarray(offset, offset + part), at);
  return whole;
}
