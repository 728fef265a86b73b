/** Small drawings above column names: a wire for the network, drawers for the company. Words stand below them. */
import type { ReactNode } from 'react';
import type { Party } from '../../../sim/trace.ts';
import styles from './who-can-read.module.css';

export function ColumnGlyph({ kind }: { kind: Party['kind'] }): ReactNode {
  if (kind === 'network') {
    return (
      <svg className={styles['glyph']} viewBox="0 0 40 26" aria-hidden="true">
        <path d="M0 13H13M27 13H40" stroke="var(--ink)" strokeWidth="1.5" />
        <path d="M14 13L20 7L26 13L20 19Z" fill="none" stroke="var(--ink)" strokeWidth="1.5" />
      </svg>
    );
  }
  if (kind === 'server') {
    return (
      <svg className={styles['glyph']} viewBox="0 0 40 26" aria-hidden="true">
        <path
          d="M.75 1.5H23.25V8.5H.75ZM.75 9.5H23.25V16.5H.75ZM.75 17.5H23.25V24.5H.75Z"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
        />
        <path d="M3.5 5H8M3.5 13H8M3.5 21H8" stroke="var(--ink)" strokeWidth="1.5" />
      </svg>
    );
  }
  return null;
}
