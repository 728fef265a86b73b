/**
 * A key encapsulation from its bare computations: type bytes, lengths and refusals are the same in every suite and stand here.
 *
 * Bare forms of FIPS 203 for k = 4: public key ek (1568), private key dk (3168) = dk of the encryption scheme (1536), ek, the
 * hash of ek (32), z (32). Floor 1.
 */
import { equalBytes, type Bytes } from './bytes.ts';
import { KYBER_1024, ML_KEM_1024, type Kem, type KemRefusal, type KemType } from './kem.ts';
import { requireLength } from './sizes.ts';

/** Sizes in bytes without the type byte. FIPS 203 section 8. */
export const KEM_BYTES = { seed: 64, entropy: 32, publicKey: 1568, privateKey: 3168, ciphertext: 1568 } as const;
/** Where the parts of a bare private key begin. */
export const PRIVATE_PARTS = { publicKey: 1536, hash: 3104, z: 3136 } as const;

/** What a suite computes: arguments have their right sizes and no type byte, and every result is an array of its own. */
export interface KemCore {
  readonly keyPair: (seed: Bytes) => { readonly privateKey: Bytes; readonly publicKey: Bytes };
  /** The hash (32) of a public key that stands in its private key. */
  readonly hash: (publicKey: Bytes) => Bytes;
  readonly encapsulate: (
    type: KemType,
    publicKey: Bytes,
    entropy: Bytes,
  ) => { readonly ciphertext: Bytes; readonly secret: Bytes };
  readonly decapsulate: (type: KemType, privateKey: Bytes, ciphertext: Bytes) => Bytes;
}

/** The key encapsulation that computes so. */
export const kemOver = (core: KemCore): Kem => ({
  keyPair: (type, seed) => {
    requireLength(seed, KEM_BYTES.seed, 'the seed of a key pair for encapsulation');
    const { privateKey, publicKey } = core.keyPair(seed);
    return { privateKey: typed(type, privateKey), publicKey: typed(type, publicKey) };
  },
  encapsulate: (publicKey, entropy) => {
    requireLength(entropy, KEM_BYTES.entropy, 'the entropy of an encapsulation');
    const key = untyped(publicKey, KEM_BYTES.publicKey);
    if (!key.ok) return key;
    if (!isReduced(key.bare)) return refused('malformed-key');
    const { ciphertext, secret } = core.encapsulate(key.type, key.bare, entropy);
    return { ok: true, ciphertext: typed(key.type, ciphertext), secret };
  },
  decapsulate: (privateKey, ciphertext) => {
    const key = untyped(privateKey, KEM_BYTES.privateKey);
    if (!key.ok) return key;
    const sealed = untyped(ciphertext, KEM_BYTES.ciphertext);
    if (!sealed.ok) return sealed;
    if (sealed.type !== key.type) return refused('other-type');
    const hash = core.hash(key.bare.subarray(PRIVATE_PARTS.publicKey, PRIVATE_PARTS.hash));
    if (!equalBytes(hash, key.bare.subarray(PRIVATE_PARTS.hash, PRIVATE_PARTS.z))) return refused('malformed-key');
    return { ok: true, secret: core.decapsulate(key.type, key.bare, sealed.bare) };
  },
});

type Untyped =
  | { readonly ok: true; readonly type: KemType; readonly bare: Bytes }
  | { readonly ok: false; readonly reason: KemRefusal };

const refused = (reason: KemRefusal): { readonly ok: false; readonly reason: KemRefusal } => ({ ok: false, reason });

function typed(type: KemType, bare: Bytes): Bytes {
  const whole = new Uint8Array(1 + bare.length);
  whole[0] = type;
  whole.set(bare, 1);
  return whole;
}

/** The bare form is a copy, so that nobody gets at the rest of an array through it. */
function untyped(whole: Bytes, length: number): Untyped {
  const type = whole[0];
  if (type !== ML_KEM_1024 && type !== KYBER_1024) return refused('unknown-type');
  return whole.length === 1 + length ? { ok: true, type, bare: whole.slice(1) } : refused('wrong-length');
}

const FIELD_ORDER = 3329;
/** Of a public key: coefficients of 12 bits, little-endian, two in three bytes; 32 bytes of a seed follow them. */
const COEFFICIENT_BYTES = 1536;

/** Whether every coefficient of a public key is below the field's order. FIPS 203 section 7.2, the modulus check. */
function isReduced(publicKey: Bytes): boolean {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    const [low, middle, high] = [publicKey[at] ?? 0, publicKey[at + 1] ?? 0, publicKey[at + 2] ?? 0];
    if ((low | ((middle & 0x0f) << 8)) >= FIELD_ORDER || ((middle >> 4) | (high << 4)) >= FIELD_ORDER) return false;
  }
  return true;
}

/** Clears the top bit of each coefficient in place, which makes any bytes a reduced public key; returns its argument. */
export function reduce(publicKey: Bytes): Bytes {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    publicKey[at + 1] = (publicKey[at + 1] ?? 0) & 0xf7;
    publicKey[at + 2] = (publicKey[at + 2] ?? 0) & 0x7f;
  }
  return publicKey;
}
