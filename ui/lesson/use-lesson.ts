/** The runs that a lesson shows: up to the question before the prediction, the whole one after it, and the broken one. */
import { useEffect, useState } from 'react';
import type { RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';

/** A run played by the engine; undefined until it is there. A change of choice keeps the old run until the new one comes. */
export function useRun(engine: Engine, choice: RunChoice | undefined, upTo?: string): RunView | undefined {
  const [run, setRun] = useState<{ readonly key: string; readonly view: RunView }>();
  const key = choice === undefined ? undefined : JSON.stringify([choice, upTo]);
  useEffect(() => {
    if (choice === undefined || key === undefined) return undefined;
    let wanted = true;
    void engine.play(choice, upTo).then((view) => {
      if (wanted) setRun({ key, view });
    });
    return () => {
      wanted = false;
    };
    // The key stands for choice and step.
  }, [engine, key]);
  if (run === undefined || key === undefined) return undefined;
  return run.key === key || sameGate(run.key, key) ? run.view : undefined;
}

/** A run of another stretch must not stand in for this one: it could show what is behind the gate. */
const sameGate = (held: string, wanted: string): boolean => upToOf(held) === upToOf(wanted);
const upToOf = (key: string): unknown => {
  const parsed: unknown = JSON.parse(key);
  return Array.isArray(parsed) ? (parsed[1] ?? null) : null;
};

/**
 * The lesson's run: cut at its question until that is answered. Nothing is known of a scenario before it is asked for, so
 * the first request shows no step at all and only tells whether there is a question.
 */
export function useLessonRun(engine: Engine, choice: RunChoice, gateOpen: boolean): RunView | undefined {
  const start = useRun(engine, choice, 'start');
  const upTo = gateOpen ? undefined : start?.question?.step;
  return useRun(engine, start === undefined ? undefined : choice, upTo);
}
