/**
 * Reads a probe: text to tree, by recursive descent, with the place and the cure of the first mistake. Depth and length are
 * limited, so a hostile file cannot exhaust the stack. Grammar (docs/probes.md): or < and < not < at < function or comparison.
 */
import { CELL_STATES } from '../knowledge/types.ts';
import type { CellState } from '../knowledge/types.ts';
import { INPUT_LIMITS } from '../limits.ts';
import type { Note } from './findings.ts';
import { textTooLong } from './notes-story.ts';
import { lex } from './probe-lexer.ts';
import type { ProbeProblem, Token } from './probe-lexer.ts';
import {
  comparisonNeeded,
  expected,
  leftOver,
  mismatch,
  NAMES,
  readersAlone,
  SIGNS,
  tooNested,
  unknownWord,
} from './probe-notes.ts';
import type { ReferenceKind } from './probe-notes.ts';
import { COMPARISONS } from './probe.ts';
import type { Comparison, NumberValue, Probe, Query, StateValue } from './probe.ts';

/** A name in a probe that something in the scenario must answer to. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** From 1. */
  readonly column: number;
}

export type Parsed<T> =
  | ({ readonly ok: true; readonly references: readonly Reference[] } & T)
  | { readonly ok: false; readonly problem: ProbeProblem };

/** A position in the tokens; `problem` is set once, by the first mistake, and everything returns undefined from then on. */
interface Reader {
  readonly tokens: readonly Token[];
  readonly references: Reference[];
  position: number;
  depth: number;
  problem: ProbeProblem | undefined;
}

/** A value on one side of a comparison. */
type Value = StateValue | NumberValue;

/** Reads a whole probe such as `not canRead(mallory, m1) at s3`. */
export function parseProbe(text: string): Parsed<{ readonly probe: Probe }> {
  return parseWhole(text, or, (probe) => ({ probe }));
}

/** Reads what a text may fill in between braces: `count(readers(m1))` or `readers(m1)`, with `at step` where wanted. */
export function parseQuery(text: string): Parsed<{ readonly query: Query }> {
  return parseWhole(text, query, (found) => ({ query: found }));
}

function parseWhole<R, T>(text: string, rule: (reader: Reader) => R | undefined, wrap: (found: R) => T): Parsed<T> {
  if (text.length > INPUT_LIMITS.probeCharacters) {
    return { ok: false, problem: { ...textTooLong(INPUT_LIMITS.probeCharacters), column: 1 } };
  }
  const lexed = lex(text);
  if (!lexed.ok) return lexed;
  const reader: Reader = { tokens: lexed.tokens, references: [], position: 0, depth: 0, problem: undefined };
  const found = rule(reader);
  if (found !== undefined && reader.problem === undefined && peek(reader).kind !== 'end')
    fail(reader, leftOver(peek(reader)));
  if (reader.problem !== undefined) return { ok: false, problem: reader.problem };
  if (found === undefined)
    throw new Error('A probe rule gave neither a tree nor a problem: every failing branch calls fail.');
  return { ok: true, references: reader.references, ...wrap(found) };
}

// --- the rules, loosest first

function or(reader: Reader): Probe | undefined {
  return chain(reader, 'or', (inner) => chain(inner, 'and', not));
}

function chain(reader: Reader, kind: 'and' | 'or', part: (reader: Reader) => Probe | undefined): Probe | undefined {
  let left = part(reader);
  while (left !== undefined && takeName(reader, kind)) {
    const right = part(reader);
    left = right === undefined ? undefined : { kind, left, right };
  }
  return left;
}

function not(reader: Reader): Probe | undefined {
  if (!takeName(reader, 'not')) return atStep(reader);
  return deeper(reader, () => {
    const probe = not(reader);
    return probe === undefined ? undefined : { kind: 'not', probe };
  });
}

function atStep(reader: Reader): Probe | undefined {
  const probe = primary(reader);
  if (probe === undefined || !takeName(reader, 'at')) return probe;
  const step = name(reader, 'step');
  return step === undefined ? undefined : { kind: 'at', step, probe };
}

function primary(reader: Reader): Probe | undefined {
  const token = peek(reader);
  if (token.text === '(') return bracketed(reader);
  if (token.kind === 'name' && nextIs(reader, '(')) {
    switch (token.text) {
      case 'canRead':
      case 'delivered':
      case 'refused':
        return statement(reader, token.text);
      case 'ever':
      case 'always': {
        reader.position++;
        const probe = bracketed(reader);
        return probe === undefined ? undefined : { kind: token.text, probe };
      }
      case 'readers':
        return fail(reader, readersAlone(), token);
    }
  }
  return comparison(reader);
}

function bracketed(reader: Reader): Probe | undefined {
  return deeper(reader, () => {
    if (!sign(reader, '(')) return undefined;
    const probe = or(reader);
    return probe !== undefined && sign(reader, ')') ? probe : undefined;
  });
}

