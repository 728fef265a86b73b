/**
 * A scenario file to a `Scenario`, or to problems that a person can act on: each with file, line, column, what was found and
 * what to type instead, in both languages. No input makes it throw. Format: docs/writing-scenarios.md.
 */
import { LineCounter } from 'yaml';
import type { CheckOptions } from './check.ts';
import type { Note } from './findings.ts';
import type { Problem } from './problem.ts';
import { readScenario } from './read.ts';
import type { Scenario } from './types.ts';
import { locate } from './yaml-places.ts';
import { readYaml } from './yaml-source.ts';

export type ParsedScenario =
  { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly problems: readonly Problem[] };

/** More would only be scrolled past: the first ones are usually the cause of the rest. */
const MOST_PROBLEMS = 20;
/** Finding a place takes a walk through the document, so even the sorting stops somewhere. */
const MOST_PLACED = 500;

/** Reads and checks one file. `file` is only used to name places and, for a shipped file, to compare with its id. */
export function parseScenario(file: string, source: string, options: CheckOptions): ParsedScenario {
  const lines = new LineCounter();
  const place = (at: number, { code, message, cure }: Note): Problem => {
    const { line, col } = lines.linePos(at);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), code, message, cure };
  };
  const yaml = readYaml(source, lines);
  if (!yaml.ok) return { ok: false, problems: [place(yaml.problem.at, yaml.problem.note)] };
  const read = readScenario(yaml.value, file, options);
  if (read.ok) return { ok: true, scenario: read.value };
  const placed = read.findings
    .slice(0, MOST_PLACED)
    .map((found) => ({ found, at: locate(yaml.document, source, found) }));
  placed.sort((a, b) => a.at - b.at);
  return { ok: false, problems: distinct(placed.map(({ found, at }) => place(at, found))).slice(0, MOST_PROBLEMS) };
}

/** The same thing can be found twice at one place (in the base story and in a variant); once is enough. */
const distinct = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(
    ({ line, column, code }, i) =>
      problems.findIndex((other) => other.line === line && other.column === column && other.code === code) === i,
  );
