/** One run beside others: the cells of all at their ends, which of them flip, and where each run parts from the base run. */
import { align, flipsByStep, flipsOf, lookAtEnd } from '../../sim/index.ts';
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
    looks: messages.map((message) => parties.map((party) => lookAtEnd(run, party, message))),
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
  const theirMessages = new Set(other.knowledge.messages.map(({ label }) => label));
  const theirParties = new Set(other.trace.header.parties.map(({ id }) => id));
  const divergence = align(run.trace, other.trace).firstDivergence;
  const steps = flipsByStep(run, other);
  return {
    looks: messages.map((message) =>
      parties.map((party) =>
        theirMessages.has(message) && theirParties.has(party) ? lookAtEnd(other, party, message) : undefined,
      ),
    ),
    flips: flipsOf(run, other).map(({ message, party }) => `${message}/${party}`),
    steps: Object.fromEntries(steps.map(({ step, fresh }) => [step, fresh])),
    divergence: divergence && divergenceView(divergence, base.played, known.played),
    shows: steps.find(({ flips }) => flips.length > 0)?.at,
  };
}

const knownTrace = ({ played, knowledge }: KnownRun) => ({ trace: played.trace, knowledge });
