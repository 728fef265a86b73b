/** One message sealed for one device: the parcel that carries the ciphertext, and what is told of it. PROTOCOL.md sections 3 and 11.4. */
import { pad } from '../protocol/content.ts';
import type { Address, Endpoint } from '../protocol/endpoint.ts';
import { seal, versionTold } from '../protocol/session.ts';
import type { Stanza } from '../protocol/stanza.ts';
import type { Refused } from '../protocol/tools.ts';
import type { Outcome } from '../trace.ts';
import { toServer, type ChatEntry } from './deviceState.ts';
import type { Context } from './types.ts';

export interface SealedFor {
  readonly ok: true;
  readonly endpoint: Endpoint;
  readonly parcel: ReturnType<typeof toServer>;
  readonly outcome: Outcome;
}

/** Seals in the session that the endpoint has with the device; `retry`: for so many requests to seal it again. */
export function sealFor(
  endpoint: Endpoint,
  entry: ChatEntry,
  device: Address,
  context: Context,
  retry?: number,
): SealedFor | Refused {
  const { self, tools } = context;
  const { label } = entry;
  const again = retry === undefined ? '' : ` retry ${retry}`;
  const sealed = seal(endpoint, device, pad(entry.body, `${label} ${device}${again}`, tools), tools);
  if (!sealed.ok) return sealed;
  const { type, wire: body, ciphertext } = sealed;
  const stanza: Stanza = {
    kind: 'message',
    label,
    from: self,
    to: entry.to,
    sealedBy: self,
    sealedFor: device,
    writtenAt: entry.at,
    type,
    body,
    ...(retry === undefined ? {} : { retry }),
    ...(entry.edit === undefined ? {} : { edit: entry.edit }),
  };
  return {
    ok: true,
    endpoint: sealed.endpoint,
    parcel: toServer(`message:${label}:${device}@${self}${again}`, 'message', stanza, context, label),
    outcome: { kind: 'sealed', message: label, by: self, to: device, ciphertext, ...versionTold(sealed, tools) },
  };
}
