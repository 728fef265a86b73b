/**
 * The first page is the first experiment: a question, the path, three answers, *Send it*. Two activations lead from here to
 * an outcome; nothing of the outcome is on the page, or asked of the engine, before the second. Then one change to the world.
 */
import { Suspense, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { inLanguage, type Language } from '../../sim/text.ts';
import { lesson as next } from 'virtual:lesson/keys-stolen-late';
import { lesson as first } from 'virtual:lesson/one-message';
import { PathFigure } from '../figures/path/figure.tsx';
import { layoutPath } from '../figures/path/layout.ts';
import { useText } from '../i18n/language.tsx';
import { homeWords } from '../i18n/messages.ts';
import { goTo } from '../state/navigation.ts';
import { useAnswerTo } from '../state/use-answer.ts';
import { choiceOf, HOME, type UrlState } from '../state/url.ts';
import controls from '../styles/controls.module.css';
import type { RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { Answers, Results } from './answers.tsx';
import { MoreQuestions } from './more-questions.tsx';
import { heldOption, outcomeSentences, questionLines, type Place } from './outcome.ts';
import styles from './home.module.css';

/** `ask`: nothing has been sent. `sent`: the outcome. `keys`: the outcome where the company holds the keys. */
const STAGES = ['ask', 'sent', 'keys'] as const;
type Stage = (typeof STAGES)[number];

interface HomeProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function Home({ state, language, engine }: HomeProps): ReactNode {
  const stage = STAGES.find((one) => one === state.own['stage']) ?? 'ask';
  const { shown, before } = useRuns(engine, choiceOf({ ...state, variant: undefined }, first.id, language), stage);
  const [answer, setAnswer] = useState<number | undefined>(undefined);
  const answers = useRef<HTMLFieldSetElement>(null);
  const go = (next: Stage): void => {
    if (next === 'ask') setAnswer(undefined);
    goTo({ ...state, own: next === 'ask' ? {} : { stage: next } });
  };
  const act = (event: FormEvent): void => {
    event.preventDefault();
    if (stage === 'sent') go('keys');
    else if (stage === 'keys') goTo({ ...HOME, page: 'lesson', scenario: next.id, language: state.language });
    else if (answer === undefined) answers.current?.querySelector('input')?.focus();
    else go('sent');
  };
  const places = shown === undefined ? [] : placesOf(shown, language);
  return (
    <>
      <section className={styles['try']} aria-labelledby="question">
        <Question language={language} />
        <div className={styles['path']}>
          {shown !== undefined && (
            <PathFigure view={shown} frame={shown.frames.length - 1} language={language} against={before} />
          )}
        </div>
        <form onSubmit={act}>
          {shown === undefined ? (
            <div className={styles['waiting']} />
          ) : stage === 'ask' ? (
            <Answers view={shown} places={places} answer={answer} onAnswer={setAnswer} fieldset={answers} />
          ) : (
            <Results view={shown} places={places} answer={answer} held={heldOption(shown)} />
          )}
          <div className={styles['go']}>
            <Act stage={stage} ready={stage !== 'ask' || answer !== undefined} />
            <div className={styles['said']}>
              <p role="status">
                {shown !== undefined && stage !== 'ask' && (
                  <Said places={places} before={before === undefined ? undefined : placesOf(before, language)} />
                )}
              </p>
              <Aside stage={stage} answered={answer !== undefined} onGo={go} />
            </div>
          </div>
        </form>
      </section>
      <Suspense>
        <MoreQuestions first={first.id} language={state.language} />
      </Suspense>
    </>
  );
}

/** The run on the screen and, for the last stage, the one before it. Never later than the stage that they belong to. */
function useRuns(
  engine: Engine,
  choice: RunChoice,
  stage: Stage,
): { readonly shown: RunView | undefined; readonly before: RunView | undefined } {
  const key = `${stage} ${JSON.stringify(choice)}`;
  // What belongs to another stage must not be seen under this one, not even for a moment.
  const answer = useAnswerTo(key, async () => {
    if (stage === 'ask') return { shown: await engine.play(choice, 'start'), before: undefined };
    const sent = await engine.play(choice);
    const variant = sent.scenario.variants[0]?.id;
    if (stage === 'sent' || variant === undefined) return { shown: sent, before: undefined };
    return { shown: await engine.play({ ...choice, variant }), before: sent };
  });
  return answer ?? { shown: undefined, before: undefined };
}

const placesOf = (view: RunView, language: Language): readonly Place[] =>
  layoutPath(view, view.frames.length - 1, { language }).places.map(({ kind, party, mark }) => ({
    kind,
    party,
    state: mark.state,
  }));

function Question({ language }: { language: Language }): ReactNode {
  const [opening, second] = questionLines(inLanguage(first.question, language));
  return (
    <h1 id="question">
      <span data-part={second === undefined ? 'asks' : 'tells'}>{opening}</span>{' '}
      {second !== undefined && <span data-part="asks">{second}</span>}
    </h1>
  );
}

/** The one button of the page: it stays in its place, and says what it does next. */
function Act({ stage, ready }: { stage: Stage; ready: boolean }): ReactNode {
  const t = useText();
  const words = {
    ask: t(homeWords.send),
    sent: t(homeWords.companyKeys),
    keys: t(homeWords.next({ title: t(next.title) })),
  };
  return (
    <button type="submit" className={controls['main']} aria-disabled={!ready}>
      {words[stage]}
    </button>
  );
}

function Said({ places, before }: { places: readonly Place[]; before: readonly Place[] | undefined }): ReactNode {
  const t = useText();
  return outcomeSentences(places, before).map((sentence, index) => (
    <span key={sentence.en} data-first={index === 0 || undefined}>
      {t(sentence)}{' '}
    </span>
  ));
}

function Aside({
  stage,
  answered,
  onGo,
}: {
  stage: Stage;
  answered: boolean;
  onGo: (stage: Stage) => void;
}): ReactNode {
  const t = useText();
  if (stage === 'ask') return answered ? null : <p className={styles['hint']}>{t(homeWords.chooseFirst)}</p>;
  return (
    <p>
      {stage === 'keys' && (
        <button type="button" className={controls['quiet']} onClick={() => onGo('sent')}>
          {t(homeWords.runBefore)}
        </button>
      )}
      <button type="button" className={controls['quiet']} onClick={() => onGo('ask')}>
        {t(homeWords.again)}
      </button>
    </p>
  );
}
