/** The engine's side of the worker: answers the page's requests from played runs. Synchronous and pure but for its cache. */
import {
  askedCells,
  askOf,
  claimsOf,
  expectations,
  interpolate,
  judge,
  probeWorld,
  traceHash,
  type Suite,
} from '../../sim/index.ts';
import type { ScenarioText } from '../../sim/text.ts';
import type { Action, AskStep, Scenario } from '../../sim/scenario/types.ts';
import type { MessageLabel, PartyId, Seq } from '../../sim/trace.ts';
import { actorInSentence } from '../figures/names.ts';
import type { AskView, EngineApi, FrameView, QuestionView, RunChoice, RunView, WhyView } from './api.ts';
import { eventsUpTo } from './events.ts';
import { frameAfter, frameOf, framesOf, messagesUpTo } from './frames.ts';
import { scenarioOf, type KnownRun, type Runs } from './runs.ts';
import { suitesFor } from './suites.ts';

/** What a first lesson asks for. What comes later has files of its own: `laboratory.ts`, and `read.ts`, which loads YAML. */
export type LessonEngine = Pick<EngineApi, 'play' | 'frameAt' | 'why' | 'decrypt' | 'elsewhere'>;

export function createEngine(runs: Runs): LessonEngine {
  return {
    play: (choice, upTo) => runView(runs, choice, upTo),
    frameAt: (choice, seq) => {
      const run = runs.of(choice);
      const step = run.played.trace.events[seq]?.step ?? 'start';
      const previous = seq < 0 ? undefined : frameOf(run, seq - 1, step, { kind: 'start' }, undefined);
      return frameOf(run, seq, step, { kind: 'start' }, previous);
    },
    why: (choice, party, message, at) => why(runs.of(choice), choice, party, message, at),
    decrypt: (choice, party, message, at) => {
      const { knowledge } = runs.of(choice);
      const proof = knowledge.proof(party, message, at);
      return proof ? knowledge.replay(proof, suiteOf(choice)) : { ok: false, failedStep: 0 };
    },
    elsewhere: (choice) => {
      const ask = askOf(runs.of(choice).played.scenario);
      return ask ? variantsWhereTrue(runs, choice, ask) : [];
    },
  };
}

const suiteOf = (choice: RunChoice): Suite => suitesFor(scenarioOf(choice), choice.suite).replaying;

function why({ knowledge }: KnownRun, choice: RunChoice, party: PartyId, message: MessageLabel, at: Seq): WhyView {
  const proof = knowledge.proof(party, message, at);
  if (proof) return { kind: 'can', proof };
  const missing = knowledge.missing(party, message, at, suiteOf(choice));
  return { kind: 'cannot', missing, pairs: knowledge.missingPairs(party, message, at) };
}

/** A view of the run; with `upTo`, nothing that happens after that step is in it. */
function runView(runs: Runs, choice: RunChoice, upTo: string | undefined): RunView {
  const run = runs.of(choice);
  const { played, knowledge } = run;
  const frames = framesOf(run, upTo);
  const last = frames.at(-1)?.seq ?? -1;
  const isWhole = upTo === undefined || upTo === played.actions.at(-1)?.id;
  const ask = askOf(played.scenario);
  const isRevealed = ask !== undefined && frames.some(({ step }) => step === ask.reveal);
  return {
    choice,
    scenario: isWhole ? wholeScenario(run, choice) : scenarioUpTo(played.scenario, frames),
    protections: played.trace.header.protections,
    traceHash: isWhole ? traceHash(played.trace) : '',
    parties: played.trace.header.parties,
    messages: messagesUpTo(played, last),
    frames,
    events: eventsUpTo(played.trace, last),
    question: ask && questionView(ask, played.scenario),
    ask: ask && isRevealed ? askView(run, ask) : undefined,
    expectations: isWhole ? expectations(played, knowledge, played.scenario.expect) : [],
  };
}

/** The scenario with its variants to choose from, and with the run's results filled into the texts that speak of them. */
function wholeScenario({ played, knowledge }: KnownRun, choice: RunChoice): Scenario {
  const world = probeWorld(played, knowledge);
  const filled = (text: ScenarioText): string => interpolate(text, choice.language, actorInSentence, world);
  const { explain, close } = played.scenario;
  return {
    ...played.scenario,
    variants: scenarioOf(choice).variants,
    ...(explain === undefined ? {} : { explain: filled(explain) }),
    ...(close?.text === undefined ? {} : { close: { ...close, text: filled(close.text) } }),
  };
}

/**
 * The scenario without what comes after its last frame: the prediction gate holds in the data already. The step that the
 * question asks about stays: it is announced together with the question, and is no outcome.
 */
function scenarioUpTo(scenario: Scenario, frames: readonly FrameView[]): Scenario {
  const shown = new Set(frames.map(({ step }) => step));
  const asked = scenario.steps.findIndex(({ kind }) => kind === 'ask');
  const announced = asked === -1 ? undefined : scenario.steps.slice(asked + 1).find(({ kind }) => kind !== 'ask');
  if (announced !== undefined) shown.add(announced.id);
  const { explain: _explain, close: _close, ...rest } = scenario;
  return {
    ...rest,
    steps: scenario.steps
      .filter((step) => step.kind === 'ask' || shown.has(step.id))
      .map((step) => (step.kind === 'ask' ? withoutVerdicts(step) : step)),
    expect: [],
    variants: [],
  };
}

/** Why an option is right in no run tells that it is wrong. */
const withoutVerdicts = (ask: AskStep): AskStep => ({
  ...ask,
  options: ask.options.map(({ never: _never, ...option }) => option),
});

function questionView(ask: AskStep, scenario: Scenario): QuestionView {
  return {
    ask: ask.ask,
    step: ask.id,
    askFrame: frameAfter(scenario, ask.id),
    reveal: ask.reveal,
    cause: scenario.steps.slice(scenario.steps.indexOf(ask)).find((step): step is Action => step.kind !== 'ask'),
    options: ask.options.map(({ text, when }) => ({ text, claims: claimsOf(when) })),
    asked: askedCells(ask, scenario).map(({ party, message }) => `${message}/${party}`),
  };
}

function askView({ played, knowledge }: KnownRun, ask: AskStep): AskView | undefined {
  const judgement = judge(played, knowledge);
  if (!judgement) return undefined;
  return {
    options: ask.options.map(({ text, misconception, never }, index) => ({
      text,
      holds: judgement.holds[index] ?? false,
      ...(misconception === undefined ? {} : { misconception }),
      ...(never === undefined ? {} : { never }),
    })),
    evidence: judgement.evidence.map(({ party, message }) => `${message}/${party}`),
  };
}

/** For each option the first shipped variant in which it would be the right one. */
function variantsWhereTrue(runs: Runs, choice: RunChoice, ask: AskStep): readonly (string | undefined)[] {
  const { variant: _, ...base } = choice;
  const judged = scenarioOf(choice).variants.map(({ id }) => {
    const { played, knowledge } = runs.of({ ...base, variant: id });
    return { id, holds: judge(played, knowledge)?.holds ?? [] };
  });
  return ask.options.map((_, index) => judged.find(({ holds }) => holds[index])?.id);
}
