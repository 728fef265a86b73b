/** One round: the phones of one run, the question, and, once the game is over, what it was. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import { useWidth } from '../figures/use-width.ts';
import { AnswerForm } from '../lesson/answer-form.tsx';
import type { RevealView } from '../worker/api.ts';
import controls from '../styles/controls.module.css';
import lesson from '../lesson/lesson.module.css';
import { answerTo } from './game.ts';
import { PhonesFigure } from './phones.tsx';
import { RoundsNav } from './nav.tsx';
import type { GameContext } from './screen.tsx';
import { Verdict } from './verdict.tsx';
import { SPOT_WORDS } from './words.ts';
import styles from './spot.module.css';

interface RoundProps {
  readonly context: GameContext;
  readonly reveal: RevealView | undefined;
}

export function RoundPane({ context, reveal }: RoundProps): ReactNode {
  const { view, place, heading } = context;
  const t = useText();
  const story = useStoryText();
  const narrow = useWidth() === 'narrow';
  const round = place === 'result' ? 0 : place;
  return (
    <section className={lesson['story']} aria-labelledby="spot-title">
      <RoundsNav context={context} />
      <h1 id="spot-title">{story(view.title)}</h1>
      {(!narrow || round === 0) && (
        <div className={styles['situation']}>
          {view.story.map((text) => (
            <p key={story(text)}>{story(text)}</p>
          ))}
        </div>
      )}
      <h2 ref={heading} tabIndex={-1} className={styles['run']}>
        {t(SPOT_WORDS.runOf({ run: round + 1, all: view.rounds.length }))}
      </h2>
      {narrow && <Figure context={context} />}
      {reveal === undefined ? <Question context={context} /> : <Past context={context} reveal={reveal} />}
    </section>
  );
}

/** Beside the question; on a narrow screen the phones stand above it instead. */
export function RoundWork({ context }: { context: GameContext }): ReactNode {
  const narrow = useWidth() === 'narrow';
  return narrow ? null : (
    <div className={lesson['work']}>
      <Figure context={context} />
    </div>
  );
}

function Figure({ context: { view, place, as, onAs } }: { context: GameContext }): ReactNode {
  const t = useText();
  const round = place === 'result' ? undefined : view.rounds[place];
  if (place === 'result' || round === undefined) return null;
  const label = t(SPOT_WORDS.phonesIn({ run: place + 1 }));
  return <PhonesFigure devices={view.devices} round={round} label={label} as={as} onAs={onAs} />;
}

function Question({ context }: { context: GameContext }): ReactNode {
  const { view, answers, place, onRound } = context;
  const t = useText();
  const story = useStoryText();
  if (place === 'result') return null;
  const { answer, confidence } = answerTo(answers, place);
  return (
    <>
      <AnswerForm
        key={place}
        ask={story(view.ask)}
        options={view.options.map(story)}
        answer={answer}
        confidence={confidence}
        onAnswer={(chosen) => onRound({ kind: 'choose', answer: chosen })}
        onConfidence={(sure) => onRound({ kind: 'sure', confidence: sure })}
        onCommit={() => onRound({ kind: 'commit' })}
      />
      <p className={lesson['hint']}>{t(SPOT_WORDS.noTelling)}</p>
    </>
  );
}

function Past({ context, reveal }: { context: GameContext; reveal: RevealView }): ReactNode {
  const { place, onGo } = context;
  const t = useText();
  return (
    <>
      {place !== 'result' && <Verdict context={context} reveal={reveal} round={place} />}
      <button type="button" className={controls['main']} onClick={() => onGo('result')}>
        {t(SPOT_WORDS.backToResult)}
      </button>
    </>
  );
}
