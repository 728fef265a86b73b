/** What the page about deletion says in numbers: measured on the real store, and kept as a small file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLEARED } from '../../sim/storage/experiment-tables.ts';
import { diskAfter } from '../../sim/storage/experiments.ts';
import { readInto, pagedAt } from '../../sim/storage/pages.ts';
import type { Keeping, Store } from '../../sim/storage/types.ts';
import { FAULT_RUNS, tryFaults, type FaultCount } from '../../sim/testing/faults.ts';
import { accuracy, type Accuracy } from './accuracy.ts';
import { decay, type DecayPoint } from './decay.ts';
import { fingerprints, summary } from './fingerprints.ts';

export interface Figures {
  readonly sqlite: string;
  readonly pageBytes: number;
  /** By the experiment's name, one number for each look. */
  readonly experiments: Readonly<Record<string, readonly number[]>>;
  readonly files: { readonly files: number; readonly hash: string };
  readonly decay: readonly DecayPoint[];
  readonly accuracy: Accuracy;
  readonly faults: readonly FaultFigures[];
}
export type FaultFigures = Omit<FaultCount, 'wrong'> & { readonly keeping: Keeping };

export const FIGURES_FILE = 'tools/deletion/figures.json';

/** The file is made by this program, so it has the form that is written here. */
export const readFigures = (root: string): Figures =>
  JSON.parse(readFileSync(join(root, FIGURES_FILE), 'utf8')) as Figures;

/** Everything: about a minute. */
export const measure = (store: Store): Figures => ({
  ...measureQuickly(store),
  accuracy: accuracy(store),
  faults: FAULT_RUNS.map(({ keeping }) => {
    const { wrong: _wrong, ...counts } = tryFaults(store, keeping);
    return { keeping, ...counts };
  }),
});

/** What takes seconds. */
export function measureQuickly(store: Store): Omit<Figures, 'accuracy' | 'faults'> {
  const all = fingerprints(store);
  return {
    ...versionOf(store),
    experiments: Object.fromEntries(all.map(({ experiment, found }) => [experiment, found])),
    files: summary(all),
    decay: decay(store),
  };
}

/** As a database says it in its own header: page size at byte 16, SQLite's number at byte 96. fileformat2.html, 1.3. */
function versionOf(store: Store): Pick<Figures, 'sqlite' | 'pageBytes'> {
  const { database, filling } = CLEARED;
  const keeping = { journal: 'delete', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false } as const;
  const disk = diskAfter(store, { database, keeping, writes: [filling] });
  const main = disk && pagedAt(disk, database.path);
  if (!main) throw new Error('a database that was written is there');
  const header = new Uint8Array(100);
  readInto(main, 0, header);
  const view = new DataView(header.buffer);
  const number = view.getUint32(96);
  const sqlite = [Math.floor(number / 1_000_000), Math.floor(number / 1000) % 1000, number % 1000].join('.');
  return { sqlite, pageBytes: view.getUint16(16) };
}
