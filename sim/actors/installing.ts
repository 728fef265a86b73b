/** What becomes of the messenger on a device: another program, none at all, or a device as it left the factory. */
import { expireOverdue } from './expiring.ts';
import { newDevice, type DeviceState } from './deviceState.ts';
import { andThen, inapplicable, unchanged, type Context, type Step } from './types.ts';

/** An unofficial messenger does not obey; whoever goes back to the official one lets go of what is overdue. */
export function changeProgram(state: DeviceState, modified: boolean, context: Context): Step<DeviceState> {
  if (modified === (state.isModified ?? false)) return inapplicable(state, 'already-so');
  const { isModified: _, ...official } = state;
  const changed: DeviceState = modified ? { ...official, isModified: true } : official;
  const told: Step<DeviceState> = { ...unchanged(changed), outcomes: [{ kind: 'program', modified }] };
  return andThen(told, expireOverdue(changed, context));
}

/** Keys, sessions, chats and what waited to go are gone; what the system and other programs have stays. */
export function uninstall(state: DeviceState): Step<DeviceState> {
  const { notices, saved, files } = state.places;
  const bare = bareDevice(state);
  const places = {
    ...bare.places,
    ...(notices ? { notices } : {}),
    ...(saved ? { saved } : {}),
    ...(files ? { files } : {}),
  };
  return { ...unchanged({ ...bare, places }), outcomes: [{ kind: 'uninstalled' }] };
}

/** As it left the factory. */
export const reset = (state: DeviceState): Step<DeviceState> => ({
  ...unchanged(bareDevice(state)),
  outcomes: [{ kind: 'reset' }],
});

/** A device with nothing on it, which is still the same person's device. */
export const bareDevice = ({ oneTimePrekeys, isCompanion }: DeviceState): DeviceState => ({
  ...newDevice(oneTimePrekeys),
  ...(isCompanion ? { isCompanion } : {}),
});

/** There was a messenger on it, and there is none any more. */
export const isGone = ({ places }: DeviceState, { phase }: Context): boolean =>
  places.keys === undefined && phase !== '' && phase !== 'unregistered';
