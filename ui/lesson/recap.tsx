/** The question with the own answer, and, once it is revealed, with what this run did. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import type { LessonContext } from './screen.tsx';
import { CONFIDENCE_WORDS, LESSON_WORDS } from './words.ts';
import type { AskOptionView } from '../worker/api.ts';
import { useAnswerTo } from '../state/use-answer.ts';
import { PlaceLink } from '../shell/place-link.tsx';
import { HOME } from '../state/url.ts';
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
  const trueIn = useElsewhere(context, show);
  if (question === undefined || lesson.answer === undefined) return null;
  const rows = [
    ...question.options.map((option, index) => ({
      key: String(index),
      text: story(option.text),
      you: lesson.answer === index,
      holds: show === 'all' && run.ask?.options[index]?.holds === true,
      elsewhere: trueIn && run.ask?.options[index],
      trueIn: trueIn?.[index],
    })),
    {
      key: 'unknown',
      text: t(LESSON_WORDS.dontKnow),
      you: lesson.answer === 'unknown',
      holds: false,
      elsewhere: undefined,
      trueIn: undefined,
    },
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
            {row.elsewhere !== undefined && !row.holds && (
              <Elsewhere context={context} option={row.elsewhere} trueIn={row.trueIn} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where each answer would be right: all variants are played for it, so it is asked for where it is shown, and after all else. */
function useElsewhere(
  { engine, choice, run }: LessonContext,
  show: RecapProps['show'],
): readonly (string | undefined)[] | undefined {
  const isWanted = show === 'all' && run.ask !== undefined;
  return useAnswerTo(JSON.stringify([choice, isWanted]), async () =>
    isWanted ? await engine.elsewhere(choice) : undefined,
  );
}

interface ElsewhereProps {
  readonly context: LessonContext;
  readonly option: AskOptionView;
  readonly trueIn: string | undefined;
}

/** A wrong answer is right somewhere: there the run as written stands beside that one. Else it is said why it never is. */
function Elsewhere({ context, option, trueIn }: ElsewhereProps): ReactNode {
  const { choice, language } = context;
  const t = useText();
  const story = useStoryText();
  if (trueIn !== undefined) {
    const { scenario, seed, suite, switches, onKeyChange } = choice;
    const own = { view: 'compare', with: trueIn };
    return (
      <PlaceLink
        to={{ ...HOME, page: 'lab', scenario, seed, suite, switches, onKeyChange, language, own }}
        className={styles['elsewhere']}
        label={`${t(LESSON_WORDS.whenTrue)}${language === 'en' ? ': ' : '：'}${story(option.text)}`}
      >
        {t(LESSON_WORDS.whenTrue)}
      </PlaceLink>
    );
  }
  return option.never === undefined ? null : <span className={styles['elsewhere']}>{story(option.never)}</span>;
}
