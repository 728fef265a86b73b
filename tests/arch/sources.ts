/** The sources as the architecture test sees them: who imports what, which global names are used, how long things are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly names: readonly NameUse[];
  readonly functions: readonly FunctionSize[];
  /** Lines that hold code: neither blank nor comment. */
  readonly codeLines: number;
}

export interface Import {
  /** The imported file from the root of the repository, or a package's name. */
  readonly target: string;
  readonly typesOnly: boolean;
  /** Loaded when it is needed: `import(..)`. */
  readonly late: boolean;
  readonly line: number;
}

/** A name that the file does not declare itself (`Date`), a member of one (`Math.random`), or the keyword `await`. */
export interface NameUse {
  readonly name: string;
  readonly line: number;
}

export interface FunctionSize {
  readonly line: number;
  readonly codeLines: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Every TypeScript source in a folder, tests and declarations left out. */
export function readSources(root: string, folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path) && !path.includes('/testing/'))
    .toSorted()
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

/** @throws when the text is no TypeScript: a test that cannot read a file must not call it clean. */
export function sourceOf(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message ?? ''}`);
  const starts = lineStarts(text);
  const code = codeLineNumbers(text, comments, starts);
  const imports: Import[] = [];
  const names: NameUse[] = [];
  const declared = new Set<string>();
  const functions: FunctionSize[] = [];
  walk(program as unknown as Node, undefined, (node, parent) => {
    const line = lineOf(node.start, starts);
    const imported = importOf(node);
    if (imported !== undefined)
      imports.push({
        target: resolve(path, imported.from),
        typesOnly: imported.typesOnly,
        late: node.type === 'ImportExpression',
        line,
      });
    const name = nameOf(node, parent);
    if (name !== undefined) names.push({ name, line });
    for (const own of declaredBy(node)) declared.add(own);
    if (FUNCTIONS.has(node.type)) {
      const last = lineOf(node.end, starts);
      functions.push({ line, codeLines: code.filter((one) => one >= line && one <= last).length });
    }
  });
  return { path, imports, names: names.filter(({ name }) => !declared.has(name)), functions, codeLines: code.length };
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

function importOf(node: Node): { readonly from: string; readonly typesOnly: boolean } | undefined {
  const source = node['source'] as { readonly value?: unknown } | null | undefined;
  if (typeof source?.value !== 'string') return undefined;
  switch (node.type) {
    case 'ImportDeclaration':
      return { from: source.value, typesOnly: onlyTypes(node, 'importKind') };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { from: source.value, typesOnly: onlyTypes(node, 'exportKind') };
    case 'ImportExpression':
      return { from: source.value, typesOnly: false };
    case 'TSImportType':
      return { from: source.value, typesOnly: true };
    default:
      return undefined;
  }
}

function onlyTypes(node: Node, kind: string): boolean {
  if (node[kind] === 'type') return true;
  const specifiers = (node['specifiers'] ?? []) as readonly Node[];
  return specifiers.length > 0 && specifiers.every((one) => one[kind] === 'type');
}

function nameOf(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'AwaitExpression') return 'await';
  if (node.type === 'ForOfStatement' && node['await'] === true) return 'await';
  if (node.type === 'MemberExpression' && node['computed'] !== true) {
    const object = node['object'] as Node;
    const property = node['property'] as Node;
    return object.type === 'Identifier' ? `${String(object['name'])}.${String(property['name'])}` : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const isKey =
    (parent?.type === 'MemberExpression' && parent['property'] === node && parent['computed'] !== true) ||
    (parent?.type === 'Property' && parent['key'] === node && parent['shorthand'] !== true) ||
    parent?.type === 'TSPropertySignature';
  return isKey ? undefined : String(node['name']);
}

/** Names that a variable, a parameter or a function brings into the file. */
function declaredBy(node: Node): readonly string[] {
  if (node.type === 'VariableDeclarator') return namesIn(node['id']);
  if (!FUNCTIONS.has(node.type)) return [];
  return [...namesIn(node['id']), ...((node['params'] ?? []) as readonly unknown[]).flatMap(namesIn)];
}

/** Names in a binding: `a`, `{ a, b: c }`, `[a, b]`, with or without defaults. */
function namesIn(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [String(pattern['name'])];
    case 'ObjectPattern':
      return (pattern['properties'] as readonly Node[]).flatMap((one) => namesIn(one['value'] ?? one['argument']));
    case 'ArrayPattern':
      return (pattern['elements'] as readonly unknown[]).flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(pattern['left']);
    case 'RestElement':
      return namesIn(pattern['argument']);
    default:
      return [];
  }
}

function walk(node: Node, parent: Node | undefined, visit: (node: Node, parent: Node | undefined) => void): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, node, visit);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';

const resolve = (importer: string, from: string): string =>
  from.startsWith('.') ? posix.normalize(posix.join(posix.dirname(importer), from)) : from;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

const lineOf = (offset: number, starts: readonly number[]): number => starts.filter((start) => start <= offset).length;

/** Line numbers, from 1, on which something is left when comments are taken out. */
function codeLineNumbers(
  text: string,
  comments: readonly { readonly start: number; readonly end: number }[],
  starts: readonly number[],
): readonly number[] {
  let bare = text;
  for (const { start, end } of comments) {
    bare = bare.slice(0, start) + bare.slice(start, end).replaceAll(/[^\n]/g, ' ') + bare.slice(end);
  }
  return starts
    .map((start, index) => ({ line: index + 1, text: bare.slice(start, starts[index + 1] ?? bare.length) }))
    .filter((one) => one.text.trim() !== '')
    .map((one) => one.line);
}
