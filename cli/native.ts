/**
 * The native suite: the primitives of `node:crypto`, byte for byte what the noble suite computes and many times faster where
 * X25519 is involved. It stands here and not in `sim/`, which knows no host.
 *
 * Keys come in as JWK, which OpenSSL reads ten times faster than DER, and are kept. Node has no XEdDSA signing, no look
 * at a point's order and no key encapsulation that takes its entropy from outside: these stay with the noble libraries.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto';
import { concat, type Bytes } from '../sim/crypto/bytes.ts';
import type { Suite } from '../sim/crypto/suite.ts';
import { iterated, realSuite, sign, verifyBy } from '../sim/hosting.ts';
import { noble } from '../sim/index.ts';

const CBC = 'aes-256-cbc';

export const native: Suite = realSuite('native', {
  publicKey: (privateKey) => decoded(createPublicKey(privateX25519(privateKey)).export({ format: 'jwk' }).x ?? ''),
  agree: (privateKey, publicKey) =>
    own(diffieHellman({ privateKey: privateX25519(privateKey), publicKey: publicX25519(publicKey) })),
  hkdf: (input, salt, info, length) =>
    info.length > LONGEST_INFO || length === 0
      ? concat(...noble.hkdf(input, salt, info, [length]))
      : new Uint8Array(hkdfSync('sha256', input, salt, info, length)),
  hmac: (key, message) => own(createHmac('sha256', key).update(message).digest()),
  cbcEncrypt: (key, iv, blocks) => own(createCipheriv(CBC, key, iv).setAutoPadding(false).update(blocks)),
  cbcDecrypt: (key, iv, blocks) => own(createDecipheriv(CBC, key, iv).setAutoPadding(false).update(blocks)),
  sign,
  verify: verifyBy((publicKey, message, signature) => verify(null, message, publicEd25519(publicKey), signature)),
  isPrimeOrder: noble.isPrimeOrder,
  iteratedHash: iterated((input) => own(createHash('sha512').update(input).digest())),
});

/** `hkdfSync` takes no longer info, and gives no empty output: those come from noble. */
const LONGEST_INFO = 1024;

/** A copy that is no Buffer: slices of a Buffer would be views into it. */
const own = (buffer: Buffer): Bytes => new Uint8Array(buffer);

const encoded = (bytes: Bytes): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
const decoded = (text: string): Bytes => own(Buffer.from(text, 'base64url'));

/** OpenSSL computes the public key from `d`; Node only wants `x` to be there. */
const ANY_X = encoded(new Uint8Array(32));
const jwk = (crv: 'X25519' | 'Ed25519', x: string, d?: string): JsonWebKeyInput => ({
  format: 'jwk',
  key: { kty: 'OKP', crv, x, ...(d === undefined ? {} : { d }) },
});

const privateX25519 = kept((d) => createPrivateKey(jwk('X25519', ANY_X, d)));
const publicX25519 = kept((x) => createPublicKey(jwk('X25519', x)));
const publicEd25519 = kept((x) => createPublicKey(jwk('Ed25519', x)));

/** More keys than the people of a long story have; then it begins anew, so that a long campaign does not fill the memory. */
const MOST_KEYS = 2_000;

/** Key objects by the bytes of the key: importing costs more than an agreement. */
function kept(make: (text: string) => KeyObject): (bytes: Bytes) => KeyObject {
  const known = new Map<string, KeyObject>();
  return (bytes) => {
    const text = encoded(bytes);
    const before = known.get(text);
    if (before) return before;
    const made = make(text);
    if (known.size >= MOST_KEYS) known.clear();
    known.set(text, made);
    return made;
  };
}
