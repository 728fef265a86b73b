/**
 * A story of which only the phones are seen, as rounds. Two answers, asked for one after the other: what the phones show, in
 * an order that tells nothing, and, once every round has an answer, what each run was.
 */
import { askedCells, askOf, drawnRuns, interpolate, judge, probeWorld, type RunName } from '../../sim/index.ts';
import type { Action, AskStep, Scenario } from '../../sim/scenario/types.ts';
import type { ScenarioText } from '../../sim/text.ts';
import type { Instant, MessageLabel, Party, Seq } from '../../sim/trace.ts';
import { shownParties } from '../figures/cells.ts';
import { actorInSentence } from '../figures/names.ts';
import type { ChatLine, RevealedRun, RevealView, RoundsView, RoundView, RunChoice } from './api.ts';
import { lastSeqUpTo } from './frames.ts';
import { phonesAt } from './phones.ts';
import { scenarioOf, type KnownRun, type Runs } from './runs.ts';

/** The rounds; undefined where the scenario asks nothing. No title, edit, name of a run or reader is in it. */
export function roundsView(runs: Runs, choice: RunChoice): RoundsView | undefined {
  const game = gameOf(runs, choice);
  if (game === undefined) return undefined;
  const { scenario, ask, parties } = game;
  const devices = parties.filter(({ kind }) => kind === 'device');
  return {
    title: scenario.title,
    story: scenario.story ?? [],
    ask: ask.ask,
    options: ask.options.map(({ text }) => text),
    devices,
    rounds: game.runs.map(({ run }) => roundView(run, ask, devices)),
  };
}

/** What each round was, in the same order; undefined where the scenario asks nothing. */
export function revealView(runs: Runs, choice: RunChoice): RevealView | undefined {
  const game = gameOf(runs, choice);
  const base = game?.runs.find(({ name }) => name === undefined)?.run;
  if (game === undefined || base === undefined) return undefined;
  const { scenario, ask, parties } = game;
  const messages = [...new Set(askedCells(ask, scenario).map(({ message }) => message))];
  const { explain, close } = scenario;
  return {
    messages,
    parties,
    runs: game.runs.map(({ name, run }) => revealedRun(name, run, game, messages)),
    explain: explain && filled(explain, base, choice),
    closed: closedIn(base, parties),
    close: close?.text && filled(close.text, base, choice),
  };
}

interface Game {
  readonly choice: RunChoice;
  readonly scenario: Scenario;
  readonly ask: AskStep;
  /** Those of the figure. */
  readonly parties: readonly Party[];
  readonly runs: readonly { readonly name: RunName; readonly run: KnownRun }[];
}

function gameOf(runs: Runs, asked: RunChoice): Game | undefined {
  const { variant: _variant, ...choice } = asked;
  const scenario = scenarioOf(choice);
  const ask = askOf(scenario);
  if (ask === undefined) return undefined;
  const { parties } = runs.of(choice).played.trace.header;
  const shown = shownParties({ scenario, parties });
  return {
    choice,
    scenario,
    ask,
    parties: shown.flatMap((id) => parties.find((party) => party.id === id) ?? []),
    runs: drawnRuns(scenario, choice.seed).map((name) => ({
      name,
      run: runs.of(name === undefined ? choice : { ...choice, variant: name }),
    })),
  };
}

/** The last event of the step at which the answer can be known. */
const revealIn = ({ played }: KnownRun, ask: AskStep): Seq => lastSeqUpTo(played, ask.reveal);

function roundView(run: KnownRun, ask: AskStep, devices: readonly Party[]): RoundView {
  const phones = phonesAt(run.played.trace, revealIn(run, ask));
  return { phones: Object.fromEntries(devices.map(({ id }) => [id, (phones[id] ?? []).map(asSeen)])) };
}

const MINUTE_MS = 60_000;
const toMinute = (at: Instant): Instant => at - (at % MINUTE_MS);

/** A screen shows minutes, and does not show whose words a line really has: milliseconds would tell more than a person sees. */
const asSeen = ({ came, ...line }: ChatLine): ChatLine => ({
  ...line,
  // Beside a line of the app stands no time.
  at: line.sign === undefined ? toMinute(line.at) : 0,
  forged: false,
  ...(came === undefined ? {} : { came: toMinute(came) }),
});

function revealedRun(
  name: RunName,
  run: KnownRun,
  { choice, scenario, ask, parties }: Game,
  messages: readonly MessageLabel[],
): RevealedRun {
  const title = scenario.variants.find(({ id }) => id === name)?.title;
  const at = revealIn(run, ask);
  return {
    variant: name,
    title: title && filled(title, run, choice),
    deeds: run.played.scenario.steps.filter((step): step is Action => step.kind !== 'ask' && step.kind !== 'send'),
    holds: judge(run.played, run.knowledge)?.holds ?? [],
    states: messages.map((message) => parties.map(({ id }) => run.knowledge.cell(id, message, at).state)),
  };
}

const filled = (text: ScenarioText, { played, knowledge }: KnownRun, { language }: RunChoice): string =>
  interpolate(text, language, actorInSentence, probeWorld(played, knowledge));

/** Messages that stay closed to the end for all who are in the figure without being one of the two people's devices. */
function closedIn({ played, knowledge }: KnownRun, parties: readonly Party[]): readonly MessageLabel[] {
  const last = played.trace.events.length - 1;
  const others = parties.filter(({ kind }) => kind !== 'device');
  return knowledge.messages
    .map(({ label }) => label)
    .filter((label) => others.every(({ id }) => !knowledge.knowsMessage(id, label, last)));
}
