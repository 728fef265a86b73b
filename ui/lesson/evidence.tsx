/** Click the evidence: a wrong cell says what it shows and points back; a right one counts. The set is computed. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { findCell, showsCopies, type CellKey } from '../figures/cells.ts';
import controls from '../styles/controls.module.css';
import { cellSentence } from './narration.ts';
import { Recap } from './recap.tsx';
import type { LessonContext } from './screen.tsx';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function EvidencePane({ context }: { context: LessonContext }): ReactNode {
  const { lesson, plan, dispatch } = context;
  const t = useText();
  const all = plan.evidence.length;
  const found = lesson.found.length;
  const pressed = lesson.pressed;
  const wrong = pressed !== undefined && !plan.evidence.includes(pressed);
  const done = found === all;
  return (
    <>
      <Recap context={context} show="all" />
      <h2 className={styles['task']}>
        {t(showsCopies(context.run) ? LESSON_WORDS.clickPlaces : LESSON_WORDS.clickEvidence)}
      </h2>
      <p className={styles['found']} role="status">
        {found > 0 && <b>{t(done ? LESSON_WORDS.foundAll({ all }) : LESSON_WORDS.foundOf({ found, all }))} </b>}
        {pressed !== undefined && <span>{sentenceOf(context, pressed)} </span>}
        {wrong && <span>{t(LESSON_WORDS.notThat)}</span>}
      </p>
      <div className={styles['onward']}>
        {wrong && (
          <button type="button" className={controls['quiet']} onClick={() => dispatch({ kind: 'back' })}>
            {t(LESSON_WORDS.stepBack)}
          </button>
        )}
        <button
          type="button"
          className={done ? controls['main'] : controls['button']}
          onClick={() => dispatch({ kind: 'next' })}
        >
          {t(LESSON_WORDS.whyIsThat)}
        </button>
      </div>
    </>
  );
}

function sentenceOf({ run, frame, language }: LessonContext, key: CellKey): string {
  const shown = run.frames[frame];
  const cell = shown === undefined ? undefined : findCell(run, shown, key);
  return cell === undefined ? '' : cellSentence(cell, language);
}
