/** Looking into whole states: every byte string in a value, and freezing all that can be frozen. */
import type { Bytes } from '../crypto/bytes.ts';

/** Every byte string in a value, however deep. Plain data only. */
export function byteStringsIn(value: unknown, found: Bytes[] = []): readonly Bytes[] {
  if (value instanceof Uint8Array) found.push(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) byteStringsIn(inner, found);
  return found;
}

/** Freezes a value and everything in it; byte strings cannot be frozen (the language forbids it) and are left. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
}
