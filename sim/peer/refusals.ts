/** The protocol's refusals in the words of the line protocol. */
import type { Refused } from '../protocol/tools.ts';
import type { RefusalReason } from '../trace.ts';
import { failed, type ErrorClass, type Failed } from './types.ts';

const REFUSALS: Readonly<Record<RefusalReason, readonly [ErrorClass, string]>> = {
  duplicate: ['duplicate', 'this message was opened before, or its key is gone'],
  'too-far': ['too-far', 'this message is further ahead in its chain than the limit allows'],
  'bad-mac': ['decrypt-failed', 'no session with this remote opens the message: the check value does not fit'],
  'bad-signature': ['bad-signature', 'a prekey of this bundle is not signed by its identity key'],
  'untrusted-identity': ['untrusted-identity', 'another identity key of this remote was seen before'],
  'missing-prekey': ['missing-prekey', 'the message names a prekey that this peer does not have, or has no more'],
  'no-session': ['no-session', 'there is no session with this remote that could be used'],
  version: ['version', 'the message is of a version that this peer or its session does not read'],
  'low-order-point': ['other', 'a public key is of low order, or no X25519 key'],
  'not-post-quantum': ['other', 'pqxdh-v4 opens sessions with post-quantum keys only, and here there are none'],
  'shown-before': ['other', 'this message was shown before'],
  malformed: ['malformed', 'the message or a key in it does not have the form that it must have'],
};

export const refusalOf = ({ reason }: Refused): Failed => failed(...REFUSALS[reason]);
