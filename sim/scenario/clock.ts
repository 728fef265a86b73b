/** Clock times of a story: `HH:MM` and virtual milliseconds since midnight. */
import { STEP_GAP_MS } from '../limits.ts';
import type { Instant } from '../trace.ts';
import type { Action } from './types.ts';

const MINUTE_MS = 60_000;
const DAY_SECONDS = 24 * 60 * 60;
const DAY_MS = DAY_SECONDS * 1000;

/** Milliseconds of `HH:MM`; undefined where it is no clock time. */
export function instantOf(clock: string): Instant | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS : undefined;
}

/** `HH:MM` of an instant, or with seconds when asked; days before and after the story's first wrap. */
export function clockOf(at: Instant, withSeconds = false): string {
  const seconds = Math.floor(at / 1000) % DAY_SECONDS;
  const total = seconds < 0 ? seconds + DAY_SECONDS : seconds;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}`;
  return withSeconds ? `${clock}:${two(total % 60)}` : clock;
}

export const minutes = (count: number): number => count * MINUTE_MS;

/**
 * When each action of a story is to happen: at its own clock time, a `wait` that long after the action before it, others a
 * minute after it; the first at the start. A clock time after a `wait` is the next such time, on a later day where it has passed already.
 */
export function wantedTimes(starts: Instant, actions: readonly Action[]): readonly Instant[] {
  let clock = starts;
  let hasWaited = false;
  return actions.map((action, index) => {
    const written = action.at === undefined ? undefined : instantOf(action.at);
    if (written === undefined) {
      clock += action.kind === 'wait' ? minutes(action.wait) : index === 0 ? 0 : STEP_GAP_MS;
    } else {
      const today = written + Math.floor(clock / DAY_MS) * DAY_MS;
      clock = hasWaited && today < clock ? today + DAY_MS : today;
    }
    hasWaited = action.kind === 'wait' || (hasWaited && written === undefined);
    return clock;
  });
}
