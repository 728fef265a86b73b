/** Below the fold: every other shipped lesson, by its question. No outcome is in it. */
import { use, type ReactNode } from 'react';
import type { Language } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { homeWords } from '../i18n/messages.ts';
import { PlaceLink } from '../shell/place-link.tsx';
import { loadLessons } from '../state/lessons.ts';
import { HOME } from '../state/url.ts';
import styles from './home.module.css';

export function MoreQuestions({ first, language }: { first: string; language: Language | undefined }): ReactNode {
  const t = useText();
  const others = use(loadLessons()).filter(({ id }) => id !== first);
  return (
    <section className={styles['more']} aria-labelledby="more-questions">
      <h2 id="more-questions">{t(homeWords.moreQuestions)}</h2>
      <ol>
        {others.map(({ id, title, question }, index) => (
          <li key={id}>
            <PlaceLink className={styles['question']} to={{ ...HOME, page: 'lesson', scenario: id, language }}>
              <span className={styles['number']}>{index + 1}</span>
              <span className={styles['asked']}>{t(question)}</span>
              <span className={styles['title']}>{t(title)}</span>
            </PlaceLink>
          </li>
        ))}
      </ol>
    </section>
  );
}
