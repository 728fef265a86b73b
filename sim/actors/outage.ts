/**
 * The server while it is down, and when it is up again. Down, it loses nothing that it has and does nothing; what falls due
 * meanwhile is done as soon as it is up.
 */
import type { Address } from '../protocol/endpoint.ts';
import { EXPIRY, expire } from './delivery.ts';
import { deliverHeld } from './misdeeds.ts';
import { isResend, resendAll } from './parcels.ts';
import { withPlaces, type ServerState } from './serverState.ts';
import { andThen, unchanged, type ActorEvent, type Context, type Effect, type Step, inapplicable } from './types.ts';

export const isDown = ({ phase }: Context): boolean => phase.endsWith('down');

/** A timer that falls due is remembered; all else passes a server by that is down. */
export function whileDown(state: ServerState, event: ActorEvent): Step<ServerState> {
  if (event.kind !== 'timer') return unchanged(state);
  return unchanged({ ...state, overdue: [...state.overdue, event.timer] });
}

/** Goes down or comes up. `inapplicable` (already-so) where it is there already. */
export function service(state: ServerState, up: boolean, context: Context): Step<ServerState> {
  if (up !== isDown(context)) return inapplicable(state, 'already-so');
  return up ? comeUp(state, context) : { ...unchanged(state), signals: ['down'] };
}

/**
 * What is too old goes first, and is sent to nobody; then all that waits is sent, then what was held back until a time that
 * is past. Devices notice that their links carry to the server again.
 */
function comeUp({ overdue, ...before }: ServerState, context: Context): Step<ServerState> {
  const expired = overdue
    .filter((timer) => timer.startsWith(EXPIRY))
    .reduce<Step<ServerState>>(
      (step, timer) => andThen(step, expire(step.state, timer.slice(EXPIRY.length))),
      unchanged({ ...before, overdue: [] }),
    );
  const { queue, effects } = resendAll(expired.state.places.queue, context);
  const noticed = Object.keys(before.places.public.directory).map(reconnected);
  const resent = andThen(expired, {
    ...unchanged(withPlaces(expired.state, { queue })),
    effects: [...effects, ...noticed],
  });
  const done = overdue
    .filter((timer) => !timer.startsWith(EXPIRY) && !isResend(timer))
    .reduce((step, timer) => andThen(step, deliverHeld(step.state, timer, context)), resent);
  return { ...done, signals: ['up', ...(done.state.places.queue.length > 0 ? ['queued'] : [])] };
}

const reconnected = (device: Address): Effect => ({
  kind: 'tell',
  to: device,
  event: { kind: 'reconnected' },
  name: 'reconnected',
});
