/**
 * `npm run conformance`: writes docs/conformance.md and its twin. With a folder behind it (`npm run conformance -- FOLDER`) the
 * reference data there is replayed first, and its figures are kept.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBehaviours } from './behaviours.ts';
import { countFigures, FIGURES_FILE, readFigures } from './families.ts';
import { formatted } from './formatted.ts';
import { conformancePage, pageFile } from './page.ts';

const root = join(import.meta.dirname, '..', '..');
const [folder] = process.argv.slice(2);

if (folder !== undefined) {
  const counted = JSON.stringify(countFigures(folder));
  writeFileSync(join(root, FIGURES_FILE), await formatted(counted, FIGURES_FILE, root));
}
const [behaviours, figures] = [readBehaviours(root), readFigures(root)];
for (const language of ['en', 'zh'] as const) {
  const file = pageFile(language);
  // oxlint-disable-next-line no-await-in-loop
  writeFileSync(join(root, file), await formatted(conformancePage(behaviours, figures, language), file, root));
  console.log(file);
}
