/** Constants of the message format, version 3. PROTOCOL.md sections 3.1, 3.2, 17.1. Limits that a profile may scale are in `limits.ts`. */
import { utf8 } from '../crypto/bytes.ts';

/** X3DH puts 32 bytes of 0xFF before the shared secrets (domain separation from XEdDSA). PROTOCOL 2.1. */
export const X3DH_PREFIX = new Uint8Array(32).fill(0xff);
/** An absent HKDF salt is 32 zero bytes. RFC 5869 section 2.2. */
export const ZERO_SALT = new Uint8Array(32);

export const INFO_X3DH = utf8('WhisperText');
export const INFO_ROOT = utf8('WhisperRatchet');
export const INFO_MESSAGE = utf8('WhisperMessageKeys');

/** HMAC inputs of the symmetric ratchet. PROTOCOL 3.1. */
export const CHAIN_TO_MESSAGE = Uint8Array.of(0x01);
export const CHAIN_TO_CHAIN = Uint8Array.of(0x02);

/** Message version 3 in the high nibble, the newest understood version in the low one. */
export const VERSION_BYTE = 0x33;
export const MESSAGE_VERSION = 3;
/** Receivers accept these low nibbles: WhatsApp-like clients send 3, libsignal 4. */
export const ACCEPTED_LOW_NIBBLES: readonly number[] = [3, 4];

export const MAC_BYTES = 8;
export const KEY_BYTES = 32;
export const IV_BYTES = 16;
/** Everything that everybody knows from the start although it is 16 bytes or longer. */
export const PUBLIC_CONSTANTS = [X3DH_PREFIX, ZERO_SALT, INFO_X3DH, INFO_ROOT, INFO_MESSAGE] as const;
