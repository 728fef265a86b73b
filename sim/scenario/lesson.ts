/**
 * A lesson's question, judged by a run: which option holds at the reveal, which cells are the evidence, what each option
 * claims. Nothing here is authored: answers are probes, evidence is the cells that the true probe names.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Seq } from '../trace.ts';
import { deviceOf } from './casting.ts';
import { lettersOf } from './letters.ts';
import type { Played } from './play.ts';
import { evaluate } from './probe-eval.ts';
import { parseProbe } from './probe-syntax.ts';
import { atoms, type SenderOf } from './probe-cells.ts';
import type { CellName, Probe } from './probe.ts';
import type { AskStep, Scenario } from './types.ts';
import { probeWorld } from './world.ts';

/** What an option says about one cell. */
export interface Claim extends CellName {
  readonly canRead: boolean;
}

export interface Judgement {
  readonly ask: AskStep;
  /** One truth value for each option; in the base run of a shipped scenario exactly one is true. */
  readonly holds: readonly boolean[];
  readonly evidence: readonly CellName[];
}

/** The scenario's question; the first where there are several. */
export const askOf = (scenario: Scenario): AskStep | undefined => scenario.steps.find((step) => step.kind === 'ask');

/** Judges the question in this run, at the end of its reveal step; undefined where there is none. */
export function judge(played: Played, knowledge: Knowledge): Judgement | undefined {
  const ask = askOf(played.scenario);
  return ask && judgeAsk(ask, played, knowledge);
}

/** Judges one question of the scenario in this run, at the end of its reveal step. */
export function judgeAsk(ask: AskStep, played: Played, knowledge: Knowledge): Judgement {
  const world = probeWorld(played, knowledge);
  const at: Seq = world.stepEnds(ask.reveal);
  const probes = ask.options.map((option) => probeOf(option.when));
  const holds = probes.map((probe) => evaluate(probe, world, at));
  const right = probes[holds.indexOf(true)];
  return { ask, holds, evidence: right ? atoms(right, sendersIn(played.scenario)) : [] };
}

const sendersIn =
  (scenario: Scenario): SenderOf =>
  (message) => {
    const letter = lettersOf(scenario.steps).get(message);
    return letter && deviceOf(scenario, letter.from);
  };

/** What an option claims of single cells: the literals of a conjunction; empty where it is not one. */
export function claimsOf(when: string): readonly Claim[] {
  const claims: Claim[] = [];
  const collect = (probe: Probe, positive: boolean): boolean => {
    switch (probe.kind) {
      case 'canRead':
        claims.push({ party: probe.party, message: probe.message, canRead: positive });
        return true;
      case 'recoverable':
        // What can be recovered need not be readable; what cannot, is not.
        if (!positive) claims.push({ party: probe.party, message: probe.message, canRead: false });
        return !positive;
      case 'not':
        return collect(probe.probe, !positive);
      case 'and':
        return positive && collect(probe.left, true) && collect(probe.right, true);
      case 'at':
        return collect(probe.probe, positive);
      default:
        return false;
    }
  };
  return collect(probeOf(when), true) ? claims : [];
}

/** The results of a scenario's or a variant's expectations in a run. */
export function expectations(
  played: Played,
  knowledge: Knowledge,
  probes: readonly string[],
): readonly { probe: string; holds: boolean }[] {
  const world = probeWorld(played, knowledge);
  return probes.map((probe) => ({ probe, holds: evaluate(probeOf(probe), world) }));
}

/** Cells that any of the options speaks of; with the scenario, also those of whoever writes the message. */
export const askedCells = (ask: AskStep, scenario?: Scenario): readonly CellName[] => {
  const senderOf = scenario === undefined ? undefined : sendersIn(scenario);
  const all = ask.options.flatMap(({ when }) => atoms(probeOf(when), senderOf));
  return [...new Map(all.map((cell) => [`${cell.message}/${cell.party}`, cell])).values()];
};

function probeOf(text: string): Probe {
  const parsed = parseProbe(text);
  if (!parsed.ok) throw new Error(`a parsed scenario has only probes that parse: ${text}`);
  return parsed.probe;
}
