/** The lab's view of every copy of one message: at the event that is shown, beside an earlier one, and as a riddle first. */
import { useReducer, type ReactNode } from 'react';
import { CopiesFigure } from '../figures/copies/figure.tsx';
import { judge, NO_GUESS, reduceGuess, type Guess } from '../figures/copies/guess.ts';
import { huntRooms } from '../figures/copies/hunt-layout.ts';
import { Hunt } from '../figures/copies/hunt.tsx';
import { personName } from '../figures/names.ts';
import { clock } from '../figures/say.ts';
import { COPIES_WORDS, HUNT_WORDS } from '../i18n/copies.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import controls from '../styles/controls.module.css';
import type { MessageView } from '../worker/api.ts';
import { chosenMessage, MessageChooser } from './chosen-message.tsx';
import { Removals } from './removals.tsx';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export function CopiesOfMessage({ context }: { context: LabContext }): ReactNode {
  const { run, seq, state } = context;
  const t = useText();
  const message = chosenMessage(context);
  if (message === undefined) return <p>{t(LAB_WORDS.noMessageYet)}</p>;
  const isHunt = state.own['hunt'] === '1';
  return (
    <>
      <Choices context={context} message={message} isHunt={isHunt} />
      {isHunt ? (
        // Another message or moment is another riddle.
        <Riddle key={`${JSON.stringify(run.choice)} ${message.label} ${seq}`} context={context} message={message} />
      ) : (
        <Map context={context} message={message} guess={undefined} />
      )}
    </>
  );
}

interface PartProps {
  readonly context: LabContext;
  readonly message: MessageView;
}

function Riddle({ context, message }: PartProps): ReactNode {
  const t = useText();
  const [guess, dispatch] = useReducer(reduceGuess, NO_GUESS);
  const { run, language } = context;
  if (!guess.committed)
    return <Hunt message={message.label} parties={run.parties} language={language} guess={guess} onGuess={dispatch} />;
  return (
    <>
      <Map context={context} message={message} guess={guess} />
      <button type="button" className={controls['quiet']} onClick={() => dispatch({ kind: 'again' })}>
        {t(HUNT_WORDS.again)}
      </button>
    </>
  );
}

/** Copies are asked for only when this is drawn: before an answer nothing of them is on the page. */
function Map({ context, message, guess }: PartProps & { readonly guess: Guess | undefined }): ReactNode {
  const { run, engine, seq, language, state, go } = context;
  const t = useText();
  const earlier = guess === undefined ? readEarlier(context) : undefined;
  const key = JSON.stringify([run.choice, message.label, seq, earlier]);
  const answer = useAnswer(`copies ${key}`, async () => ({
    key,
    now: await engine.copies(run.choice, message.label, seq),
    before: earlier === undefined ? undefined : await engine.copies(run.choice, message.label, earlier),
  }));
  if (answer?.key !== key) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  const spots = huntRooms(run.parties, 1, language).rooms.flatMap((room) => room.spots.map((spot) => spot.key));
  return (
    <>
      <CopiesFigure
        copies={answer.now}
        before={answer.before}
        parties={run.parties}
        language={language}
        about={t(
          COPIES_WORDS.about({ message: message.label, from: personName(message.from, language), text: message.text }),
        )}
        verdicts={guess && judge(guess, spots, answer.now)}
        onBytes={({ owner, found }) =>
          found !== undefined && go({ view: 'storage', of: owner, file: found.file, offset: String(found.offset) })
        }
        as={state.own['as'] === 'table' ? 'table' : 'picture'}
        onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
      />
      {guess === undefined && <Removals context={context} message={message.label} copies={answer.now} />}
    </>
  );
}

/** The event to compare with: before the one that is shown, or none. */
function readEarlier({ state, seq }: LabContext): number | undefined {
  const text = state.own['from'];
  const event = text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  return event !== undefined && event < seq ? event : undefined;
}

function Choices({ context, message, isHunt }: PartProps & { readonly isHunt: boolean }): ReactNode {
  const { run, seq, language, go } = context;
  const t = useText();
  const pauses = run.frames.filter((frame) => frame.seq >= 0 && frame.seq < seq && frame.at >= message.at);
  return (
    <div className={styles['chooser']}>
      <MessageChooser context={context} label={t(COPIES_WORDS.message)} chosen={message} />
      {!isHunt && (
        <label>
          <span>{t(COPIES_WORDS.compare)}</span>
          <select
            value={pauses.some((frame) => frame.seq === readEarlier(context)) ? String(readEarlier(context)) : ''}
            onChange={(event) => go({ from: event.target.value === '' ? undefined : event.target.value }, 'replace')}
          >
            <option value="">{t(COPIES_WORDS.noComparison)}</option>
            {pauses.map((frame) => (
              <option key={frame.step} value={frame.seq}>
                {clock(frame.at, language)} · {frame.step}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" className={controls['quiet']} onClick={() => go({ hunt: isHunt ? undefined : '1' })}>
        {t(isHunt ? HUNT_WORDS.leave : HUNT_WORDS.start)}
      </button>
    </div>
  );
}
