/** What one run was: who could read, what the phones showed of it, and the own answer beside what this run made true. */
import type { ReactNode } from 'react';
import type { Language } from '../../sim/text.ts';
import { TICK_NAMES } from '../i18n/deeds.ts';
import { useText } from '../i18n/language.tsx';
import { STATE_NAMES } from '../i18n/terms.ts';
import { Mark } from '../figures/marks.tsx';
import { actorInSentence, actorName, capital, listOf } from '../figures/names.ts';
import { clock } from '../figures/say.ts';
import { useStoryText } from '../figures/use-story-text.ts';
import { CONFIDENCE_WORDS, LESSON_WORDS } from '../lesson/words.ts';
import type { RevealedRun, RevealView } from '../worker/api.ts';
import lesson from '../lesson/lesson.module.css';
import { answerTo, isRight } from './game.ts';
import { odditiesOf, onlookersWhoRead, type Oddity } from './look.ts';
import { signText } from './phones.tsx';
import type { GameContext } from './screen.tsx';
import { SPOT_WORDS } from './words.ts';
import styles from './spot.module.css';

export interface VerdictProps {
  readonly context: GameContext;
  readonly reveal: RevealView;
  readonly round: number;
}

export function Verdict(props: VerdictProps): ReactNode {
  const { context, reveal, round } = props;
  const run = reveal.runs[round];
  if (run === undefined) return null;
  return (
    <div className={styles['verdict']}>
      <div>
        <p>
          <b>{readersLine(reveal, run, context.language)}</b>
          {context.language === 'en' ? ' ' : ''}
          {showedLine(context, round)}
        </p>
        <OwnAnswer {...props} run={run} />
      </div>
      {reveal.messages.map((message, index) => (
        <States key={message} reveal={reveal} message={message} states={run.states[index] ?? []} {...context} />
      ))}
    </div>
  );
}

function OwnAnswer({ context, round, run }: VerdictProps & { run: RevealedRun }): ReactNode {
  const { view, answers, language } = context;
  const t = useText();
  const story = useStoryText();
  const own = answerTo(answers, round);
  const chosen = typeof own.answer === 'number' ? view.options[own.answer] : undefined;
  const sure = own.confidence === undefined ? '' : t(CONFIDENCE_WORDS[own.confidence]);
  const right = isRight(own, run.holds);
  return (
    <p className={styles['own']} data-right={right || undefined}>
      <span className={lesson['tag']}>
        {[t(LESSON_WORDS.you), sure].filter(Boolean).join(language === 'en' ? ', ' : '，')}
      </span>
      <span>{chosen === undefined ? t(LESSON_WORDS.dontKnow) : story(chosen)}</span>
      {chosen !== undefined && (
        <span className={lesson['tag']} data-run={right || undefined}>
          {t(right ? SPOT_WORDS.right : SPOT_WORDS.wrong)}
        </span>
      )}
    </p>
  );
}

interface StatesProps extends Pick<GameContext, 'language'> {
  readonly reveal: RevealView;
  readonly message: string;
  readonly states: RevealedRun['states'][number];
}

/** One row of the who-can-read figure, with a name over each cell. */
function States({ reveal, message, states, language }: StatesProps): ReactNode {
  const t = useText();
  return (
    <dl className={styles['states']} aria-label={t(SPOT_WORDS.whoCouldRead({ message }))}>
      {reveal.parties.map(({ id }, index) => {
        const state = states[index];
        return state === undefined ? null : (
          <div key={id}>
            <dt>{actorName(id, language)}</dt>
            <dd>
              <Mark name={state} />
              {t(STATE_NAMES[state])}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** `Mallory could read m3.`, for each message that the question is about. */
export const readersLine = (reveal: RevealView, run: RevealedRun, language: Language): string =>
  reveal.messages
    .map((message) => {
      const readers = onlookersWhoRead(reveal, run, message).map((id) => actorInSentence(id, language));
      const said =
        readers.length === 0
          ? SPOT_WORDS.nobodyRead({ message })
          : SPOT_WORDS.couldRead({ names: capital(listOf(readers, language)), message });
      return said[language];
    })
    .join(language === 'en' ? ' ' : '');

/** What was out of the ordinary on the phones, or that nothing was. */
function showedLine({ view, language }: GameContext, round: number): string {
  const shown = view.rounds[round];
  const odd = shown === undefined ? [] : odditiesOf(shown).map((one) => oddityLine(one, language));
  return odd.length === 0 ? SPOT_WORDS.nothingOdd[language] : odd.join(language === 'en' ? ' ' : '');
}

function oddityLine(oddity: Oddity, language: Language): string {
  const phone = actorName(oddity.device, language);
  switch (oddity.kind) {
    case 'sign':
      return SPOT_WORDS.said({ phone, line: signText(oddity, language)[language] })[language];
    case 'late': {
      const [at, came] = [clock(oddity.at, language), clock(oddity.came, language)];
      return SPOT_WORDS.late({ phone, message: oddity.message, at, came })[language];
    }
    case 'only-sent':
      return SPOT_WORDS.onlySent({ phone, message: oddity.message, tick: TICK_NAMES.sent[language] })[language];
  }
}
