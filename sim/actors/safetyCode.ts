/**
 * A device shows the safety code of a chat to somebody who wants to compare. PROTOCOL.md section 9.1.
 *
 * It goes in what this device really uses: its own identity key, and of every other device the identity key of the session
 * with it. Nothing else is asked: where the server handed out keys of its own, both phones compute different digits.
 */
import { safetyCodeOf, type Identity } from '../protocol/fingerprint.ts';
import type { Endpoint } from '../protocol/session.ts';
import type { DeviceState } from './deviceState.ts';
import { accountOf, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

type ShowCode = Extract<ActorEvent, { kind: 'show-code' }>;

/**
 * Shows the code of the chat with `event.contact` to `event.reader`: outcome `code`, and a `code` event for the reader.
 * `inapplicable` (no-code) where this device knows no identity key of the contact. Changes nothing.
 */
export function showCode(state: DeviceState, event: ShowCode, context: Context): Step<DeviceState> {
  const { self, tools } = context;
  const endpoint = state.places.keys;
  const contact = accountOf(event.contact);
  const theirs = endpoint && identityOf(endpoint, contact);
  if (!endpoint || !theirs || theirs.keys.length === 0)
    return { ...unchanged(state), outcomes: [{ kind: 'inapplicable', why: 'no-code' }] };
  const others = identityOf(endpoint, accountOf(self));
  const ours = { ...others, keys: [endpoint.prekeys.identity.publicKey, ...others.keys] };
  const { digits, scan } = safetyCodeOf(ours, theirs, tools);
  return {
    ...unchanged(state),
    outcomes: [{ kind: 'code', contact, digits, scan }],
    effects: [
      {
        kind: 'tell',
        to: event.reader,
        name: `code:${contact}@${self}`,
        event: { kind: 'code', by: self, contact, digits },
      },
    ],
  };
}

/** The keys that this device holds for an account: of the session where there is one, else the one it has accepted. */
function identityOf(endpoint: Endpoint, account: string): Identity {
  const accepted = Object.entries(endpoint.trusted).filter(([address]) => accountOf(address) === account);
  return { user: account, keys: accepted.map(([address, key]) => endpoint.sessions[address]?.theirIdentity ?? key) };
}
