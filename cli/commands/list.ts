/** `unsealed list`: the scenarios that come with the project, by their question. */
import { relative } from 'node:path';
import { inLanguage } from '../../sim/text.ts';
import { readScenarioFile, shippedFiles, type Input } from '../input.ts';
import { textTable } from '../text-table.ts';

export function listCommand(input: Input, print: (line: string) => void): void {
  const rows = shippedFiles().map((path) => {
    const { scenario } = readScenarioFile(path, input.language);
    return [relative(process.cwd(), path), inLanguage(scenario.question, input.language)];
  });
  if (input.options.json)
    print(
      JSON.stringify(
        rows.map(([file, question]) => ({ file, question })),
        null,
        2,
      ),
    );
  else for (const line of textTable(rows)) print(line);
}
