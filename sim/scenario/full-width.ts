/**
 * Full-width punctuation where the language needs a plain one: typed by a Chinese keyboard, looks right, means nothing to
 * YAML or to a probe. It is named, with the character to type instead (Unicode block Halfwidth and Fullwidth Forms).
 */

const PLAIN: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '【': '[',
  '】': ']',
  '、': ',',
  '。': '.',
  '—': '-',
  '–': '-',
  '\u3000': ' ',
  '\u00a0': ' ',
};
/** ！ to ～ stand 0xFEE0 above ! to ~. */
const BLOCK_START = 0xff01;
const BLOCK_END = 0xff5e;
const BLOCK_OFFSET = 0xfee0;

export interface FullWidth {
  readonly index: number;
  readonly typed: string;
  readonly plain: string;
}

/** The plain character to type instead of a full-width one; undefined for any other character. */
export function plainFor(character: string): string | undefined {
  if (Object.hasOwn(PLAIN, character)) return PLAIN[character];
  const code = character.charCodeAt(0);
  return code >= BLOCK_START && code <= BLOCK_END ? String.fromCharCode(code - BLOCK_OFFSET) : undefined;
}

/** The first full-width character of `text`, by index in UTF-16 units; undefined where there is none. */
export function firstFullWidth(text: string): FullWidth | undefined {
  for (let index = 0; index < text.length; index++) {
    const typed = text.charAt(index);
    const plain = plainFor(typed);
    if (plain !== undefined) return { index, typed, plain };
  }
  return undefined;
}
