/** What of a body is a message or a file of its own. */
import type { Bytes } from '../../crypto/bytes.ts';

export const quotedIn = (_body: Bytes): Bytes => new Uint8Array(0);
export const pictureIn = (_body: Bytes): Bytes | undefined => undefined;
