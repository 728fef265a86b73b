/** `npm run deletion`: measures everything on the real store, keeps the figures, and writes docs/deletion.md and its twin. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSqlite } from '../../cli/sqlite.ts';
import { formatted } from '../conformance/formatted.ts';
import { FIGURES_FILE, measure } from './figures.ts';
import { deletionPage, pageFile } from './page.ts';

const root = join(import.meta.dirname, '..', '..');
const figures = measure(await loadSqlite());
writeFileSync(join(root, FIGURES_FILE), await formatted(JSON.stringify(figures), FIGURES_FILE, root));
for (const language of ['en', 'zh'] as const) {
  const file = pageFile(language);
  // oxlint-disable-next-line no-await-in-loop
  writeFileSync(join(root, file), await formatted(deletionPage(figures, language), file, root));
  console.log(file);
}
