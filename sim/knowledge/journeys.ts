/** The way of every packet of a run, read off its trace: where it was sent, and what became of it. Pure; O(events). */
import type {
  ActorId,
  Errand,
  FaultEffect,
  Instant,
  LinkId,
  MessageLabel,
  Outcome,
  Packet,
  RefusalReason,
  Seq,
  Trace,
  TraceEvent,
} from '../trace.ts';

export interface Moment {
  readonly seq: Seq;
  readonly at: Instant;
}

/** Why a packet went no further. */
export type Loss = Extract<FaultEffect, 'dropped' | 'cut' | 'away'>;
/** What else the network did to a packet. */
export type Disturbance = Exclude<FaultEffect, Loss>;

/** How the way of a packet ended, as far as the trace is read. */
export type Fate =
  | ({ readonly kind: 'arrived' } & Moment)
  | ({ readonly kind: 'refused'; readonly reason: RefusalReason } & Moment)
  | ({ readonly kind: 'lost'; readonly why: Loss } & Moment)
  /** An attacker took it off the link. */
  | ({ readonly kind: 'stopped'; readonly by: ActorId } & Moment)
  | { readonly kind: 'under-way' };

export interface Journey {
  readonly id: string;
  /** The same for all attempts with one packet: its id without ` try N`. */
  readonly name: string;
  readonly attempt: number;
  readonly errand: Errand;
  readonly label: MessageLabel | undefined;
  readonly link: LinkId;
  /** Whom it claims to come from; `by` is who put it on the link, which an attacker can be. */
  readonly from: ActorId;
  readonly by: ActorId;
  readonly to: ActorId;
  readonly sent: Moment;
  /** What led to the event that sent it. */
  readonly cause: Seq | undefined;
  readonly fate: Fate;
  readonly disturbances: readonly Disturbance[];
  /** Where a duplicated packet arrived once more. */
  readonly again: readonly Moment[];
}

type Draft = { -readonly [Key in keyof Journey]: Journey[Key] };

/**
 * Every packet in the order of sending.
 * @param last the last event that is read: what comes later has not happened, and packets are still under way.
 */
export function journeysOf(trace: Trace, last: Seq = trace.events.length - 1): readonly Journey[] {
  const journeys: Draft[] = [];
  const bySending = new Map<string, Draft>();
  for (const event of trace.events.slice(0, last + 1)) {
    const arrived = arrivalOf(event, bySending);
    if (arrived) settle(arrived, event);
    for (const outcome of event.outcomes) {
      if (outcome.kind !== 'sent') continue;
      const journey = begin(outcome.packet, event);
      journeys.push(journey);
      bySending.set(sendingKey(event.seq, journey.id), journey);
    }
    for (const outcome of event.outcomes) disturb(outcome, event, bySending);
  }
  return journeys;
}

/** The ids of packets are unique within the event that sends them. */
const sendingKey = (seq: Seq | undefined, id: string): string => `${seq} ${id}`;

const ARRIVAL = 'packet ';
const arrivalOf = ({ input, cause }: TraceEvent, bySending: ReadonlyMap<string, Draft>): Draft | undefined =>
  input.startsWith(ARRIVAL) ? bySending.get(sendingKey(cause, input.slice(ARRIVAL.length))) : undefined;

const begin = (packet: Packet, event: TraceEvent): Draft => ({
  id: packet.id,
  name: packet.id.replace(/ try \d+$/, ''),
  attempt: packet.attempt,
  errand: packet.errand,
  label: packet.label,
  link: packet.link,
  from: packet.from,
  by: event.actor,
  to: packet.to,
  sent: momentOf(event),
  cause: event.cause,
  fate: { kind: 'under-way' },
  disturbances: [],
  again: [],
});

const momentOf = ({ seq, at }: TraceEvent): Moment => ({ seq, at });

/** The packet is where it was to go; a second time where the network made two of it. */
function settle(journey: Draft, event: TraceEvent): void {
  if (journey.fate.kind === 'arrived' || journey.fate.kind === 'refused') {
    journey.again = [...journey.again, momentOf(event)];
    return;
  }
  const refusal = event.outcomes.find((outcome) => outcome.kind === 'refused');
  journey.fate = refusal
    ? { kind: 'refused', reason: refusal.reason, ...momentOf(event) }
    : { kind: 'arrived', ...momentOf(event) };
}

/** A fault stands in the event that sent the packet, or in the one where it would have arrived. */
function disturb(outcome: Outcome, event: TraceEvent, bySending: ReadonlyMap<string, Draft>): void {
  if (outcome.kind !== 'fault' && outcome.kind !== 'altered') return;
  const { id } = outcome.packet;
  const own = outcome.kind === 'fault' ? bySending.get(sendingKey(event.seq, id)) : undefined;
  const journey = own ?? bySending.get(sendingKey(event.cause, id));
  if (!journey) return;
  if (outcome.kind === 'altered') {
    journey.fate = { kind: 'stopped', by: event.actor, ...momentOf(event) };
  } else if (isLoss(outcome.fault)) {
    journey.fate = { kind: 'lost', why: outcome.fault, ...momentOf(event) };
  } else {
    journey.disturbances = [...journey.disturbances, outcome.fault];
  }
}

const isLoss = (effect: FaultEffect): effect is Loss => effect === 'dropped' || effect === 'cut' || effect === 'away';