function statement(reader: Reader, kind: 'canRead' | 'delivered' | 'refused'): Probe | undefined {
  reader.position++;
  if (!sign(reader, '(')) return undefined;
  if (kind === 'canRead') {
    const cell = cellName(reader);
    return cell === undefined ? undefined : { kind, ...cell };
  }
  const message = name(reader, 'message');
  if (message === undefined) return undefined;
  if (kind === 'refused') return sign(reader, ')') ? { kind, message } : undefined;
  if (peek(reader).text !== ',') return sign(reader, ')') ? { kind, message } : undefined;
  reader.position++;
  const device = name(reader, 'device');
  return device !== undefined && sign(reader, ')') ? { kind, message, device } : undefined;
}

/** `party, message)` */
function cellName(reader: Reader): { readonly party: string; readonly message: string } | undefined {
  const party = name(reader, 'party');
  if (party === undefined || !sign(reader, ',')) return undefined;
  const message = name(reader, 'message');
  return message !== undefined && sign(reader, ')') ? { party, message } : undefined;
}

function comparison(reader: Reader): Probe | undefined {
  const left = value(reader);
  if (left === undefined) return undefined;
  const operatorToken = peek(reader);
  const operator = COMPARISONS.find((known) => known === operatorToken.text);
  if (operator === undefined) return fail(reader, comparisonNeeded(), operatorToken);
  reader.position++;
  const rightToken = peek(reader);
  const right = value(reader);
  if (right === undefined) return undefined;
  return compared(left, operator, right) ?? fail(reader, mismatch(isState(left), operator), rightToken);
}

function compared(left: Value, operator: Comparison, right: Value): Probe | undefined {
  if (isState(left) && isState(right)) {
    if (operator !== '=' && operator !== '!=') return undefined;
    return { kind: 'sameState', equal: operator === '=', left, right };
  }
  if (isState(left) || isState(right)) return undefined;
  return { kind: 'compare', operator, left, right };
}

const isState = (found: Value): found is StateValue => found.kind === 'state' || found.kind === 'word';

function value(reader: Reader): Value | undefined {
  const token = peek(reader);
  if (token.kind !== 'name') return fail(reader, expected('a function such as canRead', '函数，例如 canRead', token));
  if (/^\d+$/.test(token.text)) {
    reader.position++;
    return { kind: 'number', value: Number(token.text) };
  }
  if (token.text === 'count' && nextIs(reader, '(')) {
    const message = countOf(reader);
    return message === undefined ? undefined : { kind: 'count', message };
  }
  if (token.text === 'state' && nextIs(reader, '(')) {
    reader.position += 2;
    const cell = cellName(reader);
    return cell === undefined ? undefined : { kind: 'state', ...cell };
  }
  const word = stateWord(token.text);
  if (word === undefined || nextIs(reader, '(')) return fail(reader, unknownWord(token, nextIs(reader, '(')));
  reader.position++;
  return { kind: 'word', word };
}

const stateWord = (text: string): CellState | undefined => CELL_STATES.find((known) => known === text);

/** `count(readers(m1))` */
function countOf(reader: Reader): string | undefined {
  reader.position++;
  if (!sign(reader, '(') || !keyword(reader, 'readers')) return undefined;
  const message = readersOf(reader);
  return message !== undefined && sign(reader, ')') ? message : undefined;
}

/** `(m1)` after `readers` */
function readersOf(reader: Reader): string | undefined {
  if (!sign(reader, '(')) return undefined;
  const message = name(reader, 'message');
  return message !== undefined && sign(reader, ')') ? message : undefined;
}

function query(reader: Reader): Query | undefined {
  const counting = peek(reader).text === 'count';
  if (!counting && !keyword(reader, 'readers')) return undefined;
  const message = counting ? countOf(reader) : readersOf(reader);
  if (message === undefined) return undefined;
  const kind = counting ? 'count' : 'readers';
  if (!takeName(reader, 'at')) return { kind, message };
  const step = name(reader, 'step');
  return step === undefined ? undefined : { kind, message, step };
}

// --- tokens

const END: Token = { kind: 'end', text: '', column: 1 };
const peek = (reader: Reader): Token => reader.tokens[reader.position] ?? reader.tokens.at(-1) ?? END;
const nextIs = (reader: Reader, text: string): boolean => reader.tokens[reader.position + 1]?.text === text;

function takeName(reader: Reader, text: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'name' || token.text !== text) return false;
  reader.position++;
  return true;
}

function keyword(reader: Reader, text: string): boolean {
  if (takeName(reader, text)) return true;
  fail(reader, expected(text, text, peek(reader)));
  return false;
}

function sign(reader: Reader, text: keyof typeof SIGNS): boolean {
  const token = peek(reader);
  if (token.text !== text) {
    const [en, zh] = SIGNS[text];
    fail(reader, expected(en, zh, token));
    return false;
  }
  reader.position++;
  return true;
}

function name(reader: Reader, kind: Reference['kind']): string | undefined {
  const token = peek(reader);
  if (token.kind !== 'name') return fail(reader, expected(...NAMES[kind], token));
  reader.position++;
  reader.references.push({ kind, name: token.text, column: token.column });
  return token.text;
}

function deeper(reader: Reader, rule: () => Probe | undefined): Probe | undefined {
  if (reader.depth >= INPUT_LIMITS.probeDepth) return fail(reader, tooNested());
  reader.depth++;
  const probe = rule();
  reader.depth--;
  return probe;
}

function fail(reader: Reader, found: Note, token: Token = peek(reader)): undefined {
  reader.problem ??= { ...found, column: token.column };
}
