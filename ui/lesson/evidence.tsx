/** Click the evidence: a wrong cell says what it shows and points back; a right one counts. The set is computed. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { actorName } from '../figures/names.ts';
import { splitKey, type CellKey } from '../figures/cells.ts';
import { layout } from '../figures/who-can-read/layout.ts';
import { cellText } from '../figures/who-can-read/twin.ts';
import controls from '../styles/controls.module.css';
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
      <h2 className={styles['task']}>{t(LESSON_WORDS.clickEvidence)}</h2>
      <p className={styles['found']} role="status">
        {found > 0 && (
          <b>{t(done ? LESSON_WORDS.foundAll({ all }) : LESSON_WORDS.foundOf({ found, all }))} </b>
        )}
        {pressed !== undefined && <span>{cellSentence(context, pressed)} </span>}
        {wrong && <span>{t(LESSON_WORDS.notThat)}</span>}
      </p>
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
    </>
  );
}

/** What the pressed cell shows, in the words of the table. */
function cellSentence({ run, frame, language }: LessonContext, key: CellKey): string {
  const { party, message } = splitKey(key);
  const rows = layout(run, frame, { language, size: 'lesson', showChanges: false }).rows;
  const cell = rows.flatMap((row) => (row.kind === 'message' ? row.cells : [])).find((one) => one.key === key);
  if (cell === undefined) return '';
  const name = actorName(party, language);
  return language === 'en'
    ? `${name}, ${message}: ${cellText(cell, 'en')}.`
    : `${name}，${message}：${cellText(cell, 'zh')}。`;
}
