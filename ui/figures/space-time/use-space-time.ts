/** The state of the diagram: which event is active, which rows are in view, what is explained and opened. */
import { useMemo, useState } from 'react';
import type { Seq } from '../../../sim/trace.ts';
import type { TimelineView } from '../../worker/api.ts';
import { explain, fold, press, startAt, type SpaceTimeState } from './keys.ts';
import { rowAt, rowIndex, type RowIndex } from './rows.ts';
import { windowFrom, windowWith, type RowWindow } from './window.ts';

export interface SpaceTime {
  readonly state: SpaceTimeState;
  readonly index: RowIndex;
  readonly window: RowWindow;
  /** Rows that have happened. */
  readonly rows: number;
  /** Whether the key meant something. */
  readonly onKey: (key: string) => boolean;
  readonly explain: (seq: Seq) => void;
  readonly close: () => void;
  readonly fold: (keys: readonly string[], open: boolean) => void;
  readonly scrollTo: (row: number) => void;
}

interface Kept {
  readonly view: TimelineView;
  readonly now: Seq;
  readonly state: SpaceTimeState;
  /** First row in view; one past the end means the last windowful. */
  readonly first: number;
}

/** @param now the last event that has happened; when it moves, it becomes the active one. */
export function useSpaceTime(view: TimelineView, now: Seq): SpaceTime {
  const [kept, setKept] = useState<Kept>({ view, now, state: startAt(now), first: now });
  const moved = kept.now !== now || kept.view !== view;
  const state = moved ? { ...startAt(now), opened: kept.state.opened } : kept.state;
  const { opened } = state;
  const index = useMemo(() => rowIndex(view, opened), [view, opened]);
  const lastRow = rowAt(index, now);
  const shown = windowFrom(kept.first, lastRow);
  const window = moved ? windowWith(rowAt(index, now), shown, lastRow) : shown;
  if (moved) setKept({ view, now, state, first: window.first });

  /** The active row stays in view; a fold moves the rows under it. */
  const set = (next: SpaceTimeState): void => {
    const nextIndex = next.opened === opened ? index : rowIndex(view, next.opened);
    const { first } = windowWith(rowAt(nextIndex, next.active), window, rowAt(nextIndex, now));
    setKept({ view, now, state: next, first });
  };
  return {
    state,
    index,
    window,
    rows: lastRow + 1,
    onKey: (key) => {
      const next = press(state, key, index, lastRow);
      if (next !== undefined) set(next);
      return next !== undefined;
    },
    explain: (seq) => set(explain(state, seq)),
    close: () => set({ ...state, explained: undefined }),
    fold: (keys, open) => set(fold(state, keys, open)),
    scrollTo: (row) => setKept({ view, now, state, first: row }),
  };
}
