/** What a person does with messages that are there already, and with the device itself: each in a file of its own. */
import { withFiles, type Acts } from './acts.ts';
import { chatter } from './chatter.ts';
import { clear, deleteMessage } from './deleting.ts';
import type { DeviceState } from './deviceState.ts';
import { disappear, keep } from './disappearing.ts';
import { edit } from './editing.ts';
import { changeProgram, reset, uninstall } from './installing.ts';
import { obey } from './obeying.ts';
import { exportChat, film, save, screenshot } from './saving.ts';
import { view } from './seenOnce.ts';
import { unchanged, type ActorEvent, type Context, type Step } from './types.ts';

function act(state: DeviceState, event: ActorEvent, context: Context): Step<DeviceState> {
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

/** All of it, for runs. */
export const ACTS: Acts = { act, obey };
