/** Marks as a static SVG string, for snapshots: what stands where and what it says, with rounded numbers and no colours. */
import type { FigureMarks, RowMark } from '../who-can-read/layout.ts';

const REM = 16;

export function svgOf(marks: FigureMarks): string {
  const height = round(marks.height * REM + 40);
  return [
    `<svg viewBox="0 0 ${round(marks.width * REM)} ${height}" data-clock="${marks.clock}">`,
    ...marks.columns.map(
      (column) =>
        `  <text x="${round(column.x * REM)}" y="16" data-kind="${column.kind}">${escape(column.name)} | ${escape(column.note)}</text>`,
    ),
    ...marks.rows.flatMap((row) => rowLines(row, marks)),
    ...(marks.announced === undefined ? [] : [`  <text y="${height}">${escape(marks.announced.deed)}</text>`]),
    `  <desc>${marks.legend.join(' ')}</desc>`,
    '</svg>',
  ].join('\n');
}

function rowLines(row: RowMark, marks: FigureMarks): readonly string[] {
  const y = round(row.y * REM + 40);
  const height = round(row.height * REM);
  if (row.kind === 'band') {
    return [`  <g y="${y}" height="${height}"><text>${row.clock} ${escape(row.deed)}, ${escape(row.rest)}</text></g>`];
  }
  return [
    `  <g y="${y}" height="${height}"><text>${row.label} ${row.clock} ${escape(row.from)} to ${escape(row.to)}</text>`,
    ...row.cells.map((cell, index) => {
      const column = marks.columns[index];
      const seen = 'text' in cell.content ? cell.content.text : 'bytes' in cell.content ? cell.content.bytes : '';
      const flags = [cell.changed && 'changed', cell.found && 'found', cell.selected && 'selected'].filter(Boolean);
      return `    <rect x="${round((column?.x ?? 0) * REM)}" width="${round((column?.width ?? 0) * REM)}" data-state="${cell.state}"${flags.length === 0 ? '' : ` class="${flags.join(' ')}"`}>${escape(`${cell.word}: ${seen}`)}</rect>`;
    }),
    '  </g>',
  ];
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
