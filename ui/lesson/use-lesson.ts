/** The runs that a lesson shows: up to the question before the prediction, the whole one after it, and the broken one. */
import { useAnswer } from '../state/use-answer.ts';
import type { RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';

/**
 * A run played by the engine; undefined until it is there. A change of switches or language keeps the old run until the new
 * one comes, but a run of another story or another stretch never stands in: it could show what is behind the gate.
 */
export function useRun(engine: Engine, choice: RunChoice | undefined, upTo?: string): RunView | undefined {
  const key = choice === undefined ? '' : JSON.stringify([choice, upTo]);
  const answer = useAnswer(key, async () =>
    choice === undefined ? undefined : { upTo, scenario: choice.scenario, view: await engine.play(choice, upTo) },
  );
  if (choice === undefined || answer === undefined) return undefined;
  return answer.upTo === upTo && answer.scenario === choice.scenario ? answer.view : undefined;
}

/**
 * The lesson's run: cut at its question until that is answered. Nothing is known of a scenario before it is asked for, so
 * the first request shows no step at all and only tells whether there is a question.
 */
export function useLessonRun(engine: Engine, choice: RunChoice, gateOpen: boolean): RunView | undefined {
  const start = useRun(engine, choice, 'start');
  const upTo = gateOpen ? undefined : start?.question?.step;
  return useRun(engine, start === undefined ? undefined : choice, upTo);
}
