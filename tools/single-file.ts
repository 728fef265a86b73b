/**
 * `dist/unsealed.html`: the whole page as one file that works from `file://` with the network off.
 *
 * Module scripts do not load from `file://`, so script and worker are classic (IIFE) scripts, the worker as text inside the
 * script, started from a Blob URL (`ui/worker/spawn-inline.ts`). Run after `vite build`, into the same folder.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';
import { codeHash } from './code-hash.ts';
import { charts } from './charts-plugin.ts';
import { sqlite } from './sqlite-plugin.ts';
import { scenarios } from './scenarios-plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist', 'unsealed.html');

const { script, style } = await bundle();
const page = inlined(readFileSync(join(root, 'ui', 'index.html'), 'utf8'), script, style);
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(target, page);
console.log(`dist/unsealed.html  ${kilobytes(page.length)} kB, ${kilobytes(gzipSync(page).length)} kB gzipped`);

/** One script and one style sheet, in memory. */
async function bundle(): Promise<{ readonly script: string; readonly style: string }> {
  const output = await build({
    configFile: false,
    root: join(root, 'ui'),
    logLevel: 'warn',
    plugins: [react(), scenarios(root), inlineParts()],
    define: { __CODE_HASH__: JSON.stringify(codeHash(root)), 'process.env.NODE_ENV': '"production"' },
    worker: {
      format: 'iife',
      plugins: () => [scenarios(root), charts(root), sqlite(root), inlineParts()],
      rolldownOptions: { output: { codeSplitting: false } },
    },
    build: {
      write: false,
      target: 'es2023',
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, 'ui', 'main.tsx'), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const files = (Array.isArray(output) ? output : [output as Rolldown.RolldownOutput]).flatMap((one) => one.output);
  const scripts = files.filter((file) => file.type === 'chunk').map((file) => file.code);
  const styles = files
    .filter((file) => file.type === 'asset')
    .filter((file) => file.fileName.endsWith('.css'))
    .map((file) => String(file.source));
  const [only] = scripts;
  if (only === undefined || scripts.length !== 1 || files.length !== scripts.length + styles.length) {
    const names = files.map((file) => file.fileName).join(', ');
    throw new Error(`one file can hold one script and its styles, and the build made: ${names}`);
  }
  return { script: only, style: styles.join('\n') };
}

/** Worker and WebAssembly from inside the page instead of from their own files. */
function inlineParts(): Plugin {
  const parts = [
    { asked: './spawn.ts', by: '/ui/worker/client.ts', instead: 'spawn-inline.ts' },
    { asked: './sqlite-wasm.ts', by: '/ui/worker/sqlite.ts', instead: 'sqlite-wasm-inline.ts' },
  ];
  return {
    name: 'unsealed-inline-parts',
    enforce: 'pre',
    resolveId: (id, importer) => {
      const part = parts.find(({ asked, by }) => id === asked && importer?.replaceAll('\\', '/').endsWith(by) === true);
      return part === undefined ? undefined : join(root, 'ui', 'worker', part.instead);
    },
  };
}

/** The page with script and style inside it, in the places where it names its files. */
function inlined(html: string, code: string, css: string): string {
  // Inside a script element the text `</script` would end it, and `<!--` would change how it is read.
  const safeScript = code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const safeStyle = css.replaceAll('</style', '<\\/style');
  const without = html.replace(/\s*<script type="module" src="[^"]*"><\/script>/, '');
  if (without === html) throw new Error('ui/index.html must name its script as <script type="module" src="..">');
  return without
    .replace('</head>', () => `<style>${safeStyle}</style>\n</head>`)
    .replace('</body>', () => `<script>${safeScript}</script>\n</body>`);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
