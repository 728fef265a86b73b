/** What is wrong with a scenario from outside: place, message and cure of each problem. */
import type { ReactNode } from 'react';
import type { Problem } from '../../sim/scenario/problem.ts';
import { useText } from '../i18n/language.tsx';
import styles from './open.module.css';
import { OPEN_WORDS } from './words.ts';

export function Problems({ problems }: { problems: readonly Problem[] }): ReactNode {
  const t = useText();
  return (
    <section className={styles['problems']} role="alert">
      <h2>{t(OPEN_WORDS.cannot)}</h2>
      <p>{t(OPEN_WORDS.nothingStarted)}</p>
      <ul>
        {problems.map(({ file, line, column, code, message, cure }) => (
          <li key={`${line}:${column}:${code}`}>
            <span className={styles['place']}>{`${file}:${line}:${column}`}</span> {t(message)} {t(cure)}
          </li>
        ))}
      </ul>
    </section>
  );
}
