/** Published vectors of ML-KEM-1024, and recorded sessions with Kyber-1024; see ../testing/vectors.ts for how they are counted. */
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, utf8, type Bytes } from './bytes.ts';
import { ML_KEM_1024 } from './kem.ts';
import { KEM_BYTES } from './kemForm.ts';
import { noble } from './noble.ts';
import { nobleKem } from './nobleKem.ts';
import {
  allPassed,
  bytes,
  named,
  NONE,
  read,
  runFamily,
  vectorsAbsent,
  wycheproof,
  type Vector,
} from '../testing/vectors.ts';

/** As on the wire: with the type byte before it. */
const typed = (hex: string): Bytes => concat(Uint8Array.of(ML_KEM_1024), bytes(hex));
const isSeed = (hex: string): boolean => hex.length === 2 * KEM_BYTES.seed;

const secretOf = (privateKey: Bytes, ciphertext: string): Bytes | undefined => {
  const opened = nobleKem.decapsulate(privateKey, typed(ciphertext));
  return opened.ok ? opened.secret : undefined;
};
const equals = (actual: Bytes | undefined, expected: Bytes): boolean =>
  actual !== undefined && equalBytes(actual, expected);

describe.skipIf(vectorsAbsent)('published vectors of key encapsulation', () => {
  test('ML-KEM-1024, key pair and decapsulation: Wycheproof', () => {
    const cases = wycheproof<{ seed: string; ek?: string; c: string; K: string }>('mlkem_1024');
    const family = cases.flatMap((vector): readonly Vector[] => {
      const id = named(vector);
      if (!isSeed(vector.seed)) return [{ id, passes: () => throwsFor(bytes(vector.seed)) }];
      const { privateKey, publicKey } = nobleKem.keyPair(ML_KEM_1024, bytes(vector.seed));
      const secret = secretOf(privateKey, vector.c);
      return [
        {
          id: `${id}: public key`,
          expected: typed(vector.ek ?? ''),
          passes: (expected) => equals(publicKey, expected),
        },
        vector.result === 'invalid'
          ? { id, passes: () => secret === undefined }
          : { id, expected: bytes(vector.K), passes: (expected) => equals(secret, expected) },
      ];
    });
    expect(runFamily('ML-KEM-1024, Wycheproof', family)).toEqual(allPassed(17, 10));
  });

  test('ML-KEM-1024, key pair of a seed: Wycheproof', () => {
    const cases = wycheproof<{ seed: string; ek: string; dk: string }>('mlkem_1024_keygen_seed');
    const family = cases.flatMap((vector): readonly Vector[] => {
      const { privateKey, publicKey } = nobleKem.keyPair(ML_KEM_1024, bytes(vector.seed));
      return [
        {
          id: `${named(vector)}: public`,
          expected: typed(vector.ek),
          passes: (expected) => equals(publicKey, expected),
        },
        {
          id: `${named(vector)}: private`,
          expected: typed(vector.dk),
          passes: (expected) => equals(privateKey, expected),
        },
      ];
    });
    expect(runFamily('ML-KEM-1024 key pairs, Wycheproof', family)).toEqual(allPassed(6, 6));
  });

  test('ML-KEM-1024, encapsulation: Wycheproof', () => {
    const cases = wycheproof<{ m: string; ek: string; c: string; K: string }>('mlkem_1024_encaps');
    const family = cases.flatMap((vector): readonly Vector[] => {
      const made = nobleKem.encapsulate(typed(vector.ek), bytes(vector.m));
      const id = named(vector);
      if (vector.result === 'invalid') return [{ id, passes: () => !made.ok }];
      return [
        {
          id: `${id}: ciphertext`,
          expected: typed(vector.c),
          passes: (expected) => made.ok && equals(made.ciphertext, expected),
        },
        {
          id: `${id}: secret`,
          expected: bytes(vector.K),
          passes: (expected) => made.ok && equals(made.secret, expected),
        },
      ];
    });
    expect(runFamily('ML-KEM-1024 encapsulation, Wycheproof', family)).toEqual(allPassed(9, 4));
  });

  test('ML-KEM-1024, decapsulation with a private key from outside: Wycheproof', () => {
    const cases = wycheproof<{ dk: string; c: string; K?: string }>('mlkem_1024_semi_expanded_decaps');
    const family = cases.map((vector): Vector => {
      const secret = secretOf(typed(vector.dk), vector.c);
      if (vector.result === 'invalid') return { id: named(vector), passes: () => secret === undefined };
      return {
        id: named(vector),
        expected: bytes(vector.K ?? ''),
        passes: (expected) => equals(secret, expected),
      };
    });
    expect(runFamily('ML-KEM-1024 decapsulation, Wycheproof', family)).toEqual(allPassed(6, 2));
  });

  /**
   * What there is of round 3: sessions that libsignal opened. With the recorded secret after the agreements of X3DH comes out
   * the chain key that it had then. PROTOCOL.md section 2.2.
   */
  test('Kyber-1024 of round 3: sessions of libsignal', () => {
    const family = [
      '009-tampered-prekey-message-signal-v4plain-signal-v4plain',
      '023-random-schedule-signal-v4plain-signal-v4plain',
      '025-ping-pong-signal-v4plain-signal-v4plain',
    ].map((name): Vector => {
      const { chainKey, responderChainKey } = openedBy(read<OpenedSession>(`transcripts/${name}.json`));
      return { id: name, expected: bytes(chainKey), passes: (expected) => equals(responderChainKey, expected) };
    });
    expect(runFamily('Kyber-1024 round 3, recorded sessions', family)).toEqual(allPassed(3, 3));
  });
});

