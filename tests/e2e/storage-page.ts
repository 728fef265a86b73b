/** What `storage.test.ts` puts into a page: the experiments on the page's own store, with the hashes of all files. */
import { fingerprints, type Fingerprint } from '../../tools/deletion/fingerprints.ts';
import { loadSqlite } from '../../ui/worker/sqlite.ts';

declare global {
  var runExperiments: () => Promise<readonly Fingerprint[]>;
}

globalThis.runExperiments = async () => fingerprints(await loadSqlite());
