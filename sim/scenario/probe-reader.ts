/** A probe's tokens read one after the other, with the place of the first mistake: what all rules of the grammar share. */
import { INPUT_LIMITS } from '../limits.ts';
import type { Note } from './findings.ts';
import { notOneOf } from './notes-words.ts';
import type { ProbeProblem, Token } from './probe-lexer.ts';
import { expected, NAMES, SIGNS, tooNested } from './probe-notes.ts';
import type { ReferenceKind } from './probe-notes.ts';

/** A name in a probe that something in the scenario must answer to. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** From 1. */
  readonly column: number;
}

/** A position in the tokens; `problem` is set once, by the first mistake, and everything returns undefined from then on. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly references: Reference[];
  position: number;
  depth: number;
  problem: ProbeProblem | undefined;
}

const END: Token = { kind: 'end', text: '', column: 1 };
export const peek = (reader: Reader): Token => reader.tokens[reader.position] ?? reader.tokens.at(-1) ?? END;
export const nextIs = (reader: Reader, text: string): boolean => reader.tokens[reader.position + 1]?.text === text;

/** Reads this word if it stands here. */
export function takeName(reader: Reader, text: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'name' || token.text !== text) return false;
  reader.position++;
  return true;
}

/** This sign, or a mistake. */
export function sign(reader: Reader, text: keyof typeof SIGNS): boolean {
  const token = peek(reader);
  if (token.text !== text) {
    const [en, zh] = SIGNS[text];
    fail(reader, expected(en, zh, token));
    return false;
  }
  reader.position++;
  return true;
}

/** A name of the scenario, kept as a reference to be looked up later. */
export function name(reader: Reader, kind: ReferenceKind): string | undefined {
  const token = peek(reader);
  if (token.kind !== 'name') return fail(reader, expected(...NAMES[kind], token));
  reader.position++;
  reader.references.push({ kind, name: token.text, column: token.column });
  return token.text;
}

/** A further argument: a comma and a name. */
export const nextName = (reader: Reader, kind: ReferenceKind): string | undefined =>
  sign(reader, ',') ? name(reader, kind) : undefined;

/** A further argument that is one of these words. */
export function nextWord<Word extends string>(reader: Reader, words: readonly Word[]): Word | undefined {
  if (!sign(reader, ',')) return undefined;
  const token = peek(reader);
  const word = words.find((known) => known === token.text);
  if (word === undefined) return fail(reader, notOneOf(token.text, words));
  reader.position++;
  return word;
}

/** Reads with a rule one level further inside. */
export function deeper<Found>(reader: Reader, rule: () => Found | undefined): Found | undefined {
  if (reader.depth >= INPUT_LIMITS.probeDepth) return fail(reader, tooNested());
  reader.depth++;
  const found = rule();
  reader.depth--;
  return found;
}

export function fail(reader: Reader, found: Note, token: Token = peek(reader)): undefined {
  reader.problem ??= { ...found, column: token.column };
}
