/** What `storage.test.ts` puts into a page: the experiments, and whole runs, on the page's own store, with the hashes of all files. */
import { fingerprints, type Fingerprint } from '../../tools/deletion/fingerprints.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { filesOn } from '../../sim/storing.ts';
import { loadSqlite } from '../../ui/worker/sqlite.ts';
import { hashesOfRuns, type FileHashes } from './run-files.ts';

declare global {
  var runExperiments: () => Promise<readonly Fingerprint[]>;
  var playStory: (scenario: Scenario) => Promise<FileHashes>;
}

globalThis.runExperiments = async () => fingerprints(await loadSqlite());
globalThis.playStory = async (scenario) => hashesOfRuns(scenario, filesOn(await loadSqlite()));
