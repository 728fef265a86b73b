import { describe, expect, it } from 'vitest';
import { stormyTrace } from '../../../sim/testing/syntheticTrace.ts';
import { timelineOf } from '../testing/space-time.ts';
import { causesOf } from './chain.ts';
import { press, startAt } from './keys.ts';
import { rowIndex } from './rows.ts';
import { windowFrom, windowWith } from './window.ts';

const view = timelineOf(stormyTrace(30));
const folded = rowIndex(view, new Set());
const lastRow = folded.seqs.length - 1;
const after = (start: number, ...keys: readonly string[]) =>
  keys.reduce((state, key) => press(state, key, rowIndex(view, state.opened), lastRow) ?? state, startAt(start));

describe('the keys of the space-time diagram', () => {
  it('go from row to row, past folded attempts, and stop at the ends', () => {
    expect(after(0, 'ArrowDown').active).toBe(2);
    expect(after(2, 'ArrowUp').active).toBe(0);
    expect(after(0, 'ArrowUp').active).toBe(0);
    expect(after(5, 'Home').active).toBe(0);
    expect(after(5, 'End').active).toBe(29);
    expect(after(29, 'ArrowDown').active).toBe(29);
  });

  it('never lead to what has not happened yet', () => {
    expect(press(startAt(3), 'End', folded, 2)?.active).toBe(3);
    expect(press(startAt(3), 'ArrowDown', folded, 2)?.active).toBe(3);
  });

  it('show the causes with Enter, take them away with Enter or Escape, and leave Escape alone where there are none', () => {
    expect(after(9, 'Enter').explained).toBe(9);
    expect(after(9, 'Enter', 'Enter').explained).toBeUndefined();
    expect(after(9, 'Enter', 'Escape').explained).toBeUndefined();
    expect(press(startAt(9), 'Escape', folded, lastRow)).toBeUndefined();
    expect(press(startAt(9), 'x', folded, lastRow)).toBeUndefined();
  });

  it('open the attempts with a packet and fold them again', () => {
    expect(after(0, 'ArrowRight', 'ArrowDown').active).toBe(1);
    expect(after(0, 'ArrowRight', 'ArrowLeft', 'ArrowDown').active).toBe(2);
  });
});

describe('what led to an event', () => {
  it('goes back to what the story ordered', () => {
    expect(causesOf(view.events, 9)).toEqual([0, 1, 2, 3, 5, 8, 9]);
  });
});

describe('the rows in view', () => {
  it('are as many as there are, at most one window, and never past the last row', () => {
    expect(windowFrom(0, 4, 20)).toEqual({ first: 0, last: 4 });
    expect(windowFrom(90, 99, 20)).toEqual({ first: 80, last: 99 });
    expect(windowFrom(0, -1, 20)).toEqual({ first: 0, last: -1 });
  });
  it('move only as far as they must for a row to be among them', () => {
    const shown = { first: 10, last: 29 };
    expect(windowWith(15, shown, 99, 20)).toEqual(shown);
    expect(windowWith(30, shown, 99, 20)).toEqual({ first: 11, last: 30 });
    expect(windowWith(3, shown, 99, 20)).toEqual({ first: 3, last: 22 });
  });
});
