/** What the engine computes for a shipped lesson, played here in Node: what the page must show, and must not show early. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario } from '../../sim/files.ts';
import { SUITES } from '../../cli/suites.ts';
import { judge, knowledgeOf, play, toHex, traceHash } from '../../sim/index.ts';
import type { Cell } from '../../sim/knowledge/types.ts';
import type { Scenario, SendStep } from '../../sim/scenario/types.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { inLanguage, type Language } from '../../sim/text.ts';

export interface Computed {
  readonly scenario: Scenario;
  /** `message/party` of the cells that show the right answer. */
  readonly evidence: readonly string[];
  /** Index of the option that holds. */
  readonly right: number;
  /** Columns of the figure and rows, in the order of the screen. */
  readonly parties: readonly string[];
  readonly messages: readonly string[];
  /** The cell at the end of the run, with the lesson's protection as it is or switched off. */
  readonly cell: (message: string, party: string) => Cell;
  readonly brokenCell: (message: string, party: string) => Cell;
  /** Texts, clock times and ciphertext bytes of what happens after the question. */
  readonly later: readonly string[];
}

const root = join(import.meta.dirname, '..', '..');

/** The trace hash of a shipped scenario's base run as the command line would print it. */
export function hashInNode(id: string, language: Language): string {
  const options = { suite: SUITES.noble, seed: 1, language, switches: {}, code: codeHash(root) } as const;
  return traceHash(play(shipped(id), options).trace);
}

export function computed(id: string, language: Language): Computed {
  const scenario = shipped(id);
  const options = { suite: SUITES.noble, seed: 1, language, switches: {}, code: 'test' } as const;
  const run = play(scenario, options);
  const knowledge = knowledgeOf(run.trace);
  const judgement = judge(run, knowledge);
  const protection = scenario.shows.protection;
  if (judgement === undefined || protection === undefined)
    throw new Error(`${id} must ask a question and have a switch`);
  const broken = play(scenario, { ...options, switches: { [protection]: false } });
  const brokenKnowledge = knowledgeOf(broken.trace);
  const sends = scenario.steps.filter((step): step is SendStep => step.kind === 'send');
  const asked = scenario.steps.findIndex((step) => step.kind === 'ask');
  const laterSends = scenario.steps.slice(asked).filter((step): step is SendStep => step.kind === 'send');
  const end = run.trace.events.length - 1;
  const cell = (message: string, party: string): Cell => knowledge.cell(party, message, end);
  return {
    scenario,
    evidence: judgement.evidence.map(({ party, message }) => `${message}/${party}`),
    right: judgement.holds.indexOf(true),
    parties: scenario.shows.parties,
    messages: sends.map(({ send }) => send),
    cell,
    brokenCell: (message, party) => brokenKnowledge.cell(party, message, broken.trace.events.length - 1),
    later: laterSends.flatMap(({ send, text, at }) => {
      const bytes = cell(send, 'network').bytes;
      return [inLanguage(text, language), at ?? '', bytes === undefined ? '' : toHex(bytes.subarray(0, 3), ' ')];
    }),
  };
}

function shipped(id: string): Scenario {
  const file = `scenarios/${id}.yaml`;
  const parsed = parseScenario(file, readFileSync(join(root, file), 'utf8'), { shipped: true });
  if (!parsed.ok) throw new Error(`${file} must be usable: it ships`);
  return parsed.scenario;
}
