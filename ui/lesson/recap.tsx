/** The question with the own answer, and, once it is revealed, with what this run did. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import type { LessonContext } from './screen.tsx';
import { CONFIDENCE_WORDS, LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

interface RecapProps {
  readonly context: LessonContext;
  /** `own`: only what was predicted. `all`: every option, and which one this run made true. */
  readonly show: 'own' | 'all';
}

export function Recap({ context, show }: RecapProps): ReactNode {
  const { run, lesson, language } = context;
  const t = useText();
  const story = useStoryText();
  const question = run.question;
  if (question === undefined || lesson.answer === undefined) return null;
  const rows = [
    ...question.options.map((option, index) => ({
      key: String(index),
      text: story(option.text),
      you: lesson.answer === index,
      holds: show === 'all' && run.ask?.options[index]?.holds === true,
    })),
    { key: 'unknown', text: t(LESSON_WORDS.dontKnow), you: lesson.answer === 'unknown', holds: false },
  ].filter((row) => show === 'all' || row.you);
  const sure = lesson.confidence === undefined ? '' : t(CONFIDENCE_WORDS[lesson.confidence]);
  const separator = language === 'en' ? ', ' : '，';
  return (
    <div className={styles['recap']}>
      <h2>{story(question.ask)}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.key} data-holds={row.holds || undefined}>
            <span>{row.text}</span>
            {row.you && (
              <span className={styles['tag']}>{[t(LESSON_WORDS.you), sure].filter(Boolean).join(separator)}</span>
            )}
            {row.holds && (
              <span className={styles['tag']} data-run>
                {t(LESSON_WORDS.thisRun)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
