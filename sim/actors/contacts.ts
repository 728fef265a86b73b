/**
 * What a device does when a contact is said to have a new identity key: goes on with it, with or without a sign, or holds
 * messages until its person agrees. PROTOCOL.md sections 9.2 and 11.4.
 */
import { forgetIdentity, type Address } from '../protocol/endpoint.ts';
import { openKept } from './deviceReceive.ts';
import { askAnew } from './deviceSend.ts';
import { acknowledge, blocked, showSign, withPublic, type DeviceState } from './deviceState.ts';
import { andThen, accountOf, unchanged, type Context, type Step, inapplicable } from './types.ts';

/**
 * The announcement of a new key: the device asks for it at once, so that its code of the chat is the new one when its person
 * looks. A device that never met the contact has nothing to change.
 */
export function learnOfChange(state: DeviceState, device: Address, context: Context): Step<DeviceState> {
  const heard: Step<DeviceState> = {
    ...unchanged(state),
    effects: [acknowledge(`identity-changed:${device}`, context)],
  };
  if (!state.places.keys?.trusted[device]) return heard;
  // Nobody has to agree to a device of her own.
  const isBlocked = context.onKeyChange === 'block' && accountOf(device) !== accountOf(context.self);
  const told = context.tools.protections.noticeKeyChange || isBlocked;
  const changed = isBlocked ? blocked(state, device) : forgotten(state, device);
  const noted: Step<DeviceState> = {
    ...heard,
    state: changed,
    outcomes: [{ kind: 'identity-changed', contact: device, told }],
  };
  const contact = accountOf(device);
  const shown = told ? andThen(noted, showSign(changed, 'code-changed', contact, undefined, context)) : noted;
  return andThen(shown, askAnew(shown.state, contact, `identity-changed:${device} ${context.now}`, context));
}

/** The person agrees to the new keys of a contact: what was held goes out to them, and what came from them is opened. */
export function approve(state: DeviceState, contact: string, context: Context): Step<DeviceState> {
  const { changed } = state.places.public;
  const agreed = changed.filter((device) => accountOf(device) === contact);
  if (agreed.length === 0) return inapplicable(state, 'already-so');
  const left = changed.filter((device) => !agreed.includes(device));
  const open = agreed.reduce(forgotten, withPublic(state, { changed: left }));
  const opened = openKept(open, agreed, context);
  return andThen(opened, askAnew(opened.state, contact, `approved:${contact} ${context.now}`, context));
}

/** Without the old key and its sessions, and without the list of the contact's devices. */
function forgotten(state: DeviceState, device: Address): DeviceState {
  const { keys } = state.places;
  if (!keys) return state;
  const { [accountOf(device)]: _contact, ...contacts } = state.places.public.contacts;
  const { [device]: _offered, ...offered } = state.places.public.offered;
  return withPublic(
    { ...state, places: { ...state.places, keys: forgetIdentity(keys, device) } },
    { contacts, offered },
  );
}
