/**
 * The two catalogues that scenarios refer to: what people believe (`scenarios/misconceptions.yaml`) and who may appear
 * (`scenarios/cast.yaml`). Parsing is pure: text in, data or problems with their places out. Floor 6.
 */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import * as z from 'zod';
import type { Localized } from '../text.ts';
import type { Problem } from './problem.ts';

/** Over-trust expects more protection than there is, under-trust less; confusion mixes two things up. */
export const MISCONCEPTION_TYPES = ['over-trust', 'under-trust', 'confusion'] as const;
export type MisconceptionType = (typeof MISCONCEPTION_TYPES)[number];

const EVIDENCE_KINDS = ['study', 'survey', 'report', 'documentation', 'press', 'explainer', 'talk', 'lesson'] as const;

export interface Misconception {
  /** `M01`, `M02` .. in sequence. */
  readonly id: string;
  readonly type: MisconceptionType;
  /** The other half of a belief that goes both ways. */
  readonly also?: MisconceptionType;
  readonly statement: Localized;
  readonly truth: Localized;
  /** Published evidence that people hold it; empty where none was found. */
  readonly source: readonly Evidence[];
  /** `YYYY-MM-DD` on which the product facts in this entry were last looked at. */
  readonly dated?: string;
}

export interface Evidence {
  /** The source's own id, such as `abu-salma-2018`. */
  readonly id: string;
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  readonly citation: string;
  /** How common, where a figure was found. */
  readonly figure?: Localized;
}

export interface CastName {
  readonly id: string;
  readonly name: Localized;
  /** What the person usually is; a scenario may say otherwise. */
  readonly role: 'person' | 'attacker';
  readonly pronoun: 'she' | 'he' | 'it';
}

export type Catalogue<Entry> =
  | { readonly ok: true; readonly value: readonly Entry[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const localized = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const evidence = z.strictObject({ from: z.string(), figure: localized.exactOptional() });
const misconception = z.strictObject({
  id: z.string().regex(/^M\d\d$/),
  type: z.enum(MISCONCEPTION_TYPES),
  also: z.enum(MISCONCEPTION_TYPES).exactOptional(),
  statement: localized,
  truth: localized,
  source: z.union([z.literal('none found'), z.array(evidence).min(1)]),
  dated: z.iso.date().exactOptional(),
});
const misconceptionFile = z.strictObject({
  sources: z.record(z.string(), z.strictObject({ kind: z.enum(EVIDENCE_KINDS), citation: z.string().min(1) })),
  misconceptions: z.array(misconception),
});
const castFile = z.strictObject({
  cast: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]*$/),
      name: localized,
      role: z.enum(['person', 'attacker']),
      pronoun: z.enum(['she', 'he', 'it']),
    }),
  ),
});

/** All misconceptions of a file, each with its sources resolved; `file` is only used to name the place of a problem. */
export function parseMisconceptions(file: string, source: string): Catalogue<Misconception> {
  const opened = open(file, source, misconceptionFile);
  if (!opened.ok) return opened;
  const { sources, misconceptions } = opened.value;
  const problems: Problem[] = [];
  const value = misconceptions.map((entry, i): Misconception => {
    const wanted = `M${String(i + 1).padStart(2, '0')}`;
    if (entry.id !== wanted) problems.push(outOfSequence(opened.at(['misconceptions', i, 'id']), entry.id, wanted));
    const listed = entry.source === 'none found' ? [] : entry.source;
    const resolved = listed.flatMap((item, j): Evidence[] => {
      const known = Object.hasOwn(sources, item.from) ? sources[item.from] : undefined;
      if (known === undefined) {
        problems.push(unknownSource(opened.at(['misconceptions', i, 'source', j, 'from']), item.from));
        return [];
      }
      return [{ id: item.from, ...known, ...(item.figure && { figure: item.figure }) }];
    });
    return { ...entry, source: resolved };
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** Everyone who may appear in a scenario, in the order of the file. */
export function parseCast(file: string, source: string): Catalogue<CastName> {
  const opened = open(file, source, castFile);
  if (!opened.ok) return opened;
  const { cast } = opened.value;
  const problems = cast.flatMap((person, i) =>
    cast.findIndex(({ id }) => id === person.id) < i ? [duplicate(opened.at(['cast', i, 'id']), person.id)] : [],
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: cast };
}

type Path = readonly (string | number)[];
type Place = Pick<Problem, 'file' | 'line' | 'column'>;
type Opened<Value> =
  | { readonly ok: true; readonly value: Value; readonly at: (path: Path) => Place }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads YAML and checks its shape; keeps a way back from a path in the data to its place in the text. */
function open<Value>(file: string, source: string, schema: z.ZodType<Value>): Opened<Value> {
  const lines = new LineCounter();
  const parsed = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [broken] = parsed.errors;
  if (broken) return { ok: false, problems: [notYaml(placeOf(broken.pos[0]), broken.code)] };
  const checked = schema.safeParse(toData(parsed));
  const at = (path: Path): Place => placeOf(offsetOf(parsed, path));
  if (checked.success) return { ok: true, value: checked.data, at };
  return { ok: false, problems: checked.error.issues.map((issue) => wrongShape(at(issue.path.filter(isStep)), issue)) };
}

/** The plain data of a document; nothing where it uses references that lead nowhere. */
function toData(parsed: Document): unknown {
  try {
    return parsed.toJS();
  } catch {
    return undefined;
  }
}

const isStep = (part: PropertyKey): part is string | number => typeof part !== 'symbol';

/** Where the node at this path begins, or the nearest one around it that exists. */
function offsetOf(parsed: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = parsed.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function wrongShape(place: Place, issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map(String).join('.') || '(file)';
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  return {
    ...place,
    code: 'wrong-shape',
    message: keys
      ? { en: `${path}: unknown key ${keys}`, zh: `${path}：不认识的键 ${keys}` }
      : { en: `${path}: missing, or not of the expected kind`, zh: `${path}：缺失，或者类型不对` },
    cure: keys
      ? { en: 'Remove the key or correct its spelling.', zh: '删掉这个键，或者改正拼写。' }
      : { en: 'Compare with the entries beside it and the head of the file.', zh: '对照旁边的条目和文件开头的说明。' },
  };
}

const notYaml = (place: Place, code: string): Problem => ({
  ...place,
  code: 'not-yaml',
  message: { en: `This cannot be read as YAML (${code}).`, zh: `这里不是有效的 YAML（${code}）。` },
  cure: { en: 'Check indents, quotes and colons on this line.', zh: '检查这一行的缩进、引号和冒号。' },
});

const outOfSequence = (place: Place, id: string, wanted: string): Problem => ({
  ...place,
  code: 'out-of-sequence',
  message: { en: `${id} stands where ${wanted} is expected.`, zh: `这里应该是 ${wanted}，现在是 ${id}。` },
  cure: { en: 'Ids run M01, M02 .. without gaps or repeats.', zh: '编号从 M01 起依次递增，不跳号，不重复。' },
});

const unknownSource = (place: Place, id: string): Problem => ({
  ...place,
  code: 'unknown-source',
  message: { en: `There is no source ${id}.`, zh: `没有名为 ${id} 的来源。` },
  cure: { en: 'Add it under `sources`, or correct the name.', zh: '在 `sources` 下补上，或者改正名称。' },
});

const duplicate = (place: Place, id: string): Problem => ({
  ...place,
  code: 'duplicate-id',
  message: { en: `${id} is there twice.`, zh: `${id} 出现了两次。` },
  cure: { en: 'Give each person one id.', zh: '每个人只用一个 id。' },
});
