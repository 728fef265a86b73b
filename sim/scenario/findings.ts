/**
 * What a check finds: a note (code, message, cure in both languages) and where in the file's form it belongs. Places are
 * paths of keys and indices, because checks read values; `yaml-places.ts` turns a path into line and column.
 */
import type { Localized } from '../text.ts';
import { closest } from './suggest.ts';

export interface Note {
  readonly code: string;
  readonly message: Localized;
  readonly cure: Localized;
}

/** Keys as written in the file (`insert-after`, not `insertAfter`) and indices from 0. */
export type Path = readonly (string | number)[];

export interface Finding extends Note {
  readonly path: Path;
  /** Point at the key itself rather than at what it holds. */
  readonly onKey?: boolean;
  /** Characters into the text at `path`. */
  readonly offset?: number;
}

export const note = (code: string, en: string, zh: string, cureEn: string, cureZh: string): Note => ({
  code,
  message: { en, zh },
  cure: { en: cureEn, zh: cureZh },
});

const LONGEST_QUOTE = 48;
/** What C0, C1, line separators and bidirectional controls would do to a terminal or a page. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A person's own words inside our message: shortened, and without characters that would steer a terminal. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : describe(value);
  const clean = text.slice(0, LONGEST_QUOTE + 1).replace(CONTROLS, '?');
  return clean.length > LONGEST_QUOTE ? `${clean.slice(0, LONGEST_QUOTE)}..` : clean;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return '[..]';
  if (typeof value === 'object' && value !== null) return '{..}';
  return String(value);
}

/** "Did you mean" when a known word is near, else the known words. */
export function cureFrom(word: string, known: readonly string[]): Localized {
  const guess = closest(word, known);
  if (guess !== undefined) return { en: `Did you mean "${guess}"?`, zh: `是不是想写“${guess}”？` };
  if (known.length === 0) return { en: 'This file declares none.', zh: '这个文件里一个也没有声明。' };
  const list = known.slice(0, 12).map(shown);
  const more = known.length > list.length;
  return {
    en: `Known here: ${list.join(', ')}${more ? ', ..' : ''}.`,
    zh: `这里可以写：${list.join('、')}${more ? '……' : ''}。`,
  };
}
