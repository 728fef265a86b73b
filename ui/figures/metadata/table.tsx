/** The table twin of the metadata figure: one row for each edge, one for each tick and silence, nothing more and nothing less. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { MetadataMarks } from './layout.ts';
import { METADATA_WORDS } from './words.ts';
import styles from '../twin.module.css';

export const MetadataTable = ({ marks }: { marks: MetadataMarks }): ReactNode => (
  <>
    <PairTable marks={marks} />
    <FactTable marks={marks} />
  </>
);

function PairTable({ marks: { graph, graphTitle } }: { marks: MetadataMarks }): ReactNode {
  const t = useText();
  const nameOf = (id: string): string => graph.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <ScrollRegion label={graphTitle}>
      <table className={styles['twin']}>
        <caption>{graphTitle}</caption>
        <tbody>
          {graph.edges.map(({ ends, count, bytes }) => (
            <tr key={ends.join(' ')} data-edge>
              <th scope="row">{ends.map(nameOf).join(' – ')}</th>
              <td>{count}</td>
              <td>{bytes}</td>
            </tr>
          ))}
          {graph.nodes
            .filter(({ id }) => !graph.edges.some(({ ends }) => ends.includes(id)))
            .map(({ id, name }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td colSpan={2}>{t(METADATA_WORDS.messages({ count: 0 }))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function FactTable({ marks: { strips } }: { marks: MetadataMarks }): ReactNode {
  const t = useText();
  const { time, device, direction, packets, bytes, tells, day, silent, toCompany, fromCompany } = METADATA_WORDS;
  return (
    <ScrollRegion label={t(day)}>
      <table className={styles['twin']}>
        <caption>{t(day)}</caption>
        <thead>
          <tr>
            {[time, device, direction, packets, bytes, tells].map((word) => (
              <th scope="col" key={word.en}>
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {strips.rows.flatMap((row) => [
            ...row.ticks.map((tick) => (
              <tr key={tick.key} data-tick>
                <td>{tick.time}</td>
                <th scope="row">{row.name}</th>
                <td>{t(tick.toward === 'server' ? toCompany : fromCompany)}</td>
                <td>{tick.packets}</td>
                <td>{tick.bytes}</td>
                <td>
                  {tick.tells.map((line) => (
                    <div key={line}>{line}</div>
                  ))}
                </td>
              </tr>
            )),
            ...row.silences.map((silence) => (
              <tr key={`${row.device} ${silence.x}`} data-silence>
                <td>{silence.time}</td>
                <th scope="row">{row.name}</th>
                <td colSpan={4}>{t(silent)}</td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
