/** The item that a generated number means; undefined where the list is empty. */
export const at = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
