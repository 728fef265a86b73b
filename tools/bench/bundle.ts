/**
 * Bundles what is measured as a browser or a Node user would run it: whole modules in one file. Measuring under a loader that
 * transforms modules one by one would measure the loader: it makes closures many times slower.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { codeHash } from '../code-hash.ts';
import { scenarios } from '../scenarios-plugin.ts';
import { sqliteOfNode } from '../sqlite-plugin.ts';

/** Bundles `tools/bench/report.ts` and everything below it; the folder is one that no repository keeps. */
export async function bundle(root: string): Promise<string> {
  const outDir = join(root, 'node_modules', '.cache', 'unsealed-bench');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [scenarios(root)],
    resolve: { alias: [sqliteOfNode(root)] },
    define: { __CODE_HASH__: JSON.stringify(codeHash(root)) },
    // SQLite's library looks for its WebAssembly beside itself.
    ssr: { noExternal: true, external: ['@sqlite.org/sqlite-wasm'] },
    build: {
      ssr: join(root, 'tools', 'bench', 'report.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'report.mjs', codeSplitting: false } },
    },
  });
  return pathToFileURL(join(outDir, 'report.mjs')).href;
}
