/**
 * How much a browser loads until the first lesson is interactive: the page, every script that its entry, the lesson's chunk, the
 * worker and the lesson's story import, and their styles; gzipped as a host would send them. What is only loaded later (YAML,
 * the lab) is not in it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { judged, number, plain, type Row } from './rows.ts';

/** The lesson that the first page leads to. */
const FIRST_LESSON = 'keys-stolen-late';

type Output = Rolldown.OutputChunk | Rolldown.OutputAsset;

/** Builds the page in memory, so that neither an old build nor a missing one is measured. */
export async function sizeRows(root: string): Promise<readonly Row[]> {
  const built = await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false, reportCompressedSize: false },
  });
  const files = (Array.isArray(built) ? built : [built as Rolldown.RolldownOutput]).flatMap((one) => one.output);
  const { page, lesson, worker } = loaded(files);
  const kib = (outputs: readonly Output[]): number => outputs.reduce((sum, one) => sum + gzipped(one), 0) / 1024;
  const isScript = (output: Output): boolean => output.fileName.endsWith('.js');
  const all = [...page, ...lesson, ...worker];
  const scripts = kib(all.filter(isScript));
  const late = kib(files.filter(isSqlite));
  const single = join(root, 'dist', 'unsealed.html');
  return [
    judged('script until the first lesson is interactive, gz', scripts, `${scripts.toFixed(1)} KiB`, {
      gate: 200,
      goal: 150,
      unit: ' KiB',
    }),
    plain('  page, the first experiment', `${kib(page.filter(isScript)).toFixed(1)} KiB`),
    plain('  lesson, on top of it', `${kib(lesson.filter(isScript)).toFixed(1)} KiB`),
    plain("  worker, with the lesson's story", `${kib(worker.filter(isScript)).toFixed(1)} KiB`),
    judged('SQLite, loaded with the first run that needs files, gz', late, `${late.toFixed(1)} KiB`, {
      gate: 500,
      unit: ' KiB',
    }),
    plain('page and styles besides, gz', `${kib(all.filter((one) => !isScript(one))).toFixed(1)} KiB`),
    plain('dist/unsealed.html (as last built)', existsSync(single) ? singleFile(readFileSync(single)) : 'not built'),
  ];
}

const singleFile = (page: Buffer): string =>
  `${number(page.length / 1024)} KiB, ${number(gzipSync(page).length / 1024)} KiB gz`;

/** The files that a person who opens the first lesson gets, each once. */
function loaded(files: readonly Output[]): Record<'page' | 'lesson' | 'worker', readonly Output[]> {
  const html = named(files, (one) => one.fileName === 'index.html', 'index.html');
  const entry = named(files, (one) => one.type === 'chunk' && one.isEntry, 'the entry of the page');
  const screen = named(files, (one) => isModule(one, '/ui/lesson/screen.tsx'), "the lesson's chunk");
  const worker = named(files, (one) => isFile(one, 'worker'), 'the worker');
  const story = named(files, (one) => isFile(one, FIRST_LESSON), "the lesson's story");
  const page = closed(files, [html, entry]);
  return {
    page,
    lesson: closed(files, [screen]).filter((one) => !page.includes(one)),
    worker: closed(files, [worker, story]),
  };
}

const isModule = (output: Output, path: string): boolean =>
  output.type === 'chunk' && output.moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(path));

/** `assets/NAME-HASH.js`; a worker's files say no more of where they come from. */
const isFile = ({ fileName }: Output, name: string): boolean =>
  fileName
    .split('/')
    .at(-1)
    ?.replace(/-[\w-]{8}\.js$/, '') === name;

function named(files: readonly Output[], test: (output: Output) => boolean, what: string): Output {
  const found = files.find(test);
  if (!found) throw new Error(`the build has no ${what}: ${files.map((one) => one.fileName).join(', ')}`);
  return found;
}

/** These files and all that they import before they can run, with the styles of every chunk. */
function closed(files: readonly Output[], roots: readonly Output[]): readonly Output[] {
  const reached = new Set(roots);
  for (const file of reached) {
    for (const name of importsOf(file)) {
      const found = files.find((one) => one.fileName === name);
      if (found) reached.add(found);
    }
  }
  return [...reached];
}

function importsOf(output: Output): readonly string[] {
  if (output.type === 'chunk') return [...output.imports, ...(output.viteMetadata?.importedCss ?? [])];
  if (!output.fileName.endsWith('.js')) return [];
  // A worker's files come out as assets, without a list of what they import.
  const folder = output.fileName.slice(0, output.fileName.lastIndexOf('/') + 1);
  const statics = String(output.source).matchAll(/(?:^|[;}\n])import(?:[\w$*{},\s]*from)?"\.\/([^"]+)"/g);
  return [...statics].map(([, name]) => `${folder}${name ?? ''}`);
}

/** The library, its WebAssembly, and the door of the storage floor. Built for the worker; the page has none of it. */
const isSqlite = ({ fileName }: Output): boolean => /\/(?:sqlite|storing)[\w-]*\.(?:js|wasm)$/.test(fileName);

const gzipped = (output: Output): number => gzipSync(output.type === 'chunk' ? output.code : output.source).length;
