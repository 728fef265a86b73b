/** Two runs of one story, cell by cell: what somebody can do with a message, or sees of it, in one and not in the other. */
import type { Instant, MessageLabel, PartyId, Seq, Trace } from '../trace.ts';
import type { Knowledge } from './knowledge.ts';
import { looksLike, type Look } from './types.ts';

/** A run with what follows from it. */
export interface KnownTrace {
  readonly trace: Trace;
  readonly knowledge: Knowledge;
}

export interface FlippedCell {
  readonly message: MessageLabel;
  readonly party: PartyId;
  readonly before: Look;
  readonly after: Look;
}

/** Cells of the base run's messages, single links left out, that look different at the end. */
export const flipsOf = (base: KnownTrace, other: KnownTrace): readonly FlippedCell[] =>
  flipsAt(base, lastOf(base), other, lastOf(other));

/** The same after one step of both runs. */
export interface StepFlips {
  readonly step: string;
  readonly at: Instant;
  readonly flips: readonly FlippedCell[];
  /** How many of them looked alike after the step before. */
  readonly fresh: number;
}

/** After each step that both runs have, in the base run's order: the cells that look different then. */
export function flipsByStep(base: KnownTrace, other: KnownTrace): readonly StepFlips[] {
  const found: StepFlips[] = [];
  for (const { id, at, end } of base.trace.steps) {
    const theirs = other.trace.steps.find((step) => step.id === id);
    if (theirs === undefined) continue;
    const before = found.at(-1)?.flips ?? [];
    const flips = flipsAt(base, end - 1, other, theirs.end - 1);
    const fresh = flips.filter((flip) => !before.some((one) => isSameCell(one, flip))).length;
    found.push({ step: id, at, flips, fresh });
  }
  return found;
}

/** When the first cell came to differ: the first step that both runs have after which one does; undefined: none ever did. */
export const firstFlip = (base: KnownTrace, other: KnownTrace): Instant | undefined =>
  flipsByStep(base, other).find(({ flips }) => flips.length > 0)?.at;

function flipsAt(base: KnownTrace, mine: Seq, other: KnownTrace, theirs: Seq): readonly FlippedCell[] {
  return cellsOf(base, other).flatMap(({ message, party }) => {
    const before = lookAt(base, party, message, mine);
    const after = lookAt(other, party, message, theirs);
    return looksLike(before, after) ? [] : [{ message, party, before, after }];
  });
}

const isSameCell = (a: FlippedCell, b: FlippedCell): boolean => a.message === b.message && a.party === b.party;

/**
 * Cells that are compared, message by message in the base run's order. Of a message that the other run does not write nobody
 * has anything there; one that only the other run writes has nothing beside it, and is left out.
 */
function cellsOf(
  base: KnownTrace,
  other: KnownTrace,
): readonly { readonly message: MessageLabel; readonly party: PartyId }[] {
  const parties = new Set(other.trace.header.parties.map(({ id }) => id));
  const shared = base.trace.header.parties.filter(({ kind, id }) => kind !== 'link' && parties.has(id));
  return base.knowledge.messages.flatMap(({ label }) => shared.map(({ id }) => ({ message: label, party: id })));
}

/** What is to be seen of a party and a message when the run is over. */
export const lookAtEnd = (run: KnownTrace, party: PartyId, message: MessageLabel): Look =>
  lookAt(run, party, message, lastOf(run));

function lookAt({ knowledge }: KnownTrace, party: PartyId, message: MessageLabel, at: Seq): Look {
  const { state, shown } = knowledge.cell(party, message, at);
  return shown === undefined ? { state } : { state, shown };
}

const lastOf = ({ trace }: KnownTrace): Seq => trace.events.length - 1;
