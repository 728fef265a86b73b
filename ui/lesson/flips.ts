/**
 * Two runs of one story, cell by cell: what flips when one protection is off, and what stays closed all the same. Pure; the
 * cells are those of the last pause of both runs, restricted to the columns of the lesson's figure.
 */
import { looksLike, type Look } from '../../sim/knowledge/types.ts';
import type { MessageLabel, PartyId } from '../../sim/trace.ts';
import type { RunView } from '../worker/api.ts';
import { cellKey, findCell, shownParties, type CellKey } from '../figures/cells.ts';

export interface Flip {
  readonly key: CellKey;
  readonly message: MessageLabel;
  readonly party: PartyId;
  readonly before: Look;
  readonly after: Look;
}

export interface Comparison {
  /** Cells compared. */
  readonly total: number;
  readonly flips: readonly Flip[];
  /** Messages that attackers (or, where there is none, the company) have without being able to read, in the second run. */
  readonly stillClosed: readonly MessageLabel[];
  /** Used message keys in what was stolen, in both runs. */
  readonly usedKeys: readonly [number, number];
}

/** @param base the run as built, @param broken the run with the protection off; both whole. */
export function compareRuns(base: RunView, broken: RunView): Comparison {
  const before = base.frames[base.frames.length - 1];
  const after = broken.frames[broken.frames.length - 1];
  if (before === undefined || after === undefined) throw new Error('a run has at least its start frame');
  const flips: Flip[] = [];
  let total = 0;
  for (const message of base.messages.map((one) => one.label)) {
    for (const party of shownParties(base)) {
      const key = cellKey(message, party);
      const first = findCell(base, before, key);
      // Of a message that is not written there nobody has anything.
      const second = findCell(broken, after, key) ?? { state: 'never' };
      if (first === undefined) continue;
      total += 1;
      if (!looksLike(first, second)) flips.push({ key, message, party, before: first, after: second });
    }
  }
  return { total, flips, stillClosed: closedIn(broken), usedKeys: [usedKeysIn(base), usedKeysIn(broken)] };
}

/** Parties whose reading is the question: the attackers of the figure, else the company. */
export function onlookers(view: RunView): readonly PartyId[] {
  const shown = view.parties.filter((party) => shownParties(view).includes(party.id));
  const attackers = shown.filter((party) => party.kind === 'attacker');
  return (attackers.length > 0 ? attackers : shown.filter((party) => party.kind === 'server')).map((party) => party.id);
}

/** Messages that onlookers have at the end of a run without being able to read them. */
export function closedIn(view: RunView): readonly MessageLabel[] {
  const last = view.frames[view.frames.length - 1];
  const watching = onlookers(view);
  if (last === undefined || watching.length === 0) return [];
  return view.messages
    .map((message) => message.label)
    .filter((label) => {
      const states = watching.map((party) => findCell(view, last, cellKey(label, party))?.state);
      return states.some((state) => state === 'sealed' || state === 'metadata') && !states.includes('readable');
    });
}

const usedKeysIn = (view: RunView): number =>
  view.frames.reduce((sum, frame) => sum + (frame.action.kind === 'compromise' ? frame.action.usedKeys : 0), 0);
