/** Scenarios from outside: a file that a person opened, a share link. YAML and its schema are loaded now, not with the page. */
import { misconceptionIds, people } from 'virtual:scenarios';
import { judge, knowledgeIn, play, type Judgement } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { OpenedScenario } from './api.ts';
import { readyToPlay, rememberOpened } from './runs.ts';
import { filesFor } from './files.ts';
import { suitesFor } from './suites.ts';

const OPTIONS = { shipped: false, misconceptions: new Set(misconceptionIds), people: new Set(people) };

export async function readScenario(fileName: string, source: string): Promise<OpenedScenario> {
  const { encodeScenario, parseScenario, rightOptionProblem } = await import('../../sim/files.ts');
  const parsed = parseScenario(fileName, source, OPTIONS);
  if (!parsed.ok) return parsed;
  const judgement = await baseJudgement(parsed.scenario);
  const problem = judgement && rightOptionProblem(fileName, source, parsed.scenario, judgement.holds);
  return problem
    ? { ok: false, problems: [problem] }
    : accepted(parsed.scenario, `~${encodeScenario(parsed.scenario)}`);
}

/** `text`: a tilde, then the scenario as `encodeScenario` writes it. */
export async function readLink(text: string): Promise<OpenedScenario> {
  const { decodeScenario, rightOptionProblem } = await import('../../sim/files.ts');
  const decoded = decodeScenario(text.slice(1), OPTIONS);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const judgement = await baseJudgement(decoded.scenario);
  const problem = judgement && rightOptionProblem('link', '', decoded.scenario, judgement.holds);
  return problem ? { ok: false, problems: [problem] } : accepted(decoded.scenario, text);
}

/** From now on runs may be asked for by this link. */
function accepted(scenario: Scenario, link: string): OpenedScenario {
  rememberOpened(link, scenario);
  return { ok: true, scenario, link };
}

/** Which options hold is known only from the base run. */
async function baseJudgement(scenario: Scenario): Promise<Judgement | undefined> {
  await readyToPlay(scenario);
  const { playing } = suitesFor(scenario);
  const played = play(scenario, {
    suite: playing,
    seed: 1,
    language: 'en',
    code: __CODE_HASH__,
    files: filesFor(scenario),
  });
  return judge(played, knowledgeIn(played));
}
