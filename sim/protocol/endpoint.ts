/**
 * Everything secret that an endpoint keeps for its sessions, and which session is the current one. PROTOCOL.md section 3.3;
 * "The Sesame Algorithm" section 3.
 *
 * One current session for each pair of devices, which seals; archived ones still open what was sealed for them, because both
 * sides may have opened one at once, and messages of an earlier one come late.
 */
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import type { SessionVersion, VersionByte } from './constants.ts';
import type { Prekeys } from './prekeys.ts';
import type { Session } from './ratchet.ts';
import type { Tools } from './tools.ts';

/** Address of a device, or of the server where it is an endpoint itself. */
export type Address = string;

export interface Endpoint {
  readonly prekeys: Prekeys;
  /** The current session with each device. */
  readonly sessions: Readonly<Record<Address, Session>>;
  /** The earlier ones, newest first. */
  readonly archived: Readonly<Record<Address, readonly Session[]>>;
  /** Identity keys seen first: trust on first use. */
  readonly trusted: Readonly<Record<Address, Bytes>>;
  /** What messages of its sessions of each version begin with. */
  readonly wire: WireVersions;
}
export type WireVersions = Readonly<Record<SessionVersion, VersionByte>>;

/** As clients like WhatsApp's write version 3, and libsignal version 4. PROTOCOL 3.2. */
const USUAL_WIRE: WireVersions = { 3: 0x33, 4: 0x44 };

export const newEndpoint = (prekeys: Prekeys, wire: WireVersions = USUAL_WIRE): Endpoint => ({
  prekeys,
  sessions: {},
  archived: {},
  trusted: {},
  wire,
});

/** True where this identity key is the one seen first, or none was seen. */
export const trusts = (endpoint: Endpoint, address: Address, identity: Bytes): boolean => {
  const known = endpoint.trusted[address];
  return known === undefined || equalBytes(known, identity);
};

/** The current session with a device and then its archived ones: the order in which a message is tried. */
export function sessionsWith(endpoint: Endpoint, address: Address): readonly Session[] {
  const current = endpoint.sessions[address];
  const archived = endpoint.archived[address] ?? [];
  return current ? [current, ...archived] : archived;
}

/** The endpoint with this session as the current one. It takes the place of `before`; what was current else is archived. */
export function withCurrent(
  endpoint: Endpoint,
  address: Address,
  session: Session,
  before: Session | undefined,
  tools: Pick<Tools, 'limits'>,
): Endpoint {
  const current = endpoint.sessions[address];
  // What does not change stays the same object, so that nobody looks for a change in it.
  const isTrusted = endpoint.trusted[address] === session.theirIdentity;
  const next: Endpoint = {
    ...endpoint,
    sessions: { ...endpoint.sessions, [address]: session },
    trusted: isTrusted ? endpoint.trusted : { ...endpoint.trusted, [address]: session.theirIdentity },
  };
  // A session that is set aside by hand leaves no current one, and may be promoted again out of the archive.
  if (current === before && current !== undefined) return next;
  const others = sessionsWith(endpoint, address).filter((one) => one !== before);
  if (others.length === 0 && endpoint.archived[address] === undefined) return next;
  return {
    ...next,
    archived: { ...endpoint.archived, [address]: others.slice(0, tools.limits.archivedSessions) },
  };
}

/** Sets the current session with a device aside: it still opens, and the next message seals in a new one. */
export function archiveCurrent(endpoint: Endpoint, address: Address, tools: Pick<Tools, 'limits'>): Endpoint {
  const { [address]: current, ...sessions } = endpoint.sessions;
  if (!current) return endpoint;
  const kept = sessionsWith(endpoint, address).slice(0, tools.limits.archivedSessions);
  return { ...endpoint, sessions, archived: { ...endpoint.archived, [address]: kept } };
}

/**
 * A contact is known to have another key now: the trusted one and all sessions made with it go, so that a bundle or prekey
 * message of the new one is accepted. What was sealed in them and comes later is refused: whoever has the old key may be
 * anybody. PROTOCOL 3.3 (archived sessions are dropped when the identity key changes).
 */
export function forgetIdentity(endpoint: Endpoint, address: Address): Endpoint {
  const { [address]: _session, ...sessions } = endpoint.sessions;
  const { [address]: _archived, ...archived } = endpoint.archived;
  const { [address]: _trusted, ...trusted } = endpoint.trusted;
  return { ...endpoint, sessions, archived, trusted };
}
