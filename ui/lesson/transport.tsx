/** One narration sentence between two buttons. Nothing plays by itself. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import controls from '../styles/controls.module.css';
import { narrate } from './narration.ts';
import type { LessonContext } from './screen.tsx';
import { stageAfter } from './stage.ts';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function Transport({ context }: { context: LessonContext }): ReactNode {
  const { run, frame, plan, language, dispatch } = context;
  const t = useText();
  const atEnd = frame >= plan.lastFrame;
  const after = stageAfter('run', plan);
  const forward = !atEnd
    ? LESSON_WORDS.next
    : after === 'evidence'
      ? LESSON_WORDS.findEvidence
      : LESSON_WORDS.whyIsThat;
  return (
    <section className={styles['transport']} aria-label={t(LESSON_WORDS.steps)}>
      <button
        type="button"
        className={controls['button']}
        aria-disabled={frame === 0 || undefined}
        onClick={() => dispatch({ kind: 'back' })}
      >
        {t(LESSON_WORDS.back)}
      </button>
      <p role="status">
        <b>{t(LESSON_WORDS.stepOf({ step: frame, last: plan.lastFrame }))}</b> {narrate(run, frame, language)}
      </p>
      <button type="button" className={controls['main']} onClick={() => dispatch({ kind: 'next' })}>
        {t(forward)}
      </button>
    </section>
  );
}
