/**
 * The game of rounds as pure functions: which round one may see, what an answer changes, how many were right. No round is
 * seen before the one before it has an answer, and nothing is told of any of them before all have one.
 *
 * As in a lesson, the place stands in the link and the answers never do.
 */
import type { Answer, Confidence } from '../lesson/stage.ts';

export interface RoundAnswer {
  readonly answer: Answer | undefined;
  readonly confidence: Confidence | undefined;
  readonly committed: boolean;
}

/** By round; a round that nobody has looked at has none. */
export type Answers = readonly (RoundAnswer | undefined)[];

/** Index of a round, or the end. */
export type Place = number | 'result';

export type RoundEvent =
  | { readonly kind: 'choose'; readonly answer: Answer }
  | { readonly kind: 'sure'; readonly confidence: Confidence }
  | { readonly kind: 'commit' };

const NO_ANSWER: RoundAnswer = { answer: undefined, confidence: undefined, committed: false };

export const answerTo = (answers: Answers, round: number): RoundAnswer => answers[round] ?? NO_ANSWER;

/** The first round without an answer, or the end. */
export function nextPlace(answers: Answers, rounds: number): Place {
  for (let round = 0; round < rounds; round++) if (!answerTo(answers, round).committed) return round;
  return 'result';
}

/** The answers after an event in one round; the same object where it changes nothing. After the end nothing does. */
export function reduceRound(answers: Answers, rounds: number, round: number, event: RoundEvent): Answers {
  if (nextPlace(answers, rounds) === 'result') return answers;
  const before = answerTo(answers, round);
  const after = answered(before, event);
  if (after === before) return answers;
  return Array.from({ length: rounds }, (_, index) => (index === round ? after : answers[index]));
}

function answered(before: RoundAnswer, event: RoundEvent): RoundAnswer {
  switch (event.kind) {
    case 'choose':
      return { ...before, answer: event.answer };
    case 'sure':
      return { ...before, confidence: event.confidence };
    case 'commit':
      return before.answer === undefined || before.confidence === undefined ? before : { ...before, committed: true };
  }
}

/** Where a link leads with these answers: parameters come from strangers, and a round ahead becomes the next one. */
export function placeFrom(own: Readonly<Record<string, string>>, answers: Answers, rounds: number): Place {
  const next = nextPlace(answers, rounds);
  const wanted = /^\d{1,3}$/.test(own['run'] ?? '') ? Number(own['run']) - 1 : undefined;
  const last = next === 'result' ? rounds - 1 : next;
  return wanted !== undefined && wanted >= 0 && wanted <= last ? wanted : next;
}

/** The place as link parameters. */
export const paramsOf = (place: Place): Readonly<Record<string, string>> =>
  place === 'result' ? {} : { run: String(place + 1) };

/** Whether the option that was chosen holds in that run; *I don't know* never does. */
export const isRight = ({ answer }: RoundAnswer, holds: readonly boolean[]): boolean =>
  typeof answer === 'number' && holds[answer] === true;

export interface Score {
  readonly rounds: number;
  readonly right: number;
  /** Those of which one said something and was sure. */
  readonly sure: number;
  readonly sureAndRight: number;
}

/** @param holds what each option is worth in each round. */
export function scoreOf(answers: Answers, holds: readonly (readonly boolean[])[]): Score {
  const judged = holds.map((truth, round) => {
    const answer = answerTo(answers, round);
    return { right: isRight(answer, truth), sure: answer.confidence === 'sure' && answer.answer !== 'unknown' };
  });
  return {
    rounds: judged.length,
    right: judged.filter(({ right }) => right).length,
    sure: judged.filter(({ sure }) => sure).length,
    sureAndRight: judged.filter(({ right, sure }) => right && sure).length,
  };
}
