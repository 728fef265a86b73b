/**
 * SQLite's library as the page needs it: the module alone, without the workers and the file access that its package brings
 * along, and without an address of its own, because the page hands it its WebAssembly.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKAGE = '@sqlite.org/sqlite-wasm';
const FOLDER = `node_modules/${PACKAGE}/sqlite-wasm/jswasm`;
const MODULE = `${FOLDER}/sqlite3-bundler-friendly.mjs`;
const PACKED = 'virtual:sqlite-wasm';

/** What is taken out of the module. Each must be there: another version may need another list. */
const CHANGES: readonly (readonly [before: string, now: string])[] = [
  ['var _scriptName = import.meta.url;', "var _scriptName = '';"],
  ["new URL('sqlite3.wasm', import.meta.url).href", "''"],
  ["new URL('sqlite3-opfs-async-proxy.js', import.meta.url)", "''"],
  ["if (urlParams.has('opfs-disable')) {", 'if (true) {'],
];

export function sqlite(root: string): Plugin {
  return {
    name: 'unsealed-sqlite',
    enforce: 'pre',
    // What is prepared ahead of development does not pass through here.
    config: () => ({ optimizeDeps: { exclude: [PACKAGE] } }),
    resolveId: (id) => (id === PACKAGE ? join(root, MODULE) : id === PACKED ? `\0${PACKED}` : undefined),
    load: (id) => (id === `\0${PACKED}` ? packedModule(root) : undefined),
    transform: (code, id) => (id.replaceAll('\\', '/').endsWith(MODULE) ? { code: alone(code), map: null } : undefined),
  };
}

/** The WebAssembly as text inside a script, for a page that has no other files. */
const packedModule = (root: string): string =>
  `export const packed = '${gzipSync(readFileSync(join(root, FOLDER, 'sqlite3.wasm')), { level: 9 }).toString('base64')}';`;

/** The module without what it would look for beside itself. */
export function alone(code: string): string {
  return CHANGES.reduce((text, [before, now]) => {
    if (!text.includes(before)) throw new Error(`SQLite's library has changed and does not say: ${before}`);
    return text.replace(before, now);
  }, code);
}

/** Where there is no page to fetch from, the worker's databases come from the library as Node has it. */
export const sqliteOfNode = (root: string): { readonly find: RegExp; readonly replacement: string } => ({
  find: /^\.\/sqlite\.ts$/,
  replacement: join(root, 'cli', 'sqlite.ts'),
});
