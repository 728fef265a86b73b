/** A table that may be wider than its place scrolls inside it, and can be reached and scrolled with the keyboard. */
import type { ReactNode } from 'react';
import styles from './twin.module.css';

export const ScrollRegion = ({ label, children }: { label: string; children: ReactNode }): ReactNode => (
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll only what has the focus (WCAG 2.1.1)
  <div className={styles['scroll']} role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
