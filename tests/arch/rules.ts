/** The rules of the house as functions from sources to violations. Each violation is one line: where, what, why. */
import type { Import, Source } from './sources.ts';

/** The floors of `sim/`, lowest first: a floor imports from itself and from what is under it. */
const FLOORS = ['crypto', 'storage', 'protocol', 'actors', 'engine', 'knowledge', 'scenario', 'checker'] as const;

/** Rooms beside the floors, and what each may read: sessions and no runs. No floor reads them. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  peer: ['crypto', 'protocol', 'peer'],
  conform: ['crypto', 'protocol', 'peer', 'conform'],
};

/** Contracts that every floor may read; they hold types and tables, and themselves read only types. */
const CONTRACTS: ReadonlySet<string> = new Set([
  'sim/trace.ts',
  'sim/limits.ts',
  'sim/protections.ts',
  'sim/protection-ids.ts',
  'sim/text.ts',
]);

/** Files of upper floors whose types lower floors may name: what a value is called, what a story orders. */
const TYPES_FOR_ALL: ReadonlySet<string> = new Set(['sim/knowledge/types.ts', 'sim/scenario/types.ts']);

/** Files at the root of `sim/` that are no contract stand on a floor too: this one reads traces. */
const ROOT_FILES: Readonly<Record<string, string>> = { 'sim/canonical.ts': 'knowledge' };

/**
 * The doors of `sim/`: runs and knowledge, scenario files (with YAML and its schema), campaigns (with fast-check), post-quantum
 * keys (with their library), the model suite, suites from a host's own primitives, the real store (for a host that loads SQLite), live peers (with schema and post-quantum keys),
 * conformance (with schemas of vector files).
 */
const GATES: ReadonlySet<string> = new Set([
  'sim/index.ts',
  'sim/files.ts',
  'sim/checking.ts',
  'sim/postQuantum.ts',
  'sim/hosting.ts',
  'sim/storing.ts',
  'sim/modelling.ts',
  'sim/peering.ts',
  'sim/conforming.ts',
]);

/** Doors that the page may open, but only when somebody needs what is behind them. */
const LATE_GATES: ReadonlySet<string> = new Set([
  'sim/files.ts',
  'sim/postQuantum.ts',
  'sim/storing.ts',
  'sim/modelling.ts',
]);

/** What page and command line may name: the doors, and the plain types that come through them. */
const DOORS: ReadonlySet<string> = new Set([
  ...GATES,
  ...CONTRACTS,
  ...TYPES_FOR_ALL,
  'sim/scenario/problem.ts',
  'sim/crypto/bytes.ts',
  'sim/crypto/suite.ts',
  'sim/crypto/recorder.ts',
  'sim/storage/types.ts',
  'sim/scenario/storage-steps.ts',
]);

/** Which package may be named where; a package that is not in the list may be named nowhere in `sim/`. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@noble/hashes/': ['sim/crypto/', 'sim/canonical.ts'],
  '@noble/': ['sim/crypto/'],
  '@bufbuild/protobuf/wire': ['sim/crypto/', 'sim/protocol/'],
  'pure-rand/': ['sim/crypto/', 'sim/checker/'],
  xstate: ['sim/actors/'],
  cborg: ['sim/actors/filing/'],
  yaml: ['sim/scenario/'],
  zod: ['sim/scenario/', 'sim/peer/', 'sim/conform/'],
  'fast-check': ['sim/checker/'],
};

const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  'await',
  'Date',
  'Math.random',
  'performance',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'process',
  'document',
  'window',
  'globalThis',
  'localStorage',
]);

export const LIMITS = { fileLines: 400, functionLines: 80 } as const;

/** Tables of messages, one after the other: length is no depth. */
const TABLES: ReadonlySet<string> = new Set(['sim/scenario/notes.ts']);

/** `sim/`: imports point down only. */
export const upwardImports = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((one) => one.target.startsWith('sim/') && !mayImport(source.path, one))
      .map((one) => `${at(source, one)}: ${floorOf(source.path)} may not know ${one.target}`),
  );

function mayImport(from: string, { target, typesOnly }: Import): boolean {
  if (GATES.has(from)) return true;
  if (GATES.has(target)) return false;
  if (CONTRACTS.has(target)) return true;
  if (TYPES_FOR_ALL.has(target) && typesOnly) return true;
  if (CONTRACTS.has(from)) return typesOnly;
  const room = ROOMS[floorOf(from)];
  if (room) return room.includes(floorOf(target));
  const own = rank(from);
  const other = rank(target);
  return own !== -1 && other !== -1 && other <= own;
}

const floorOf = (path: string): string => ROOT_FILES[path] ?? path.split('/')[1] ?? '';
const rank = (path: string): number => FLOORS.findIndex((floor) => floor === floorOf(path));

/** `sim/`: no clock, no chance, no waiting, no host. */
export const impureNames = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) =>
    source.names
      .filter(({ name }) => FORBIDDEN_NAMES.has(name))
      .map(({ name, line }) => `${source.path}:${line}: sim is a function of its input, so it has no ${name}`),
  );

/** `sim/`: which packages, and on which floor. */
export const strayPackages = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter(({ target }) => !target.startsWith('sim/'))
      .filter(({ target }) => !floorsOfPackage(target).some((folder) => source.path.startsWith(folder)))
      .map((one) => `${at(source, one)}: ${one.target} has no place here`),
  );

const floorsOfPackage = (target: string): readonly string[] =>
  Object.entries(PACKAGES).find(([name]) => target === name || (name.endsWith('/') && target.startsWith(name)))?.[1] ??
  [];

/** `ui/` and `cli/`: the simulator is entered through its doors. */
export const sideDoors = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter(({ target }) => target.startsWith('sim/') && !DOORS.has(target))
      .map((one) => `${at(source, one)}: ${one.target} is inside; come in through a door`),
  );

/** `ui/`: only the worker runs the engine, so only it may enter through the main door with more than types. */
export const engineInPage = (sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ path }) => !path.startsWith('ui/worker/'))
    .flatMap((source) =>
      source.imports
        .filter(({ target, typesOnly }) => GATES.has(target) && !typesOnly)
        .map((one) => `${at(source, one)}: the page reads views; the engine is in the worker`),
    );

/** `ui/`: YAML comes when a file is opened, post-quantum keys with a run that has them, fast-check never. */
export const heavyInPage = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter(({ target, typesOnly }) => GATES.has(target) && target !== 'sim/index.ts' && !typesOnly)
      .filter(({ target, late }) => !LATE_GATES.has(target) || !late)
      .map((one) => `${at(source, one)}: ${one.target} is too heavy for the page to load at once`),
  );

/** Long files and long functions. */
export const tooLong = (sources: readonly Source[], limits: typeof LIMITS = LIMITS): readonly string[] =>
  sources.flatMap((source) => [
    ...(source.codeLines > limits.fileLines && !TABLES.has(source.path)
      ? [`${source.path}: ${source.codeLines} lines of code; a file has at most ${limits.fileLines}`]
      : []),
    ...source.functions
      .filter(({ codeLines }) => codeLines > limits.functionLines)
      .map(
        ({ line, codeLines }) =>
          `${source.path}:${line}: ${codeLines} lines of code; a function has at most ${limits.functionLines}`,
      ),
  ]);

/** Files that need each other to run; types do not count. */
export function cycles(sources: readonly Source[]): readonly string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((one) => !one.typesOnly).map(({ target }) => target)]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const before = way.indexOf(path);
    if (before !== -1) {
      found.push([...way.slice(before), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

const at = (source: Source, one: Import): string => `${source.path}:${one.line}`;
