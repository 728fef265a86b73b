/** The table twin of the space-time diagram: the same rows in words, as many as the picture shows, with buttons to go on. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import { FIGURE_WORDS } from '../words.ts';
import { Pages } from './pages.tsx';
import type { TwinRow } from './twin.ts';
import type { SpaceTime } from './use-space-time.ts';
import { SPACE_TIME_WORDS } from './words.ts';
import styles from '../twin.module.css';

interface PacketTableProps {
  readonly twin: readonly TwinRow[];
  readonly diagram: SpaceTime;
}

export function PacketTable({ twin, diagram }: PacketTableProps): ReactNode {
  const t = useText();
  const { state, explain } = diagram;
  const heads = [
    FIGURE_WORDS.time,
    SPACE_TIME_WORDS.who,
    SPACE_TIME_WORDS.deed,
    SPACE_TIME_WORDS.packets,
    SPACE_TIME_WORDS.lasting,
    SPACE_TIME_WORDS.cause,
  ];
  return (
    <>
      <ScrollRegion label={t(SPACE_TIME_WORDS.title)}>
        <table className={styles['twin']}>
          <caption>{t(SPACE_TIME_WORDS.title)}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head.en}>
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {twin.map((row) => (
              <tr key={row.seq}>
                <td>{row.clock}</td>
                <th scope="row">{row.who}</th>
                <td>{row.deed}</td>
                <td>
                  {row.packets.map(({ id, text }) => (
                    <div key={id}>{text}</div>
                  ))}
                </td>
                <td>{row.lasting.join(' ')}</td>
                <td>
                  <button
                    type="button"
                    data-explains=""
                    aria-expanded={state.explained === row.seq}
                    onClick={() => explain(row.seq)}
                  >
                    {t(
                      row.cause === undefined
                        ? SPACE_TIME_WORDS.story
                        : SPACE_TIME_WORDS.event({ event: row.cause + 1 }),
                    )}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <Pages diagram={diagram} />
    </>
  );
}
