/** The experiments on a store, with the hash of every file that they leave: the same in Node and in a browser, or something is wrong. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, type Bytes } from '../../sim/crypto/bytes.ts';
import { SENTENCE_EXPERIMENTS, TOKEN_EXPERIMENTS } from '../../sim/storage/experiment-tables.ts';
import { diskAfter, findings } from '../../sim/storage/experiments.ts';
import { fileBytes, pagedAt } from '../../sim/storage/pages.ts';
import type { Disk, FilePath, Store } from '../../sim/storage/types.ts';

export interface Fingerprint {
  readonly experiment: string;
  readonly found: readonly number[];
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<FilePath, string>>;
}

const EXPERIMENTS = [...TOKEN_EXPERIMENTS, ...SENTENCE_EXPERIMENTS];

/** @throws where the store refuses a write: none of these is too large, and no disk fails. */
export const fingerprints = (store: Store): readonly Fingerprint[] =>
  EXPERIMENTS.map((experiment) => {
    const [disk, found] = [diskAfter(store, experiment), findings(store, experiment)];
    if (!disk || !found) throw new Error(`${experiment.name}: the store refused a write`);
    return { experiment: experiment.name, found, files: hashesOf(disk, experiment.database.path) };
  });

/** One hash for all of them, in their order. */
export function summary(all: readonly Fingerprint[]): { readonly files: number; readonly hash: string } {
  const hashes = all.flatMap(({ files }) => Object.values(files));
  return { files: hashes.length, hash: toHex(sha256(new TextEncoder().encode(hashes.join('\n')))) };
}

/** SHA-256 of each file of a disk, in the order of their names. `database`: whose header is masked. */
export const hashesOf = (disk: Disk, database?: FilePath): Readonly<Record<FilePath, string>> =>
  Object.fromEntries(
    Object.keys(disk)
      .toSorted()
      .flatMap((path) => {
        const file = pagedAt(disk, path);
        return file ? [[path, toHex(sha256(path === database ? masked(fileBytes(file)) : fileBytes(file)))]] : [];
      }),
  );

/**
 * The database without the fields of its header that name a version of the library: the change counter, the counter's value
 * when the version was noted, and the version. fileformat2.html, 1.3.
 */
function masked(database: Bytes): Bytes {
  const copy = database.slice();
  copy.fill(0, 24, 28);
  copy.fill(0, 92, 100);
  return copy;
}
