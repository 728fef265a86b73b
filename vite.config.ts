/** The page: `ui/` with the engine in a worker, built into `dist/` with relative paths so that any static host will do. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { codeHash } from './tools/code-hash.ts';
import { charts } from './tools/charts-plugin.ts';
import { sqlite } from './tools/sqlite-plugin.ts';
import { scenarios } from './tools/scenarios-plugin.ts';

const root = import.meta.dirname;
/** Below the page nothing happens on import, so a part that is loaded later may come through the same door. */
const PURE = { moduleSideEffects: [{ test: /[\\/]sim[\\/]/, sideEffects: false }] };

export default defineConfig({
  root: join(root, 'ui'),
  base: './',
  plugins: [react(), scenarios(root), sqlite(root)],
  define: { __CODE_HASH__: JSON.stringify(codeHash(root)) },
  // Vite looks through pages, not through workers; what it finds late, it prepares late and reloads the page.
  optimizeDeps: { entries: ['index.html', 'worker/worker.ts'] },
  worker: {
    format: 'es',
    plugins: () => [scenarios(root), charts(root), sqlite(root)],
    rolldownOptions: { treeshake: PURE },
  },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    // One file for the first page and one for what a lesson adds: cut up by who shares what, they are fifteen, and larger.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'page', test: /[\\/]ui[\\/]main\.tsx$/, priority: 2 },
            { name: 'lesson', test: /[\\/]ui[\\/]lesson[\\/]screen\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
});
