/**
 * `virtual:scenarios`: the shipped scenarios, read and checked when the page is built, so that YAML and its schema are not
 * in what the page loads first. A scenario with a mistake stops the build with `file:line:column` and the cure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type { Problem } from '../sim/scenario/problem.ts';
import type { Scenario } from '../sim/scenario/types.ts';
import type { LessonEntry } from '../ui/worker/api.ts';
import { scenarioFiles } from './scenario-files.ts';

const VIRTUAL = 'virtual:scenarios';
const RESOLVED = `\0${VIRTUAL}`;
/** Each scenario is a chunk of its own: who opens one lesson does not load them all. */
const ONE = 'virtual:scenario/';

export function scenarios(root: string): Plugin {
  const folder = join(root, 'scenarios');
  return {
    name: 'unsealed-scenarios',
    resolveId: (id) => (id === VIRTUAL || id.startsWith(ONE) ? `\0${id}` : undefined),
    async load(id) {
      if (id !== RESOLVED && !id.startsWith(`\0${ONE}`)) return undefined;
      const names = scenarioFiles(folder);
      for (const name of names) this.addWatchFile(join(folder, name));
      const shipped = await readShipped(root, names);
      return id === RESOLVED ? moduleOf(shipped) : scenarioModule(shipped, id.slice(ONE.length + 1));
    },
    configureServer(server) {
      server.watcher.add(folder);
    },
    hotUpdate({ file, modules }) {
      if (!file.replaceAll('\\', '/').includes('/scenarios/') || !file.endsWith('.yaml')) return modules;
      const changed = this.environment.moduleGraph.getModuleById(RESOLVED);
      if (changed !== undefined) this.environment.moduleGraph.invalidateModule(changed);
      this.environment.hot.send({ type: 'full-reload' });
      return [];
    },
  };
}

/** Reads and checks the shipped scenarios; throws with every problem's place and cure. */
async function readShipped(root: string, names: readonly string[]): Promise<Shipped> {
  // Loaded when it is needed, not with the configuration: a mistake in the reader then stops the page and not every tool.
  const reader = await runnerImport<typeof import('../sim/files.ts')>(join(root, 'sim/files.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  const listed = (name: string): string => readFileSync(join(root, 'scenarios', name), 'utf8');
  const cast = reader.module.parseCast('scenarios/cast.yaml', listed('cast.yaml'));
  const beliefs = reader.module.parseMisconceptions('scenarios/misconceptions.yaml', listed('misconceptions.yaml'));
  if (!cast.ok || !beliefs.ok) {
    const found = [cast, beliefs].flatMap((list) => (list.ok ? [] : list.problems));
    throw new Error(`A list that comes with the scenarios cannot be used.\n${found.map(line).join('\n')}`);
  }
  const people = cast.value.map(({ id }) => id);
  const misconceptionIds = beliefs.value.map(({ id }) => id);
  const shipped: Scenario[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    const source = readFileSync(join(root, 'scenarios', name), 'utf8');
    const result = reader.module.parseScenario(`scenarios/${name}`, source, {
      shipped: true,
      people: new Set(people),
      misconceptions: new Set(misconceptionIds),
    });
    if (result.ok) shipped.push(result.scenario);
    else problems.push(...result.problems);
  }
  if (problems.length > 0) throw new Error(`A shipped scenario cannot be used.\n${problems.map(line).join('\n')}`);
  return { shipped, people, misconceptionIds };
}

interface Shipped {
  readonly shipped: readonly Scenario[];
  readonly people: readonly string[];
  readonly misconceptionIds: readonly string[];
}

const line = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.message.en} ${problem.cure.en}`;

function moduleOf({ shipped, people, misconceptionIds }: Shipped): string {
  const lessons: readonly LessonEntry[] = shipped
    .filter(({ level }) => level === 'lesson')
    .map(({ id, shows, title, question }) => ({ id, figure: shows.figure, title, question }));
  return [
    `export const scenarioChunks = { ${shipped.map(({ id }) => `'${id}': () => import('${ONE}${id}')`).join(', ')} };`,
    exported('lessons', lessons),
    exported(
      'knownScenarios',
      Object.fromEntries(shipped.map(({ id, variants }) => [id, variants.map((one) => one.id)])),
    ),
    exported('people', people),
    exported('misconceptionIds', misconceptionIds),
  ].join('\n');
}

function scenarioModule({ shipped }: Shipped, id: string): string {
  const scenario = shipped.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`the list of chunks is made from the same files, and ${id} is in none`);
  return exported('scenario', scenario);
}

/** Parsed from a string: faster for the browser than a literal, and dropped when nothing reads it. */
const exported = (name: string, value: unknown): string =>
  `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
