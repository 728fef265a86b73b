/**
 * A lesson on paper: page one is the situation, the question and a blank matrix, or the places of a copies map; page two is the
 * key, computed from the run.
 * Page two exists only once the prediction is made, or when the button asks for both pages at once (a teacher's print).
 */
import type { ReactNode } from 'react';
import { CELL_STATES, type CellState } from '../../sim/knowledge/types.ts';
import { inLanguage } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import { useAnswerTo } from '../state/use-answer.ts';
import { useStore } from '../state/store.ts';
import type { RunView } from '../worker/api.ts';
import { capital } from '../figures/names.ts';
import { showsCopies } from '../figures/cells.ts';
import { Mark } from '../figures/marks.tsx';
import { Plate } from '../figures/plate.tsx';
import { layout, type FigureMarks } from '../figures/who-can-read/layout.ts';
import { FIGURE_WORDS } from '../figures/words.ts';
import { STATE_NAMES } from '../i18n/terms.ts';
import { copiesAtEnd, paperStore, type Paper } from './paper.ts';
import { CopiesFound, CopiesToFind } from './print-copies.tsx';
import type { LessonContext } from './screen.tsx';
import { Strip } from './strip-frames.tsx';
import { stripOf } from './strip.ts';
import { LESSON_WORDS } from './words.ts';
import styles from './print.module.css';

export { printWhole } from './paper.ts';

export function PrintPages({ context }: { context: LessonContext }): ReactNode {
  const asked = useStore(paperStore);
  const { run, lesson, engine } = context;
  const isOpen = lesson.committed && run.ask !== undefined;
  const own = useAnswerTo(JSON.stringify([run.choice, isOpen]), async () =>
    isOpen ? { run, copies: await copiesAtEnd(engine, run) } : undefined,
  );
  const paper = asked ?? own;
  return (
    <div className={styles['print']} aria-hidden="true">
      <Sheet context={context} whole={paper?.run} />
      {paper !== undefined && <Key context={context} paper={paper} />}
    </div>
  );
}

function Sheet({ context, whole }: { context: LessonContext; whole: RunView | undefined }): ReactNode {
  const { run, plan, language } = context;
  const t = useText();
  const story = useStoryText();
  return (
    <section className={styles['page']}>
      <p className={styles['kicker']}>Unsealed · {t(LESSON_WORDS.worksheet)}</p>
      <h1>{story(run.scenario.title)}</h1>
      <Strip frames={stripOf(run, plan.askFrame, language)} />
      {run.question !== undefined && (
        <>
          <h2>{story(run.question.ask)}</h2>
          <ol className={styles['options']}>
            {run.question.options.map((option) => (
              <li key={inLanguage(option.text, 'en')}>{story(option.text)}</li>
            ))}
            <li>{t(LESSON_WORDS.dontKnow)}</li>
          </ol>
        </>
      )}
      {showsCopies(run) ? (
        <CopiesToFind context={context} run={whole ?? run} />
      ) : (
        <CellsToFill context={context} run={whole ?? run} />
      )}
    </section>
  );
}

function CellsToFill({ context, run }: { context: LessonContext; run: RunView }): ReactNode {
  const t = useText();
  const blank = layout(run, run.frames.length - 1, { language: context.language, size: 'lesson' });
  return (
    <>
      <h2>{t(LESSON_WORDS.fillIn)}</h2>
      <Matrix marks={blank} filled={false} />
      <MarksToUse states={run.scenario.storage === undefined ? WITHOUT_FILES : CELL_STATES} />
    </>
  );
}

function Key({ context, paper }: { context: LessonContext; paper: Paper }): ReactNode {
  const { language } = context;
  const { run: whole, copies } = paper;
  const t = useText();
  const story = useStoryText();
  const right = whole.ask?.options.find((option) => option.holds);
  const { hash, seed, suite } = { hash: whole.traceHash.slice(0, 12), ...whole.choice };
  return (
    <section className={styles['page']}>
      <p className={styles['kicker']}>Unsealed · {t(LESSON_WORDS.key)}</p>
      <h1>{story(whole.scenario.title)}</h1>
      {right !== undefined && (
        <h2>
          {capital(t(LESSON_WORDS.thisRun))}
          {language === 'en' ? ': ' : '：'}
          {story(right.text)}
        </h2>
      )}
      {whole.scenario.explain !== undefined && <p>{story(whole.scenario.explain)}</p>}
      {showsCopies(whole) ? (
        <CopiesFound run={whole} copies={copies} language={language} />
      ) : (
        <Matrix
          marks={layout(whole, whole.frames.length - 1, { language, size: 'lesson', showChanges: false })}
          filled
        />
      )}
      <p className={styles['kicker']}>{t(LESSON_WORDS.runOf({ hash, seed, suite }))}</p>
    </section>
  );
}

const Matrix = ({ marks, filled }: { marks: FigureMarks; filled: boolean }): ReactNode => {
  const t = useText();
  return (
    <table className={styles['matrix']}>
      <thead>
        <tr>
          <th>{t(FIGURE_WORDS.message)}</th>
          {marks.columns.map((column) => (
            <th key={column.party} data-kind={column.kind}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {marks.rows.map((row) =>
          row.kind === 'band' ? (
            <tr key={row.step}>
              <td colSpan={marks.columns.length + 1}>
                <b>{row.clock}</b> {row.deed}
              </td>
            </tr>
          ) : (
            <tr key={row.label}>
              <th>
                <b>{row.label}</b> {row.clock}
                <br />
                {row.from} → {row.to}
              </th>
              {row.cells.map((cell) => (
                <td key={cell.key} data-blank={filled ? undefined : ''}>
                  {filled && <Plate mark={cell} />}
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
};

/** Nothing can be left over where devices keep no files. */
const WITHOUT_FILES = CELL_STATES.filter((state) => state !== 'remnant');

const MarksToUse = ({ states }: { states: readonly CellState[] }): ReactNode => {
  const t = useText();
  return (
    <p className={styles['marks']}>
      {states.map((state) => (
        <span key={state}>
          <Mark name={state} /> {t(STATE_NAMES[state])}
        </span>
      ))}
    </p>
  );
};
