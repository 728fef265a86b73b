/** A run is a function of its choices and of the code; this names the code: a hash of the sources under `sim/`. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** First 16 hexadecimal digits of SHA-256 over path and content of every source file under `sim/` that is not a test. */
export function codeHash(root: string): string {
  const hash = createHash('sha256');
  const sim = join(root, 'sim');
  const files = readdirSync(sim, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing/'))
    .toSorted();
  if (files.length === 0) throw new Error(`there are no sources under ${sim}, so there is no code to name`);
  for (const path of files) {
    // Line ends differ between checkouts; the code does not.
    const source = readFileSync(join(sim, path), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${path}\0${source}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}
