/** The left column: stages, title, situation, and what this stage asks of the learner. The own prediction stays visible. */
import type { ReactNode, RefObject } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import { PlaceLink } from '../shell/place-link.tsx';
import type { UrlState } from '../state/url.ts';
import controls from '../styles/controls.module.css';
import { BreakPane, EvidencePane, WhyPane } from './later.tsx';
import { PredictForm } from './predict.tsx';
import { PrintButton } from './print-button.tsx';
import { Recap } from './recap.tsx';
import type { LessonContext } from './screen.tsx';
import { mayGo, stageAfter, type Stage } from './stage.ts';
import { Strip } from './strip-frames.tsx';
import { stripOf } from './strip.ts';
import { LESSON_WORDS, STAGE_WORDS } from './words.ts';
import { onlookers } from './flips.ts';
import { showsCopies } from '../figures/cells.ts';
import { actorName } from '../figures/names.ts';
import styles from './lesson.module.css';

interface StoryPaneProps {
  readonly context: LessonContext;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly lab: UrlState;
}

export function StoryPane({ context, heading, lab }: StoryPaneProps): ReactNode {
  const { run, lesson, plan, language, dispatch } = context;
  const t = useText();
  const story = useStoryText();
  const early = lesson.stage === 'predict' || lesson.stage === 'run';
  return (
    <section className={styles['story']} aria-labelledby="lesson-title">
      <Beats context={context} />
      <h1 id="lesson-title" ref={heading} tabIndex={-1}>
        {story(run.scenario.title)}
      </h1>
      {early && <Strip frames={stripOf(run, plan.askFrame, language)} />}
      <StagePane context={context} />
      <p className={styles['ways']}>
        {lesson.stage !== 'predict' && <PlaceLink to={lab}>{t(LESSON_WORDS.openLab)}</PlaceLink>}
        {lesson.committed && (
          <button type="button" className={controls['quiet']} onClick={() => dispatch({ kind: 'restart' })}>
            {t(LESSON_WORDS.again)}
          </button>
        )}
        <PrintButton context={context} />
      </p>
    </section>
  );
}

function StagePane({ context }: { context: LessonContext }): ReactNode {
  switch (context.lesson.stage) {
    case 'predict':
      return <PredictForm context={context} />;
    case 'run':
      return <RunPane context={context} />;
    case 'evidence':
      return <EvidencePane context={context} />;
    case 'why':
      return <WhyPane context={context} />;
    case 'break':
      return <BreakPane context={context} />;
  }
}

function RunPane({ context }: { context: LessonContext }): ReactNode {
  const t = useText();
  const watched = onlookers(context.run)[0];
  const hint =
    watched === undefined || showsCopies(context.run)
      ? LESSON_WORDS.oneStep
      : LESSON_WORDS.watchColumn({ name: actorName(watched, context.language) });
  return (
    <>
      <Recap context={context} show="own" />
      <p className={styles['hint']}>{t(hint)}</p>
    </>
  );
}

/** Stages behind are links back; those ahead are words. */
function Beats({ context }: { context: LessonContext }): ReactNode {
  const { lesson, plan, dispatch } = context;
  const t = useText();
  const here = plan.stages.indexOf(lesson.stage);
  const placeOf = (stage: Stage, index: number): 'done' | 'here' | 'ahead' =>
    stage === lesson.stage ? 'here' : index < here ? 'done' : 'ahead';
  return (
    <nav aria-label={t(LESSON_WORDS.stages)}>
      <ol className={styles['beats']}>
        {plan.stages.map((stage, index) => {
          const place = placeOf(stage, index);
          const reachable = place === 'done' && mayGo(lesson, stage, plan) && stageAfter(stage, plan) !== undefined;
          return (
            <li key={stage} data-place={place} aria-current={place === 'here' ? 'step' : undefined}>
              {reachable ? (
                <button type="button" onClick={() => dispatch({ kind: 'go', stage })}>
                  {t(STAGE_WORDS[stage])}
                </button>
              ) : (
                <span>{t(STAGE_WORDS[stage])}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
