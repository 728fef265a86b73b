/** Runs that the page has asked for, each played once: a run is a function of its choice, so equal choices share one. */
import { scenarioChunks } from 'virtual:scenarios';
import { knowledgeIn, play, type Knowledge, type Played } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { RunChoice } from './api.ts';
import { filesFor, filesReadyFor } from './files.ts';
import { readyFor, suitesFor } from './suites.ts';

export interface KnownRun {
  readonly played: Played;
  readonly knowledge: Knowledge;
}

/** More runs than a lesson and its comparisons need; the oldest is forgotten first. */
const MOST_RUNS = 24;

export interface Runs {
  readonly of: (choice: RunChoice) => KnownRun;
}

export function runStore(): Runs {
  const known = new Map<string, KnownRun>();
  const of = (choice: RunChoice): KnownRun => {
    const key = JSON.stringify(choice);
    const found = known.get(key);
    if (found) return found;
    const { variant, ...rest } = choice;
    const base = variant === undefined ? undefined : of(rest);
    const played = playChoice(choice, base?.played);
    const run: KnownRun = { played, knowledge: knowledgeIn(played) };
    known.set(key, run);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_RUNS) break;
      known.delete(oldest);
    }
    return run;
  };
  return { of };
}

/** Scenarios at hand: shipped ones by id, once fetched; those from outside by their link form, once read (`read.ts`). */
const atHand = new Map<string, Scenario>();
export const rememberOpened = (link: string, scenario: Scenario): void => void atHand.set(link, scenario);

/** Loads what runs of this scenario need beyond the engine: keys, files. */
export const readyToPlay = async (scenario: Scenario): Promise<void> => {
  await Promise.all([readyFor(scenario), filesReadyFor(scenario)]);
};

/** Fetches a shipped scenario before a run of it is asked for; any other name is left alone. */
export async function fetchScenario(id: string): Promise<void> {
  const chunk = Object.hasOwn(scenarioChunks, id) ? scenarioChunks[id] : undefined;
  if (chunk === undefined || atHand.has(id)) return;
  const { scenario } = await chunk();
  await readyToPlay(scenario);
  atHand.set(id, scenario);
}

/** Fetches all, each once. */
export const fetchScenarios = async (): Promise<void> => {
  await Promise.all(Object.keys(scenarioChunks).map(fetchScenario));
};

/** The scenario that a choice means; throws for one that is neither shipped nor read, which the page has ruled out. */
export function scenarioOf(choice: RunChoice): Scenario {
  const scenario = atHand.get(choice.scenario);
  if (!scenario) throw new Error('the page only asks for scenarios that are shipped or were opened');
  return scenario;
}

function playChoice(choice: RunChoice, base: Played | undefined): Played {
  const { seed, language, switches, onKeyChange, variant } = choice;
  const scenario = scenarioOf(choice);
  const options = {
    suite: suitesFor(scenario, choice.suite).playing,
    seed,
    language,
    switches,
    code: __CODE_HASH__,
    files: filesFor(scenario),
    ...(onKeyChange === undefined ? {} : { onKeyChange }),
    ...(variant === undefined ? {} : { variant }),
  };
  return play(scenario, options, base);
}
