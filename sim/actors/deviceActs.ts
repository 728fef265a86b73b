/** What a person does with messages that are there already, and with the device itself: each in a file of its own. */
import { chatter } from './chatter.ts';
import { clear, deleteMessage } from './deleting.ts';
import type { DeviceState } from './deviceState.ts';
import { disappear, keep } from './disappearing.ts';
import { edit } from './editing.ts';
import { changeProgram, reset, uninstall } from './installing.ts';
import { exportChat, film, save, screenshot } from './saving.ts';
import { view } from './seenOnce.ts';
import { inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

export function actOnMessages(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
  switch (event.kind) {
    case 'delete':
      return deleteMessage(state, event, context);
    case 'edit':
      return edit(state, event, context);
    case 'clear':
      return clear(state, event, context);
    case 'disappear':
      return disappear(state, event, context);
    case 'keep':
      return keep(state, event, context);
    case 'view':
      return view(state, event, context);
    case 'screenshot':
      return screenshot(state, event, context);
    case 'film':
      return film(state, event, context);
    case 'filmed':
      return save(state, event, 'film', context);
    case 'export':
      return exportChat(state, event, context);
    case 'program':
      return changeProgram(state, event.modified, context);
    case 'chatter':
      return chatter(state, event, context);
    case 'uninstall':
      return uninstall(state);
    case 'reset':
      return reset(state);
    case 'tidy':
    case 'image':
    case 'disk':
      return withFiles(state);
    default:
      return unchanged(state);
  }
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
