/** One command line run in this process: its exit code, and what it printed. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../main.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function said(args: readonly string[], locale = 'en_GB.UTF-8'): Said {
  const out: string[] = [];
  const err: string[] = [];
  const code = main(
    args,
    locale,
    (line) => out.push(line),
    (line) => err.push(line),
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A folder of its own for the files that a test makes. */
export function scratch(): (name: string, content?: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-'));
  return (name, content) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  };
}
