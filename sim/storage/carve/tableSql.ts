/** What CREATE TABLE and CREATE INDEX say about columns: enough of SQL to know the shape of a record. */

/** SQLite's rules for declared types, datatype3.html 3.1; `any`: declared without a type. */
export type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric' | 'any';

export interface Column {
  readonly name: string;
  readonly affinity: Affinity;
  /** INTEGER PRIMARY KEY: another name of the rowid, stored as NULL. */
  readonly isRowid: boolean;
}

export interface TableSql {
  readonly columns: readonly Column[];
  /** Columns of the primary key, by position. */
  readonly primaryKey: readonly number[];
  /** Columns of every constraint that an index of its own enforces, in their order: sqlite_autoindex_T_1 and on. */
  readonly unique: readonly (readonly number[])[];
  readonly isWithoutRowid: boolean;
}

/** The columns of a CREATE TABLE statement; undefined where there is no list of columns in it. */
export function readTableSql(sql: string): TableSql | undefined {
  const tokens = tokensOf(sql);
  const { parts, after } = listIn(tokens);
  const definitions = parts.filter((part) => !TABLE_CONSTRAINTS.has(upper(part[0])));
  const columns = definitions.map(readColumn);
  if (columns.length === 0) return undefined;
  const names = columns.map(({ name }) => name.toLowerCase());
  const keys = parts.flatMap((part) => keysOf(part, names));
  const primaryKey = keys.find(({ isPrimary }) => isPrimary)?.columns ?? [];
  const isWithoutRowid = after.some((token, i) => upper(token) === 'WITHOUT' && upper(after[i + 1]) === 'ROWID');
  const only = primaryKey.length === 1 ? primaryKey[0] : undefined;
  const alias = only !== undefined && !isWithoutRowid && isPlainInteger(definitions[only] ?? []) ? only : undefined;
  return {
    columns: columns.map((column, i) => ({ ...column, isRowid: i === alias })),
    primaryKey,
    unique: keys.filter(({ isPrimary }) => !(isPrimary && alias !== undefined)).map((key) => key.columns),
    isWithoutRowid,
  };
}

/** The column names of a CREATE INDEX statement. */
export const readIndexSql = (sql: string): readonly string[] =>
  listIn(tokensOf(sql)).parts.map((part) => unquote(part[0] ?? ''));

const TABLE_CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);
const COLUMN_CONSTRAINTS = new Set([
  ...TABLE_CONSTRAINTS,
  'NOT',
  'NULL',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'GENERATED',
  'AS',
]);

/** A quote or comment that is not closed goes on to the end. */
const TOKEN =
  /"(?:[^"]|"")*"?|'(?:[^']|'')*'?|`[^`]*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w$\u0080-\uffff]+|\S/gu;

const tokensOf = (sql: string): readonly string[] =>
  (sql.match(TOKEN) ?? []).filter((token) => !token.startsWith('--') && !token.startsWith('/*'));

const upper = (token: string | undefined): string => (token ?? '').toUpperCase();

function unquote(token: string): string {
  const quote = token[0] ?? '';
  if (!'"\'`['.includes(quote) || token.length < 2) return token;
  return token.slice(1, -1).replaceAll(quote + quote, quote);
}

/** The parts between the commas of the first pair of brackets, and what comes after it. */
function listIn(tokens: readonly string[]): { readonly parts: readonly string[][]; readonly after: readonly string[] } {
  const parts: string[][] = [];
  let part: string[] = [];
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (depth === 0 && token === ')') {
      if (part.length > 0) parts.push(part);
      return { parts, after: tokens.slice(i + 1) };
    }
    if (depth === 1 && token === ',') {
      parts.push(part);
      part = [];
    } else if (depth > 1 || (depth === 1 && token !== '(')) part.push(token);
  }
  return { parts: [], after: [] };
}

function readColumn(part: readonly string[]): Column {
  const type = typeOf(part).join(' ').toUpperCase();
  return { name: unquote(part[0] ?? ''), affinity: affinityOf(type), isRowid: false };
}

function typeOf(part: readonly string[]): readonly string[] {
  const end = part.findIndex((token, i) => i > 0 && COLUMN_CONSTRAINTS.has(upper(token)));
  return part.slice(1, end === -1 ? undefined : end);
}

const isPlainInteger = (part: readonly string[]): boolean => typeOf(part).join(' ').toUpperCase() === 'INTEGER';

function affinityOf(type: string): Affinity {
  if (type === '') return 'any';
  if (type.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/u.test(type)) return 'text';
  if (type.includes('BLOB')) return 'blob';
  return /REAL|FLOA|DOUB/u.test(type) ? 'real' : 'numeric';
}

interface Key {
  readonly isPrimary: boolean;
  readonly columns: readonly number[];
}

/** The keys that a part declares: of its column, or of a list of columns. */
function keysOf(part: readonly string[], names: readonly string[]): readonly Key[] {
  const positions = (columns: readonly string[]): readonly number[] =>
    columns.map((name) => names.indexOf(unquote(name).toLowerCase())).filter((i) => i !== -1);
  const isOfTable = TABLE_CONSTRAINTS.has(upper(part[0]));
  return part.flatMap((token, i) => {
    const isPrimary = upper(token) === 'PRIMARY' && upper(part[i + 1]) === 'KEY';
    if (!isPrimary && upper(token) !== 'UNIQUE') return [];
    if (!isOfTable) return i > 0 ? [{ isPrimary, columns: positions(part.slice(0, 1)) }] : [];
    return [{ isPrimary, columns: positions(listIn(part.slice(i)).parts.map(([name]) => name ?? '')) }];
  });
}
