/** What the benchmark prints: one row for each figure, with its budget where it has one. */
export interface Row {
  readonly what: string;
  readonly value: string;
  /** `gate 1.10x, goal 1.05x`. */
  readonly budget: string;
  readonly verdict: '' | 'missed' | 'gate met' | 'goal met';
}

/** A limit on a figure: the gate must hold, the goal is aimed at. `atLeast`: more is better. */
export interface Budget {
  readonly gate: number;
  readonly goal?: number;
  readonly unit: string;
  readonly atLeast?: boolean;
}

export const plain = (what: string, value: string): Row => ({ what, value, budget: '', verdict: '' });

/** A row whose figure is held against a budget; `value` is how it is written. */
export function judged(what: string, figure: number, value: string, budget: Budget): Row {
  const { gate, goal, unit, atLeast = false } = budget;
  const meets = (limit: number): boolean => (atLeast ? figure >= limit : figure <= limit);
  const aim = goal === undefined ? '' : `, goal ${number(goal)}${unit}`;
  const met = goal !== undefined && meets(goal) ? 'goal met' : 'gate met';
  return { what, value, budget: `gate ${number(gate)}${unit}${aim}`, verdict: meets(gate) ? met : 'missed' };
}

/** Thousands with commas, and three significant digits below ten. */
export const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 3 : Math.abs(value) < 100 ? 1 : 0 });

/** The rows of one section, aligned, under its title. */
export function section(title: string, rows: readonly Row[]): string {
  const widthOf = (pick: (row: Row) => string): number => Math.max(0, ...rows.map((row) => pick(row).length));
  const [what, value, budget] = [widthOf((row) => row.what), widthOf((row) => row.value), widthOf((row) => row.budget)];
  const lines = rows.map((row) =>
    `  ${row.what.padEnd(what)}  ${row.value.padStart(value)}  ${row.budget.padEnd(budget)}  ${row.verdict}`.trimEnd(),
  );
  return [title, ...lines, ''].join('\n');
}
