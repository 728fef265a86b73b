/** Looking into whole states: every byte string in a value, and freezing all that can be frozen. */
import { FILES } from '../../cli/files.ts';
import { isFiles } from '../actors/deviceState.ts';
import type { Bytes } from '../crypto/bytes.ts';
import { evidenceOf } from '../knowledge/evidence.ts';
import type { Trace } from '../trace.ts';

/** What can be found in the files of a device by whoever looks through them. */
export type Opener = (files: object) => readonly Bytes[];
const unopened: Opener = () => [];

/** Every byte string in a value, however deep; out of files only what `open` finds in them. Plain data only. */
export function byteStringsIn(value: unknown, found: Bytes[] = [], open: Opener = unopened): readonly Bytes[] {
  if (value instanceof Uint8Array) found.push(value);
  else if (typeof value === 'object' && value !== null) {
    if (isFiles(value)) found.push(...open(value));
    else for (const inner of Object.values(value)) byteStringsIn(inner, found, open);
  }
  return found;
}

/** Finds in files what the knowledge floor finds in them. */
export function openerFor(trace: Trace): Opener {
  const known = openers.get(trace);
  if (known) return known;
  const evidence = evidenceOf(trace, undefined, FILES.filesIn);
  const opener: Opener = (files) => evidence.files().valuesOn(files) ?? [];
  openers.set(trace, opener);
  return opener;
}
const openers = new WeakMap<Trace, Opener>();

/** Freezes a value and everything in it; byte strings cannot be frozen (the language forbids it) and are left. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
}
