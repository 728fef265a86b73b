/**
 * The cipher suite: every cryptographic primitive that protocol code may call, as one interface.
 *
 * Three suites implement it: `noble` (the reference, real cryptography), `native` (the same bytes from a host's own
 * primitives, faster) and `model` (a stand-in that keeps the algebra and every length, and has no secrecy at all). Protocol
 * code never names a suite. Floor 1; imports nothing above.
 */
import type { Bytes } from './bytes.ts';
import type { Kem } from './kem.ts';

export type SuiteName = 'noble' | 'native' | 'model';

/** X25519 fails on low-order points (RFC 7748 section 6.1): the shared secret would be zero. */
export type Agreement =
  { readonly ok: true; readonly shared: Bytes } | { readonly ok: false; readonly reason: 'low-order-point' };

/** CBC decryption fails when the length or the PKCS#7 padding is wrong. */
export type Opening =
  { readonly ok: true; readonly plaintext: Bytes } | { readonly ok: false; readonly reason: 'bad-padding' };

/** All keys, nonces and points are plain bytes; sizes in bytes. Wrong sizes of *our own* arguments throw. */
export interface Suite {
  readonly name: SuiteName;
  /** X25519 public key (32) of a private key (32). RFC 7748 section 5. */
  readonly publicKey: (privateKey: Bytes) => Bytes;
  /** X25519 key agreement: private key (32), the other side's public key (32) -> shared secret (32). */
  readonly agree: (privateKey: Bytes, publicKey: Bytes) => Agreement;
  /** HKDF-SHA256 (RFC 5869); the output is cut into pieces of the given widths. An absent salt is 32 zero bytes. */
  readonly hkdf: (input: Bytes, salt: Bytes, info: Bytes, widths: readonly number[]) => readonly Bytes[];
  /** HMAC-SHA256 (RFC 2104) -> 32. */
  readonly hmac: (key: Bytes, message: Bytes) => Bytes;
  /** AES-256-CBC with PKCS#7: key (32), iv (16). */
  readonly cbcEncrypt: (key: Bytes, iv: Bytes, plaintext: Bytes) => Bytes;
  readonly cbcDecrypt: (key: Bytes, iv: Bytes, ciphertext: Bytes) => Opening;
  /** XEdDSA as shipped by libsignal (PROTOCOL 1.4): Montgomery private key (32), 64 bytes of fresh entropy -> signature (64). */
  readonly sign: (privateKey: Bytes, message: Bytes, entropy: Bytes) => Bytes;
  readonly verify: (publicKey: Bytes, message: Bytes, signature: Bytes) => boolean;
  /**
   * Whether an X25519 public key (32) is one that somebody can have computed from a private key: written as RFC 7748 writes it,
   * and without a part of low order. PROTOCOL 1.4 (libsignal asks it of base keys).
   */
  readonly isPrimeOrder: (publicKey: Bytes) => boolean;
  /** SHA-512 over and over: from `start`, so many times, hash (64) = SHA-512(hash so far, `suffix`). PROTOCOL 9.1. */
  readonly iteratedHash: (start: Bytes, suffix: Bytes, times: number) => Bytes;
  /** Key encapsulation, where this run has been given one: see `withKem`. */
  readonly kem?: Kem;
}
