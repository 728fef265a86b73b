/** What lasts in a run, read off its trace: a device is off, the server is down, a link is cut or slow, a program reads along. */
import type { Instant, LinkId, PartyId, Seq, Trace, TraceEvent } from '../trace.ts';

export interface Stretch {
  readonly kind: 'off' | 'down' | 'cut' | 'throttle' | 'implant';
  /** Where it is: an actor, or a link. */
  readonly where: PartyId;
  readonly from: Seq;
  readonly since: Instant;
  /** The event that ended it; undefined where it lasts. */
  readonly to: Seq | undefined;
}

/**
 * Every such stretch in the order of beginning.
 * @param last the last event that is read: what has not ended by then lasts.
 */
export function stretchesOf(trace: Trace, last: Seq = trace.events.length - 1): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const open = new Map<string, number>();
  for (const event of trace.events.slice(0, last + 1)) {
    for (const { kind, where, on } of turnsOf(event)) {
      const key = `${kind} ${where}`;
      const begun = open.get(key);
      if (on && begun === undefined) {
        open.set(key, stretches.length);
        stretches.push({ kind, where, from: event.seq, since: event.at, to: undefined });
      } else if (!on && begun !== undefined) {
        const stretch = stretches[begun];
        if (stretch) stretches[begun] = { ...stretch, to: event.seq };
        open.delete(key);
      }
    }
  }
  return stretches;
}

interface Turn {
  readonly kind: Stretch['kind'];
  readonly where: PartyId;
  readonly on: boolean;
}

/** Beginnings and ends in one event; an actor's own phase is told by each of its events, so most say nothing new. */
function turnsOf(event: TraceEvent): readonly Turn[] {
  const turns: Turn[] = [
    { kind: 'off', where: event.actor, on: event.phase === 'off' },
    { kind: 'down', where: event.actor, on: event.phase.endsWith('.down') },
  ];
  for (const outcome of event.outcomes) {
    if (outcome.kind === 'implanted' || outcome.kind === 'removed') {
      turns.push({ kind: 'implant', where: outcome.device, on: outcome.kind === 'implanted' });
    } else if (outcome.kind === 'disturbed') {
      turns.push(...linkTurns(outcome.fault, outcome.link));
    }
  }
  return turns;
}

function linkTurns(fault: string, where: LinkId): readonly Turn[] {
  if (fault === 'cut' || fault === 'throttle') return [{ kind: fault, where, on: true }];
  if (fault !== 'heal') return [];
  return (['cut', 'throttle'] as const).map((kind) => ({ kind, where, on: false }));
}
