/** What a device makes of a request that it has opened. Whether it obeys is up to the program on it: nobody can make it. */
import type { Request } from '../protocol/requests.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import { obeyForget, obeyRevoke, type Asker } from './deleting.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import { obeyKeep, obeyTime } from './disappearing.ts';
import { obeyEdit } from './editing.ts';
import { accountOf, type Context, type Step } from './types.ts';

export function obey(
  state: DeviceState,
  request: Request,
  came: ChatEntry,
  stanza: MessageStanza,
  context: Context,
): Step<DeviceState> {
  const by = askerOf(stanza, context);
  switch (request.kind) {
    case 'revoke':
      return obeyRevoke(state, request.key, by, context);
    case 'edit':
      return obeyEdit(state, request, came, by, context);
    case 'disappear':
      return obeyTime(state, request.seconds, stanza.to, by, context);
    case 'keep':
      return obeyKeep(state, request, by, context);
    case 'forget':
    case 'forget-chat':
      return obeyForget(state, request, by, context);
  }
}

/** The session proves which account sealed it; where the company holds the keys, there is nothing but what the envelope says. */
function askerOf({ from, sealedBy }: MessageStanza, { tools }: Context): Asker {
  return { device: from, account: accountOf(tools.protections.endToEnd ? sealedBy : from) };
}
