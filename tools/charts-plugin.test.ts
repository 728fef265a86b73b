import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TABLES } from '../sim/actors/tables.ts';
import { tablesModule } from './charts-plugin.ts';

test('the charts in a bundle are those that the simulator walks, as data', async () => {
  const module = await tablesModule(join(import.meta.dirname, '..'));
  const { TABLES: bundled } = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as {
    TABLES: unknown;
  };
  expect(bundled).toEqual(TABLES);
  expect(Object.keys(TABLES).length).toBeGreaterThan(4);
});
