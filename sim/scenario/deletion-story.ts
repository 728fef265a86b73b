/** What became of messages that were there already, and of devices' files, during a step: for every view that tells it. */
import { DELETE_FOR_EVERYONE_MS, EDIT_MS, EDIT_TAKEN_MS } from '../limits.ts';
import type { ActorId, DeletionOutcome, Outcome, StorageOutcome } from '../trace.ts';
import type { Action, Scenario } from './types.ts';

/** Something that one device did, or did not do, with what it keeps. */
export interface Change {
  readonly device: ActorId;
  readonly outcome: DeletionOutcome | StorageOutcome;
  /** Where it was too late: how many seconds there would have been. */
  readonly withinSeconds?: number;
}

/** In the order in which it happened. */
export const changesIn = (
  happened: readonly { readonly actor: ActorId; readonly outcome: Outcome }[],
  scenario: Scenario,
): readonly Change[] =>
  happened.flatMap(({ actor, outcome }) => {
    if (!isChange(outcome)) return [];
    if (outcome.kind !== 'disobeyed' || outcome.why !== 'too-late') return [{ device: actor, outcome }];
    return [{ device: actor, outcome, withinSeconds: windowOf(outcome.what, scenario) }];
  });

/** Seconds after its writing within which a message is deleted for everyone, or an edit of it is taken. */
const windowOf = (what: Extract<DeletionOutcome, { kind: 'disobeyed' }>['what'], scenario: Scenario): number =>
  what === 'edit' ? EDIT_TAKEN_MS / 1000 : (scenario.deleteWindow ?? DELETE_FOR_EVERYONE_MS / 1000);

/** The same for the person's own device, which does not even ask the others then; nothing where time is no matter. */
export function ownWindow(action: Action, scenario: Scenario): { readonly withinSeconds?: number } {
  if (action.kind === 'edit') return { withinSeconds: EDIT_MS / 1000 };
  return action.kind === 'delete' ? { withinSeconds: windowOf('delete', scenario) } : {};
}

const KINDS: Readonly<Record<Change['outcome']['kind'], true>> = {
  deleted: true,
  'asked-to-delete': true,
  disobeyed: true,
  edited: true,
  kept: true,
  unkept: true,
  disappearing: true,
  viewed: true,
  notified: true,
  saved: true,
  tidied: true,
  chattered: true,
  uninstalled: true,
  reset: true,
  program: true,
  imaged: true,
  crashed: true,
  'not-stored': true,
};

export const isChange = (outcome: Outcome): outcome is Change['outcome'] => outcome.kind in KINDS;
