/**
 * Two runs of one story side by side: the same rows and columns twice, flipped cells as plates with the other run as a small
 * ghost, the rest as small dimmed marks. Pure; made from the marks of both runs, so that picture and table agree.
 */
import { looksLike, type CellState } from '../../../sim/knowledge/types.ts';
import type { ShownMark } from '../../i18n/shown.ts';
import type { CellKey } from '../cells.ts';
import type { CellMark } from '../who-can-read/cell-mark.ts';
import type { ColumnMark, FigureMarks, RowMark } from '../who-can-read/layout.ts';
import { FIGURE_WORDS } from '../words.ts';

export interface ComparedCell {
  readonly key: CellKey;
  readonly before: CellMark;
  readonly after: CellMark;
  readonly flips: boolean;
}

export interface ComparedColumn extends Pick<ColumnMark, 'party' | 'kind' | 'name' | 'short'> {
  /** Some cell of it flips, so it needs room for plates. */
  readonly wide: boolean;
}

export type ComparedRow =
  | { readonly kind: 'band'; readonly row: Extract<RowMark, { kind: 'band' }> }
  | {
      readonly kind: 'message';
      readonly row: Extract<RowMark, { kind: 'message' }>;
      readonly cells: readonly ComparedCell[];
    };

export interface ComparedMarks {
  readonly language: FigureMarks['language'];
  readonly columns: readonly ComparedColumn[];
  readonly rows: readonly ComparedRow[];
  /** What occurs in either run, for the legend. */
  readonly legend: readonly (CellState | ShownMark)[];
}

/** Pairs the cells of two runs by message and party. A message that only the second run has is left out. */
export function compareMarks(base: FigureMarks, broken: FigureMarks): ComparedMarks {
  const others = new Map(cellsOf(broken).map((cell) => [cell.key, cell]));
  const rows = base.rows.map((row): ComparedRow => {
    if (row.kind === 'band') return { kind: 'band', row };
    const cells = row.cells.map((before): ComparedCell => {
      const after = others.get(before.key) ?? notSent(before, base.language);
      return { key: before.key, before, after, flips: !looksLike(before, after) };
    });
    return { kind: 'message', row, cells };
  });
  const pairs = rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));
  const flipping = new Set(pairs.filter((pair) => pair.flips).map((pair) => pair.before.party));
  const marks = pairs.flatMap(({ before, after }) => [before, after]);
  const occurs = new Set([...marks.map(({ state }) => state), ...marks.flatMap(({ shown }) => shown?.kind ?? [])]);
  return {
    language: base.language,
    columns: base.columns.map(({ party, kind, name, short }) => ({
      party,
      kind,
      name,
      short,
      wide: flipping.has(party),
    })),
    rows,
    legend: [...occurs].filter((entry) => entry !== 'hole'),
  };
}

const cellsOf = (marks: FigureMarks): readonly CellMark[] =>
  marks.rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));

/** The cell of a message that the second run does not write: nobody has anything of it there. */
const notSent = (before: CellMark, language: FigureMarks['language']): CellMark => ({
  ...before,
  state: 'never',
  content: { kind: 'nothing' },
  shown: undefined,
  remnant: undefined,
  word: FIGURE_WORDS.notSentHere[language],
  envelope: undefined,
});
