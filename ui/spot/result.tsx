/** After the last answer: the score, what each run was, runs that look the same and are not, and what stays closed. */
import { useId, type ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { Mark } from '../figures/marks.tsx';
import { capital, listOf } from '../figures/names.ts';
import { useStoryText } from '../figures/use-story-text.ts';
import { announcedBand } from '../figures/who-can-read/bands.ts';
import { LESSON_WORDS } from '../lesson/words.ts';
import { PlaceLink } from '../shell/place-link.tsx';
import type { RevealedRun, RevealView } from '../worker/api.ts';
import controls from '../styles/controls.module.css';
import lesson from '../lesson/lesson.module.css';
import { scoreOf } from './game.ts';
import { alikeButReadByOthers, onlookersWhoRead } from './look.ts';
import { RoundsNav } from './nav.tsx';
import { Phones } from './phones.tsx';
import type { GameContext } from './screen.tsx';
import { readersLine, Verdict } from './verdict.tsx';
import { SPOT_WORDS } from './words.ts';
import styles from './spot.module.css';

interface ResultProps {
  readonly context: GameContext;
  readonly reveal: RevealView;
}

export function ResultPane({ context, reveal }: ResultProps): ReactNode {
  const { view, answers, heading, onAgain } = context;
  const t = useText();
  const story = useStoryText();
  const score = scoreOf(
    answers,
    reveal.runs.map(({ holds }) => holds),
  );
  return (
    <section className={lesson['story']} aria-labelledby="spot-title">
      <RoundsNav context={context} />
      <h1 id="spot-title">{story(view.title)}</h1>
      <h2 ref={heading} tabIndex={-1} className={styles['score']}>
        {t(SPOT_WORDS.score(score))}
      </h2>
      {score.sure > 0 && <p>{t(SPOT_WORDS.sureOf({ sure: score.sure, right: score.sureAndRight }))}</p>}
      {reveal.messages.map((message) => {
        const read = reveal.runs.filter((run) => onlookersWhoRead(reveal, run, message).length > 0).length;
        return <p key={message}>{t(SPOT_WORDS.readIn({ read, rounds: score.rounds, message }))}</p>;
      })}
      <button type="button" className={controls['button']} onClick={onAgain}>
        {t(SPOT_WORDS.again)}
      </button>
    </section>
  );
}

export function ResultWork({ context, reveal }: ResultProps): ReactNode {
  const { view } = context;
  const t = useText();
  const name = useId();
  return (
    <div className={`${lesson['work']} ${styles['result']}`}>
      <section aria-labelledby={name}>
        <h2 id={name}>{t(SPOT_WORDS.whatTheyWere)}</h2>
        <ol className={styles['runs']}>
          {view.rounds.map((_, round) => (
            <RunItem key={round} context={context} reveal={reveal} round={round} />
          ))}
        </ol>
      </section>
      {alikeButReadByOthers(view.rounds, reveal).map((group) => (
        <SameLook key={group.join()} context={context} reveal={reveal} group={group} />
      ))}
      <Closing context={context} reveal={reveal} />
    </div>
  );
}

function RunItem({ context, reveal, round }: ResultProps & { round: number }): ReactNode {
  const { state, language, onGo } = context;
  const t = useText();
  const run = reveal.runs[round];
  if (run === undefined) return null;
  const what = t(SPOT_WORDS.ofRun({ what: whatWasDone(context, run), run: round + 1 }));
  return (
    <li>
      <h3>{what}</h3>
      <Verdict context={context} reveal={reveal} round={round} />
      <p className={styles['ways']}>
        <PlaceLink
          to={{ ...state, page: 'lab', variant: run.variant, language, own: {} }}
          label={`${t(SPOT_WORDS.openInLab)}${language === 'en' ? ': ' : '：'}${t(SPOT_WORDS.run({ run: round + 1 }))}`}
        >
          {t(SPOT_WORDS.openInLab)}
        </PlaceLink>
        <button type="button" className={controls['quiet']} onClick={() => onGo(round)}>
          {t(SPOT_WORDS.lookAgain)}
          <span className={controls['hidden']}> ({t(SPOT_WORDS.run({ run: round + 1 }))})</span>
        </button>
      </p>
    </li>
  );
}

/** A variant has a title; of a run without one, the first thing that was done besides writing. */
function whatWasDone({ language }: GameContext, { title, deeds }: RevealedRun): string {
  const deed = deeds[0] === undefined ? undefined : announcedBand(deeds[0], language)?.deed;
  return capital(title ?? deed ?? SPOT_WORDS.asWritten[language]);
}

/** The rule, seen: one pair of phones, several runs, and not the same readers. */
function SameLook({ context, reveal, group }: ResultProps & { group: readonly number[] }): ReactNode {
  const { view, language } = context;
  const t = useText();
  const name = useId();
  const [first] = group;
  const round = first === undefined ? undefined : view.rounds[first];
  if (round === undefined) return null;
  const runs = listOf(
    group.map((one) => String(one + 1)),
    language,
  );
  const label = t(SPOT_WORDS.lookSame({ runs }));
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{t(SPOT_WORDS.sameLook)}</h2>
      <p className={styles['lead']}>{label}</p>
      <div className={styles['same']}>
        <figure aria-label={label}>
          <Phones devices={view.devices} round={round} label={label} />
        </figure>
        <ul className={styles['readers']}>
          {group.map((one) => {
            const run = reveal.runs[one];
            return run === undefined ? null : (
              <li key={one}>{t(SPOT_WORDS.ofRun({ what: readersLine(reveal, run, language), run: one + 1 }))}</li>
            );
          })}
          <li>{t(SPOT_WORDS.cannotTell)}</li>
        </ul>
      </div>
    </section>
  );
}

/** The author's explanation of the base run, and what that run keeps closed. */
function Closing({ context: { language }, reveal }: ResultProps): ReactNode {
  const t = useText();
  const name = useId();
  const { explain, closed, close } = reveal;
  const run = reveal.runs.findIndex(({ variant }) => variant === undefined) + 1;
  if (explain === undefined && close === undefined) return null;
  return (
    <section aria-labelledby={name} className={styles['closer']}>
      <h2 id={name}>{t(SPOT_WORDS.closer({ run }))}</h2>
      {explain !== undefined && <p>{explain}</p>}
      {closed.length > 0 && (
        <p className={styles['closed']}>
          <Mark name="sealed" />
          <span>
            <b>{t(LESSON_WORDS.stillClosed({ messages: listOf(closed, language) }))}</b>
            {language === 'en' ? ' ' : ''}
            {close}
          </span>
        </p>
      )}
    </section>
  );
}
