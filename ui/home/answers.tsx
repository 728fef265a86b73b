/** The three answers: a choice before the message is sent, the same list with what the person and the run said after. */
import type { ReactNode, RefObject } from 'react';
import { Mark } from '../figures/marks.tsx';
import { useText } from '../i18n/language.tsx';
import { homeWords } from '../i18n/messages.ts';
import type { ClaimView, QuestionView, RunView } from '../worker/api.ts';
import { forecastMarks, type Place } from './outcome.ts';
import styles from './home.module.css';

interface AnswersProps {
  readonly view: RunView;
  readonly places: readonly Place[];
  /** Index of the person's answer. */
  readonly answer: number | undefined;
}

interface ChoiceProps extends AnswersProps {
  readonly onAnswer: (index: number) => void;
  readonly fieldset: RefObject<HTMLFieldSetElement | null>;
}

export function Answers({ view, places, answer, onAnswer, fieldset }: ChoiceProps): ReactNode {
  const t = useText();
  return (
    <fieldset ref={fieldset} className={styles['answers']}>
      <legend>{t(homeWords.answers)}</legend>
      {optionsOf(view).map((option, index) => (
        <label key={index} className={styles['answer']}>
          <input type="radio" name="answer" checked={answer === index} onChange={() => onAnswer(index)} />
          <span className={styles['dot']} aria-hidden="true" />
          <span className={styles['text']}>{t(option.text)}</span>
          <Forecast claims={option.claims} places={places} />
        </label>
      ))}
    </fieldset>
  );
}

export function Results({
  view,
  places,
  answer,
  held,
}: AnswersProps & { readonly held: number | undefined }): ReactNode {
  const t = useText();
  return (
    <ul className={styles['answers']} aria-label={t(homeWords.answers)}>
      {optionsOf(view).map((option, index) => (
        <li key={index} className={styles['answer']} data-held={held === index || undefined}>
          <span className={styles['text']}>{t(option.text)}</span>
          <Forecast claims={option.claims} places={places} />
          <span className={styles['tags']}>
            {answer === index && <span data-tag="you">{t(homeWords.you)}</span>}
            {held === index && <span data-tag="run">{t(homeWords.thisRun)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const optionsOf = (view: RunView): QuestionView['options'] => view.question?.options ?? [];

/** What the answer says of each place, in the order of the path. The words say it too. */
function Forecast({ claims, places }: { claims: readonly ClaimView[]; places: readonly Place[] }): ReactNode {
  return (
    <span className={styles['forecast']} aria-hidden="true">
      {forecastMarks(claims, places).map((name, place) => (
        <Mark key={place} name={name} className={styles['mark']} />
      ))}
    </span>
  );
}
