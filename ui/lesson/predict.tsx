/** The question: its options, *I don't know*, and how sure one is. The button stays in place and says what is missing. */
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import controls from '../styles/controls.module.css';
import type { LessonContext } from './screen.tsx';
import { CONFIDENCES, mayCommit, type Answer } from './stage.ts';
import { CONFIDENCE_WORDS, LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function PredictForm({ context }: { context: LessonContext }): ReactNode {
  const { run, lesson, dispatch } = context;
  const t = useText();
  const story = useStoryText();
  const question = run.question;
  if (question === undefined) return null;
  const ready = mayCommit(lesson);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    dispatch({ kind: 'commit' });
  };
  const options: readonly (readonly [Answer, string])[] = [
    ...question.options.map((option, index) => [index, story(option.text)] as const),
    ['unknown', t(LESSON_WORDS.dontKnow)],
  ];
  return (
    <form className={styles['predict']} onSubmit={submit}>
      <fieldset>
        <legend>{story(question.ask)}</legend>
        {options.map(([answer, text]) => (
          <label key={answer} className={styles['choice']}>
            <input
              type="radio"
              name="answer"
              checked={lesson.answer === answer}
              onChange={() => dispatch({ kind: 'choose', answer })}
            />
            <span className={styles['dot']} />
            {text}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles['sure']}>
        <legend>{t(LESSON_WORDS.howSure)}</legend>
        <div>
          {CONFIDENCES.map((confidence) => (
            <label key={confidence} className={styles['choice']}>
              <input
                type="radio"
                name="confidence"
                checked={lesson.confidence === confidence}
                onChange={() => dispatch({ kind: 'sure', confidence })}
              />
              <span className={styles['dot']} />
              {t(CONFIDENCE_WORDS[confidence])}
            </label>
          ))}
        </div>
      </fieldset>
      <button type="submit" className={controls['main']} aria-disabled={!ready} aria-describedby="predict-missing">
        {t(LESSON_WORDS.thatIsMyAnswer)}
      </button>
      <p id="predict-missing" className={styles['missing']}>
        {ready ? '' : t(lesson.answer === undefined ? LESSON_WORDS.chooseFirst : LESSON_WORDS.chooseSure)}
      </p>
    </form>
  );
}
