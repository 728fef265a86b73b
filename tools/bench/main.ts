/**
 * `npm run bench`: the budgets of docs/architecture.md, measured. Prints a table and ends with 0 even where a budget is missed:
 * times are no gate. `npm run bench closure lesson` measures these sections only.
 */
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { section } from './rows.ts';
import { sizeRows } from './sizes.ts';

const root = join(import.meta.dirname, '..', '..');
const wanted = process.argv.slice(2);
const isWanted = (id: string): boolean => wanted.length === 0 || wanted.includes(id);

if (isWanted('sizes')) console.log(section('Sizes', await sizeRows(root)));

const report = (await import(await bundle(root))) as typeof import('./report.ts');
for (const { id, title, rows } of report.SECTIONS) {
  // One section after the other: they would disturb each other's times.
  // oxlint-disable-next-line no-await-in-loop
  if (isWanted(id)) console.log(section(title, await rows()));
}
