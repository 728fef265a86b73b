/**
 * The stages of a lesson as a pure reducer: predict -> run -> evidence -> why -> break. The prediction is a gate: no other
 * stage is reached without an answer and a confidence.
 *
 * A state has two halves. The place (stage, step, open cell ..) stands in the link, so that Back, Forward and a copied link
 * work. The answers (prediction, confidence, found evidence) never do: whoever opens the link meets the question first.
 */
import type { CellKey } from '../figures/cells.ts';

export const STAGES = ['predict', 'run', 'evidence', 'why', 'break'] as const;
export type Stage = (typeof STAGES)[number];

export const CONFIDENCES = ['guess', 'fairly', 'sure'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Index of an option, or that one does not know. */
export type Answer = number | 'unknown';

export interface LessonPlace {
  readonly stage: Stage;
  /** Index in `RunView.frames`; undefined: where the stage begins. */
  readonly frame: number | undefined;
  /** Cell that the proof drawer speaks of. */
  readonly cell: CellKey | undefined;
  /** The one switch of the last stage is flipped. */
  readonly switched: boolean;
  readonly as: 'picture' | 'table';
}

export interface LessonAnswers {
  readonly answer: Answer | undefined;
  readonly confidence: Confidence | undefined;
  readonly committed: boolean;
  readonly found: readonly CellKey[];
  /** The cell pressed last while looking for evidence. */
  readonly pressed: CellKey | undefined;
}

export interface LessonState extends LessonPlace, LessonAnswers {}

/** What the reducer must know of the run. `evidence` is empty until the whole run is known. */
export interface LessonPlan {
  readonly stages: readonly Stage[];
  readonly askFrame: number;
  readonly lastFrame: number;
  readonly evidence: readonly CellKey[];
}

export type LessonEvent =
  | { readonly kind: 'choose'; readonly answer: Answer }
  | { readonly kind: 'sure'; readonly confidence: Confidence }
  | { readonly kind: 'commit' }
  | { readonly kind: 'next' }
  | { readonly kind: 'back' }
  | { readonly kind: 'step'; readonly frame: number }
  | { readonly kind: 'go'; readonly stage: Stage }
  | { readonly kind: 'press'; readonly cell: CellKey }
  | { readonly kind: 'open'; readonly cell: CellKey }
  | { readonly kind: 'close' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'as'; readonly as: 'picture' | 'table' }
  | { readonly kind: 'restart' };

export const NO_ANSWERS: LessonAnswers = {
  answer: undefined,
  confidence: undefined,
  committed: false,
  found: [],
  pressed: undefined,
};

/** Where a lesson starts: at its question, or at its first step where it asks nothing. */
export const initialLesson = (asks: boolean): LessonState => ({
  stage: asks ? 'predict' : 'run',
  frame: undefined,
  cell: undefined,
  switched: false,
  as: 'picture',
  ...NO_ANSWERS,
});

/** The frame that is shown: the one in the link if it exists in this stage, else where the stage begins. */
export function frameOf(state: LessonState, plan: LessonPlan): number {
  if (state.stage === 'predict') return plan.askFrame;
  if (state.stage === 'run') return Math.min(state.frame ?? plan.askFrame, plan.lastFrame);
  return plan.lastFrame;
}

/** The next state; an event that does not fit the stage changes nothing and returns the same object. */
export function reduceLesson(state: LessonState, event: LessonEvent, plan: LessonPlan): LessonState {
  switch (event.kind) {
    case 'choose':
      return state.stage === 'predict' ? { ...state, answer: event.answer } : state;
    case 'sure':
      return state.stage === 'predict' ? { ...state, confidence: event.confidence } : state;
    case 'commit':
      return commit(state);
    case 'next':
      return next(state, plan);
    case 'back':
      return back(state, plan);
    case 'step':
      return state.stage === 'run' ? { ...state, frame: clamp(event.frame, plan) } : state;
    case 'go':
      return mayGo(state, event.stage, plan) ? enter(state, event.stage) : state;
    case 'press':
      return press(state, event.cell, plan);
    case 'open':
      return state.stage === 'why' ? { ...state, cell: event.cell } : state;
    case 'close':
      return state.cell === undefined ? state : { ...state, cell: undefined };
    case 'switch':
      return state.stage === 'break' ? { ...state, switched: !state.switched } : state;
    case 'as':
      return { ...state, as: event.as };
    case 'restart':
      return { ...initialLesson(plan.stages.includes('predict')), as: state.as };
  }
}

/** The question is answered when both an option and a confidence are chosen. */
const mayCommit = (state: LessonState): boolean =>
  state.stage === 'predict' && state.answer !== undefined && state.confidence !== undefined;

/** Every stage up to the one after this; nothing but the question before it is answered. */
export function mayGo(state: LessonState, stage: Stage, plan: LessonPlan): boolean {
  if (!plan.stages.includes(stage)) return false;
  if (stage === 'predict') return true;
  if (plan.stages.includes('predict') && !state.committed) return false;
  return plan.stages.indexOf(stage) <= plan.stages.indexOf(state.stage) + 1;
}

/** The stage after this one, if the lesson has one. */
export const stageAfter = (stage: Stage, plan: LessonPlan): Stage | undefined =>
  plan.stages[plan.stages.indexOf(stage) + 1];

function commit(state: LessonState): LessonState {
  return mayCommit(state) ? { ...enter(state, 'run'), committed: true } : state;
}

function next(state: LessonState, plan: LessonPlan): LessonState {
  if (state.stage === 'run' && frameOf(state, plan) < plan.lastFrame) {
    return { ...state, frame: frameOf(state, plan) + 1 };
  }
  const after = stageAfter(state.stage, plan);
  if (state.stage === 'predict' || after === undefined) return state;
  return enter(state, after);
}

function back(state: LessonState, plan: LessonPlan): LessonState {
  if (state.stage === 'run') {
    const frame = frameOf(state, plan);
    return frame > 0 ? { ...state, frame: frame - 1 } : state;
  }
  const before = plan.stages[plan.stages.indexOf(state.stage) - 1];
  if (before === undefined) return state;
  return before === 'run' ? { ...enter(state, before), frame: plan.lastFrame } : enter(state, before);
}

function press(state: LessonState, cell: CellKey, plan: LessonPlan): LessonState {
  if (state.stage !== 'evidence') return state;
  const hit = plan.evidence.includes(cell) && !state.found.includes(cell);
  return { ...state, pressed: cell, found: hit ? [...state.found, cell] : state.found };
}

const enter = (state: LessonState, stage: Stage): LessonState => ({
  ...state,
  stage,
  frame: undefined,
  cell: undefined,
  switched: false,
  pressed: undefined,
});

const clamp = (frame: number, plan: LessonPlan): number => Math.max(0, Math.min(frame, plan.lastFrame));

/** The place as link parameters; what is as at the start is left out. */
export function lessonToParams(place: LessonPlace): Readonly<Record<string, string>> {
  return {
    ...(place.stage === 'predict' ? {} : { stage: place.stage }),
    ...(place.stage === 'run' && place.frame !== undefined ? { t: String(place.frame) } : {}),
    ...(place.cell === undefined ? {} : { cell: place.cell }),
    ...(place.switched ? { flip: '1' } : {}),
    ...(place.as === 'table' ? { as: 'table' } : {}),
  };
}

/**
 * A state from a link and what was answered on this page. Parameters come from strangers: what cannot be read is left out,
 * and a stage behind the gate becomes the question.
 */
export function lessonFromParams(
  params: Readonly<Record<string, string>>,
  answers: LessonAnswers,
  asks: boolean,
): LessonState {
  const start = initialLesson(asks);
  const wanted = STAGES.find((stage) => stage === params['stage']) ?? start.stage;
  const gated = asks && !answers.committed;
  const stage = gated ? 'predict' : wanted === 'predict' ? start.stage : wanted;
  const frame = /^\d{1,4}$/.test(params['t'] ?? '') ? Number(params['t']) : undefined;
  return {
    ...answers,
    stage,
    frame: stage === 'run' ? frame : undefined,
    cell: stage === 'why' ? params['cell'] : undefined,
    switched: stage === 'break' && params['flip'] === '1',
    as: params['as'] === 'table' ? 'table' : 'picture',
  };
}
