/** One run beside others: the cells of all at their ends, which of them flip, and where each run parts from the base run. */
import { align, commonCells, firstFlip, flipsOf, stateAtEnd } from '../../sim/index.ts';
import type { CompareView, ComparedRun } from './api.ts';
import { divergenceView } from './events.ts';
import type { KnownRun } from './runs.ts';

export function compareRuns(base: KnownRun, others: readonly KnownRun[]): CompareView {
  const run = knownTrace(base);
  const parties = run.trace.header.parties.filter(({ kind }) => kind !== 'link').map(({ id }) => id);
  const messages = run.knowledge.messages.map(({ label }) => label);
  return {
    parties,
    messages,
    states: messages.map((message) => parties.map((party) => stateAtEnd(run, party, message))),
    others: others.map((other) => comparedRun(base, other, messages, parties)),
  };
}

function comparedRun(
  base: KnownRun,
  known: KnownRun,
  messages: CompareView['messages'],
  parties: CompareView['parties'],
): ComparedRun {
  const [run, other] = [knownTrace(base), knownTrace(known)];
  const common = new Set(commonCells(run, other).map(({ message, party }) => `${message}/${party}`));
  const divergence = align(run.trace, other.trace).firstDivergence;
  return {
    states: messages.map((message) =>
      parties.map((party) => (common.has(`${message}/${party}`) ? stateAtEnd(other, party, message) : undefined)),
    ),
    flips: flipsOf(run, other).map(({ message, party }) => `${message}/${party}`),
    divergence: divergence && divergenceView(divergence, base.played, known.played),
    shows: firstFlip(run, other),
  };
}

const knownTrace = ({ played, knowledge }: KnownRun) => ({ trace: played.trace, knowledge });
