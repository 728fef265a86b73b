/** A device asks others: a request is sealed and sent as a message is, and is no line of any chat. PROTOCOL 12.1. */
import { writeRequest, EDIT_ATTRIBUTE, type Request } from '../protocol/requests.ts';
import type { MessageLabel } from '../trace.ts';
import { sendDraft } from './deviceSend.ts';
import type { ChatEntry, DeviceState } from './deviceState.ts';
import { accountOf, unchanged, type Context, type Step } from './types.ts';

/** Asks all devices of a contact, and the person's own other ones. `label`: under which it travels. */
export function ask(
  state: DeviceState,
  to: string,
  label: MessageLabel,
  request: Request,
  context: Context,
): Step<DeviceState> {
  const edit = request.kind === 'edit' || request.kind === 'revoke' ? EDIT_ATTRIBUTE[request.kind] : undefined;
  const draft: ChatEntry = {
    label,
    from: context.self,
    to,
    at: context.now,
    body: writeRequest(request, context.tools.containers),
    isRequest: true,
    ...(edit === undefined ? {} : { edit }),
  };
  return sendDraft(state, draft, context);
}

/** Asks the person's own other devices, where she has any or does not know yet. */
export function askOwn(state: DeviceState, label: MessageLabel, request: Request, context: Context): Step<DeviceState> {
  return hasOthers(state, context) ? ask(state, accountOf(context.self), label, request, context) : unchanged(state);
}

export function hasOthers({ places }: DeviceState, { self }: Context): boolean {
  const own = places.public.contacts[accountOf(self)];
  return own === undefined || own.some((device) => device !== self);
}
