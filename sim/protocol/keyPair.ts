/** X25519 key pairs as the protocol stores them: private scalar (32 bytes), public key with its type byte (33 bytes). */
import type { Bytes } from '../crypto/bytes.ts';
import { drawPrivateKey } from '../crypto/entropy.ts';
import { bareKey, prefixed, unprefixed } from '../crypto/keys.ts';
import type { Agreement } from '../crypto/suite.ts';
import type { Tools } from './tools.ts';

export interface KeyPair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}

/** A new pair whose private half is the draw of this name. */
export function drawKeyPair(name: string, tools: Tools): KeyPair {
  return keyPairOf(drawPrivateKey(tools.entropy, name), tools);
}

/** The pair of a given private scalar. */
export function keyPairOf(privateKey: Bytes, tools: Pick<Tools, 'suite' | 'containers'>): KeyPair {
  return { privateKey, publicKey: prefixed(tools.suite.publicKey(privateKey), tools.containers) };
}

/** Key agreement with a 33-byte public key; a key of another type or length fails like a low-order point. */
export function agree(ours: KeyPair, theirPublicKey: Bytes, tools: Pick<Tools, 'suite' | 'containers'>): Agreement {
  const bare = unprefixed(theirPublicKey, tools.containers);
  return bare === undefined ? { ok: false, reason: 'low-order-point' } : tools.suite.agree(ours.privateKey, bare);
}

/** Whether somebody can have made this 33-byte public key from a private one: `Suite.isPrimeOrder`. */
export function isPrimeOrderKey(publicKey: Bytes, { suite }: Pick<Tools, 'suite'>): boolean {
  const bare = bareKey(publicKey);
  return bare !== undefined && suite.isPrimeOrder(bare);
}
