/**
 * `virtual:scenarios`: the shipped scenarios, read and checked when the page is built, so that YAML and its schema are not
 * in what the page loads first. A scenario with a mistake stops the build with `file:line:column` and the cure.
 * `virtual:lessons`: their titles and questions, which the page lists below the first experiment; `virtual:lesson/ID`: those of one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type { Problem } from '../sim/scenario/problem.ts';
import type { Scenario } from '../sim/scenario/types.ts';
import type { LessonEntry } from '../ui/worker/api.ts';
import { scenarioFiles } from './scenario-files.ts';

const VIRTUAL = 'virtual:scenarios';
/** Each scenario is a chunk of its own: who opens one lesson does not load them all. */
const ONE = 'virtual:scenario/';
const LIST = 'virtual:lessons';
const ENTRY = 'virtual:lesson/';
const isOurs = (id: string): boolean => id === VIRTUAL || id === LIST || id.startsWith(ONE) || id.startsWith(ENTRY);

export function scenarios(root: string): Plugin {
  const folder = join(root, 'scenarios');
  /** Read once for all modules that are made of it. */
  let known: Promise<Shipped> | undefined;
  return {
    name: 'unsealed-scenarios',
    resolveId: (id) => (isOurs(id) ? `\0${id}` : undefined),
    async load(id) {
      const module = id.slice(1);
      if (!id.startsWith('\0') || !isOurs(module)) return undefined;
      const names = scenarioFiles(folder);
      for (const name of names) this.addWatchFile(join(folder, name));
      const shipped = await (known ??= readShipped(root, names));
      if (module.startsWith(ONE)) return exported('scenario', named(shipped.shipped, module.slice(ONE.length)));
      if (module.startsWith(ENTRY)) return exported('lesson', named(lessonsIn(shipped), module.slice(ENTRY.length)));
      return module === LIST ? exported('lessons', lessonsIn(shipped)) : moduleOf(shipped);
    },
    buildStart() {
      known = undefined;
    },
    configureServer(server) {
      server.watcher.add(folder);
    },
    hotUpdate({ file, modules }) {
      known = undefined;
      if (!file.replaceAll('\\', '/').includes('/scenarios/') || !file.endsWith('.yaml')) return modules;
      const { moduleGraph } = this.environment;
      for (const [id, made] of moduleGraph.idToModuleMap) if (isOurs(id.slice(1))) moduleGraph.invalidateModule(made);
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

const lessonsIn = ({ shipped }: Shipped): readonly LessonEntry[] =>
  shipped.filter(({ level }) => level === 'lesson').map(({ id, title, question }) => ({ id, title, question }));

function moduleOf({ shipped, people, misconceptionIds }: Shipped): string {
  const lessons = shipped.filter(({ level }) => level === 'lesson');
  return [
    `export const scenarioChunks = { ${shipped.map(({ id }) => `'${id}': () => import('${ONE}${id}')`).join(', ')} };`,
    exported('lessonFigures', Object.fromEntries(lessons.map(({ id, shows }) => [id, shows.figure]))),
    exported(
      'knownScenarios',
      Object.fromEntries(shipped.map(({ id, variants }) => [id, variants.map((one) => one.id)])),
    ),
    exported('people', people),
    exported('misconceptionIds', misconceptionIds),
  ].join('\n');
}

function named<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no scenario that ships is called ${id}: rename it where it is imported`);
  return found;
}

/** Parsed from a string: faster for the browser than a literal, and dropped when nothing reads it. */
const exported = (name: string, value: unknown): string =>
  `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
