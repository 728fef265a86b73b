import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeHash } from './code-hash.ts';
import { scenarioFiles } from './scenario-files.ts';
import { scenarios } from './scenarios-plugin.ts';

const root = join(import.meta.dirname, '..');
let copy = '';
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'unsealed-'));
  for (const folder of ['sim', 'scenarios']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  writeFileSync(join(copy, 'tsconfig.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

/** What a page that imports this name from this module gets. */
async function bundled(name: string, module: string): Promise<string> {
  mkdirSync(join(copy, 'page'), { recursive: true });
  writeFileSync(join(copy, 'page', 'main.ts'), `import { ${name} } from '${module}'; console.log(${name});`);
  const output = await build({
    configFile: false,
    root: copy,
    logLevel: 'silent',
    plugins: [scenarios(copy)],
    build: { write: false, rolldownOptions: { input: join(copy, 'page', 'main.ts') } },
  });
  return JSON.stringify(output);
}

describe('the shipped scenarios in a bundle', () => {
  test('are there as data, without YAML and its schema', async () => {
    const code = await bundled('lessons', 'virtual:lessons');
    expect(code).toContain('keys-stolen-late');
    expect(code).not.toContain('insertAfter');
    // A title, a question and a few words each.
    expect(code.length).toBeLessThan(1_000 * scenarioFiles(new URL('../scenarios/', import.meta.url)).length);
  });

  test('say of one lesson what the page needs to name it, and nothing of the others', async () => {
    const code = await bundled('lesson', 'virtual:lesson/one-message');
    expect(code).toContain('one-message');
    expect(code).not.toContain('keys-stolen-late');
    await expect(bundled('lesson', 'virtual:lesson/renamed')).rejects.toThrow(
      'no scenario that ships is called renamed',
    );
  });

  test('stop the build when one has a mistake, with its place and cure', async () => {
    writeFileSync(join(copy, 'scenarios', 'wrong.yaml'), 'id: wrong\ntitle: { en: Only English }\n');
    await expect(bundled('lessons', 'virtual:lessons')).rejects.toThrow(/scenarios\/wrong\.yaml:\d+:\d+: .+/);
  });
});

describe('the code’s name', () => {
  test('changes with the sources of the simulator, not with their tests', () => {
    const name = codeHash(copy);
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect(name).toBe(codeHash(root));
    writeFileSync(join(copy, 'sim', 'extra.test.ts'), 'export {};');
    expect(codeHash(copy)).toBe(name);
    writeFileSync(join(copy, 'sim', 'extra.ts'), 'export {};');
    expect(codeHash(copy)).not.toBe(name);
  });
});
