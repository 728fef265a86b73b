/** Constants of the message format, versions 3 and 4. PROTOCOL.md sections 2.2, 3.1, 3.2, 17.1. Limits that a profile may scale are in `limits.ts`. */
import { utf8 } from '../crypto/bytes.ts';

/** X3DH puts 32 bytes of 0xFF before the shared secrets (domain separation from XEdDSA). PROTOCOL 2.1. */
export const X3DH_PREFIX = new Uint8Array(32).fill(0xff);
/** An absent HKDF salt is 32 zero bytes. RFC 5869 section 2.2. */
export const ZERO_SALT = new Uint8Array(32);

export const INFO_X3DH = utf8('WhisperText');
export const INFO_PQXDH = utf8('WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024');
export const INFO_ROOT = utf8('WhisperRatchet');
export const INFO_MESSAGE = utf8('WhisperMessageKeys');

/** HMAC inputs of the symmetric ratchet. PROTOCOL 3.1. */
export const CHAIN_TO_MESSAGE = Uint8Array.of(0x01);
export const CHAIN_TO_CHAIN = Uint8Array.of(0x02);

/** Version of a session: 3 was opened by X3DH, 4 by PQXDH. */
export type SessionVersion = 3 | 4;
/**
 * What a message begins with: its session's version in the high nibble, the newest version understood in the low one.
 * WhatsApp-like clients write 0x33, libsignal 0x34 and 0x44.
 */
export const VERSION_BYTES = [0x33, 0x34, 0x44] as const;
export type VersionByte = (typeof VERSION_BYTES)[number];
/** Receivers accept these low nibbles. */
export const ACCEPTED_LOW_NIBBLES: readonly number[] = [3, 4];

export const MAC_BYTES = 8;
export const KEY_BYTES = 32;
export const IV_BYTES = 16;

/**
 * The 60-digit code, PROTOCOL 9.1 and 17.1 (libsignal: iterations and version of the numeric fingerprint; Security White Paper:
 * "5200 times"). So many rounds make each guess at a look-alike key dear.
 */
export const FINGERPRINT = {
  iterations: 5_200,
  /** Two zero bytes in front of what is hashed: the version of the digits. */
  version: Uint8Array.of(0, 0),
  /** Of the hash, six numbers of five bytes become six groups of five digits. */
  groups: 6,
  groupBytes: 5,
  groupDigits: 5,
  /** Of the hash, so much goes into the QR code, whose own version counts separately. */
  qrHashBytes: 32,
  qrVersion: 1,
} as const;

/** Everything that everybody knows from the start although it is 16 bytes or longer. */
export const PUBLIC_CONSTANTS = [X3DH_PREFIX, ZERO_SALT, INFO_X3DH, INFO_PQXDH, INFO_ROOT, INFO_MESSAGE] as const;
