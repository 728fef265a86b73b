/** Clock times of a story: `HH:MM` and virtual milliseconds since midnight. */
import type { Instant } from '../trace.ts';

const MINUTE_MS = 60_000;

/** Milliseconds of `HH:MM`; undefined where it is no clock time. */
export function instantOf(clock: string): Instant | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS : undefined;
}

/** `HH:MM` of an instant, or with seconds when asked; days after the first wrap. */
export function clockOf(at: Instant, withSeconds = false): string {
  const total = Math.floor(at / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(total / 3600) % 24)}:${two(Math.floor(total / 60) % 60)}`;
  return withSeconds ? `${clock}:${two(total % 60)}` : clock;
}

export const minutes = (count: number): number => count * MINUTE_MS;
