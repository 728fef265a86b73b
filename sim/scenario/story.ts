/** What each step of a story did in a run, read off its events: codes and data, for every view that tells it. */
import type { ActorId, InapplicableReason, MessageLabel, RefusalReason, Seq, TakeablePlace } from '../trace.ts';
import { deviceOf } from './casting.ts';
import type { Played } from './play.ts';
import type { Action } from './types.ts';

/** What a step did, for narration. */
export type ActionView =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'send';
      readonly message: MessageLabel;
      readonly from: ActorId;
      readonly to: string;
      readonly shownOn: readonly ActorId[];
    }
  | {
      readonly kind: 'compromise';
      readonly device: ActorId;
      readonly by: ActorId;
      readonly takes: readonly TakeablePlace[];
      /** Used message keys in what was copied: what `eraseMessageKeys` is about. */
      readonly usedKeys: number;
    }
  | {
      readonly kind: 'replay';
      readonly message: MessageLabel;
      readonly by: ActorId;
      readonly accepted: boolean;
      readonly reason?: RefusalReason;
    }
  | { readonly kind: 'tamper'; readonly link: string; readonly by: ActorId }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'inapplicable'; readonly why: InapplicableReason };

/** What a step did, read off its events. */
export function actionView(played: Played, action: Action): ActionView {
  const step = played.trace.steps.find(({ id }) => id === action.id);
  const events = step ? played.trace.events.slice(step.first, step.end) : [];
  const outcomes = events.flatMap((event) => event.outcomes.map((outcome) => ({ outcome, actor: event.actor })));
  const refusal = outcomes.find(({ outcome }) => outcome.kind === 'inapplicable')?.outcome;
  if (refusal?.kind === 'inapplicable') return { kind: 'inapplicable', why: refusal.why };
  const shownOn = (label: MessageLabel): readonly ActorId[] =>
    outcomes.flatMap(({ outcome, actor }) => (outcome.kind === 'shown' && outcome.message === label ? [actor] : []));
  switch (action.kind) {
    case 'send':
      return {
        kind: 'send',
        message: action.send,
        from: deviceOf(played.scenario, action.from),
        to: action.to,
        shownOn: shownOn(action.send),
      };
    case 'compromise': {
      const device = deviceOf(played.scenario, action.compromise);
      return {
        kind: 'compromise',
        device,
        by: action.by,
        takes: action.takes,
        usedKeys: usedKeysIn(played, action.by, step?.end ?? 0),
      };
    }
    case 'replay': {
      const refused = outcomes.find(({ outcome }) => outcome.kind === 'refused')?.outcome;
      const accepted = shownOn(action.replay).length > 0;
      return {
        kind: 'replay',
        message: action.replay,
        by: action.by,
        accepted,
        ...(refused?.kind === 'refused' ? { reason: refused.reason } : {}),
      };
    }
    case 'tamper':
      return { kind: 'tamper', link: action.tamper, by: action.by };
    case 'wait':
      return { kind: 'wait', minutes: action.wait };
  }
}

/** Keys of messages already used, in everything that an attacker has copied by then. */
function usedKeysIn(played: Played, attacker: ActorId, before: Seq): number {
  const state = played.trace.events.findLast((event) => event.seq < before && event.actor === attacker)?.after.places
    .loot;
  let count = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'used' && Array.isArray(inner)) count += inner.length;
      else visit(inner);
    }
  };
  visit(state);
  return count;
}
