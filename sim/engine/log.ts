/**
 * An append-only list whose older versions stay valid: a fork shares its prefix. Appending to the newest version is O(1);
 * appending to an older one copies. Readers see a plain readonly array.
 */
export interface Log<T> {
  readonly length: number;
  /** Shared storage; entries at and after `length` belong to newer versions. */
  readonly storage: T[];
}

export const emptyLog = <T>(): Log<T> => ({ length: 0, storage: [] });

export function append<T>(log: Log<T>, entry: T): Log<T> {
  const storage = log.storage.length === log.length ? log.storage : log.storage.slice(0, log.length);
  storage.push(entry);
  return { length: log.length + 1, storage };
}

export const entriesOf = <T>(log: Log<T>): readonly T[] => log.storage.slice(0, log.length);
