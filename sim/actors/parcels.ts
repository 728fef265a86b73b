/**
 * Parcels: what is sent until somebody confirms it, by devices and by the server alike. Each is kept, sealed as it is, and
 * sent again with growing pauses; after a month of tries it waits until its link is known to carry. PROTOCOL.md section 11.1.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { drawBelow } from '../crypto/entropy.ts';
import { RESEND } from '../limits.ts';
import type { ActorId, Errand, LinkId, MessageLabel, Outcome } from '../trace.ts';
import type { Context, Effect } from './types.ts';

export interface Parcel {
  /** What it is, unique in the run; also the name of its packet. */
  readonly name: string;
  readonly errand: Errand;
  readonly label: MessageLabel | undefined;
  readonly link: LinkId;
  readonly from: ActorId;
  readonly to: ActorId;
  readonly bytes: Bytes;
  /** How often it was sent, in all and since the link was last known to carry. */
  readonly attempt: number;
  readonly tries: number;
}

export interface Posted {
  readonly queue: readonly Parcel[];
  readonly effects: readonly Effect[];
}

const TIMER = 'resend:';

/** Sends parcels for the first time, and keeps them for sending again. */
export function post(
  queue: readonly Parcel[],
  parcels: readonly Omit<Parcel, 'attempt' | 'tries'>[],
  context: Context,
): Posted {
  const fresh = parcels.map(({ name, errand, label, link, from, to, bytes }): Parcel => ({
    name,
    errand,
    label,
    link,
    from,
    to,
    bytes,
    attempt: 1,
    tries: 1,
  }));
  return { queue: [...queue, ...fresh], effects: fresh.flatMap((parcel) => sending(parcel, context)) };
}

export const isResend = (timer: string): boolean => timer.startsWith(TIMER);

/** Sends the parcel of a `resend` timer again; undefined where the timer is another's. */
export function resendDue(
  queue: readonly Parcel[],
  timer: string,
  context: Context,
): (Posted & { readonly outcomes: readonly Outcome[] }) | undefined {
  if (!isResend(timer)) return undefined;
  const name = timer.slice(TIMER.length);
  const due = queue.find((parcel) => parcel.name === name);
  if (!due) return { queue, effects: [], outcomes: [] };
  if (due.tries >= RESEND.attempts) {
    return { queue, effects: [], outcomes: [{ kind: 'gave-up', message: due.label, packet: name }] };
  }
  const again = { ...due, attempt: due.attempt + 1, tries: due.tries + 1 };
  return { queue: replaced(queue, [again]), effects: sending(again, context), outcomes: [] };
}

/** Sends all these again at once, as after a link was mended. */
export function resendAll(
  queue: readonly Parcel[],
  context: Context,
  which: (parcel: Parcel) => boolean = () => true,
): Posted {
  const again = queue.filter(which).map((parcel): Parcel => ({ ...parcel, attempt: parcel.attempt + 1, tries: 1 }));
  return { queue: replaced(queue, again), effects: again.flatMap((parcel) => sending(parcel, context)) };
}

/** Lets go of parcels that were confirmed. */
export function confirm(queue: readonly Parcel[], which: (parcel: Parcel) => boolean): Posted {
  const done = queue.filter(which);
  if (done.length === 0) return { queue, effects: [] };
  return {
    queue: queue.filter((parcel) => !done.includes(parcel)),
    effects: done.map(({ name }): Effect => ({ kind: 'disarm', timer: `${TIMER}${name}` })),
  };
}

/** Sends without keeping: what is asked for again where it does not come. */
export function sendOnce({ name, errand, label, link, from, to, bytes }: Omit<Parcel, 'attempt' | 'tries'>): Effect {
  return { kind: 'send', name, errand, label, link, from, to, bytes };
}

const replaced = (queue: readonly Parcel[], again: readonly Parcel[]): readonly Parcel[] =>
  queue.map((parcel) => again.find(({ name }) => name === parcel.name) ?? parcel);

function sending(parcel: Parcel, context: Context): readonly Effect[] {
  const { name, errand, label, link, from, to, bytes, attempt, tries } = parcel;
  const id = attempt === 1 ? name : `${name} try ${attempt}`;
  const send: Effect = { kind: 'send', name: id, errand, label, link, from, to, bytes, attempt };
  if (!context.tools.protections.resend) return [send];
  return [send, { kind: 'arm', timer: `${TIMER}${name}`, afterMs: pause(name, tries, attempt, context) }];
}

/** Twice as long each time, with a little chance, so that two who wait do not meet again and again. */
function pause(name: string, tries: number, attempt: number, { tools }: Context): number {
  const longer = Math.min(RESEND.firstMs * 2 ** (tries - 1), RESEND.longestMs);
  return longer + drawBelow(tools.entropy, `pause ${name} ${attempt}`, RESEND.jitterMs);
}
