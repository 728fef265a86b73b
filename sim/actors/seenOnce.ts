/** What can be seen once: shown when the person opens it, and emptied then, by programs that obey. PROTOCOL 12.1. */
import { hasBody, lineIn, replaced } from './chatLines.ts';
import { NO_BODY, type ChatEntry, type DeviceState } from './deviceState.ts';
import { inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

/** The person opens what can be seen once. */
export function view(
  state: DeviceState,
  { label }: Extract<ActorEvent, { kind: 'view' }>,
  { self }: Context,
): Step<DeviceState> {
  const line = lineIn(state.places.chat.lines, label);
  if (!line || !hasBody(line)) return inapplicable(state, 'gone');
  return line.once ? look(state, line, self) : inapplicable(state, 'already-so');
}

/** Looked at: nothing of it stays; a modified program goes on showing it. */
export function look(state: DeviceState, line: ChatEntry, by: string): Step<DeviceState> {
  const { label: message } = line;
  if (state.isModified)
    return {
      ...unchanged(state),
      outcomes: [
        { kind: 'viewed', message },
        { kind: 'disobeyed', message, what: 'once', why: 'modified' },
      ],
    };
  return {
    ...unchanged(replaced(state, line, emptied(line))),
    outcomes: [
      { kind: 'viewed', message },
      { kind: 'deleted', message, why: 'seen-once', by },
    ],
  };
}

/** The line without its content; its writer's device keeps none from the start. */
export const emptied = (line: ChatEntry): ChatEntry => ({ ...line, body: NO_BODY, once: 'seen' });