interface Pair {
  readonly private: string;
}
interface OpenedSession {
  readonly parties: Readonly<Record<string, { readonly identityPublic: string; readonly identityPrivate: string }>>;
  readonly steps: readonly {
    readonly op: string;
    readonly who: string;
    readonly bundle?: { readonly signedPreKey: Pair; readonly preKey: Pair; readonly kyberPreKey: Pair };
    readonly state?: {
      readonly current: {
        readonly aliceBaseKey: string;
        readonly receiving: readonly { readonly chainKey: string }[];
        readonly pendingKyber: { readonly ciphertext: string };
      };
    };
  }[];
}

/** The first session: the initiator's recorded chain key, and the one that the responder arrives at. */
function openedBy({ parties, steps }: OpenedSession): { chainKey: string; responderChainKey: Bytes | undefined } {
  const offered = steps.find(({ op }) => op === 'bundle');
  const processed = steps.find(({ op }) => op === 'processBundle');
  const [bundle, state] = [offered?.bundle, processed?.state?.current];
  const [initiator, responder] = [parties[processed?.who ?? ''], parties[offered?.who ?? '']];
  if (!bundle || !state || !initiator || !responder)
    throw new Error('a session begins with a bundle that is processed');
  const agreed = (privateKey: string, publicKey: string): Bytes => {
    const agreement = noble.agree(bytes(privateKey), bytes(publicKey).slice(1));
    return agreement.ok ? agreement.shared : NONE;
  };
  const { signedPreKey, preKey, kyberPreKey } = bundle;
  const opened = nobleKem.decapsulate(bytes(kyberPreKey.private), bytes(state.pendingKyber.ciphertext));
  const input = concat(
    new Uint8Array(32).fill(0xff),
    agreed(signedPreKey.private, initiator.identityPublic),
    agreed(responder.identityPrivate, state.aliceBaseKey),
    agreed(signedPreKey.private, state.aliceBaseKey),
    agreed(preKey.private, state.aliceBaseKey),
    opened.ok ? opened.secret : NONE,
  );
  const label = utf8('WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024');
  const [, responderChainKey] = noble.hkdf(input, new Uint8Array(32), label, [32, 32, 32]);
  return { chainKey: state.receiving[0]?.chainKey ?? '', responderChainKey };
}

function throwsFor(seed: Bytes): boolean {
  try {
    nobleKem.keyPair(ML_KEM_1024, seed);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}
