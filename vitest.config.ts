/** Two projects: `unit` runs in Node; `e2e` drives the built page in a real Chromium (npm test builds it first). */
import { defineConfig } from 'vitest/config';
import { codeHash } from './tools/code-hash.ts';
import { scenarios } from './tools/scenarios-plugin.ts';
import { sqliteOfNode } from './tools/sqlite-plugin.ts';

const root = import.meta.dirname;
const define = { __CODE_HASH__: JSON.stringify(codeHash(root)) };

export default defineConfig({
  test: {
    // Most of the time goes into playing runs: every core helps, and no test is about time.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [scenarios(root)],
        define,
        resolve: { alias: [sqliteOfNode(root)] },
        test: {
          name: 'unit',
          include: ['{sim,cli,tools,ui}/**/*.test.{ts,tsx}', 'tests/{arch,content}/**/*.test.ts'],
          exclude: ['**/*.browser.test.tsx', '**/node_modules/**'],
          environment: 'node',
          setupFiles: ['tools/test-setup.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
