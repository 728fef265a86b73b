/** Which files in `scenarios/` are scenarios: every YAML file but the lists that all of them share. */
import { readdirSync } from 'node:fs';

const LISTS: ReadonlySet<string> = new Set(['cast.yaml', 'misconceptions.yaml']);

/** Names of the scenario files in a folder, in alphabetical order. */
export const scenarioFiles = (folder: string | URL): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !LISTS.has(name))
    .toSorted();
