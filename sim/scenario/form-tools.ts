/** Leaving out of a written form what goes without saying. */

/** Plain data that `JSON.stringify` and a YAML writer take. */
export type FileForm = Readonly<Record<string, unknown>>;

/** Without the keys that have no value. */
export const given = (form: FileForm): FileForm =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));

export const unless = <T>(value: T, usual: T): T | undefined => (value === usual ? undefined : value);
export const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

/** The whole list, in its own order: what a default stands for. */
export const isAll = <T>(list: readonly T[], all: readonly T[]): boolean =>
  list.length === all.length && all.every((one, i) => list[i] === one);

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;

/** Seconds in the largest unit that divides them; none at all is left out. */
export function lengthForm(seconds: number): string | undefined {
  if (seconds === 0) return undefined;
  const [unit, each] = UNITS.find(([, size]) => seconds % size === 0) ?? ['s', 1];
  return `${seconds / each}${unit}`;
}
