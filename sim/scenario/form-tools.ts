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
