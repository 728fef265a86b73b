/** A question: its options, *I don't know*, and how sure one is. The button stays in place and says what is missing. */
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import controls from '../styles/controls.module.css';
import { CONFIDENCES, type Answer, type Confidence } from './stage.ts';
import { CONFIDENCE_WORDS, LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export interface AnswerFormProps {
  readonly ask: string;
  readonly options: readonly string[];
  readonly answer: Answer | undefined;
  readonly confidence: Confidence | undefined;
  readonly onAnswer: (answer: Answer) => void;
  readonly onConfidence: (confidence: Confidence) => void;
  /** Called as often as the button is pressed: whoever gets it decides whether all is there. */
  readonly onCommit: () => void;
}

export function AnswerForm(props: AnswerFormProps): ReactNode {
  const { ask, options, answer, confidence, onAnswer, onConfidence, onCommit } = props;
  const t = useText();
  const ready = answer !== undefined && confidence !== undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onCommit();
  };
  const choices: readonly (readonly [Answer, string])[] = [
    ...options.map((text, index) => [index, text] as const),
    ['unknown', t(LESSON_WORDS.dontKnow)],
  ];
  return (
    <form className={styles['predict']} onSubmit={submit}>
      <fieldset>
        <legend>{ask}</legend>
        {choices.map(([choice, text]) => (
          <label key={choice} className={styles['choice']}>
            <input type="radio" name="answer" checked={answer === choice} onChange={() => onAnswer(choice)} />
            <span className={styles['dot']} />
            {text}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles['sure']}>
        <legend>{t(LESSON_WORDS.howSure)}</legend>
        <div>
          {CONFIDENCES.map((one) => (
            <label key={one} className={styles['choice']}>
              <input type="radio" name="confidence" checked={confidence === one} onChange={() => onConfidence(one)} />
              <span className={styles['dot']} />
              {t(CONFIDENCE_WORDS[one])}
            </label>
          ))}
        </div>
      </fieldset>
      <button type="submit" className={controls['main']} aria-disabled={!ready} aria-describedby="predict-missing">
        {t(LESSON_WORDS.thatIsMyAnswer)}
      </button>
      <p id="predict-missing" className={styles['missing']}>
        {ready ? '' : t(answer === undefined ? LESSON_WORDS.chooseFirst : LESSON_WORDS.chooseSure)}
      </p>
    </form>
  );
}
