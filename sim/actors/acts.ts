/**
 * What people do with messages that are there already, and with the device itself; and what a device makes of being asked to. A run
 * gets it as one value from its host where its story has any of it (`sim/storing.ts`): no first lesson loads it.
 */
import type { Request } from '../protocol/requests.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import { inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

export interface Acts {
  readonly act: (state: DeviceState, event: ActorEvent, context: Context) => Step<DeviceState>;
  /** `came`: the request as a message would stand in the chat, which it never does. */
  readonly obey: (
    state: DeviceState,
    request: Request,
    came: ChatEntry,
    stanza: MessageStanza,
    context: Context,
  ) => Step<DeviceState>;
}

/** Only where the device keeps files; what becomes of them is told where they are. */
export const withFiles = (state: DeviceState): Step<DeviceState> =>
  state.places.files ? unchanged(state) : inapplicable(state, 'no-files');

/** What a person wants of her device, which has to be on and to have the messenger for it. */
export function isForThePerson(event: ActorEvent): boolean {
  return PERSONAL.has(event.kind);
}

const PERSONAL: ReadonlySet<ActorEvent['kind']> = new Set([
  ...(['write', 'read', 'approve', 'show-code', 'drain'] as const),
  ...(['delete', 'edit', 'clear', 'disappear', 'keep', 'view', 'screenshot', 'film', 'export', 'program'] as const),
  ...(['chatter', 'uninstall', 'reset', 'tidy'] as const),
]);
