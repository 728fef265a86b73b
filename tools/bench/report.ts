/**
 * Everything that is measured inside the bundle (see `bundle.ts`), section by section. Machines differ and are shared: ratios,
 * exact counts and sizes are what counts; times are there for an order of magnitude.
 */
import { campaignRows, suiteRow } from './campaigns.ts';
import { closureRows } from './closure.ts';
import { countRows, cryptographyRows } from './cryptography.ts';
import { lessonRows } from './lesson.ts';
import { nativeRows } from './native.ts';
import type { Row } from './rows.ts';
import { storageRows } from './storage.ts';
import { timelineRows } from './timeline.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly rows: () => readonly Row[] | Promise<readonly Row[]>;
}

/** @public Imported by `main.ts` from the bundle. */
export const SECTIONS: readonly Section[] = [
  { id: 'counts', title: 'Primitive calls (exact)', rows: countRows },
  { id: 'closure', title: 'Closure (exact)', rows: closureRows },
  {
    id: 'cryptography',
    title: 'Whole simulator over the cryptography it performs: play, record, close, ask everybody about everything',
    rows: cryptographyRows,
  },
  { id: 'suites', title: 'Model suite', rows: () => [suiteRow()] },
  { id: 'native', title: 'Native suite', rows: nativeRows },
  {
    id: 'campaigns',
    title: 'Random stories on the model suite, all invariants, fast-check included, one core (means)',
    rows: campaignRows,
  },
  { id: 'storage', title: 'Real databases', rows: storageRows },
  { id: 'lesson', title: 'Flip a switch: a lesson played again, all cells', rows: lessonRows },
  { id: 'timeline', title: 'Space-time diagram: frames of a long run', rows: timelineRows },
];
