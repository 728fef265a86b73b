/** Messages whose time is up go, where the program on the device obeys. PROTOCOL 12.1. */
import type { DisobeyReason } from '../trace.ts';
import { lineIn, removed } from './chatLines.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import { unchanged, type Context, type Step } from './types.ts';

/** The time of a message is up. */
export function expire(state: DeviceState, label: string, context: Context): Step<DeviceState> {
  const line = lineIn(state.places.chat.lines, label);
  if (!line || !isDue(line, context)) return unchanged(state);
  if (state.isModified) return disobeyed(state, line, line.once ? 'once' : 'expire', 'modified');
  return removed(state, [line], 'expired', context.self);
}

/** What should have gone while the device was off, or did not obey, or was asked to keep it. */
export function expireOverdue(state: DeviceState, context: Context): Step<DeviceState> {
  if (state.isModified) return unchanged(state);
  const due = state.places.chat.lines.filter((line) => isDue(line, context));
  return removed(state, due, 'expired', context.self);
}

const isDue = ({ expiresAt, kept }: ChatEntry, { now }: Context): boolean =>
  expiresAt !== undefined && expiresAt <= now && !kept;

/** The device leaves this line as it is. */
export const disobeyed = (
  state: DeviceState,
  { label: message }: ChatEntry,
  what: 'expire' | 'once' | 'keep',
  why: DisobeyReason,
): Step<DeviceState> => ({ ...unchanged(state), outcomes: [{ kind: 'disobeyed', message, what, why }] });
