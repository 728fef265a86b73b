/** Looks through a disk: databases are carved, other files are read, the twin says what may be left. */
import { FOLDERS } from '../../actors/filing/plainFiles.ts';
import { MESSAGES, NOTIFICATIONS } from '../../actors/filing/shapes.ts';
import { fromUtf8, type Bytes } from '../../crypto/bytes.ts';
import { carveDatabase } from '../../storage/carve/carve.ts';
import type { Carving, FoundRecord, FoundWord } from '../../storage/carve/types.ts';
import { fileBytes, pagedAt } from '../../storage/pages.ts';
import type { Cell, DatabaseShape, Disk, FilePath, Row, StoredFile, TableName } from '../../storage/types.ts';
import type { Finding, Look } from './finding.ts';

const DATABASES: readonly DatabaseShape[] = [MESSAGES, NOTIFICATIONS];

/** A disk is immutable: what was found on it is found again. */
const seen = new WeakMap<Disk, readonly Finding[]>();

export const lookThrough: Look = (disk) => {
  const known = seen.get(disk);
  if (known) return known;
  const found = Object.entries(disk).flatMap(([path, file]) => inFile(disk, path, file));
  seen.set(disk, found);
  return found;
};

function inFile(disk: Disk, path: FilePath, file: StoredFile): readonly Finding[] {
  const database = DATABASES.find((one) => one.path === path);
  if (file.kind === 'twin') return database ? inTwin(path, file) : [];
  if (database) return inDatabase(disk, path);
  return DATABASES.some((one) => path.startsWith(`${one.path}-`)) ? [] : [inPlainFile(path, fileBytes(file))];
}

// --- databases

/** Carving again costs more than looking it up: by the files, which stay the same objects until somebody writes to them. */
interface Carved {
  readonly beside: readonly (StoredFile | undefined)[];
  readonly carving: Carving;
  readonly found: readonly Finding[];
}
const carved = new WeakMap<StoredFile, Carved>();

/** What the carver makes of a database on this disk; undefined where there are no bytes of it. */
export const carvingOf = (disk: Disk, path: FilePath): Carving | undefined => carve(disk, path)?.carving;

const inDatabase = (disk: Disk, path: FilePath): readonly Finding[] => carve(disk, path)?.found ?? [];

function carve(disk: Disk, path: FilePath): Carved | undefined {
  const file = pagedAt(disk, path);
  if (!file) return undefined;
  const [wal, journal] = [pagedAt(disk, `${path}-wal`), pagedAt(disk, `${path}-journal`)];
  const known = carved.get(file);
  if (known && known.beside[0] === wal && known.beside[1] === journal) return known;
  const carving = carveDatabase({
    path,
    main: fileBytes(file),
    ...(wal && { wal: fileBytes(wal) }),
    ...(journal && { journal: fileBytes(journal) }),
  });
  const found = carving.ok ? [...carving.records.map(ofRecord), ...carving.words.map(ofWord)] : [];
  const made = { beside: [wal, journal], carving, found };
  carved.set(file, made);
  return made;
}

function ofRecord({ where, file, page, offset, length, table, rowid, cells }: FoundRecord): Finding {
  const place = { file, where, page, offset, length, table, isListed: where === 'row' };
  return { ...place, ...contentOf(table, rowid, cells) };
}

const ofWord = ({ word, file, page, offset, rowids, isListed }: FoundWord): Finding => ({
  file,
  where: 'index',
  page,
  offset,
  length: word.length,
  table: 'message',
  isListed,
  row: undefined,
  label: undefined,
  text: word,
  blobs: [],
  wordOf: rowids,
});

type Content = Pick<Finding, 'row' | 'label' | 'text' | 'blobs'>;

/** The cells by the columns of the table. Without a table every text may be the text, and every blob is one. */
function contentOf(
  table: TableName | undefined,
  rowid: number | undefined,
  cells: readonly (Cell | undefined)[],
): Content {
  const names = COLUMNS.get(table ?? '');
  const blobs = cells.filter((cell): cell is Bytes => cell instanceof Uint8Array);
  if (!names) {
    const texts = cells.filter((cell): cell is string => typeof cell === 'string');
    return { row: rowid, label: undefined, text: texts.length === 0 ? undefined : texts.join('\n'), blobs };
  }
  const cell = (name: string): Cell | undefined => cells[names.indexOf(name)];
  const [label, text] = [cell('label'), cell('text')];
  return {
    row: rowid,
    label: typeof label === 'string' ? label : undefined,
    text: typeof text === 'string' ? text : undefined,
    blobs,
  };
}

const COLUMNS: ReadonlyMap<TableName, readonly string[]> = new Map(
  DATABASES.flatMap(({ tables }) =>
    tables.map(({ name, columns }) => [name, columns.map((column) => column.name)] as const),
  ),
);

function inTwin(path: FilePath, { tables, remnants }: Extract<StoredFile, { kind: 'twin' }>): readonly Finding[] {
  const finding = (table: TableName, row: Row, where: Finding['where']): Finding => {
    const [key] = row;
    const place = { file: path, where, page: 0, offset: 0, length: 0, table, isListed: where === 'row' };
    return { ...place, ...contentOf(table, typeof key === 'number' ? key : undefined, row) };
  };
  return [
    ...Object.entries(tables).flatMap(([table, { rows }]) => rows.map((row) => finding(table, row, 'row'))),
    ...remnants.map(({ table, row, where }) => finding(table, row, WHERE[where])),
  ];
}

const WHERE = { database: 'unallocated', index: 'index', log: 'log', journal: 'journal' } as const;

// --- other files

/** A picture as it is; a screenshot, a film and an exported chat hold the letters that stand on the screen. */
function inPlainFile(path: FilePath, bytes: Bytes): Finding {
  const label = /^[a-z]+\/(.+)\.[a-z0-9]+$/.exec(path)?.[1];
  const isPicture = path.startsWith('media/') || path.startsWith(`${FOLDERS.gallery}/`);
  return {
    file: path,
    where: 'file',
    page: 0,
    offset: 0,
    length: bytes.length,
    table: undefined,
    isListed: true,
    row: undefined,
    label: path.startsWith(`${FOLDERS.export}/`) ? undefined : label,
    text: isPicture ? undefined : fromUtf8(bytes),
    blobs: isPicture ? [bytes] : [],
  };
}
