import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isRight,
  nextPlace,
  paramsOf,
  placeFrom,
  reduceRound,
  scoreOf,
  type Answers,
  type RoundEvent,
} from './game.ts';

const ROUNDS = 6;
const NONE: Answers = [];

const play = (events: readonly (readonly [number, RoundEvent])[], from = NONE): Answers =>
  events.reduce((answers, [round, event]) => reduceRound(answers, ROUNDS, round, event), from);

/** A whole answer to one round. */
const give = (round: number, answer: number | 'unknown', confidence: 'guess' | 'sure' = 'guess') =>
  [
    [round, { kind: 'choose', answer }],
    [round, { kind: 'sure', confidence }],
    [round, { kind: 'commit' }],
  ] as const;
const all = (answers: readonly (number | 'unknown')[]): Answers =>
  play(answers.flatMap((answer, round) => give(round, answer)));

const someEvent: fc.Arbitrary<readonly [number, RoundEvent]> = fc.tuple(
  fc.nat(ROUNDS - 1),
  fc.oneof(
    fc.constantFrom(0, 1, 'unknown' as const).map((answer): RoundEvent => ({ kind: 'choose', answer })),
    fc.constantFrom('guess' as const, 'sure' as const).map((confidence): RoundEvent => ({ kind: 'sure', confidence })),
    fc.constant<RoundEvent>({ kind: 'commit' }),
  ),
);

describe('the gate of the rounds', () => {
  it('opens a round when the one before has an answer and a confidence, and the result after the last', () => {
    const half = play([
      [0, { kind: 'choose', answer: 1 }],
      [0, { kind: 'commit' }],
    ]);
    expect(nextPlace(half, ROUNDS)).toBe(0);
    expect(nextPlace(play(give(0, 1)), ROUNDS)).toBe(1);
    expect(nextPlace(all([0, 0, 0, 0, 0]), ROUNDS)).toBe(5);
    expect(nextPlace(all([0, 0, 0, 0, 0, 'unknown']), ROUNDS)).toBe('result');
  });

  it('lets no link and no order of answers past a round without one', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 40 }), fc.string(), (events, run) => {
        const answers = play(events);
        const open = Array.from({ length: ROUNDS }, (_, round) => answers[round]?.committed === true).indexOf(false);
        for (const own of [{}, { run }, { run: 'result' }, ...Array.from({ length: 9 }, (_, n) => ({ run: `${n}` }))]) {
          const place = placeFrom(own, answers, ROUNDS);
          if (open === -1) continue;
          expect(place).not.toBe('result');
          expect(place).toBeLessThanOrEqual(open);
        }
      }),
    );
  });

  it('leads a link back to any round that one has seen', () => {
    const answers = all([0, 1, 0]);
    for (const round of [0, 1, 2, 3]) expect(placeFrom(paramsOf(round), answers, ROUNDS)).toBe(round);
    expect(placeFrom(paramsOf(4), answers, ROUNDS)).toBe(3);
    expect(placeFrom({}, all([0, 0, 0, 0, 0, 0]), ROUNDS)).toBe('result');
    expect(placeFrom(paramsOf(2), all([0, 0, 0, 0, 0, 0]), ROUNDS)).toBe(2);
  });

  it('lets an answer be changed until all are told, and never after', () => {
    const early = play(give(0, 1), play(give(0, 0)));
    expect(early[0]?.answer).toBe(1);
    const finished = all([0, 0, 0, 0, 0, 0]);
    expect(play(give(0, 1), finished)).toBe(finished);
  });
});

describe('the score', () => {
  const HOLDS = [
    [true, false],
    [false, true],
    [true, false],
    [false, true],
    [true, true],
    [false, false],
  ];

  it('counts the chosen options that hold, and never counts not knowing', () => {
    expect(scoreOf(all([0, 1, 1, 'unknown', 1, 0]), HOLDS).right).toBe(3);
    expect(scoreOf(all(['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']), HOLDS).right).toBe(0);
    expect(isRight({ answer: 'unknown', confidence: 'sure', committed: true }, [true])).toBe(false);
  });

  it('says how often one was sure of something, and how often rightly', () => {
    const answers = play([
      ...give(0, 0, 'sure'),
      ...give(1, 0, 'sure'),
      ...give(2, 'unknown', 'sure'),
      ...give(3, 1),
      ...give(4, 0),
      ...give(5, 0),
    ]);
    expect(scoreOf(answers, HOLDS)).toEqual({ rounds: 6, right: 3, sure: 2, sureAndRight: 1 });
  });
});
