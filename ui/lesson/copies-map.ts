/** What the copies map of a lesson is about, read off the run as far as it is shown. Pure. */
import type { Copies } from '../../sim/index.ts';
import type { MessageLabel, Party, PartyId, Seq } from '../../sim/trace.ts';
import type { RunView } from '../worker/api.ts';
import { shownParties, splitKey, type CellKey } from '../figures/cells.ts';

/** The places of the map: at most five, as the scenario names them. */
export const placesOf = (run: RunView): readonly Party[] =>
  shownParties(run).flatMap((id) => run.parties.filter((party) => party.id === id));

/** The message that the scenario chose (else its first), then others that the question speaks of; only those in this run. */
export function mappedMessages(run: RunView): readonly MessageLabel[] {
  const labels = run.messages.map(({ label }) => label);
  const first = run.scenario.shows.message ?? labels[0];
  const asked = (run.question?.asked ?? []).map((key) => splitKey(key).message);
  const wanted = first === undefined ? asked : [first, ...asked];
  return [...new Set(wanted)].filter((label) => labels.includes(label));
}

/** Places that these cells of one message speak of. */
export const placesIn = (cells: readonly CellKey[], message: MessageLabel): readonly PartyId[] =>
  cells.map(splitKey).flatMap((cell) => (cell.message === message ? [cell.party] : []));

export interface Moment {
  /** The event up to which everything has happened. */
  readonly at: Seq;
  /** What is compared with it. */
  readonly from: Seq | undefined;
}

/** The moment of a frame beside that of another; undefined while the message is not written. */
export function momentOf(
  run: RunView,
  frame: number,
  from: number | undefined,
  message: MessageLabel,
): Moment | undefined {
  const row = run.messages.findIndex(({ label }) => label === message);
  const seqOf = (index: number): Seq | undefined => {
    const shown = run.frames[index];
    return shown !== undefined && row >= 0 && row < shown.cells.length ? shown.seq : undefined;
  };
  const at = seqOf(frame);
  return at === undefined ? undefined : { at, from: from === undefined ? undefined : seqOf(from) };
}

/** The copies in these places; the others are only counted. */
export function copiesIn(
  copies: Copies,
  places: readonly Party[],
): { readonly here: Copies; readonly elsewhere: number } {
  const kept = copies.copies.filter(({ owner }) => places.some(({ id }) => id === owner));
  const readers = kept.filter(({ form }) => form === 'readable');
  return {
    here: {
      message: copies.message,
      copies: kept,
      readable: readers.length,
      places: new Set(readers.map(({ owner }) => owner)).size,
    },
    elsewhere: copies.copies.length - kept.length,
  };
}
