/** Break it: the figure as built, and, once the switch is off, the same story twice with every flipped cell outlined. */
import { useMemo, type ReactNode } from 'react';
import { PROTECTIONS } from '../../sim/protections.ts';
import type { Language, ScenarioText } from '../../sim/text.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import { useText } from '../i18n/language.tsx';
import { marked, shownSentence } from '../i18n/shown.ts';
import { showsCopies } from '../figures/cells.ts';
import { useStoryText } from '../figures/use-story-text.ts';
import type { RunChoice, RunView } from '../worker/api.ts';
import { Compared } from '../figures/compare/compared.tsx';
import type { CompareProps } from '../figures/compare/figure.tsx';
import { compareMarks } from '../figures/compare/layout.ts';
import { Legend } from '../figures/legend.tsx';
import { Mark } from '../figures/marks.tsx';
import { actorInSentence, capital, listOf } from '../figures/names.ts';
import { useWidth } from '../figures/use-width.ts';
import { layout } from '../figures/who-can-read/layout.ts';
import { LessonFigure } from './figure.tsx';
import { CopiesOfTwoRuns } from './later-copies.tsx';
import { closedIn, compareRuns, type Comparison } from './flips.ts';
import { Parting } from './parting.tsx';
import type { LessonContext } from './screen.tsx';
import { useRun } from './use-lesson.ts';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function BreakView({ context }: { context: LessonContext }): ReactNode {
  const { run, lesson, engine } = context;
  const t = useText();
  const width = useWidth();
  const choice = useBrokenChoice(context);
  const broken = useRun(engine, lesson.switched ? choice : undefined);
  if (!lesson.switched) {
    return (
      <>
        <LessonFigure context={context} width={width} />
        <div className={styles['closing']}>
          <Balance closed={closedIn(run)} language={context.language} text={run.scenario.close?.text} />
        </div>
      </>
    );
  }
  if (broken === undefined) return <p role="status">{t(LESSON_WORDS.computing)}</p>;
  return <TwoRuns context={context} base={run} broken={broken} />;
}

/** The same choice with the lesson's one protection off. */
function useBrokenChoice({ choice, run }: LessonContext): RunChoice | undefined {
  const id = run.scenario.shows.protection;
  return useMemo(
    () => (id === undefined ? undefined : { ...choice, switches: { ...choice.switches, [id]: false } }),
    [choice, id],
  );
}

function TwoRuns({ context, base, broken }: { context: LessonContext; base: RunView; broken: RunView }): ReactNode {
  const { language, lesson, dispatch } = context;
  const t = useText();
  const comparison = compareRuns(base, broken);
  const closing = (
    <Closing context={context} comparison={comparison}>
      <Parting context={context} base={base.choice} broken={broken.choice} />
    </Closing>
  );
  if (showsCopies(base))
    return (
      <>
        <CopiesOfTwoRuns context={context} broken={broken} />
        {closing}
      </>
    );
  const options = { language, size: 'lesson', showChanges: false } as const;
  const id = base.scenario.shows.protection;
  const props: CompareProps = {
    marks: compareMarks(
      layout(base, base.frames.length - 1, options),
      layout(broken, broken.frames.length - 1, options),
    ),
    base: {
      title: t(LESSON_WORDS.asBuilt),
      note: id === undefined ? '' : t(PROTECTIONS[id].name),
      loot: t(LESSON_WORDS.usedKeys({ count: comparison.usedKeys[0] })),
    },
    broken: {
      title: t(LESSON_WORDS.switchOff),
      note: id === undefined ? '' : t(PROTECTIONS[id].whenOff),
      loot: t(LESSON_WORDS.usedKeys({ count: comparison.usedKeys[1] })),
    },
  };
  return (
    <>
      <Compared as={lesson.as} {...props} />
      <Legend
        entries={[...props.marks.legend, ...(comparison.flips.length > 0 ? (['differs'] as const) : [])]}
        as={lesson.as}
        onAs={(as) => dispatch({ kind: 'as', as })}
      />
      {closing}
    </>
  );
}

interface ClosingProps {
  readonly context: LessonContext;
  readonly comparison: Comparison;
  /** Where the two runs part. */
  readonly children: ReactNode;
}

/** What flipped, in words, and what stays closed all the same: both counted from the cells. */
function Closing({ context, comparison, children }: ClosingProps): ReactNode {
  const t = useText();
  const { flips, total, stillClosed } = comparison;
  return (
    <div className={styles['closing']} role="status">
      <p>
        {flips.length === 0 ? (
          t(LESSON_WORDS.noFlips({ total }))
        ) : (
          <>
            {!showsCopies(context.run) && <b>{t(LESSON_WORDS.flipCount({ flips: flips.length, total }))} </b>}
            {flipSentences(context, comparison)}
          </>
        )}
      </p>
      <Balance closed={stillClosed} language={context.language} />
      {children}
    </div>
  );
}

interface BalanceProps {
  readonly closed: readonly MessageLabel[];
  readonly language: Language;
  /** The author's sentence about the run as built. */
  readonly text?: ScenarioText | undefined;
}

function Balance({ closed, language, text }: BalanceProps): ReactNode {
  const t = useText();
  const story = useStoryText();
  const words =
    closed.length === 0 ? LESSON_WORDS.nothingClosed : LESSON_WORDS.stillClosed({ messages: listOf(closed, language) });
  return (
    <p data-closed>
      {closed.length > 0 && <Mark name="sealed" />}
      <span>
        <b>{t(words)}</b> {text === undefined || closed.length === 0 ? '' : story(text)}
      </span>
    </p>
  );
}

/** `Mallory can now read m1 and m2.`: one sentence for each party and direction, then what screens show otherwise than before. */
function flipSentences({ language }: LessonContext, { flips }: Comparison): string {
  const parties = [...new Set(flips.map((flip) => flip.party))];
  return parties
    .flatMap((party) => {
      const own = flips.filter((flip) => flip.party === party);
      const name = capital(actorInSentence(party, language));
      const list = (labels: readonly MessageLabel[]): string => listOf(labels, language);
      const opened = own
        .filter((flip) => flip.after.state === 'readable' && flip.before.state !== 'readable')
        .map((flip) => flip.message);
      const closed = own
        .filter((flip) => flip.before.state === 'readable' && flip.after.state !== 'readable')
        .map((flip) => flip.message);
      return [
        opened.length > 0 ? LESSON_WORDS.opensTo({ name, messages: list(opened) })[language] : '',
        closed.length > 0 ? LESSON_WORDS.closesTo({ name, messages: list(closed) })[language] : '',
        ...own.map(({ before, after, message }) =>
          after.shown !== undefined && (marked(before.shown) ?? marked(after.shown)) !== undefined
            ? shownSentence(name, message, after.shown, language)
            : '',
        ),
      ];
    })
    .filter(Boolean)
    .join(language === 'en' ? ' ' : '');
}
