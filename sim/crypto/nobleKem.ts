/**
 * Key encapsulation of the real suites, over the noble library's ML-KEM-1024. Large and slow (about a millisecond a call), so
 * nothing else of the simulator imports it: it comes in through a door of its own (`../postQuantum.ts`). Floor 1.
 *
 * Kyber-1024 of round 3 has the same keys and ciphertexts. It hashes the entropy first, and its secret is SHAKE256 of the
 * inner secret and the hash of the ciphertext: Kyber specification 3.02, algorithms 8 and 9.
 */
import { sha3_256, shake256 } from '@noble/hashes/sha3.js';
import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { concat, equalBytes, type Bytes } from './bytes.ts';
import { KYBER_1024, type Kem } from './kem.ts';
import { kemOver, PRIVATE_PARTS } from './kemForm.ts';
import { KEY_BYTES } from './sizes.ts';

export const nobleKem: Kem = kemOver({
  keyPair: (seed) => {
    const { secretKey, publicKey } = ml_kem1024.keygen(seed);
    return { privateKey: secretKey, publicKey };
  },
  hash: (publicKey) => sha3_256(publicKey),
  encapsulate: (type, publicKey, entropy) => {
    const isRound3 = type === KYBER_1024;
    const { cipherText, sharedSecret } = ml_kem1024.encapsulate(publicKey, isRound3 ? sha3_256(entropy) : entropy);
    const secret = sharedSecret.slice();
    return { ciphertext: cipherText, secret: isRound3 ? round3Secret(secret, cipherText) : secret };
  },
  decapsulate: (type, privateKey, ciphertext) => {
    const secret = ml_kem1024.decapsulate(ciphertext, privateKey).slice();
    if (type !== KYBER_1024) return secret;
    // For a ciphertext that nobody made for this key the library gives SHAKE256(z, ciphertext); round 3 goes on from z itself.
    const z = privateKey.subarray(PRIVATE_PARTS.z);
    const isRejected = equalBytes(secret, shake256(concat(z, ciphertext), { dkLen: KEY_BYTES }));
    return round3Secret(isRejected ? z : secret, ciphertext);
  },
});

/** SHAKE256(inner secret, SHA3-256(ciphertext)), 32 bytes. */
const round3Secret = (inner: Bytes, ciphertext: Bytes): Bytes =>
  shake256(concat(inner, sha3_256(ciphertext)), { dkLen: KEY_BYTES });
