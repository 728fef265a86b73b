/** Two runs of one story, cell by cell at their ends: what somebody can do with a message in one and not in the other. */
import type { Instant, MessageLabel, PartyId, Trace } from '../trace.ts';
import type { Knowledge } from './knowledge.ts';
import type { CellState } from './types.ts';

/** A run with what follows from it. */
export interface KnownTrace {
  readonly trace: Trace;
  readonly knowledge: Knowledge;
}

export interface FlippedCell {
  readonly message: MessageLabel;
  readonly party: PartyId;
  readonly before: CellState;
  readonly after: CellState;
}

/** Cells of messages and parties that both runs tell of, single links left out, whose state differs at the end. */
export function flipsOf(base: KnownTrace, other: KnownTrace): readonly FlippedCell[] {
  return commonCells(base, other).flatMap(({ message, party }) => {
    const before = stateAtEnd(base, party, message);
    const after = stateAtEnd(other, party, message);
    return before === after ? [] : [{ message, party, before, after }];
  });
}

/** When the first cell came to differ: the first step that both runs have after which one does; undefined: none ever did. */
export function firstFlip(base: KnownTrace, other: KnownTrace): Instant | undefined {
  const cells = commonCells(base, other);
  return base.trace.steps.find(({ id, end }) => {
    const theirs = other.trace.steps.find((step) => step.id === id);
    if (theirs === undefined) return false;
    return cells.some(
      ({ message, party }) =>
        base.knowledge.cell(party, message, end - 1).state !==
        other.knowledge.cell(party, message, theirs.end - 1).state,
    );
  })?.at;
}

/** Cells that can be compared, message by message in the base run's order; what its writer holds back in the other run is
 * there too: nobody has it. */
export function commonCells(
  base: KnownTrace,
  other: KnownTrace,
): readonly { readonly message: MessageLabel; readonly party: PartyId }[] {
  const messages = new Set([...other.knowledge.messages.map(({ label }) => label), ...heldBackIn(other.trace)]);
  const parties = new Set(other.trace.header.parties.map(({ id }) => id));
  const shared = base.trace.header.parties.filter(({ kind, id }) => kind !== 'link' && parties.has(id));
  return base.knowledge.messages.flatMap(({ label }) =>
    messages.has(label) ? shared.map(({ id }) => ({ message: label, party: id })) : [],
  );
}

const heldBackIn = ({ events }: Trace): readonly MessageLabel[] =>
  events.flatMap(({ outcomes }) => outcomes.flatMap((one) => (one.kind === 'held-back' ? [one.message] : [])));

/** What a party can do with a message when the run is over. */
export const stateAtEnd = ({ trace, knowledge }: KnownTrace, party: PartyId, message: MessageLabel): CellState =>
  knowledge.cell(party, message, trace.events.length - 1).state;
