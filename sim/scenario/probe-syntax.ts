/**
 * Reads a probe: text to tree, by recursive descent, with the place and the cure of the first mistake. Depth and length are
 * limited, so a hostile file cannot exhaust the stack. Grammar (docs/probes.md): or < and < not < at < function or comparison.
 */
import { CELL_STATES } from '../knowledge/types.ts';
import type { CellState } from '../knowledge/types.ts';
import { INPUT_LIMITS } from '../limits.ts';
import { textTooLong } from './notes-words.ts';
import { carvedOf, cellName, counted, readersOf, statement, STATEMENTS } from './probe-functions.ts';
import { lex } from './probe-lexer.ts';
import type { ProbeProblem } from './probe-lexer.ts';
import {
  comparisonNeeded,
  copiesAlone,
  expected,
  leftOver,
  mismatch,
  readersAlone,
  shownAlone,
  unknownWord,
} from './probe-notes.ts';
import { deeper, fail, name, nextIs, peek, sign, takeName, type Reader, type Reference } from './probe-reader.ts';
import { COMPARISONS } from './probe.ts';
import type { Comparison, NumberValue, Probe, Query, StateValue } from './probe.ts';

export type Parsed<T> =
  | ({ readonly ok: true; readonly references: readonly Reference[] } & T)
  | { readonly ok: false; readonly problem: ProbeProblem };

/** A value on one side of a comparison. */
type Value = StateValue | NumberValue;

/** Reads a whole probe such as `not canRead(mallory, m1) at s3`. */
export function parseProbe(text: string): Parsed<{ readonly probe: Probe }> {
  return parseWhole(text, or, (probe) => ({ probe }));
}

/** Reads what a text may fill in between braces: `count(..)`, `carved(..)` or `readers(m1)`, with `at step` where wanted. */
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
    const known = STATEMENTS.find((one) => one === token.text);
    if (known !== undefined) {
      reader.position++;
      return statement(reader, known);
    }
    switch (token.text) {
      case 'ever':
      case 'always': {
        reader.position++;
        const probe = bracketed(reader);
        return probe === undefined ? undefined : { kind: token.text, probe };
      }
      case 'readers':
        return fail(reader, readersAlone(), token);
      case 'shown':
        return fail(reader, shownAlone(), token);
      case 'copies':
        return fail(reader, copiesAlone(), token);
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
    reader.position++;
    return counted(reader);
  }
  if (token.text === 'carved' && nextIs(reader, '(')) {
    reader.position++;
    return carvedOf(reader);
  }
  if (token.text === 'state' && nextIs(reader, '(')) {
    reader.position += 2;
    const cell = cellName(reader);
    return cell !== undefined && sign(reader, ')') ? { kind: 'state', ...cell } : undefined;
  }
  const word = stateWord(token.text);
  if (word === undefined || nextIs(reader, '(')) return fail(reader, unknownWord(token, nextIs(reader, '(')));
  reader.position++;
  return { kind: 'word', word };
}

const stateWord = (text: string): CellState | undefined => CELL_STATES.find((known) => known === text);

function query(reader: Reader): Query | undefined {
  const found = queried(reader);
  if (found === undefined || !takeName(reader, 'at')) return found;
  const step = name(reader, 'step');
  return step === undefined ? undefined : { ...found, step };
}

function queried(reader: Reader): Query | undefined {
  if (takeName(reader, 'count')) return counted(reader);
  if (takeName(reader, 'carved')) return carvedOf(reader);
  if (!takeName(reader, 'readers'))
    return fail(
      reader,
      expected('count(..), carved(..) or readers(..)', 'count(..)、carved(..) 或 readers(..)', peek(reader)),
    );
  const found = readersOf(reader);
  return found && { kind: 'readers', message: found.message };
}
