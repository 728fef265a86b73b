/** Where the run with the switch off parts from the run as built: one sentence, asked of the engine. */
import type { ReactNode } from 'react';
import { partingText } from '../figures/compare/divergence.ts';
import { useText } from '../i18n/language.tsx';
import { narrateDeed } from '../lab/narration.ts';
import { useAnswerTo } from '../state/use-answer.ts';
import type { RunChoice } from '../worker/api.ts';
import type { LessonContext } from './screen.tsx';
import { LESSON_WORDS } from './words.ts';

export interface PartingProps {
  readonly context: LessonContext;
  readonly base: RunChoice;
  readonly broken: RunChoice;
}

export function Parting({ context: { engine, language }, base, broken }: PartingProps): ReactNode {
  const t = useText();
  const key = JSON.stringify([base, broken]);
  const compared = useAnswerTo(key, () => engine.compare(base, [broken]))?.others[0];
  if (compared === undefined) return null;
  return (
    <p data-parting>
      {partingText(compared, {
        language,
        base: t(LESSON_WORDS.asBuilt),
        other: t(LESSON_WORDS.switchOff),
        tell: (event) => narrateDeed(event, language),
      })}
    </p>
  );
}
