/** The words of the table twin, pure: one entry for each mark of the picture, nothing more and nothing less. */
import type { Language } from '../../../sim/text.ts';
import { FIGURE_WORDS } from '../words.ts';
import type { CellMark } from './cell-mark.ts';
import type { ColumnMark, FigureMarks } from './layout.ts';

export interface TwinTable {
  readonly caption: string;
  readonly columns: readonly Pick<ColumnMark, 'party' | 'name' | 'note'>[];
  readonly rows: readonly TwinRow[];
}

export type TwinRow =
  | { readonly kind: 'band'; readonly key: string; readonly clock: string; readonly text: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly clock: string;
      readonly title: string;
      readonly cells: readonly CellMark[];
    };

export function tableOf(marks: FigureMarks): TwinTable {
  const { language } = marks;
  const separator = language === 'en' ? ', ' : '，';
  const announced: readonly TwinRow[] =
    marks.announced === undefined
      ? []
      : [
          {
            kind: 'band',
            key: marks.announced.step,
            clock: marks.announced.clock,
            text: `${FIGURE_WORDS.next[language]} ${marks.announced.deed}`.trim(),
          },
        ];
  return {
    caption: language === 'en' ? `Who can read, at ${marks.clock}` : `${marks.clock} 时，谁能读`,
    columns: marks.columns,
    rows: [
      ...marks.rows.map((row): TwinRow =>
        row.kind === 'band'
          ? {
              kind: 'band',
              key: row.step,
              clock: row.clock,
              text: [row.deed, row.rest].filter(Boolean).join(separator),
            }
          : {
              kind: 'message',
              key: row.label,
              clock: row.clock,
              title: `${row.label} ${row.from} → ${row.to}`,
              cells: row.cells,
            },
      ),
      ...announced,
    ],
  };
}

/** One cell in words: the state, what is seen, and whether it changed at this step. */
export function cellText(cell: CellMark, language: Language): string {
  const seen = seenText(cell);
  const colon = language === 'en' ? ': ' : '：';
  const open = language === 'en' ? ' (' : '（';
  const close = language === 'en' ? ')' : '）';
  const flags = [
    cell.changed ? FIGURE_WORDS.changed[language] : '',
    cell.found ? FIGURE_WORDS.found[language] : '',
  ].filter(Boolean);
  const tail = flags.length === 0 ? '' : `${open}${flags.join(language === 'en' ? ', ' : '，')}${close}`;
  return `${cell.word}${seen === '' ? '' : `${colon}${seen}`}${tail}`;
}

function seenText(cell: CellMark): string {
  switch (cell.content.kind) {
    case 'text':
    case 'struck':
    case 'envelope':
      return cell.content.text;
    case 'bytes':
      return cell.content.bytes;
    case 'nothing':
      return '';
  }
}
