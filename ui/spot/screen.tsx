/**
 * The runs of one story by their phones alone: one round for each, in a drawn order and under neutral names. Until every
 * round has an answer, nothing else of any run is asked of the engine, so nothing else can be in the page.
 */
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { Language } from '../../sim/text.ts';
import type { FigureAs } from '../figures/legend.tsx';
import { goTo } from '../state/navigation.ts';
import { useStore } from '../state/store.ts';
import { choiceOf, type UrlState } from '../state/url.ts';
import { useAnswer } from '../state/use-answer.ts';
import type { RevealView, RoundsView, RunChoice } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import lesson from '../lesson/lesson.module.css';
import { answersIn } from './answers.ts';
import { nextPlace, paramsOf, placeFrom, reduceRound, type Answers, type Place, type RoundEvent } from './game.ts';
import { ResultPane, ResultWork } from './result.tsx';
import { RoundPane, RoundWork } from './round.tsx';
import styles from './spot.module.css';

export interface SpotScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function SpotScreen({ language, engine, ...props }: SpotScreenProps): ReactNode {
  // All runs are in the game: a link's variant chooses none of them.
  const state = { ...props.state, variant: undefined };
  const choice = choiceOf(state, state.scenario ?? '', language);
  const game = JSON.stringify({ ...choice, language: undefined });
  const view = useOf(game, choice, engine.rounds);
  const answers = useStore(answersIn(game));
  const finished = view !== undefined && nextPlace(answers, view.rounds.length) === 'result';
  const reveal = useOf(game, finished ? choice : undefined, engine.reveal);
  const ready = view !== undefined && (!finished || reveal !== undefined);
  const heading = useFocusOnPlace(ready ? placeFrom(state.own, answers, view.rounds.length) : undefined);
  if (!ready) return <div className={lesson['lesson']} aria-busy="true" />;
  return <Game {...{ state, language, game, view, answers, reveal, heading }} />;
}

/** What every part of the game needs to draw itself and to act. */
export interface GameContext {
  readonly state: UrlState;
  readonly language: Language;
  readonly view: RoundsView;
  readonly answers: Answers;
  readonly place: Place;
  readonly as: FigureAs;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onRound: (event: RoundEvent) => void;
  readonly onGo: (place: Place) => void;
  readonly onAs: (as: FigureAs) => void;
  /** The same story in another order, from its beginning. */
  readonly onAgain: () => void;
}

interface GameProps extends Pick<GameContext, 'state' | 'language' | 'view' | 'answers' | 'heading'> {
  readonly game: string;
  readonly reveal: RevealView | undefined;
}

function Game({ game, reveal, ...props }: GameProps): ReactNode {
  const { state, view, answers } = props;
  const rounds = view.rounds.length;
  const place = placeFrom(state.own, answers, rounds);
  const as: FigureAs = state.own['as'] === 'table' ? 'table' : 'picture';
  const go = (to: Place, how: 'push' | 'replace', seen: FigureAs = as): void =>
    goTo({ ...state, own: { ...paramsOf(to), ...(seen === 'table' ? { as: 'table' } : {}) } }, how);
  const onRound = (event: RoundEvent): void => {
    if (place === 'result') return;
    const next = reduceRound(answers, rounds, place, event);
    if (next === answers) return;
    answersIn(game).set(next);
    if (event.kind !== 'commit') return;
    // The first round needs no name in the link until Back has to find it again.
    go(place, 'replace');
    go(nextPlace(next, rounds), 'push');
  };
  const context: GameContext = {
    ...props,
    place,
    as,
    onRound,
    onGo: (to) => go(to, 'push'),
    onAs: (seen) => go(place, 'replace', seen),
    onAgain: () => goTo({ ...state, seed: (state.seed + 1) % SEEDS, own: {} }),
  };
  return (
    <div className={`${lesson['lesson']} ${styles['game']}`} data-stage={place === 'result' ? 'result' : 'round'}>
      {reveal !== undefined && place === 'result' ? (
        <>
          <ResultPane context={context} reveal={reveal} />
          <ResultWork context={context} reveal={reveal} />
        </>
      ) : (
        <>
          <RoundPane context={context} reveal={reveal} />
          <RoundWork context={context} />
        </>
      )}
    </div>
  );
}

/** As many orders as a link can name. */
const SEEDS = 2 ** 31;

/** What the engine says of this game; a change of language keeps the old answer until the new one comes, another game does not. */
function useOf<T>(
  game: string,
  choice: RunChoice | undefined,
  ask: (choice: RunChoice) => Promise<T | undefined>,
): T | undefined {
  const key = choice === undefined ? '' : JSON.stringify(choice);
  const answer = useAnswer(key, async () => (choice === undefined ? undefined : { game, value: await ask(choice) }));
  return choice !== undefined && answer?.game === game ? answer.value : undefined;
}

/** The button that led on is gone with its round: the focus goes to the heading, not to nowhere. */
function useFocusOnPlace(place: Place | undefined): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<Place | undefined>(undefined);
  useEffect(() => {
    if (place === undefined) return;
    const before = shown.current;
    shown.current = place;
    if (before === undefined || before === place) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [place]);
  return heading;
}
