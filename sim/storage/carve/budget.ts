/**
 * How much work a carving may do, in bytes looked at. Sound files need about five for each of their bytes; a hostile one can
 * point many cells at the same long chain of pages, or overlap them, and would need the square of its size without a bound.
 */
const WORK_PER_BYTE = 48;
const LEAST_WORK = 0x4_0000;

/** Counted down while a carving runs; nobody sees it afterwards. */
export interface Budget {
  left: number;
}

export const budgetFor = (bytes: number): Budget => ({ left: LEAST_WORK + WORK_PER_BYTE * bytes });

/** Takes so much of the budget; false where nothing is left. */
export function spend(budget: Budget, work: number): boolean {
  budget.left -= work;
  return budget.left >= 0;
}
