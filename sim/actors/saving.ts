/** Copies outside the messenger: screenshots, another camera, exported chats. Nobody asks whoever wrote the messages. */
import type { SavedAs } from '../trace.ts';
import { contactOf, hasBody, lineIn } from './chatLines.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import { look } from './seenOnce.ts';
import { andThen, inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

/** Saves a copy. A picture counts as its whole message: its caption is saved with it. */
export function save(
  state: DeviceState,
  { label, body }: Pick<ChatEntry, 'label' | 'body'>,
  how: SavedAs,
  { now: at }: Context,
): Step<DeviceState> {
  const saved = [...(state.places.saved ?? []), { label, how, at, body }];
  return {
    ...unchanged({ ...state, places: { ...state.places, saved } }),
    outcomes: [{ kind: 'saved', message: label, how }],
  };
}

/** An official messenger does not let the system take what can be seen once. */
export function screenshot(
  state: DeviceState,
  { label }: Extract<ActorEvent, { kind: 'screenshot' }>,
  context: Context,
): Step<DeviceState> {
  const line = lineIn(state.places.chat.lines, label);
  if (!line || !hasBody(line)) return inapplicable(state, 'gone');
  if (line.once && !state.isModified) return inapplicable(state, 'seen-once');
  return save(state, line, 'screenshot', context);
}

/** Another device films the screen; no messenger can know. What can be seen once is looked at for it. */
export function film(
  state: DeviceState,
  { label, camera }: Extract<ActorEvent, { kind: 'film' }>,
  context: Context,
): Step<DeviceState> {
  const line = lineIn(state.places.chat.lines, label);
  if (!line || !hasBody(line)) return inapplicable(state, 'gone');
  const filmed: Step<DeviceState> = {
    ...unchanged(state),
    effects: [
      {
        kind: 'tell',
        to: camera,
        event: { kind: 'filmed', label: line.label, body: line.body },
        name: `filmed:${line.label}@${context.self} ${context.now}`,
      },
    ],
  };
  return line.once ? andThen(filmed, look(state, line, context.self)) : filmed;
}

/** The chat as a file: every line that still says something, of those that may be read again. */
export function exportChat(
  state: DeviceState,
  { contact }: Extract<ActorEvent, { kind: 'export' }>,
  context: Context,
): Step<DeviceState> {
  const lines = state.places.chat.lines.filter(
    (line) => contactOf(line, context.self) === contact && hasBody(line) && !line.once,
  );
  if (lines.length === 0) return inapplicable(state, 'gone');
  return lines.reduce<Step<DeviceState>>(
    (step, line) => andThen(step, save(step.state, line, 'export', context)),
    unchanged(state),
  );
}
