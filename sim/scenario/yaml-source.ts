/**
 * YAML text to a document, or to the first mistake in it, told in the words of a person who types. Guards come first: size
 * and nesting are limited before the YAML library sees the text, because some inputs would exhaust its memory.
 */
import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Scalar, YAMLError } from 'yaml';
import { utf8 } from '../crypto/bytes.ts';
import { INPUT_LIMITS } from '../limits.ts';
import type { Note } from './findings.ts';
import { plainFor } from './full-width.ts';
import { anchor, duplicateKey, emptyFile, notAScenario, tag, tooDeep, tooLarge } from './notes.ts';
import { fullWidth } from './notes-words.ts';
import { syntaxNote } from './yaml-notes.ts';

export interface PlacedNote {
  readonly note: Note;
  /** Position in the source, in UTF-16 units. */
  readonly at: number;
}

export type YamlRead =
  | { readonly ok: true; readonly document: Document; readonly value: unknown }
  | { readonly ok: false; readonly problem: PlacedNote };

/** Brackets open at once; honest files have three or four. */
const DEEPEST_BRACKETS = 60;

/** Reads one YAML document; the root is a map. `lines` learns where lines begin. */
export function readYaml(source: string, lines: LineCounter): YamlRead {
  const refused = guard(source);
  if (refused !== undefined) return { ok: false, problem: refused };
  let document: Document;
  try {
    document = parseDocument(source, {
      lineCounter: lines,
      strict: true,
      stringKeys: true,
      prettyErrors: false,
      // The library compares every key with every other; `firstOddity` does it in one pass.
      uniqueKeys: false,
    });
  } catch {
    return { ok: false, problem: { note: tooDeep(), at: 0 } };
  }
  const [error] = document.errors;
  if (error !== undefined) return { ok: false, problem: syntaxProblem(error, source, lines) };
  const odd = firstOddity(document);
  if (odd !== undefined) return { ok: false, problem: odd };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return { ok: false, problem: { note: emptyFile(), at: 0 } };
  }
  if (!isMap(document.contents)) {
    return { ok: false, problem: firstWide(source, 0, source.length) ?? { note: notAScenario(), at: 0 } };
  }
  mendLists(document, source);
  return { ok: true, document, value: document.toJS({ maxAliasCount: 0 }) };
}

/** `[not canRead(mallory, m1)]` is two entries to YAML and one to everybody else: a comma inside ( ) ends nothing. */
function mendLists(document: Document, source: string): void {
  visit(document, {
    Seq: (_key, { flow, items }) => {
      if (flow !== true) return;
      for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (!isPlainText(item)) continue;
        let last = i;
        while (openBrackets(textBetween(source, item, items[last])) > 0 && isPlainText(items[last + 1])) last++;
        const whole = textBetween(source, item, items[last]);
        if (last === i || openBrackets(whole) !== 0) continue;
        item.value = whole;
        items.splice(i + 1, last - i);
      }
    },
  });
}

const isPlainText = (node: unknown): node is Scalar<string> =>
  isScalar(node) && node.type === 'PLAIN' && typeof node.value === 'string';

const textBetween = (source: string, first: Scalar, last: unknown): string =>
  source.slice(first.range?.[0] ?? 0, (isScalar(last) ? last.range?.[1] : undefined) ?? 0);

const openBrackets = (text: string): number => text.split('(').length - text.split(')').length;

function guard(source: string): PlacedNote | undefined {
  const most = INPUT_LIMITS.yamlBytes;
  if (source.length > most || utf8(source).length > most) return { note: tooLarge(`${most / 1024} KiB`), at: 0 };
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (Math.abs(depth) > DEEPEST_BRACKETS) return { note: tooDeep(), at };
  }
  return undefined;
}

/** Things that YAML allows and this language does not: aliases, anchors, tags, directives, a key twice. */
function firstOddity(document: Document): PlacedNote | undefined {
  if (document.directives?.yaml.explicit === true || document.warnings.length > 0) {
    return { note: tag(), at: document.warnings[0]?.pos[0] ?? 0 };
  }
  let found: PlacedNote | undefined;
  visit(document, {
    Node: (_key, node) => {
      const at = node.range?.[0] ?? 0;
      if (isAlias(node) || node.anchor !== undefined) found = { note: anchor(), at };
      else if (node.tag !== undefined) found = { note: tag(), at };
      else if (isMap(node)) found = repeatedKey(node.items.map(({ key }) => key));
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
}

function repeatedKey(keys: readonly unknown[]): PlacedNote | undefined {
  const seen = new Set<string>();
  for (const key of keys) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) return { note: duplicateKey(name), at: key.range?.[0] ?? 0 };
    seen.add(name);
  }
  return undefined;
}

// --- mistakes of syntax

function syntaxProblem(error: YAMLError, source: string, lines: LineCounter): PlacedNote {
  const [from, to] = error.pos;
  const firstLine = lines.linePos(from).line;
  const start = lines.lineStarts[Math.max(firstLine - 1, 0)] ?? 0;
  const lineEnd = source.indexOf('\n', Math.max(to - 1, from));
  const wide = firstWide(source, start, lineEnd === -1 ? source.length : lineEnd);
  const found = syntaxNote(error);
  const at = found.code === 'quote-open' ? (OPEN_QUOTE.exec(source)?.index ?? from) : from;
  return wide ?? { note: found, at: Math.min(at, source.length) };
}

/** The library notices an open quote where the file ends; a person looks for the line on which it began. */
const OPEN_QUOTE = /(?<=[:,[{][ \t]*|- |^[ \t]*)(["'])(?:(?!\1).)*$/m;

/** Full-width signs where syntax is, not where a text is: after a key, before a key, around a value. */
const WIDE_SYNTAX: readonly RegExp[] = [
  /(?<=(?:^|[{,，｛]|- )[ \u3000]*["']?[A-Za-z_][\w-]*["']?[ \u3000]*)：/mu,
  /，(?=[ \u3000]*["']?[A-Za-z_][\w-]*["']?[ \u3000]*[:：])/u,
  /(?<=[\w"'}\]])[，、](?=[ \u3000]*[\w"'{[])/u,
  /(?<=[:：,[{]\s*|- )[“”‘’]/u,
  /(?<=[:：,[{]\s*|- )[｛［【]|[｝］】](?=\s*$)/mu,
  /(?<=^[ \u00a0\u3000]*)[\u00a0\u3000]/mu,
];

function firstWide(source: string, from: number, to: number): PlacedNote | undefined {
  const part = source.slice(from, to);
  const places = WIDE_SYNTAX.flatMap((pattern) => pattern.exec(part)?.index ?? []);
  if (places.length === 0) return undefined;
  const index = Math.min(...places);
  const typed = part.charAt(index);
  const plain = plainFor(typed);
  return plain === undefined ? undefined : { note: fullWidth({ index, typed, plain }), at: from + index };
}
