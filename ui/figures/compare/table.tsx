/** The table twin of the comparison: every cell of both runs in words, those that differ first named. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { cellText } from '../who-can-read/twin.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { CompareProps } from './figure.tsx';
import styles from '../twin.module.css';

export function CompareTable({ marks, base, broken, flipsAt }: CompareProps): ReactNode {
  const t = useText();
  const nameOf = (party: string): string => marks.columns.find((column) => column.party === party)?.name ?? party;
  return (
    <ScrollRegion label={t(FIGURE_WORDS.whoCanRead)}>
      <table className={styles['twin']}>
        <caption>{t(FIGURE_WORDS.whoCanRead)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(FIGURE_WORDS.message)}</th>
            <th scope="col">{t(FIGURE_WORDS.place)}</th>
            <th scope="col">{base.title}</th>
            <th scope="col">{broken.title}</th>
            {flipsAt !== undefined && <th scope="col">{t(FIGURE_WORDS.flipsAtStep)}</th>}
          </tr>
        </thead>
        <tbody>
          {marks.rows.map((row) =>
            row.kind === 'band' ? (
              <tr key={row.row.step} className={styles['band']}>
                <td>{row.row.clock}</td>
                <td>{row.row.deed}</td>
                <td>{row.row.theft ? base.loot : ''}</td>
                <td>{row.row.theft ? broken.loot : ''}</td>
                {flipsAt !== undefined && <td>{flipsAt[row.row.step] ?? ''}</td>}
              </tr>
            ) : (
              row.cells.map((cell, index) => (
                <tr key={cell.key}>
                  <th scope="row">{row.row.label}</th>
                  <td>{nameOf(cell.before.party)}</td>
                  <td>{cellText(cell.before, marks.language)}</td>
                  <td>
                    {cell.flips ? <b>{cellText(cell.after, marks.language)}</b> : cellText(cell.after, marks.language)}
                  </td>
                  {flipsAt !== undefined && <td>{index === 0 ? (flipsAt[row.row.step] ?? '') : ''}</td>}
                </tr>
              ))
            ),
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
