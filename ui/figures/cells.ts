/** How a cell is named (`m1/mallory`) and found in a frame. The names are those of `RunView`: message first, then party. */
import type { Cell } from '../../sim/knowledge/types.ts';
import type { MessageLabel, PartyId } from '../../sim/trace.ts';
import type { FrameView, RunView } from '../worker/api.ts';

export type CellKey = string;

export const cellKey = (message: MessageLabel, party: PartyId): CellKey => `${message}/${party}`;

export function splitKey(key: CellKey): { readonly message: MessageLabel; readonly party: PartyId } {
  const slash = key.indexOf('/');
  return { message: key.slice(0, slash), party: key.slice(slash + 1) };
}

/** The cell in this frame; undefined where the message is not written yet or the party does not exist. */
export function findCell(view: RunView, frame: FrameView, key: CellKey): Cell | undefined {
  const { message, party } = splitKey(key);
  const row = view.messages.findIndex((candidate) => candidate.label === message);
  const column = view.parties.findIndex((candidate) => candidate.id === party);
  return row === -1 || column === -1 ? undefined : frame.cells[row]?.[column];
}

/** The party ids that a scenario's `shows` or a probe may mean: a party itself, or all devices of a person. */
export function partiesNamed(view: Pick<RunView, 'parties'>, name: string): readonly PartyId[] {
  return view.parties
    .filter((party) => party.id === name || (party.kind === 'device' && party.account === name))
    .map((party) => party.id);
}

/** Whether the lesson is about every copy of one message, place by place. */
export const showsCopies = ({ scenario }: Pick<RunView, 'scenario'>): boolean => scenario.shows.figure === 'copies';

/** The columns of the lesson's figure, in the order of the path; all parties where the scenario names none that exist. */
export function shownParties(view: Pick<RunView, 'scenario' | 'parties'>): readonly PartyId[] {
  const named = view.scenario.shows.parties.flatMap((name) => partiesNamed(view, name));
  return named.length > 0 ? [...new Set(named)] : view.parties.map((party) => party.id);
}
