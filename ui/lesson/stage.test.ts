import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIDENCES,
  initialLesson,
  lessonFromParams,
  lessonToParams,
  NO_ANSWERS,
  reduceLesson,
  STAGES,
  type LessonEvent,
  type LessonPlan,
  type LessonState,
} from './stage.ts';

const plan: LessonPlan = { stages: STAGES, askFrame: 2, lastFrame: 5, evidence: ['m1/mallory', 'm2/mallory'] };
const play = (events: readonly LessonEvent[], from: LessonState = initialLesson(true)): LessonState =>
  events.reduce((state, event) => reduceLesson(state, event, plan), from);
const answered = play([{ kind: 'choose', answer: 0 }, { kind: 'sure', confidence: 'sure' }, { kind: 'commit' }]);
const NEXT: LessonEvent = { kind: 'next' };

const anyEvent: fc.Arbitrary<LessonEvent> = fc.oneof(
  fc.constantFrom<LessonEvent>(NEXT, { kind: 'back' }, { kind: 'close' }, { kind: 'switch' }, { kind: 'restart' }),
  fc.constantFrom(...STAGES).map((stage): LessonEvent => ({ kind: 'go', stage })),
  fc.nat(9).map((frame): LessonEvent => ({ kind: 'step', frame })),
  fc.constantFrom('m1/mallory', 'm1/alice.phone').map((cell): LessonEvent => ({ kind: 'press', cell })),
  fc.constantFrom('m1/mallory').map((cell): LessonEvent => ({ kind: 'open', cell })),
);

describe('a lesson', () => {
  it('lets nobody past the question without an answer and a confidence', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        expect(play(events).stage).toBe('predict');
      }),
    );
    expect(play([{ kind: 'choose', answer: 1 }, { kind: 'commit' }]).stage).toBe('predict');
    expect(play([{ kind: 'sure', confidence: 'guess' }, { kind: 'commit' }]).stage).toBe('predict');
  });

  it('takes "I do not know" for an answer', () => {
    const state = play([
      { kind: 'choose', answer: 'unknown' },
      { kind: 'sure', confidence: 'guess' },
      { kind: 'commit' },
    ]);
    expect([state.stage, state.answer]).toEqual(['run', 'unknown']);
  });

  it('goes step by step from the question to the end, then to the evidence, and back the same way', () => {
    const steps = [NEXT, NEXT, NEXT].map(
      (_, count) =>
        play(
          Array.from({ length: count + 1 }, () => NEXT),
          answered,
        ).frame,
    );
    expect(steps).toEqual([3, 4, 5]);
    const evidence = play([NEXT, NEXT, NEXT, NEXT], answered);
    expect(evidence.stage).toBe('evidence');
    expect(reduceLesson(evidence, { kind: 'back' }, plan)).toMatchObject({ stage: 'run', frame: 5 });
  });

  it('accepts evidence exactly where it is, once, and remembers a wrong cell only as pressed', () => {
    const evidence = play([NEXT, NEXT, NEXT, NEXT], answered);
    const wrong = reduceLesson(evidence, { kind: 'press', cell: 'm3/mallory' }, plan);
    expect([wrong.found, wrong.pressed]).toEqual([[], 'm3/mallory']);
    const twice = play(
      [
        { kind: 'press', cell: 'm1/mallory' },
        { kind: 'press', cell: 'm1/mallory' },
      ],
      wrong,
    );
    expect(twice.found).toEqual(['m1/mallory']);
  });

  it('keeps the prediction in every later stage', () => {
    fc.assert(
      fc.property(fc.array(anyEvent.filter((event) => event.kind !== 'restart')), (events) => {
        const state = play(events, answered);
        expect([state.answer, state.confidence, state.committed]).toEqual([0, 'sure', true]);
      }),
    );
  });

  it('starts again without answers', () => {
    expect(play([NEXT, { kind: 'restart' }], answered)).toEqual(initialLesson(true));
  });

  it('skips the question where there is none', () => {
    const free: LessonPlan = { ...plan, stages: ['run', 'why'] };
    const state = [NEXT, NEXT, NEXT, NEXT].reduce((now) => reduceLesson(now, NEXT, free), initialLesson(false));
    expect(state.stage).toBe('why');
  });
});

describe('a lesson in the link', () => {
  it('comes back as it was for whoever answered here', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const state = { ...play(events, answered), pressed: undefined };
        const { answer, confidence, committed, found, pressed } = state;
        const back = lessonFromParams(lessonToParams(state), { answer, confidence, committed, found, pressed }, true);
        expect(back).toEqual(state);
      }),
    );
  });

  it('never says what was answered', () => {
    for (const confidence of CONFIDENCES) {
      const state: LessonState = { ...answered, confidence, found: ['m1/mallory'] };
      const params = lessonToParams(state);
      expect(JSON.stringify(params)).not.toMatch(/guess|fairly|sure|mallory/);
    }
  });

  it('opens at the question for everybody else, whatever it asks for', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('stage', 't', 'cell', 'flip', 'as'), fc.string()), (params) => {
        const state = lessonFromParams({ stage: 'why', ...params }, NO_ANSWERS, true);
        expect([state.stage, state.frame, state.cell]).toEqual(['predict', undefined, undefined]);
      }),
    );
  });
});
