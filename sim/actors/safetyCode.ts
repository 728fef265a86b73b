/**
 * A device shows the safety code of a chat to somebody who wants to compare. PROTOCOL.md section 9.1.
 *
 * It goes in what this device really uses: its own identity key, and of every other device of the two accounts the identity
 * key of the session with it. The server says which devices these are; until this device has asked for both lists, and as long as
 * keys of one of them were refused, it has no code that the other side could have too, and says so. Nothing else is asked:
 * where the server handed out keys of its own, both phones compute different digits.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { safetyCodeOf, type Identity } from '../protocol/fingerprint.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { askAnew } from './deviceSend.ts';
import { type DeviceState, type WantedCode } from './deviceState.ts';
import { andThen, accountOf, unchanged, type ActorEvent, type Context, type Step, inapplicable } from './types.ts';

type ShowCode = Extract<ActorEvent, { kind: 'show-code' }>;

/**
 * Shows the code of the chat with `event.contact` to `event.reader`: outcome `code`, and a `code` event for the reader.
 * `inapplicable` where there is none: `no-code` where this device has never met the contact; `devices-unknown` where it does
 * not know all devices of both yet; then it asks for them, and shows the code when it does.
 */
export function showCode(state: DeviceState, event: ShowCode, context: Context): Step<DeviceState> {
  const wanted = { contact: accountOf(event.contact), reader: event.reader };
  const shown = showIfKnown(state, wanted, context);
  if (shown) return shown;
  // Where the company holds the keys, chats are sealed for it and not for the contact's devices.
  if (!context.tools.protections.endToEnd || !hasMet(state, wanted.contact)) return inapplicable(state, 'no-code');
  const waiting = inapplicable({ ...state, wanted: [...state.wanted, wanted] }, 'devices-unknown');
  const isAsking = state.places.queue.some(({ errand }) => errand === 'keys');
  if (isAsking) return waiting;
  return andThen(waiting, askAnew(waiting.state, wanted.contact, `code:${wanted.contact} ${context.now}`, context));
}

/** Keys came: shows the codes that somebody waits for, where all devices are known now. Asks for nothing again. */
export function showWanted(state: DeviceState, context: Context): Step<DeviceState> {
  if (state.wanted.length === 0) return unchanged(state);
  return state.wanted.reduce<Step<DeviceState>>(
    (step, wanted) => andThen(step, showIfKnown(step.state, wanted, context) ?? unchanged(step.state)),
    unchanged({ ...state, wanted: [] }),
  );
}

function showIfKnown(
  state: DeviceState,
  { contact, reader }: WantedCode,
  context: Context,
): Step<DeviceState> | undefined {
  const { self, tools } = context;
  const endpoint = state.places.keys;
  const theirs = endpoint && identityOf(state, endpoint, contact);
  const others = endpoint && identityOf(state, endpoint, accountOf(self));
  if (!theirs || !others || theirs.keys.length === 0) return undefined;
  const ours = { ...others, keys: [endpoint.prekeys.identity.publicKey, ...others.keys] };
  const { digits, scan } = safetyCodeOf(ours, theirs, tools);
  return {
    ...unchanged(state),
    outcomes: [{ kind: 'code', contact, digits, scan }],
    effects: [
      {
        kind: 'tell',
        to: reader,
        name: `code:${contact}@${self}`,
        event: { kind: 'code', by: self, contact, digits },
      },
    ],
  };
}

/** The accepted key of every device of an account but this one; undefined where the devices or one of their keys are unknown. */
function identityOf({ places }: DeviceState, { sessions, trusted }: Endpoint, account: string): Identity | undefined {
  const { contacts, refused, offered } = places.public;
  const devices = contacts[account];
  if (!devices || refused.some((device) => accountOf(device) === account)) return undefined;
  const keys = devices.flatMap((device): readonly Bytes[] => {
    // A new key that the person has not agreed to is what she has to look at.
    const key = offered[device] ?? sessions[device]?.theirIdentity ?? trusted[device];
    return key ? [key] : [];
  });
  return keys.length === devices.length ? { user: account, keys } : undefined;
}

/** This device has, or had, keys of the account. */
function hasMet({ places }: DeviceState, account: string): boolean {
  const isOf = (device: string): boolean => accountOf(device) === account;
  return (
    Object.keys(places.keys?.trusted ?? {}).some(isOf) ||
    places.public.refused.some(isOf) ||
    places.chat.lines.some(({ from, to }) => isOf(from) || to === account)
  );
}
