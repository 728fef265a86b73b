/** What is wrong with a file or a link that a person handed us: a place and a cure, in both languages. Never a stack trace. */
import type { Localized } from '../text.ts';

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: Localized;
  /** What to do about it. */
  readonly cure: Localized;
}
