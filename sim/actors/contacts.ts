/**
 * What a device does when a contact is said to have a new identity key: goes on with it, with or without a sign, or holds
 * messages until its person agrees. PROTOCOL.md sections 9.2 and 11.4.
 */
import { forgetIdentity, type Address } from '../protocol/endpoint.ts';
import { sendOrAsk } from './deviceSend.ts';
import { acknowledge, inapplicable, showSign, type DeviceState } from './deviceState.ts';
import { andThen, accountOf, unchanged, type Context, type Step } from './types.ts';

/** The announcement of a new key; a device that never met the contact has nothing to change. */
export function learnOfChange(state: DeviceState, device: Address, context: Context): Step<DeviceState> {
  const heard: Step<DeviceState> = {
    ...unchanged(state),
    effects: [acknowledge(`identity-changed:${device}`, context)],
  };
  if (!state.places.keys?.trusted[device]) return heard;
  const told = context.tools.protections.noticeKeyChange || context.onKeyChange === 'block';
  const blocked = context.onKeyChange === 'block' ? [...state.places.public.changed, device] : undefined;
  const changed = blocked ? withPublic(state, { changed: [...new Set(blocked)] }) : forgotten(state, device);
  const noted: Step<DeviceState> = {
    ...heard,
    state: changed,
    outcomes: [{ kind: 'identity-changed', contact: device, told }],
  };
  return told ? andThen(noted, showSign(changed, 'code-changed', accountOf(device), undefined, context)) : noted;
}

/** The person agrees to the new keys of a contact: what was held goes out to them. */
export function approve(state: DeviceState, contact: string, context: Context): Step<DeviceState> {
  const { changed } = state.places.public;
  const agreed = changed.filter((device) => accountOf(device) === contact);
  if (agreed.length === 0) return inapplicable(state, 'already-so');
  const left = changed.filter((device) => !agreed.includes(device));
  const open = agreed.reduce(forgotten, withPublic(state, { changed: left }));
  return sendOrAsk(open, context);
}

/** Without the old key and its sessions; the contact's devices are asked for again before the next message. */
function forgotten(state: DeviceState, device: Address): DeviceState {
  const { keys } = state.places;
  if (!keys) return state;
  const { [accountOf(device)]: _, ...contacts } = state.places.public.contacts;
  return withPublic({ ...state, places: { ...state.places, keys: forgetIdentity(keys, device) } }, { contacts });
}

const withPublic = (state: DeviceState, known: Partial<DeviceState['places']['public']>): DeviceState => ({
  ...state,
  places: { ...state.places, public: { ...state.places.public, ...known } },
});
