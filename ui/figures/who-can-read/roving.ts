/**
 * One tab stop for a whole grid of cells: arrows move within it, Home and End along a row, Enter presses the cell.
 * Pure movement (`moveIn`) and a small hook that keeps the focus where it was moved to.
 */
import { useRef, useState, type KeyboardEvent, type RefCallback } from 'react';
import type { CellKey } from '../cells.ts';

export type Grid = readonly (readonly CellKey[])[];

/** The cell that a key leads to; undefined where the key does not move. Edges stop the movement. */
export function moveIn(grid: Grid, from: CellKey, key: string): CellKey | undefined {
  const row = grid.findIndex((cells) => cells.includes(from));
  const column = grid[row]?.indexOf(from) ?? -1;
  if (row === -1 || column === -1) return undefined;
  switch (key) {
    case 'ArrowRight':
      return grid[row]?.[column + 1];
    case 'ArrowLeft':
      return column === 0 ? undefined : grid[row]?.[column - 1];
    case 'ArrowDown':
      return grid[row + 1]?.[column];
    case 'ArrowUp':
      return row === 0 ? undefined : grid[row - 1]?.[column];
    case 'Home':
      return grid[row]?.[0];
    case 'End':
      return grid[row]?.[grid[row].length - 1];
    default:
      return undefined;
  }
}

export interface Roving {
  readonly tabIndexOf: (key: CellKey) => 0 | -1;
  readonly refOf: (key: CellKey) => RefCallback<HTMLButtonElement>;
  readonly onKeyDown: (key: CellKey) => (event: KeyboardEvent<HTMLButtonElement>) => void;
  readonly enter: (key: CellKey) => void;
}

export function useRoving(grid: Grid, start: CellKey | undefined): Roving {
  const [active, setActive] = useState<CellKey | undefined>(start);
  const buttons = useRef(new Map<CellKey, HTMLButtonElement>());
  const stop = active !== undefined && grid.some((row) => row.includes(active)) ? active : grid[0]?.[0];
  return {
    tabIndexOf: (key) => (key === stop ? 0 : -1),
    refOf: (key) => (button) => {
      if (button === null) buttons.current.delete(key);
      else buttons.current.set(key, button);
    },
    onKeyDown: (key) => (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = moveIn(grid, key, event.key);
      const moves = /^(Arrow|Home$|End$)/.test(event.key);
      // The page's own arrow keys (step, back) must not fire while the focus walks through the grid.
      if (moves) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (next === undefined) return;
      setActive(next);
      buttons.current.get(next)?.focus();
    },
    enter: setActive,
  };
}
