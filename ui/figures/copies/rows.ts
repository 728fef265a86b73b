/** Copies before and after an act, laid side by side: what went, what stayed, what is new or different. Pure. */
import type { Copies, Copy } from '../../../sim/index.ts';
import type { Shelf } from '../../i18n/copies.ts';

/** One copy at two moments. Without a moment before, `was` is undefined and the status `stays`. */
export interface CopyRow {
  readonly key: string;
  readonly was: Copy | undefined;
  readonly now: Copy | undefined;
  readonly status: 'gone' | 'stays' | 'fresh' | 'altered';
}

/** In the order of the first list, then what is new. Copies of the same kind in the same file go in pairs, as they lie there. */
export function rowsOf(before: Copies | undefined, { copies }: Copies): readonly CopyRow[] {
  const now = groups(copies);
  if (before === undefined)
    return [...now].flatMap(([name, group]) => group.map((copy, i) => rowOf(`${name} ${i}`, copy, copy)));
  const was = groups(before.copies);
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((name) => {
    const pairs = paired(was.get(name) ?? [], now.get(name) ?? []);
    return pairs.map(([one, other], i) => rowOf(`${name} ${i}`, one, other));
  });
}

const rowOf = (key: string, was: Copy | undefined, now: Copy | undefined): CopyRow => ({
  key,
  was,
  now,
  status: was === undefined ? 'fresh' : now === undefined ? 'gone' : isSame(was, now) ? 'stays' : 'altered',
});

function groups(copies: readonly Copy[]): ReadonlyMap<string, readonly Copy[]> {
  const found = new Map<string, Copy[]>();
  for (const copy of copies) {
    const name = [copy.owner, copy.kind, copy.within ?? '', copy.found?.file ?? ''].join('|');
    const group = found.get(name);
    if (group === undefined) found.set(name, [copy]);
    else group.push(copy);
  }
  return found;
}

/** What lies at the same bytes first; the others in the order in which they lie. */
function paired(
  was: readonly Copy[],
  now: readonly Copy[],
): readonly (readonly [Copy | undefined, Copy | undefined])[] {
  const waiting = [...now];
  const take = (fits: (copy: Copy) => boolean): Copy | undefined => {
    const at = waiting.findIndex(fits);
    return at === -1 ? undefined : waiting.splice(at, 1)[0];
  };
  const inPlace = was.map((copy) => take((other) => offsetOf(other) === offsetOf(copy)));
  const pairs = was.map((copy, i) => [copy, inPlace[i] ?? take(() => true)] as const);
  return [...pairs, ...waiting.map((copy) => [undefined, copy] as const)];
}

const offsetOf = ({ found }: Copy): number => found?.offset ?? 0;

const isSame = (one: Copy, other: Copy): boolean =>
  one.form === other.form && one.characters === other.characters && one.times === other.times;

/** In which part of its place a copy lies. */
export function shelfOf({ kind, owner }: Copy): Shelf {
  switch (kind) {
    case 'chat':
    case 'draft':
    case 'quote':
    case 'forward':
    case 'media':
      return 'messenger';
    case 'row':
    case 'remnant':
    case 'log':
    case 'journal':
    case 'index':
    case 'stale':
      return 'files';
    case 'notification':
    case 'gallery':
    case 'screenshot':
    case 'film':
    case 'export':
      return 'outside';
    case 'queue':
      // A device's own packets wait in the messenger; the server's are what it carries.
      return owner.includes('.') ? 'messenger' : 'carried';
    case 'recorded':
      return owner === 'network' || owner === 'server' ? 'carried' : 'taken';
    case 'taken':
      return 'taken';
  }
}
