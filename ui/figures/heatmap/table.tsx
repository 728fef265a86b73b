/** The table twin of the heatmap: the same copies and messages from the same marks, in words, and how many open in each row. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { HeatMarks } from './layout.ts';
import { HEATMAP_WORDS } from './words.ts';
import styles from '../twin.module.css';

export function HeatmapTable({ marks }: { marks: HeatMarks }): ReactNode {
  const t = useText();
  return (
    <ScrollRegion label={marks.caption}>
      <table className={styles['twin']}>
        <caption>{marks.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(HEATMAP_WORDS.moment)}</th>
            <th scope="col">{t(HEATMAP_WORDS.opens)}</th>
            {marks.columns.map(({ label, clock, way }) => (
              <th scope="col" key={label}>
                {label}
                <small>
                  {clock} {way}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.rows.map((row) => (
            <tr key={row.step}>
              <th scope="row">
                {row.clock} {row.deed}
              </th>
              <td>{row.sum}</td>
              {row.cells.map(({ key, meaning }) => (
                <td key={key}>{meaning}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
