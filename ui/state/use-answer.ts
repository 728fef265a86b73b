/** An answer of the engine as state: the last one stays until the next has come, so that nothing flickers. */
import { useEffect, useState } from 'react';

/**
 * @param key says what is asked for: a new key asks anew.
 * @param ask puts the question to the engine.
 */
export function useAnswer<T>(key: string, ask: () => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<T | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void ask().then((value) => {
      if (wanted) setAnswer(() => value);
    });
    return () => {
      wanted = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key names everything that `ask` depends on
  }, [key]);
  return answer;
}

/** The same, but what belongs to another key never stands in: until this one's answer has come there is none. */
export function useAnswerTo<T>(key: string, ask: () => Promise<T>): T | undefined {
  const answer = useAnswer(key, async () => ({ key, value: await ask() }));
  return answer?.key === key ? answer.value : undefined;
}
