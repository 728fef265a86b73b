/** Why: the explanation, the own prediction, and two cells worth asking about; any other cell can be asked too. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import { cellKey, findCell, showsCopies, splitKey, type CellKey } from '../figures/cells.ts';
import { actorInSentence } from '../figures/names.ts';
import controls from '../styles/controls.module.css';
import { onlookers } from './flips.ts';
import { Recap } from './recap.tsx';
import type { LessonContext } from './screen.tsx';
import { stageAfter } from './stage.ts';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export function WhyPane({ context }: { context: LessonContext }): ReactNode {
  const { run, language, plan, dispatch } = context;
  const t = useText();
  const story = useStoryText();
  const { can, cannot } = worthAsking(context);
  const explain = run.scenario.explain;
  return (
    <>
      {explain !== undefined && (
        <div className={styles['explain']}>
          {story(explain)
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
        </div>
      )}
      <p className={styles['asks']}>
        {can !== undefined && (
          <button type="button" className={controls['quiet']} onClick={() => dispatch({ kind: 'open', cell: can })}>
            {t(LESSON_WORDS.whyCan(named(can, language)))}
          </button>
        )}
        {cannot !== undefined && (
          <button type="button" className={controls['quiet']} onClick={() => dispatch({ kind: 'open', cell: cannot })}>
            {t((can === undefined ? LESSON_WORDS.whyCannotFull : LESSON_WORDS.whyCannot)(named(cannot, language)))}
          </button>
        )}
      </p>
      <p className={styles['hint']}>{t(showsCopies(run) ? LESSON_WORDS.orPressPlace : LESSON_WORDS.orPress)}</p>
      <Recap context={context} show="all" />
      {stageAfter('why', plan) === 'break' && (
        <button type="button" className={controls['main']} onClick={() => dispatch({ kind: 'next' })}>
          {t(LESSON_WORDS.nowYou)}
        </button>
      )}
    </>
  );
}

const named = (
  key: CellKey,
  language: LessonContext['language'],
): { readonly name: string; readonly message: string } => {
  const { party, message } = splitKey(key);
  return { name: actorInSentence(party, language), message };
};

/** One cell that an onlooker can read and one that it cannot; evidence first. */
function worthAsking({ run, frame, plan }: LessonContext): { can: CellKey | undefined; cannot: CellKey | undefined } {
  const shown = run.frames[frame];
  if (shown === undefined) return { can: undefined, cannot: undefined };
  const all = onlookers(run).flatMap((party) => run.messages.map((message) => cellKey(message.label, party)));
  const ordered = [...plan.evidence, ...all];
  const stateOf = (key: CellKey): string | undefined => findCell(run, shown, key)?.state;
  return {
    can: ordered.find((key) => stateOf(key) === 'readable'),
    cannot: ordered.find((key) => stateOf(key) === 'sealed' || stateOf(key) === 'metadata'),
  };
}
