/** What keys do in the space-time diagram, as a pure step from state to state. */
import type { Seq } from '../../../sim/trace.ts';
import { attemptsKey, rowAt, type RowIndex } from './rows.ts';

export interface SpaceTimeState {
  /** The event that has the focus, or would get it. */
  readonly active: Seq;
  /** The event whose causes are drawn. */
  readonly explained: Seq | undefined;
  /** Attempts that are shown one by one. */
  readonly opened: ReadonlySet<string>;
}

export const startAt = (now: Seq): SpaceTimeState => ({ active: now, explained: undefined, opened: new Set() });

const PAGE_ROWS = 10;

/**
 * Arrows up and down go from event to event, right and left open and fold the attempts with a packet, Home and End go to the
 * ends, Enter draws the causes, Escape takes them away. Undefined where the key means nothing here.
 * @param lastRow the last row that has happened.
 */
export function press(
  state: SpaceTimeState,
  key: string,
  index: RowIndex,
  lastRow: number,
): SpaceTimeState | undefined {
  const row = Math.max(0, rowAt(index, state.active));
  const go = (to: number): SpaceTimeState => ({
    ...state,
    active: index.seqs[Math.max(0, Math.min(to, lastRow))] ?? state.active,
  });
  switch (key) {
    case 'ArrowDown':
      return go(row + 1);
    case 'ArrowUp':
      return go(row - 1);
    case 'PageDown':
      return go(row + PAGE_ROWS);
    case 'PageUp':
      return go(row - PAGE_ROWS);
    case 'Home':
      return go(0);
    case 'End':
      return go(lastRow);
    case 'Enter':
    case ' ':
      return explain(state, state.active);
    case 'Escape':
      return state.explained === undefined ? undefined : { ...state, explained: undefined };
    case 'ArrowRight':
    case 'ArrowLeft':
      return fold(state, attemptsAt(index, state.active), key === 'ArrowRight');
    default:
      return undefined;
  }
}

/** Shows why this event happened; once more takes it away. */
export const explain = (state: SpaceTimeState, seq: Seq): SpaceTimeState => ({
  ...state,
  active: seq,
  explained: state.explained === seq ? undefined : seq,
});

/** Keys of the packets of this event that were sent more than once. */
export const attemptsAt = (index: RowIndex, seq: Seq): readonly string[] => [
  ...new Set((index.at.get(seq) ?? []).map(attemptsKey).filter((key) => index.attempts.has(key))),
];

export function fold(state: SpaceTimeState, keys: readonly string[], open: boolean): SpaceTimeState {
  const opened = new Set(state.opened);
  for (const key of keys) {
    if (open) opened.add(key);
    else opened.delete(key);
  }
  return { ...state, opened };
}
