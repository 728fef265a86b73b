/** One protection, one switch: turning it plays the same story again without it. */
import type { ReactNode } from 'react';
import { PROTECTIONS } from '../../sim/protections.ts';
import { useText } from '../i18n/language.tsx';
import { Switch } from '../figures/switch.tsx';
import { Recap } from './recap.tsx';
import type { LessonContext } from './screen.tsx';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function BreakPane({ context }: { context: LessonContext }): ReactNode {
  const { run, lesson, dispatch } = context;
  const t = useText();
  const id = run.scenario.shows.protection;
  if (id === undefined) return null;
  const protection = PROTECTIONS[id];
  return (
    <>
      <p>{t(LESSON_WORDS.oneSwitch)}</p>
      <Switch
        large
        on={!lesson.switched}
        name={t(protection.name)}
        note={t(lesson.switched ? LESSON_WORDS.offInSecond : LESSON_WORDS.on)}
        onSwitch={() => dispatch({ kind: 'switch' })}
      />
      <p className={styles['hint']}>{t(protection.protects)}</p>
      <Recap context={context} show="own" />
    </>
  );
}
