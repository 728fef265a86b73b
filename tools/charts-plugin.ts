/**
 * Puts the tables of the actors' charts into the page as data: the build walks the charts (`sim/actors/walk.ts`), so that the
 * browser need not load XState before the first lesson. Development and tests walk them at start; a test compares the two.
 */
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';

export function charts(root: string): Plugin {
  return {
    name: 'unsealed-charts',
    apply: 'build',
    async transform(_code, id) {
      if (!id.replaceAll('\\', '/').endsWith('/sim/actors/tables.ts')) return undefined;
      return { code: await tablesModule(root), map: null };
    },
  };
}

/** The module that stands in for `sim/actors/tables.ts`. */
export async function tablesModule(root: string): Promise<string> {
  const { module } = await runnerImport<typeof import('../sim/actors/walk.ts')>(join(root, 'sim/actors/walk.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  return `export const TABLES = JSON.parse(${JSON.stringify(JSON.stringify(module.walkCharts()))});`;
}
