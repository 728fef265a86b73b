/** The table twin of the path: one row a place, in the order in which the message passes them. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { cellText } from '../who-can-read/twin.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { PathMarks } from './layout.ts';
import styles from '../twin.module.css';

export function PathTable({ marks }: { marks: PathMarks }): ReactNode {
  const t = useText();
  return (
    <ScrollRegion label={t(FIGURE_WORDS.path)}>
      <table className={styles['twin']}>
        <caption>{t(FIGURE_WORDS.path)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(FIGURE_WORDS.place)}</th>
            <th scope="col">{t(FIGURE_WORDS.sees)}</th>
          </tr>
        </thead>
        <tbody>
          {marks.places.map((place, index) => (
            <tr key={index}>
              <th scope="row">{place.name}</th>
              <td>
                {cellText(place.mark, marks.language)}
                {place.mark.envelope === undefined ? '' : ` · ${place.mark.envelope}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
