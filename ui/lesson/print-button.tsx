/** A teacher's print. What stands on paper is loaded when the first screen stands. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import controls from '../styles/controls.module.css';
import { loadPrint } from './later.tsx';
import type { LessonContext } from './screen.tsx';
import { LESSON_WORDS } from './words.ts';

export function PrintButton({ context: { engine, choice } }: { context: LessonContext }): ReactNode {
  const t = useText();
  const print = async (): Promise<void> => (await loadPrint()).printWhole(engine, choice);
  return (
    <button type="button" className={controls['quiet']} onClick={() => void print()}>
      {t(LESSON_WORDS.print)}
    </button>
  );
}
