/**
 * Published test vectors, read from the reference folder beside the repository (`../shared/vectors`), which is not part of it:
 * without the folder the tests that want them are skipped, loudly.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VectorFile } from '../conform/types.ts';

const REFERENCE = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));

/** Whether there is something to test with; says so where there is nothing. */
export function hasReference(): boolean {
  const isThere = existsSync(REFERENCE);
  if (!isThere) console.warn('SKIPPED: published vectors, because ../shared/vectors is not there');
  return isThere;
}

/** Whether this file of the reference folder is there; says so where it is not. */
export function hasVectors(path: string): boolean {
  const isThere = existsSync(join(REFERENCE, path));
  if (!isThere) console.warn(`SKIPPED: no reference data for ${path}`);
  return isThere;
}

/** A file of the reference folder. The shape is the file's own: only what a test names of it is relied on. */
export const read = <Shape>(path: string): Shape => JSON.parse(readFileSync(join(REFERENCE, path), 'utf8')) as Shape;

/** Every JSON file of a folder and of those in it; of the reference folder where none is named. */
export function filesIn(folder = REFERENCE): readonly VectorFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .toSorted()
    .map((path) => fileOf(path.replaceAll('\\', '/'), readFileSync(join(folder, path))));
}

/** A file with this content. */
export const fileOf = (path: string, content: string | Uint8Array): VectorFile => ({
  path,
  text: typeof content === 'string' ? content : new TextDecoder().decode(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** The recorded conversations that are part of the project. */
export const OWN_RECORDINGS = join(import.meta.dirname, 'recordings');
