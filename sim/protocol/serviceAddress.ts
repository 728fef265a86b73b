/**
 * Service addresses, and both of them in one field: messages of version 4 carry it under their MAC, so that one that is handed
 * out under another name, or at another door, is refused. PROTOCOL.md section 3.2 (field 6).
 *
 * A service address is an account's UUID, a full stop and a device number up to 255. Other names have no such form, and then
 * the field is absent, as in libsignal: the devices of scenarios are called by names.
 */
import { concat, fromHex, type Bytes } from '../crypto/bytes.ts';
import type { Address } from './endpoint.ts';

const SERVICE_ADDRESS = /^([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\.(\d{1,3})$/;
/** In front of an account's UUID, which makes 17 bytes of it. */
const ACCOUNT = 0;

/** The field (36 bytes) of a message from one to the other; undefined where either has no service address. */
export function addressesOf(from: Address | undefined, to: Address | undefined): Bytes | undefined {
  const [sender, recipient] = [from, to].map((address) => encoded(address));
  return sender && recipient && concat(sender, recipient);
}

function encoded(address: Address = ''): Bytes | undefined {
  const [, uuid = '', device = ''] = SERVICE_ADDRESS.exec(address) ?? [];
  const account = fromHex(uuid.replaceAll('-', ''));
  const number = Number(device);
  if (!account?.length || number < 1 || number > 255) return undefined;
  return concat(Uint8Array.of(ACCOUNT), account, Uint8Array.of(number));
}
