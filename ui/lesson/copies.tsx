/** The copies map as a lesson's figure: at a step, with what is asked as holes; and at the end of two runs side by side. */
import { useState, type ReactNode } from 'react';
import type { Copies, Copy } from '../../sim/index.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import { cellKey } from '../figures/cells.ts';
import { CopiesFigure, type Asking } from '../figures/copies/figure.tsx';
import { personName } from '../figures/names.ts';
import { COPIES_WORDS } from '../i18n/copies.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import controls from '../styles/controls.module.css';
import type { RunView } from '../worker/api.ts';
import { askedCells } from './ask.ts';
import { BytesOfCopy } from './copy-bytes.tsx';
import { copiesIn, mappedMessages, momentOf, placesIn, placesOf, type Moment } from './copies-map.ts';
import type { LessonContext } from './screen.tsx';
import styles from './copies.module.css';

export interface ViewProps {
  readonly context: LessonContext;
}

export function CopiesView({ context }: ViewProps): ReactNode {
  const { run, lesson, frame } = context;
  const [message, choose] = useMessageOfMap(run);
  const beside = { predict: undefined, run: frame - 1, evidence: run.question?.askFrame, why: run.question?.askFrame };
  const from = lesson.stage === 'break' ? undefined : beside[lesson.stage];
  const moment = message === undefined ? undefined : momentOf(run, frame, from, message);
  const answer = useCopies(context, message, moment);
  return (
    <Map
      // What was pressed at one stage says nothing at another.
      key={`${lesson.stage} ${message}`}
      context={context}
      message={message}
      now={moment === undefined ? undefined : answer?.now}
      before={answer?.before}
      beside="moment"
      isPending={moment !== undefined && answer === undefined}
      chooser={<Chooser run={run} chosen={message} onChoose={choose} />}
    />
  );
}

/** The map of the run with the switch off, and what each copy was as built. */
export function CopiesOfTwoRuns({ context, broken }: ViewProps & { readonly broken: RunView }): ReactNode {
  const { run } = context;
  const [message, choose] = useMessageOfMap(run);
  const endOf = (one: RunView): number => one.frames.at(-1)?.seq ?? -1;
  const asBuilt = useCopies(context, message, { at: endOf(run), from: undefined });
  const off = useCopies({ ...context, choice: broken.choice }, message, { at: endOf(broken), from: undefined });
  return (
    <Map
      key={message}
      context={{ ...context, choice: broken.choice, run: broken }}
      message={message}
      now={off?.now}
      before={asBuilt?.now}
      beside="run"
      isPending={off === undefined || asBuilt === undefined}
      chooser={<Chooser run={run} chosen={message} onChoose={choose} />}
    />
  );
}

interface MapProps extends ViewProps {
  readonly message: MessageLabel | undefined;
  /** Undefined: it is not written yet, or not known yet. */
  readonly now: Copies | undefined;
  readonly before: Copies | undefined;
  readonly beside: 'moment' | 'run';
  readonly isPending: boolean;
  readonly chooser: ReactNode;
}

function Map({ context, message, now, before, beside, isPending, chooser }: MapProps): ReactNode {
  const { run, lesson, language, dispatch } = context;
  const t = useText();
  const [opened, open] = useState<Copy>();
  const places = placesOf(run);
  const written = run.messages.find(({ label }) => label === message);
  if (isPending) return <div className={styles['map']} aria-busy="true" />;
  const { here, elsewhere } = copiesIn(now ?? { message: message ?? '', copies: [], readable: 0, places: 0 }, places);
  const shown = opened ?? leftIn(here, pressedPlace(context, message));
  return (
    <div className={styles['map']}>
      {chooser}
      <CopiesFigure
        copies={here}
        before={before && copiesIn(before, places).here}
        beside={beside}
        parties={places}
        language={language}
        about={
          written === undefined || now === undefined
            ? t(COPIES_WORDS.notWritten)
            : t(
                COPIES_WORDS.about({
                  message: written.label,
                  from: personName(written.from, language),
                  text: written.text,
                }),
              )
        }
        asking={askingOf(context, message, () => open(undefined))}
        onBytes={lesson.stage === 'predict' ? undefined : open}
        as={lesson.as}
        onAs={(as) => dispatch({ kind: 'as', as })}
      />
      {elsewhere > 0 && <p className={styles['elsewhere']}>{t(COPIES_WORDS.elsewhere({ count: elsewhere }))}</p>}
      {shown !== undefined && message !== undefined && <BytesOfCopy context={context} message={message} copy={shown} />}
    </div>
  );
}

