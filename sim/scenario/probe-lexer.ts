/**
 * Words and signs of a probe, each with its column, and the notes for what is not one: full-width signs, signs of other
 * languages (`&&`, `==`), quotes. docs/probes.md has the grammar.
 */
import { note, shown } from './findings.ts';
import type { Note } from './findings.ts';
import { plainFor } from './full-width.ts';
import { fullWidth } from './notes-words.ts';

export interface Token {
  /** `end` stands after the last one. */
  readonly kind: 'name' | 'sign' | 'end';
  readonly text: string;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export interface ProbeProblem extends Note {
  readonly column: number;
}

export type Lexed =
  { readonly ok: true; readonly tokens: readonly Token[] } | { readonly ok: false; readonly problem: ProbeProblem };

const SPACE = /[ \t\r\n]+/y;
const NAME = /[A-Za-z0-9_][A-Za-z0-9_.-]*/y;
const SIGN = /!=|<=|>=|[(),=<>]/y;

/** Signs that people know from elsewhere, and what this language has instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '==': '=',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '~': 'not',
};
const FOREIGN = /==|&&|\|\||[!≠≤≥~]/y;

/** Splits the text of a probe into tokens, the last of which is `end`. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const column = at + 1;
    const name = match(NAME);
    const foreign = name === undefined ? match(FOREIGN) : undefined;
    const sign = foreign === undefined || (foreign === '!' && text[at + 1] === '=') ? match(SIGN) : undefined;
    const found = name ?? sign;
    if (found === undefined) return { ok: false, problem: { ...strange(text.charAt(at), foreign), column } };
    tokens.push({ kind: name === undefined ? 'sign' : 'name', text: found, column });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return { ok: true, tokens };
}

function strange(character: string, foreign: string | undefined): Note {
  const ours = foreign === undefined ? undefined : ELSEWHERE[foreign];
  if (foreign !== undefined && ours !== undefined) {
    return note(
      'probe-sign',
      `A probe does not know the sign ${foreign}.`,
      `探针里没有 ${foreign} 这个符号。`,
      `Write ${ours}.`,
      `请写 ${ours}。`,
    );
  }
  const plain = plainFor(character);
  if (plain !== undefined) return fullWidth({ index: 0, typed: character, plain });
  if (character === '"' || character === "'") {
    return note(
      'probe-quote',
      'Names in a probe stand without quotes.',
      '探针里的名字不加引号。',
      'Remove the quotes: canRead(bob.phone, m1).',
      '请去掉引号：canRead(bob.phone, m1)。',
    );
  }
  return note(
    'probe-sign',
    `A probe does not know the character ${shown(character)}.`,
    `探针里不能用字符 ${shown(character)}。`,
    'Use names, numbers, brackets ( ), commas and = != < <= > >=.',
    '可以用名字、数字、括号 ( )、逗号和 = != < <= > >=。',
  );
}
