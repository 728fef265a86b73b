/** A mark of the diagram by itself, for the legend: the same paths as in the picture. */
import type { ReactNode } from 'react';
import { sampleOf } from './elements.ts';
import type { MarkName } from './words.ts';
import styles from './space-time.module.css';

export function Glyph({ name }: { name: MarkName }): ReactNode {
  const { look, place } = sampleOf(name);
  return (
    <svg className={styles['glyph']} viewBox="0 0 32 20" width="32" height="20" aria-hidden="true">
      <path data-look={look} d={place} />
    </svg>
  );
}
