/** Who writes each message of a story, and to whom. An edited text is a message of its own between the same two people. */
import { accountOf } from '../actors/types.ts';
import type { MessageLabel } from '../trace.ts';
import type { Step } from './types.ts';

/** Names as the steps have them: a person, or one of her devices. */
export interface Letter {
  readonly from: string;
  readonly to: string;
}

/** The letters of these steps by label. An edit of what no earlier step writes has none. */
export function lettersOf(steps: readonly Step[]): ReadonlyMap<MessageLabel, Letter> {
  const letters = new Map<MessageLabel, Letter>();
  for (const step of steps) {
    if (step.kind === 'send') letters.set(step.send, { from: step.from, to: step.to });
    const edited = step.kind === 'edit' ? letters.get(step.edit) : undefined;
    if (step.kind === 'edit' && edited) letters.set(step.as, { from: step.by, to: otherThan(step.by, edited) });
  }
  return letters;
}

const otherThan = (one: string, { from, to }: Letter): string => (accountOf(one) === accountOf(to) ? from : to);

/** The label that this step gives to a message, if it writes one. */
export function labelOf(step: Step): MessageLabel | undefined {
  if (step.kind === 'send') return step.send;
  return step.kind === 'edit' ? step.as : undefined;
}
