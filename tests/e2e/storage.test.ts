/** The same bytes in a browser as in Node: experiments and whole runs, their numbers, and the hash of every file that they leave. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, type Plugin, type Rolldown } from 'vite';
import { FILES } from '../../cli/files.ts';
import { loadSqlite } from '../../cli/sqlite.ts';
import { needsFiles } from '../../sim/index.ts';
import { SHIPPED } from '../../sim/testing/shipped.ts';
import { fingerprints, summary, type Fingerprint } from '../../tools/deletion/fingerprints.ts';
import { readFigures } from '../../tools/deletion/figures.ts';
import { sqlite } from '../../tools/sqlite-plugin.ts';
import { hashesOfRuns } from './run-files.ts';
import { openSite, type Site } from './site.ts';

const root = join(import.meta.dirname, '..', '..');

let site: Site;
let script: string;
beforeAll(async () => {
  [site, script] = await Promise.all([openSite(), bundled()]);
});
afterAll(() => site.close());

test('every experiment leaves the same files in Chromium as in Node, and the same is found in them', async () => {
  const { page, errors, requests, close } = await site.open();
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction(() => 'runExperiments' in globalThis);
  const inPage: readonly Fingerprint[] = await page.evaluate(() => globalThis.runExperiments());
  const inNode = fingerprints(await loadSqlite());
  expect(inNode.length).toBeGreaterThan(60);
  expect(inPage).toEqual(inNode);
  expect(summary(inPage)).toEqual(readFigures(root).files);
  expect(new Set(requests.filter((address) => address.endsWith('.wasm')))).toEqual(new Set([`${site.url}${WASM}`]));
  expect(errors).toEqual([]);
  await close();
});

test('every shipped story about deletion leaves the same files in Chromium as in Node, after every step of every variant', async () => {
  const stories = SHIPPED.filter(needsFiles);
  expect(stories.length).toBeGreaterThanOrEqual(13);
  const { page, errors, close } = await site.open();
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction(() => 'playStory' in globalThis);
  const counts = [];
  for (const story of stories) {
    // One story after the other: together they would take as long, and keep all files at once.
    // oxlint-disable-next-line no-await-in-loop
    const inPage = await page.evaluate((scenario) => globalThis.playStory(scenario), story);
    const inNode = hashesOfRuns(story, FILES);
    expect(inPage, story.id).toEqual(inNode);
    counts.push(Object.keys(inNode).length);
  }
  expect(Math.min(...counts)).toBeGreaterThan(20);
  expect(errors).toEqual([]);
  await close();
}, 240_000);

/** The page's store and the experiments as one script. SQLite's WebAssembly is the file of the built page. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [wasmOfSite(), sqlite(root)],
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: {
        input: join(import.meta.dirname, 'storage-page.ts'),
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const files = (Array.isArray(built) ? built : [built as Rolldown.RolldownOutput]).flatMap((one) => one.output);
  const [only] = files;
  if (only?.type !== 'chunk' || files.length !== 1) throw new Error('all of it fits in one script');
  return only.code;
}

const WASM = `assets/${wasmName()}`;

function wasmName(): string {
  const name = readdirSync(join(root, 'dist', 'assets')).find((file) => file.endsWith('.wasm'));
  if (name === undefined) throw new Error('the built page has no WebAssembly: run `npm run build` before');
  return name;
}

function wasmOfSite(): Plugin {
  const MODULE = '@sqlite.org/sqlite-wasm/sqlite3.wasm?url';
  return {
    name: 'wasm-of-site',
    enforce: 'pre',
    resolveId: (id) => (id === MODULE ? '\0wasm-of-site' : undefined),
    load: (id) => (id === '\0wasm-of-site' ? `export default ${JSON.stringify(`./${WASM}`)};` : undefined),
  };
}
