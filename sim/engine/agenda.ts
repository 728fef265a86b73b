/** Virtual time: what is still to happen, ordered by (time, order of being put there). Immutable; nothing here reads a clock. */
import type { ActorEvent } from '../actors/types.ts';
import type { ActorId, Instant, Seq } from '../trace.ts';

export interface Appointment {
  readonly at: Instant;
  readonly actor: ActorId;
  readonly event: ActorEvent;
  /** What it is, unique in the run: draws of the step that it leads to are named by it. */
  readonly name: string;
  readonly cause: Seq | undefined;
  /** A packet that waits to be overtaken by the next one of its way. */
  readonly waits?: true;
}

/** Earliest first; equal times in the order in which they were put. */
export type Agenda = readonly Appointment[];

/** The agenda with one more appointment, after all that are due at the same time. */
export function put(agenda: Agenda, appointment: Appointment): Agenda {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = agenda[middle];
    if (other && other.at <= appointment.at) low = middle + 1;
    else high = middle;
  }
  return agenda.toSpliced(low, 0, appointment);
}

/** The agenda without the appointments that are not wanted any more. */
export const without = (agenda: Agenda, unwanted: (appointment: Appointment) => boolean): Agenda =>
  agenda.some(unwanted) ? agenda.filter((appointment) => !unwanted(appointment)) : agenda;
