/** A state as it would be written to a disk and read again: plain data with bytes, through text and back. */
import { fromHex, toHex } from '../crypto/bytes.ts';

const BYTES = 'bytes in hex';

/** The same value made anew: nothing that is not in the text comes back. Entries that are undefined are left out. */
export function roundTrip<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? { [BYTES]: toHex(part) } : part,
  );
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !(BYTES in part)) return part;
    return fromHex(String(part[BYTES]));
  }) as T;
}
