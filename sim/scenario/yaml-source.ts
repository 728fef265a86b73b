/**
 * YAML text to a document, or to the first mistake in it, told in the words of a person who types. Guards come first: size
 * and nesting are limited before the YAML library sees the text, because some inputs would exhaust its memory.
 */
import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { utf8 } from '../crypto/bytes.ts';
import { INPUT_LIMITS } from '../limits.ts';
import type { Note } from './findings.ts';
import { note } from './findings.ts';
import { plainFor } from './full-width.ts';
import { anchor, duplicateKey, emptyFile, fullWidth, notAScenario, tag, tooDeep, tooLarge } from './notes.ts';

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
  return { ok: true, document, value: document.toJS({ maxAliasCount: 0 }) };
}

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
  return wide ?? { note: syntaxNote(error), at: Math.min(from, source.length) };
}

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

function syntaxNote({ code, message }: YAMLError): Note {
  switch (code) {
    case 'TAB_AS_INDENT':
      return tabNote();
    case 'BAD_INDENT':
      return indentNote();
    case 'MISSING_CHAR':
      return missingNote(message);
    case 'MULTILINE_IMPLICIT_KEY':
      return colonNote();
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return quoteNote();
    case 'MULTIPLE_DOCS':
      return severalNote();
    case 'RESOURCE_EXHAUSTION':
      return tooDeep();
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return anchor();
    case 'BAD_DIRECTIVE':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return tag();
    default:
      return otherNote();
  }
}

/** The library's messages tell apart what its code does not; an unknown one gets the general sentence. */
function missingNote(message: string): Note {
  if (message.includes('quote')) {
    return note('quote-open', 'A quotation mark is not closed.', '引号没有闭合。', 'Close it on the same line.', '请在同一行补上另一个引号。');
  }
  if (message.includes('must end with') || message.includes('Missing ,')) {
    return note(
      'bracket-open',
      'Something is missing between brackets: a comma, or the closing } or ].',
      '括号里少了东西：逗号，或者结尾的 } 或 ]。',
      'Write {a: b, c: d} or [a, b].',
      '请写成 {a: b, c: d} 或 [a, b]。',
    );
  }
  return message.includes('Sequence item') ? indentNote() : colonNote();
}

const tabNote = (): Note =>
  note(
    'tab',
    'A tab stands here as indent; YAML knows only spaces.',
    '这里用制表符（Tab）缩进，YAML 只认空格。',
    'Use two spaces for each level.',
    '每一级请用两个空格。',
  );

const indentNote = (): Note =>
  note(
    'indent',
    'This line begins at a column that fits neither its neighbours nor what is above.',
    '这一行的缩进与相邻的行对不上。',
    'Let keys of one group begin in the same column; check that every { and [ above is closed.',
    '同一组的键要从同一列开始；并检查上面的 { 和 [ 是否都已闭合。',
  );

const colonNote = (): Note =>
  note(
    'colon',
    'A key is without its colon here.',
    '这里的键后面没有冒号。',
    'Write `key: value`, with a space after the colon.',
    '请写成 `键: 值`，冒号后面加一个空格。',
  );

const quoteNote = (): Note =>
  note(
    'needs-quotes',
    'This text contains a colon that looks like another key.',
    '这段文字里有冒号，看起来像另一个键。',
    'Put the text in quotes: "..".',
    '请给文字加上引号："..".',
  );

const severalNote = (): Note =>
  note(
    'several-documents',
    'There is more than one scenario in this file.',
    '这个文件里不止一个情景。',
    'Remove the line --- and what follows, or make two files of it.',
    '请删掉 --- 那一行和后面的内容，或者分成两个文件。',
  );

const otherNote = (): Note =>
  note(
    'syntax',
    'This cannot be read as YAML.',
    '这里不是有效的 YAML。',
    'Check quotes, brackets and colons on this line; put texts in quotes.',
    '请检查这一行的引号、括号和冒号；文字请加引号。',
  );
