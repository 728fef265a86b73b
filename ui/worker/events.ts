/** Events as codes for the views: what happened, to which message, with whom, and how. Pure. */
import { isChange, type Divergence, type DivergentEvent, type Played } from '../../sim/index.ts';
import type { Outcome, Seq, Trace, TraceEvent } from '../../sim/trace.ts';
import type { DivergenceView, EventView, PartingEvent } from './api.ts';

/** Every event up to and including one. */
export const eventsUpTo = (trace: Trace, last: Seq): readonly EventView[] =>
  trace.events.slice(0, last + 1).map((event) => eventView(event));

/** One event; with `told`, only these of its outcomes. */
const eventView = (
  { seq, at, step, cause, actor, phase, outcomes }: TraceEvent,
  told: readonly Outcome[] = outcomes,
): EventView => ({
  seq,
  at,
  step,
  cause,
  actor,
  phase,
  outcomes: told.map((outcome) => ({
    kind: outcome.kind,
    ...messageOf(outcome),
    ...otherOf(outcome),
    ...detailOf(outcome),
    ...(isChange(outcome) ? { change: outcome } : {}),
  })),
});

/** Whom or what an outcome speaks of beside its actor. */
function otherOf(outcome: Outcome): { readonly other?: string } {
  if ('to' in outcome) return { other: outcome.to };
  if (outcome.kind === 'asked-again') return { other: outcome.from };
  if ('link' in outcome) return { other: outcome.link };
  if ('device' in outcome) return { other: outcome.device };
  if ('against' in outcome) return { other: outcome.against };
  if ('about' in outcome) return { other: outcome.about };
  if ('contact' in outcome) return { other: outcome.contact };
  return 'packet' in outcome && typeof outcome.packet !== 'string' ? { other: outcome.packet.link } : {};
}

/** The code that says how. */
function detailOf(outcome: Outcome): { readonly detail?: string } {
  switch (outcome.kind) {
    case 'refused':
      return { detail: outcome.reason };
    case 'phase':
      return { detail: outcome.signal };
    case 'fault':
    case 'disturbed':
      return { detail: outcome.fault };
    case 'ticked':
      return { detail: outcome.tick };
    case 'sign':
    case 'held-back':
      return { detail: outcome.sign };
    case 'misdeed':
      return { detail: outcome.deed };
    case 'sealed':
      return outcome.version === undefined ? {} : { detail: String(outcome.version) };
    case 'retry':
      return { detail: outcome.verdict };
    case 'prekeys':
      return { detail: outcome.signed ? 'signed' : 'one-time' };
    case 'compared':
      return { detail: String(outcome.match) };
    case 'inapplicable':
      return { detail: outcome.why };
    case 'copied':
    case 'implanted':
      return { detail: outcome.takes.join(',') };
    default:
      return {};
  }
}

/** A packet that something happened to tells of the message that it carries. */
function messageOf(outcome: Outcome): { readonly message?: string } {
  const message = 'message' in outcome ? outcome.message : outcome.kind === 'fault' ? outcome.packet.label : undefined;
  return message === undefined ? {} : { message };
}

/** Where two runs part, in codes; the runs are needed for the steps that their stories order. */
export function divergenceView(
  divergence: Divergence,
  base: Pick<Played, 'actions'>,
  other: Pick<Played, 'actions'>,
): DivergenceView {
  if (divergence.kind === 'quiet') {
    const { kind, at, difference } = divergence;
    return { kind, at, actor: divergence.base.actor, difference };
  }
  return {
    kind: 'deeds',
    at: divergence.at,
    base: divergence.base && partingEvent(divergence.base, base.actions),
    other: divergence.other && partingEvent(divergence.other, other.actions),
  };
}

/** What has no cause in the run was ordered by a step of the story. */
function partingEvent({ event, outcomes }: DivergentEvent, actions: Played['actions']): PartingEvent {
  const ordered = event.cause === undefined ? actions.find(({ id }) => id === event.step) : undefined;
  const [text] = outcomes.flatMap((outcome) => (outcome.kind === 'shown' ? [outcome.text] : []));
  return {
    ...eventView(event, outcomes),
    ...(ordered === undefined ? {} : { ordered }),
    ...(text === undefined ? {} : { text }),
  };
}
