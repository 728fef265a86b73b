/** A lesson: the story on the left, one live figure on the right, one stage at a time. State is in the link and in memory. */
import { useEffect, useEffectEvent, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import type { Language } from '../../sim/text.ts';
import { goTo } from '../state/navigation.ts';
import { useStore } from '../state/store.ts';
import { choiceOf, type UrlState } from '../state/url.ts';
import type { RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { findCell } from '../figures/cells.ts';
import { useWidth } from '../figures/use-width.ts';
import { ProofDrawer } from '../proof/later.tsx';
import { answersTo } from './answers.ts';
import { evidenceCells } from './ask.ts';
import { LessonFigure } from './figure.tsx';
import { BreakView, PrintPages } from './later.tsx';
import {
  frameOf,
  lessonFromParams,
  lessonToParams,
  reduceLesson,
  STAGES,
  type LessonAnswers,
  type LessonEvent,
  type LessonPlan,
  type LessonState,
  type Stage,
} from './stage.ts';
import { StoryPane } from './story.tsx';
import { Transport } from './transport.tsx';
import { useLessonRun } from './use-lesson.ts';
import styles from './lesson.module.css';

export interface LessonScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function LessonScreen({ state, language, engine }: LessonScreenProps): ReactNode {
  const scenario = state.scenario ?? '';
  const choice = useMemo(() => choiceOf(state, scenario, language), [state, scenario, language]);
  const answers = useStore(answersTo(scenario));
  const gateOpen = answers.committed && state.own['stage'] !== undefined;
  const run = useLessonRun(engine, choice, gateOpen);
  const stage = run === undefined ? undefined : lessonFromParams(state.own, answers, run.question !== undefined).stage;
  const heading = useFocusOnStage(stage);
  if (run === undefined) return <div className={styles['lesson']} aria-busy="true" />;
  return <Lesson key={scenario} {...{ state, language, engine, choice, run, answers, heading }} />;
}

interface LessonProps extends LessonScreenProps {
  readonly choice: RunChoice;
  readonly run: RunView;
  readonly answers: LessonAnswers;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** What every part of the lesson needs to draw itself and to act. */
export interface LessonContext {
  readonly engine: Engine;
  readonly choice: RunChoice;
  readonly run: RunView;
  readonly language: Language;
  readonly lesson: LessonState;
  readonly plan: LessonPlan;
  readonly frame: number;
  readonly dispatch: (event: LessonEvent) => void;
}

function Lesson({ state, language, engine, choice, run, answers, heading }: LessonProps): ReactNode {
  const plan = useMemo(() => planOf(run), [run]);
  const lesson = withKnownCell(run, lessonFromParams(state.own, answers, plan.stages.includes('predict')));
  const width = useWidth();
  const dispatch = (event: LessonEvent): void => {
    const next = reduceLesson(lesson, event, plan);
    if (next === lesson) return;
    const { answer, confidence, committed, found, pressed } = next;
    answersTo(run.scenario.id).set({ answer, confidence, committed, found, pressed });
    const own = lessonToParams(next);
    if (JSON.stringify(own) !== JSON.stringify(state.own))
      goTo({ ...state, own }, event.kind === 'as' ? 'replace' : 'push');
  };
  const context: LessonContext = {
    engine,
    choice,
    run,
    language,
    lesson,
    plan,
    frame: frameOf(lesson, plan),
    dispatch,
  };
  useStepKeys(context);
  const last = run.frames[run.frames.length - 1];
  return (
    <>
      <div
        className={styles['lesson']}
        data-stage={lesson.stage}
        data-folded={lesson.cell === undefined ? undefined : ''}
      >
        <StoryPane context={context} heading={heading} lab={{ ...state, page: 'lab', own: {} }} />
        <section className={styles['work']}>
          {lesson.stage === 'break' ? (
            <BreakView context={context} />
          ) : (
            <LessonFigure context={context} width={width} />
          )}
          {lesson.cell !== undefined && last !== undefined && (
            <ProofDrawer
              engine={engine}
              choice={choice}
              view={run}
              cell={lesson.cell}
              at={last.seq}
              onClose={() => dispatch({ kind: 'close' })}
            />
          )}
        </section>
        {lesson.stage === 'run' && <Transport context={context} />}
      </div>
      <PrintPages context={context} />
    </>
  );
}

/** A link may name a cell that this run does not have: nothing is said of it. */
function withKnownCell(run: RunView, lesson: LessonState): LessonState {
  const last = run.frames[run.frames.length - 1];
  const known = lesson.cell === undefined || (last !== undefined && findCell(run, last, lesson.cell) !== undefined);
  return known ? lesson : { ...lesson, cell: undefined };
}

/** Stages that this scenario has, and where its question stands. */
function planOf(run: RunView): LessonPlan {
  const asks = run.question !== undefined;
  const has = {
    predict: asks,
    run: true,
    evidence: asks,
    why: true,
    break: run.scenario.shows.protection !== undefined,
  };
  return {
    stages: STAGES.filter((stage) => has[stage]),
    askFrame: run.question?.askFrame ?? 0,
    lastFrame: run.frames.length - 1,
    evidence: evidenceCells(run),
  };
}

/** Arrows step, Home and End go to the ends, unless the focus is where arrows mean something else. */
function useStepKeys({ lesson, plan, dispatch }: LessonContext): void {
  const act = useEffectEvent(dispatch);
  const running = lesson.stage === 'run';
  const { lastFrame } = plan;
  useEffect(() => {
    if (!running) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog') !== null)
        return;
      const step = keyEvent(event.key, lastFrame);
      if (step === undefined) return;
      event.preventDefault();
      act(step);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [running, lastFrame]);
}

function keyEvent(key: string, lastFrame: number): LessonEvent | undefined {
  switch (key) {
    case 'ArrowRight':
      return { kind: 'next' };
    case 'ArrowLeft':
      return { kind: 'back' };
    case 'Home':
      return { kind: 'step', frame: 0 };
    case 'End':
      return { kind: 'step', frame: lastFrame };
    default:
      return undefined;
  }
}

/** The button that led to a stage is gone with the stage before: the focus goes to the heading, not to nowhere. */
function useFocusOnStage(stage: Stage | undefined): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<Stage | undefined>(undefined);
  useEffect(() => {
    if (stage === undefined) return;
    const before = shown.current;
    shown.current = stage;
    if (before === undefined || before === stage) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [stage]);
  return heading;
}
