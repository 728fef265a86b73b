/** Form of ids and of device names, and that none is used twice. */
import type { Finding, Path } from './findings.ts';
import { firstFullWidth } from './full-width.ts';
import { forbiddenKey } from './notes.ts';
import { badId, duplicateId, reservedId } from './notes-story.ts';
import { fullWidth } from './notes-words.ts';

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** Words that name something in every scenario: places of the model, and moments of a run. */
const RESERVED: ReadonlySet<string> = new Set(['server', 'network', 'setup', 'start']);
const OBJECT_WORDS: ReadonlySet<string> = new Set(['constructor', 'prototype']);

/** Whether this can be the id of a scenario, a person, a step, a message or a variant. */
export const isId = (text: string): boolean => ID.test(text) && !RESERVED.has(text) && !OBJECT_WORDS.has(text);

/** What is wrong with one id, if anything. */
export function checkId(id: string, path: Path, onKey = false): readonly Finding[] {
  const place = { path, ...(onKey && { onKey }) };
  const wide = firstFullWidth(id);
  if (wide !== undefined) return [{ ...fullWidth(wide), ...place, ...(!onKey && { offset: wide.index }) }];
  if (!ID.test(id)) return [{ ...badId(id), ...place }];
  if (OBJECT_WORDS.has(id)) return [{ ...forbiddenKey(id), ...place }];
  return RESERVED.has(id) ? [{ ...reservedId(id), ...place }] : [];
}

/** A device named `phone-server` would be spelled like the link of the device `phone`. */
export function checkDevice(name: string, path: Path): readonly Finding[] {
  const found = checkId(name, path);
  return found.length === 0 && name.endsWith('-server') ? [{ ...reservedId(name), path }] : found;
}

/** Every id that was there before, at its second place. */
export function checkUnique(ids: readonly { readonly id: string; readonly path: Path }[]): readonly Finding[] {
  const seen = new Set<string>();
  return ids.flatMap(({ id, path }) => {
    if (seen.has(id)) return [{ ...duplicateId(id), path }];
    seen.add(id);
    return [];
  });
}
