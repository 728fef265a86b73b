/** What `unsealed conform` counts in the reference data, kept as a small file, so that the page can be made without the data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { main } from '../../cli/main.ts';

const name = z.object({ en: z.string(), zh: z.string() });
const skip = z.object({ path: z.string(), cases: z.int(), reason: name });
const counted = z.object({
  name,
  cases: z.int(),
  passed: z.int(),
  negatives: z.object({ passed: z.int(), of: z.int() }),
});

/** Of the command's answer, only what is counted here is relied on. */
const answer = z.object({
  suite: z.string(),
  families: z.array(
    z.object({ ...counted.shape, failed: z.array(z.unknown()), skipped: z.array(skip), files: z.array(z.unknown()) }),
  ),
});
const figures = z.strictObject({
  suite: z.string(),
  families: z.array(z.strictObject({ ...counted.shape, failed: z.int(), skipped: z.array(skip), files: z.int() })),
});
export type Figures = Readonly<z.infer<typeof figures>>;

export const FIGURES_FILE = 'tools/conformance/figures.json';

/** @throws where the file has another form: it is ours. */
export const readFigures = (root: string): Figures =>
  figures.parse(JSON.parse(readFileSync(join(root, FIGURES_FILE), 'utf8')));

/** Runs the command over a folder. @throws where it cannot be used; what does not conform is counted. */
export function countFigures(folder: string): Figures {
  const [printed, complaints] = [new Array<string>(), new Array<string>()];
  const code = main(
    ['conform', folder, '--json', '--suite', 'native'],
    'en',
    (line) => printed.push(line),
    (line) => complaints.push(line),
  );
  if (code > 1) throw new Error(complaints.join('\n'));
  const { suite, families } = answer.parse(JSON.parse(printed.join('\n')));
  return {
    suite,
    families: families.map(({ failed, files, ...family }) => ({
      ...family,
      failed: failed.length,
      files: files.length,
    })),
  };
}
