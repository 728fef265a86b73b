/** Which rows are in view: a fixed number, so that what is drawn does not grow with the run. Pure. */

export const VIEW_ROWS = 20;

/** Rows [first, last], both shown. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/** The window that begins at a row, as far as there are rows; `last` is the last row that has happened. */
export function windowFrom(first: number, lastRow: number, size: number = VIEW_ROWS): RowWindow {
  const begin = Math.max(0, Math.min(first, lastRow - size + 1));
  return { first: begin, last: Math.min(begin + size - 1, lastRow) };
}

/** The nearest window in which a row can be seen: it moves only as far as it must. */
export function windowWith(row: number, shown: RowWindow, lastRow: number, size: number = VIEW_ROWS): RowWindow {
  if (row < shown.first) return windowFrom(row, lastRow, size);
  if (row > shown.first + size - 1) return windowFrom(row - size + 1, lastRow, size);
  return windowFrom(shown.first, lastRow, size);
}
