/** The lesson's question, put to the learner. */
import type { ReactNode } from 'react';
import { useStoryText } from '../figures/use-story-text.ts';
import { AnswerForm } from './answer-form.tsx';
import type { LessonContext } from './screen.tsx';

export function PredictForm({ context }: { context: LessonContext }): ReactNode {
  const { run, lesson, dispatch } = context;
  const story = useStoryText();
  const question = run.question;
  if (question === undefined) return null;
  return (
    <AnswerForm
      ask={story(question.ask)}
      options={question.options.map(({ text }) => story(text))}
      answer={lesson.answer}
      confidence={lesson.confidence}
      onAnswer={(answer) => dispatch({ kind: 'choose', answer })}
      onConfidence={(confidence) => dispatch({ kind: 'sure', confidence })}
      onCommit={() => dispatch({ kind: 'commit' })}
    />
  );
}
