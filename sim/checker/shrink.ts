/** The last step of shrinking, on the scenario itself: what fast-check leaves, and what was added to let the story end well. */
import { SERVER } from '../actors/types.ts';
import { labelOf } from '../scenario/letters.ts';
import { isAboutFiles, isStorageStep, type StorageDeed } from '../scenario/storage-steps.ts';
import type { Action, Scenario } from '../scenario/types.ts';
import { USUAL_STORAGE } from '../storage/settings.ts';

/** The scenario without all that it fails without: steps, a setting, a server that does no more than its work. */
export function smallest(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  const shorter = withoutIdleSteps(scenario, fails);
  const plain: Scenario = { ...shorter, onKeyChange: 'accept' };
  const small = withoutFiles(fails(plain) ? plain : shorter, fails);
  if (small.steps.some(({ kind }) => kind === 'misdeed' || kind === 'compel')) return small;
  const { [SERVER]: _server, ...cast } = small.cast;
  return fails({ ...small, cast }) ? { ...small, cast } : small;
}

/** Without files, or with files kept as they usually are. */
function withoutFiles(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  const { storage, ...bare } = scenario;
  if (!storage) return scenario;
  const needsFiles = scenario.steps.some((step) => isStorageStep(step) && isAboutFiles(step));
  if (!needsFiles && fails(bare)) return bare;
  const usual: Scenario = { ...scenario, storage: USUAL_STORAGE };
  return fails(usual) ? usual : scenario;
}

function withoutIdleSteps(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  for (const index of scenario.steps.keys()) {
    const smaller = { ...scenario, steps: scenario.steps.toSpliced(index, 1) };
    if (isWhole(smaller) && fails(smaller)) return withoutIdleSteps(smaller, fails);
  }
  return scenario;
}

/** Whether every message that a step speaks of was sent before it: else the story without a step means nothing. */
export function isWhole({ steps }: Scenario): boolean {
  const sent = new Set<string>();
  return (
    steps.length > 0 &&
    steps.every((step) => {
      const isTold = step.kind === 'ask' || messagesOf(step).every((message) => sent.has(message));
      const label = labelOf(step);
      if (label !== undefined) sent.add(label);
      return isTold;
    })
  );
}

/** The messages that a step speaks of and does not write itself. */
function messagesOf(action: Action): readonly string[] {
  if (isStorageStep(action)) return handled(action);
  if (action.kind === 'replay') return [action.replay];
  if (action.kind === 'read') return [action.read];
  if (action.kind === 'send') return [action.quotes, action.forwards].filter((label) => label !== undefined);
  return action.kind === 'misdeed' && action.message !== undefined ? [action.message] : [];
}

function handled(deed: StorageDeed): readonly string[] {
  if (deed.kind === 'delete') return [deed.delete];
  if (deed.kind === 'edit') return [deed.edit];
  return 'message' in deed ? [deed.message] : [];
}
