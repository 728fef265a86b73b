/** Generated steps about deleting and about files, and what they mean in a scenario. Numbers are bent as in `draft.ts`. */
import { accountOf } from '../actors/types.ts';
import type { Action, SendStep } from '../scenario/types.ts';
import { HOUSEKEEPING } from '../storage/types.ts';
import type { ActorId } from '../trace.ts';
import { at } from './picking.ts';

/** `reader`: the first device of the recipient does it, and not the device that wrote the message. */
export type DeletionDraft =
  | { readonly do: 'delete'; readonly message: number; readonly reader: boolean; readonly forEveryone: boolean }
  | { readonly do: 'edit'; readonly message: number }
  | { readonly do: 'clear'; readonly device: number; readonly whole: boolean }
  | { readonly do: 'disappear'; readonly device: number; readonly with: number; readonly on: boolean }
  | { readonly do: 'keep'; readonly message: number; readonly reader: boolean; readonly veto: boolean }
  | { readonly do: 'screenshot'; readonly message: number; readonly reader: boolean }
  /** Whoever may read this message has a program that does as she likes, or the official one again. */
  | { readonly do: 'program'; readonly message: number; readonly modified: boolean }
  | { readonly do: 'tidy'; readonly device: number; readonly what: number }
  | { readonly do: 'image'; readonly device: number; readonly unlocked: boolean }
  | { readonly do: 'reset'; readonly device: number };

const A_DAY_S = 86_400;

/** Undefined where the step speaks of a message and none was written yet. */
export function deletionOf(
  step: DeletionDraft,
  id: string,
  sends: readonly SendStep[],
  devices: readonly ActorId[],
): Action | undefined {
  return 'message' in step
    ? ofMessage(step, id, at(sends, step.message), devices)
    : ofDevice(step, id, at(devices, step.device), devices);
}

function ofMessage(
  step: Extract<DeletionDraft, { message: number }>,
  id: string,
  message: SendStep | undefined,
  devices: readonly ActorId[],
): Action | undefined {
  if (!message) return undefined;
  const { send, from, to } = message;
  const reader = devices.find((device) => accountOf(device) === to);
  if (reader === undefined) throw new Error('messages are sent to people who have a device');
  const doer = 'reader' in step && step.reader ? reader : from;
  switch (step.do) {
    case 'delete':
      return { kind: 'delete', id, delete: send, by: doer, forEveryone: step.forEveryone };
    case 'edit':
      return {
        kind: 'edit',
        id,
        edit: send,
        as: `e-${id}`,
        by: from,
        text: `Another text (${id}) in the place of it.`,
      };
    case 'keep':
      return { kind: step.veto ? 'veto' : 'keep', id, message: send, by: doer };
    case 'screenshot':
      return { kind: 'screenshot', id, message: send, on: doer };
    case 'program':
      return { kind: 'program', id, device: reader, modified: step.modified };
  }
}

function ofDevice(
  step: Extract<DeletionDraft, { device: number }>,
  id: string,
  device: ActorId | undefined,
  devices: readonly ActorId[],
): Action | undefined {
  if (device === undefined) throw new Error('every cast has devices');
  const others = devices.filter((other) => accountOf(other) !== accountOf(device)).map(accountOf);
  switch (step.do) {
    case 'clear':
      return { kind: step.whole ? 'delete-chat' : 'clear', id, chat: at(others, 0) ?? 'all', by: device };
    case 'disappear': {
      const contact = at(others, step.with);
      return contact === undefined
        ? undefined
        : { kind: 'disappear', id, seconds: step.on ? A_DAY_S : 0, by: device, with: contact };
    }
    case 'tidy':
      return { kind: 'tidy', id, device, what: at(HOUSEKEEPING, step.what) ?? 'checkpoint' };
    case 'image':
      return { kind: 'image', id, device, by: 'mallory', unlocked: step.unlocked };
    case 'reset':
      return { kind: 'reset', id, device };
  }
}
