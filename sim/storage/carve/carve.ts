/** Searches the bytes of a database for what it lists and for what is left of other things. The door of this folder. */
import { findRemnants } from './remnants.ts';
import { placePages, placeTree, type Layout, type Placed } from './roles.ts';
import { readRows } from './rows.ts';
import { findWords } from './search.ts';
import { readSchema, SCHEMA_SHAPE, type Schema, type Shape } from './schemaTable.ts';
import { openSource, type Source } from './source.ts';
import type { Carving, DatabaseImage, FoundRecord } from './types.ts';

/**
 * Everything that can be told from the bytes of a database, its log and its journal, with no other knowledge: the role of each
 * page, listed rows, remnants of rows wherever they are, and words of search indexes. Total over any bytes at all, in time
 * proportional to them (`WORK_PER_BYTE`). Source: https://www.sqlite.org/fileformat2.html.
 */
export function carveDatabase(image: DatabaseImage): Carving {
  const source = openSource(image);
  if (!source) return { ok: false, reason: 'not-a-database' };
  const schema = schemaOf(source);
  const layout = placePages(source, schema.shapes);
  const reading = {
    usable: source.header.usable,
    encoding: source.header.encoding,
    budget: source.budget,
    follow: source.present,
  };
  const rows: FoundRecord[] = [];
  for (const page of layout.pages.values()) for (const row of readRows(page, reading)) rows.push(row);
  const shapes = [...schema.shapes, ...droppedFrom(source, schema, layout)];
  const records = [...rows, ...findRemnants(source, shapes, layout)];
  const words = findWords(records, schema.searches, () => true, source.budget);
  return {
    ok: true,
    pageBytes: source.header.pageBytes,
    pages: [...layout.pages]
      .toSorted(([a], [b]) => a - b)
      .map(([number, { role, owner, used }]) => ({ number, role, owner: owner?.name, used })),
    frames: source.frames.map(({ file, index, page, offset, isCurrent }) => ({ file, index, page, offset, isCurrent })),
    records,
    words,
    damaged: source.header.damaged || layout.damaged || source.budget.left < 0,
  };
}

/** Tables that were dropped: what is left of their rows in sqlite_schema says what theirs look like. */
function droppedFrom(source: Source, { shapes }: Schema, layout: Layout): readonly Shape[] {
  const left = findRemnants(source, [SCHEMA_SHAPE], layout, SCHEMA_SHAPE);
  const known = new Set(shapes.map(formOf));
  return readSchema(left).shapes.filter((shape) => {
    const form = formOf(shape);
    const isNew = shape.kind === 'table' && !known.has(form);
    known.add(form);
    return isNew;
  });
}

/** Tables of one name and the same columns are one. */
const formOf = ({ name, columns, order }: Shape): string => JSON.stringify([name, columns, order]);

/** The tree under page 1 is walked once for its rows alone; its pages are placed with all others afterwards. */
function schemaOf(source: Source): Schema {
  const placed: Placed = new Map();
  placeTree(source, SCHEMA_SHAPE, placed);
  const { usable, encoding } = source.header;
  const reading = { usable, encoding, budget: source.budget, follow: source.present };
  return readSchema([...placed.values()].flatMap((page) => readRows(page, reading)));
}
