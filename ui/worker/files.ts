/** How devices keep files in the page: loaded before the first run in which they do. */
import { needsFiles, type FileKeeping } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';

let files: FileKeeping | undefined;

/** Loads what runs of this scenario need. Rejects where SQLite cannot be loaded; the next call tries again. */
export async function filesReadyFor(scenario: Scenario): Promise<void> {
  if (!needsFiles(scenario) || files) return;
  const [{ filesOn }, { loadSqlite }] = await Promise.all([import('../../sim/storing.ts'), import('./sqlite.ts')]);
  files = filesOn(await loadSqlite());
}

/** For runs of a scenario that was made ready for. */
export const filesFor = (scenario: Scenario): FileKeeping | undefined => (needsFiles(scenario) ? files : undefined);
