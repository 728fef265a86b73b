/** Delivery from the server to devices: queued until the device has dealt with it, for at most thirty days. PROTOCOL.md section 11.1. */
import { QUEUE_KEEPS_MS } from '../limits.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import type { Outcome } from '../trace.ts';
import { confirm } from './parcels.ts';
import { dispatch, parcelFor, withPlaces, type ServerState } from './serverState.ts';
import { unchanged, type Context, type Effect, type Step } from './types.ts';

/** Timers of parcels that nobody fetches. */
export const EXPIRY = 'expire:';

/** Queues each stanza and sends it on at once; it stays in the queue until the device has dealt with it, or thirty days. */
export function passOn(state: ServerState, stanzas: readonly MessageStanza[], context: Context): Step<ServerState> {
  const parcels = stanzas.map((stanza) => {
    const { label, sealedFor: device, retry } = stanza;
    const again = retry === undefined ? '' : ` retry ${retry}`;
    return parcelFor(`delivery:${label}:${device}@${stanza.from}${again}`, 'message', device, stanza, context, label);
  });
  const sent = dispatch(state, parcels, context);
  const keeps = context.tools.protections.keepUntilFetched;
  const expiry = parcels.map(({ name }): Effect => ({
    kind: 'arm',
    timer: `${EXPIRY}${name}`,
    afterMs: QUEUE_KEEPS_MS,
  }));
  return {
    ...unchanged(sent.state),
    effects: [...sent.effects, ...(keeps ? expiry : [])],
    outcomes: stanzas.flatMap(({ label: message, sealedFor: to }): Outcome[] => [
      ...(keeps ? [{ kind: 'queued', message, to } as const] : []),
      { kind: 'forwarded', message, to },
    ]),
  };
}

/** Gives up a parcel that nobody has fetched in time. */
export function expire(state: ServerState, name: string): Step<ServerState> {
  const parcel = state.places.queue.find((one) => one.name === name);
  if (!parcel) return unchanged(state);
  const { queue, effects } = confirm(state.places.queue, (one) => one === parcel);
  const { label, to } = parcel;
  return {
    ...unchanged(withPlaces(state, { queue })),
    effects,
    outcomes: label === undefined ? [] : [{ kind: 'expired', message: label, to }],
  };
}
