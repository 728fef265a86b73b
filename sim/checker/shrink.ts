/** The last step of shrinking, on the scenario itself: what fast-check leaves, and what was added to let the story end well. */
import { SERVER } from '../actors/types.ts';
import type { Action, Scenario } from '../scenario/types.ts';

/** The scenario without all that it fails without: steps, a setting, a server that does no more than its work. */
export function smallest(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  const shorter = withoutIdleSteps(scenario, fails);
  const plain: Scenario = { ...shorter, onKeyChange: 'accept' };
  const small = fails(plain) ? plain : shorter;
  if (small.steps.some(({ kind }) => kind === 'misdeed' || kind === 'compel')) return small;
  const { [SERVER]: _server, ...cast } = small.cast;
  return fails({ ...small, cast }) ? { ...small, cast } : small;
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
      if (step.kind === 'send') sent.add(step.send);
      const message = step.kind === 'ask' ? undefined : messageOf(step);
      return message === undefined || sent.has(message);
    })
  );
}

function messageOf(action: Action): string | undefined {
  if (action.kind === 'replay') return action.replay;
  if (action.kind === 'read') return action.read;
  return action.kind === 'misdeed' ? action.message : undefined;
}
