/**
 * A lens on the who-can-read figure and its timeline: the same marks as they look from one viewpoint. Cells that it does not
 * see fade, its own show the envelope, deeds of others are blank, and no text of a message is left. Pure.
 */
import type { KnownMessage } from '../../../sim/index.ts';
import type { MetadataView } from '../../worker/api.ts';
import { STATE_NAMES } from '../../i18n/terms.ts';
import { METADATA_WORDS } from '../metadata/words.ts';
import { personName } from '../names.ts';
import { clock } from '../say.ts';
import type { TimelineMarks } from '../timeline/layout.ts';
import type { CellMark } from './cell-mark.ts';
import { legendOf, type FigureMarks, type RowMark } from './layout.ts';

/** Stands for a name that the viewpoint does not know. */
const UNKNOWN = '?';

export function withLens(marks: FigureMarks, view: MetadataView): FigureMarks {
  const { language } = marks;
  const hides = !isAttacker(marks, view);
  const rows = marks.rows.map((row): RowMark => {
    if (row.kind === 'band') return hides ? { ...row, deed: METADATA_WORDS.notSeen[language], rest: '' } : row;
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
  const thisLink = METADATA_WORDS.thisLink[language];
  const columns = marks.columns.map((column) => {
    if (column.party !== view.party) return { ...column, note: '' };
    return column.kind === 'link' ? { ...column, name: thisLink, short: thisLink } : column;
  });
  return { ...marks, columns, rows, legend: legendOf(rows.map(withoutFaded)) };
}

/** The arrows of messages that the viewpoint knows of; who else records or stole something, only an attacker knows of herself. */
export function timelineWithLens(timeline: TimelineMarks, marks: FigureMarks, view: MetadataView): TimelineMarks {
  const known = new Set(view.messages.map(({ message }) => message));
  const arrows = timeline.arrows.filter(({ message }) => known.has(message));
  if (isAttacker(marks, view)) return { ...timeline, arrows };
  return { ...timeline, arrows: arrows.map((arrow) => ({ ...arrow, taps: [] })), thefts: [], reading: [] };
}

const isAttacker = ({ columns }: FigureMarks, { party }: MetadataView): boolean =>
  columns.some((column) => column.party === party && column.kind === 'attacker');

const withoutFaded = (row: RowMark): RowMark =>
  row.kind === 'band' ? row : { ...row, cells: row.cells.filter(({ faded }) => faded !== true) };

const fadedCell = (cell: CellMark, { language }: FigureMarks): CellMark => ({
  ...cell,
  content: { kind: 'nothing' },
  shown: undefined,
  remnant: undefined,
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
    remnant: undefined,
    content: { kind: 'envelope', text: `${personName(known.from, language)} → ${personName(known.to, language)}` },
    word: language === 'en' ? `${clock(known.at, language)}, ${bytes}` : `${clock(known.at, language)}，${bytes}`,
    envelope: undefined,
  };
}
