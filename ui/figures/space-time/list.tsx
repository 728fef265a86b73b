/** The space-time diagram on a narrow screen: its rows from top to bottom, each a button that shows what led to it. */
import type { ReactNode } from 'react';
import { Pages } from './pages.tsx';
import type { TwinRow } from './twin.ts';
import type { SpaceTime } from './use-space-time.ts';
import styles from './space-time.module.css';

interface PacketListProps {
  readonly twin: readonly TwinRow[];
  readonly diagram: SpaceTime;
}

export const PacketList = ({ twin, diagram }: PacketListProps): ReactNode => (
  <>
    <ol className={styles['list']}>
      {twin.map((row) => (
        <li key={row.seq}>
          <button
            type="button"
            data-explains=""
            aria-current={row.seq === diagram.state.active || undefined}
            aria-expanded={row.seq === diagram.state.explained}
            onClick={() => diagram.explain(row.seq)}
          >
            <span>{row.clock}</span> {row.deed}
            {row.packets.map(({ id, text }) => (
              <small key={id}>{text}</small>
            ))}
            {row.lasting.map((text) => (
              <small key={text}>{text}</small>
            ))}
          </button>
        </li>
      ))}
    </ol>
    <Pages diagram={diagram} />
  </>
);
