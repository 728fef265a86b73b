/** The table twin of the who-can-read figure: the same cells from the same marks, as words. Wide tables scroll inside. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { CellKey } from '../cells.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { FigureMarks } from './layout.ts';
import { cellText, tableOf } from './twin.ts';
import styles from '../twin.module.css';

interface WhoCanReadTableProps {
  readonly marks: FigureMarks;
  /** With it every cell is a button, as in the picture. */
  readonly onCell?: ((key: CellKey) => void) | undefined;
  readonly open?: CellKey | undefined;
}

export function WhoCanReadTable({ marks, onCell, open }: WhoCanReadTableProps): ReactNode {
  const t = useText();
  const table = tableOf(marks);
  return (
    <ScrollRegion label={t(FIGURE_WORDS.whoCanRead)}>
      <table className={styles['twin']}>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(FIGURE_WORDS.time)}</th>
            <th scope="col">{t(FIGURE_WORDS.message)}</th>
            {table.columns.map((column) => (
              <th scope="col" key={column.party}>
                {column.name}
                <small>{column.note}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) =>
            row.kind === 'band' ? (
              <tr key={row.key} className={styles['band']}>
                <td>{row.clock}</td>
                <td colSpan={table.columns.length + 1}>{row.text}</td>
              </tr>
            ) : (
              <tr key={row.key}>
                <td>{row.clock}</td>
                <th scope="row">{row.title}</th>
                {row.cells.map((cell) => (
                  <td key={cell.key}>
                    {onCell === undefined ? (
                      cellText(cell, marks.language)
                    ) : (
                      <button type="button" aria-expanded={open === cell.key} onClick={() => onCell(cell.key)}>
                        {cellText(cell, marks.language)}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            ),
          )}
          {table.rows.length === 0 && (
            <tr>
              <td colSpan={table.columns.length + 2}>{t(FIGURE_WORDS.nothingYetLong)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
