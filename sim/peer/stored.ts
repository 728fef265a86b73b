/** A session out of a peer and into it, in the form of recordings. */
import * as z from 'zod';
import { trusts } from '../protocol/endpoint.ts';
import { refused } from '../protocol/tools.ts';
import { peerCommand } from './command.ts';
import { recordedFrom, recordedSession, sessionFrom } from './recordedSession.ts';
import { refusalOf } from './refusals.ts';
import { nextTools } from './tools.ts';
import { failed } from './types.ts';
import { addressOf, remote } from './values.ts';

/** The current session, and how many are archived. */
export const state = peerCommand({ remote }, (peer, args) => {
  const address = addressOf(args.remote);
  const current = peer.endpoint.sessions[address];
  const archived = peer.endpoint.archived[address]?.length ?? 0;
  if (!current && archived === 0) return refusalOf(refused('no-session'));
  return { ok: true, peer, result: { current: current ? recordedFrom(current) : null, archived } };
});

const LOAD = { remote, state: z.object({ current: recordedSession }) };

/** Takes a session over: it takes the place of all that there are with this remote. */
export const load = peerCommand(LOAD, (peer, args, peers) => {
  const address = addressOf(args.remote);
  const { current } = args.state;
  const { endpoint } = peer;
  if (current.version === 4 && peer.implementation === 'x3dh-v3') return refusalOf(refused('version'));
  const identity = current.remoteIdentity ?? endpoint.trusted[address];
  if (!identity)
    return failed('malformed', 'state.current.remoteIdentity: needed, for this peer knows no key of the remote');
  if (peer.trust === 'tofu' && !trusts(endpoint, address, identity)) return refusalOf(refused('untrusted-identity'));
  const restored = sessionFrom(current, identity, endpoint, nextTools(peer, peers));
  if (!restored.ok) return failed('malformed', `state.current: ${restored.problem}`);
  const { [address]: _archived, ...archived } = endpoint.archived;
  return {
    ok: true,
    result: {},
    peer: {
      ...peer,
      endpoint: {
        ...endpoint,
        sessions: { ...endpoint.sessions, [address]: restored.session },
        archived,
        trusted: { ...endpoint.trusted, [address]: identity },
      },
    },
  };
});
