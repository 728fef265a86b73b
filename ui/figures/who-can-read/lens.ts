/**
 * A lens on the who-can-read figure: the same marks as they look from one viewpoint. Cells that it does not see fade, its own
 * show the envelope, and no text of a message is left. Pure.
 */
import type { KnownMessage } from '../../../sim/index.ts';
import type { MetadataView } from '../../worker/api.ts';
import { STATE_NAMES } from '../../i18n/terms.ts';
import { METADATA_WORDS } from '../metadata/words.ts';
import { personName } from '../names.ts';
import { clock, envelopeLine } from '../say.ts';
import type { CellMark } from './cell-mark.ts';
import { legendOf, type FigureMarks, type RowMark } from './layout.ts';

/** Stands for a name that the viewpoint does not know. */
const UNKNOWN = '?';

export function withLens(marks: FigureMarks, view: MetadataView): FigureMarks {
  const { language } = marks;
  const rows = marks.rows.map((row): RowMark => {
    if (row.kind === 'band') return row;
    const known = view.messages.find(({ message }) => message === row.label);
    return {
      ...row,
      text: METADATA_WORDS.noText[language],
      from: known ? personName(known.from, language) : UNKNOWN,
      to: known ? personName(known.to, language) : UNKNOWN,
      cells: row.cells.map((cell) =>
        cell.party === view.party ? ownCell(cell, known, view, marks) : fadedCell(cell, marks),
      ),
    };
  });
  const columns = marks.columns.map((column) =>
    column.party === view.party && column.kind === 'link'
      ? { ...column, name: METADATA_WORDS.thisLink[language], short: METADATA_WORDS.thisLink[language] }
      : column,
  );
  return { ...marks, columns, rows, legend: legendOf(rows.map(withoutFaded)) };
}

const withoutFaded = (row: RowMark): RowMark =>
  row.kind === 'band' ? row : { ...row, cells: row.cells.filter(({ faded }) => faded !== true) };

const fadedCell = (cell: CellMark, { language }: FigureMarks): CellMark => ({
  ...cell,
  content: { kind: 'nothing' },
  word: METADATA_WORDS.notSeen[language],
  envelope: undefined,
  changed: false,
  faded: true,
});

/** The envelope of a message that it knows; what it can read besides is another figure. */
function ownCell(
  cell: CellMark,
  known: KnownMessage | undefined,
  { facts, readable }: MetadataView,
  { language }: FigureMarks,
): CellMark {
  const { trafficOnly } = METADATA_WORDS;
  if (known === undefined) {
    const word = facts.some(({ how }) => how === 'wire') ? trafficOnly : STATE_NAMES.never;
    return { ...cell, state: 'never', content: { kind: 'nothing' }, word: word[language], envelope: undefined };
  }
  const bytes = METADATA_WORDS.byteCount({ count: String(known.sizeBytes) })[language];
  return {
    ...cell,
    state: readable.includes(known.message) ? 'readable' : cell.state,
    content: { kind: 'envelope', text: envelopeLine(known, language) },
    word: language === 'en' ? `${clock(known.at, language)}, ${bytes}` : `${clock(known.at, language)}，${bytes}`,
    envelope: undefined,
  };
}
