/** Messages that disappear, and those that are kept nevertheless: each device by its own clock. PROTOCOL 12.1. */
import type { MessageKey } from '../protocol/requests.ts';
import type { Outcome } from '../trace.ts';
import { ask } from './asking.ts';
import { contactOf, hasBody, isAuthor, isInChat, isOwn, keyOf, lineIn, lineOf, replaced } from './chatLines.ts';
import type { Asker } from './deleting.ts';
import { disobeyed, expireOverdue } from './expiring.ts';
import { withChat, type ChatEntry, type DeviceState } from './deviceState.ts';
import { accountOf, andThen, inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

/** Either side sets after how long new messages of the chat disappear. */
export function disappear(
  state: DeviceState,
  { contact, seconds, act }: Extract<ActorEvent, { kind: 'disappear' }>,
  context: Context,
): Step<DeviceState> {
  if (timeOf(state, contact) === seconds) return inapplicable(state, 'already-so');
  const set = withTime(state, contact, seconds, context.self);
  return andThen(set, ask(set.state, contact, act, { kind: 'disappear', seconds }, context));
}

/** The other side, or another device of the same person, has set it. */
export function obeyTime(
  state: DeviceState,
  seconds: number,
  to: string,
  by: Asker,
  { self }: Context,
): Step<DeviceState> {
  const contact = by.account === accountOf(self) ? to : by.account;
  return timeOf(state, contact) === seconds ? unchanged(state) : withTime(state, contact, seconds, by.device);
}

const timeOf = ({ places }: DeviceState, contact: string): number => places.chat.disappearing?.[contact] ?? 0;

function withTime(state: DeviceState, contact: string, seconds: number, by: string): Step<DeviceState> {
  const { disappearing = {}, ...chat } = state.places.chat;
  const { [contact]: _, ...others } = disappearing;
  const set = seconds > 0 ? { ...others, [contact]: seconds } : others;
  return {
    ...unchanged(withChat(state, Object.keys(set).length > 0 ? { ...chat, disappearing: set } : chat)),
    outcomes: [{ kind: 'disappearing', contact, seconds, by }],
  };
}

/** The person wants a message to stay when its time is up; or, having written it, that nobody keeps it. */
export function keep(
  state: DeviceState,
  { label, on, act }: Extract<ActorEvent, { kind: 'keep' }>,
  context: Context,
): Step<DeviceState> {
  const { self } = context;
  const line = lineIn(state.places.chat.lines, label);
  if (!line || !hasBody(line)) return inapplicable(state, 'gone');
  // A modified program objects regardless; whether it gets its way is for the others to say.
  if (!on && !state.isModified && !isOwn(line, self)) return inapplicable(state, 'not-yours');
  // What does not disappear stays anyway; what can be seen once never stays.
  if (on ? line.kept || line.expiresAt === undefined || line.once : line.isVetoed)
    return inapplicable(state, 'already-so');
  if (on && line.isVetoed) return disobeyed(state, line, 'keep', 'vetoed');
  const done = marked(state, line, on, self, context);
  return andThen(done, ask(done.state, contactOf(line, self), act, { kind: 'keep', key: keyOf(line), on }, context));
}

/** Somebody keeps a message, or its writer objects: the writer has the last word, whichever request comes first. */
export function obeyKeep(
  state: DeviceState,
  { key, on }: { readonly key: MessageKey; readonly on: boolean },
  by: Asker,
  context: Context,
): Step<DeviceState> {
  const line = lineOf(state, key);
  if (!line || !hasBody(line) || line.once || !isInChat(by.account, line, context.self)) return unchanged(state);
  if (on && line.isVetoed) return disobeyed(state, line, 'keep', 'vetoed');
  if (on) return marked(state, line, true, by.device, context);
  if (!isAuthor(by.account, line, context)) return disobeyed(state, line, 'keep', 'not-author');
  if (state.isModified) return disobeyed(state, line, 'keep', 'modified');
  return marked(state, line, false, by.device, context);
}

/** A veto also lets go at once of what is overdue. */
function marked(state: DeviceState, line: ChatEntry, on: boolean, by: string, context: Context): Step<DeviceState> {
  const { kept, ...rest } = line;
  if (on ? kept : line.isVetoed) return unchanged(state);
  const next: ChatEntry = on ? { ...line, kept: true } : { ...rest, isVetoed: true };
  const outcomes: readonly Outcome[] = [{ kind: on ? 'kept' : 'unkept', message: line.label, by }];
  const step: Step<DeviceState> = { ...unchanged(replaced(state, line, next)), outcomes };
  return on ? step : andThen(step, expireOverdue(step.state, context));
}