/** Holes before the answer; afterwards places can be pressed, to find the evidence or to ask why. */
function askingOf(
  { run, lesson, dispatch }: LessonContext,
  message: MessageLabel | undefined,
  onPress: () => void,
): Asking | undefined {
  if (message === undefined) return undefined;
  const press = (kind: 'press' | 'open') => (party: string) => {
    onPress();
    dispatch({ kind, cell: cellKey(message, party) });
  };
  switch (lesson.stage) {
    case 'predict':
      return { holes: placesIn(askedCells(run), message), picked: [], onPlace: undefined };
    case 'evidence':
      return { holes: [], picked: placesIn(lesson.found, message), onPlace: press('press') };
    case 'why':
      return {
        holes: [],
        picked: lesson.cell === undefined ? [] : placesIn([lesson.cell], message),
        onPlace: press('open'),
      };
    case 'run':
    case 'break':
      return undefined;
  }
}

const pressedPlace = ({ lesson }: LessonContext, message: MessageLabel | undefined): string | undefined => {
  const cell = lesson.stage === 'evidence' ? lesson.pressed : lesson.cell;
  return cell === undefined || message === undefined ? undefined : placesIn([cell], message)[0];
};

/** What a place has left over in a file: pressing the place opens it there. */
const leftIn = ({ copies }: Copies, place: string | undefined): Copy | undefined =>
  place?.includes('.') === true
    ? copies.find(({ owner, form, found }) => owner === place && form === 'remnant' && found !== undefined)
    : undefined;

function useMessageOfMap(run: RunView): readonly [MessageLabel | undefined, (message: MessageLabel) => void] {
  const [chosen, choose] = useState<MessageLabel>();
  const known = mappedMessages(run);
  return [known.find((label) => label === chosen) ?? known[0], choose];
}

/** Copies at a moment of the run; those of another stage never stand in: they could show what is behind the gate. */
function useCopies(
  { engine, choice, lesson }: Pick<LessonContext, 'engine' | 'choice' | 'lesson'>,
  message: MessageLabel | undefined,
  moment: Moment | undefined,
): { readonly now: Copies; readonly before: Copies | undefined } | undefined {
  const group = JSON.stringify([lesson.stage, choice, message]);
  const key = JSON.stringify([group, moment]);
  const answer = useAnswer(key, async () => {
    if (message === undefined || moment === undefined) return undefined;
    const now = await engine.copies(choice, message, moment.at);
    const before = moment.from === undefined ? undefined : await engine.copies(choice, message, moment.from);
    return { group, now, before };
  });
  return answer?.group === group ? answer : undefined;
}

interface ChooserProps {
  readonly run: RunView;
  readonly chosen: MessageLabel | undefined;
  readonly onChoose: (message: MessageLabel) => void;
}

/** Where the question speaks of more than one message. */
function Chooser({ run, chosen, onChoose }: ChooserProps): ReactNode {
  const t = useText();
  const messages = mappedMessages(run);
  if (messages.length < 2) return null;
  return (
    <div className={styles['chooser']} role="group" aria-label={t(COPIES_WORDS.copiesOf)}>
      <span aria-hidden="true">{t(COPIES_WORDS.copiesOf)}</span>
      {messages.map((label) => (
        <button
          key={label}
          type="button"
          className={controls['quiet']}
          aria-pressed={label === chosen}
          onClick={() => onChoose(label)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
