/** The table twin of the bytes inspector: every field of every layer, one row each. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { LayerMark } from './layout.ts';
import { BYTES_WORDS } from './words.ts';
import own from './bytes.module.css';
import styles from '../twin.module.css';

export function BytesTable({ layers }: { layers: readonly LayerMark[] }): ReactNode {
  const t = useText();
  const { layer, field, offset, length, value, meaning, origin, readers } = BYTES_WORDS;
  return (
    <ScrollRegion label={t(BYTES_WORDS.title)}>
      <table className={styles['twin']}>
        <caption>{t(BYTES_WORDS.title)}</caption>
        <thead>
          <tr>
            {[layer, field, offset, length, value, meaning, origin, readers].map((word) => (
              <th scope="col" key={word.en}>
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {layers.flatMap((one) =>
            one.closed === undefined ? (
              one.fields.map((each) => (
                <tr key={each.key} data-field>
                  <td>{one.name}</td>
                  <th scope="row">{each.name}</th>
                  <td>{each.offset}</td>
                  <td>{each.length}</td>
                  <td className={each.isBytes ? own['bytes'] : undefined}>{each.value}</td>
                  <td>{each.meaning}</td>
                  <td>{each.origin}</td>
                  <td>{each.readers}</td>
                </tr>
              ))
            ) : (
              <tr key={one.index}>
                <td>{one.name}</td>
                <td colSpan={7}>{one.closed}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
