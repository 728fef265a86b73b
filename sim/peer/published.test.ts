/** What libsignal computed (reference data beside the repository), asked for through lines. */
import { describe, expect, test } from 'vitest';
import { fromHex, fromUtf8 } from '../crypto/bytes.ts';
import { driver, strangers, type Json } from '../testing/lines.ts';
import { hasVectors, read } from '../testing/vectors.ts';

interface Fingerprint {
  readonly iterations: number;
  readonly version: number;
  readonly localId: string;
  readonly localKey: string;
  readonly remoteId: string;
  readonly remoteKey: string;
  readonly displayable: string;
  readonly scannable: string;
}
interface Signatures {
  readonly public: string;
  readonly message: string;
  readonly cases: readonly { readonly what: string; readonly signature: string; readonly valid: boolean }[];
}
const text = (hex: string): string => fromUtf8(fromHex(hex) ?? new Uint8Array(0)) ?? '';

describe('libsignal', () => {
  test.skipIf(!hasVectors('fingerprints.json'))('has the same digits and scannable codes', () => {
    const { cases } = read<{ cases: readonly Fingerprint[] }>('fingerprints.json');
    for (const { displayable, scannable, ...one } of cases) {
      const local = { name: text(one.localId), identityPublic: one.localKey };
      const remote = { name: text(one.remoteId), identityPublic: one.remoteKey };
      const { iterations, version } = one;
      const ours = driver().get('fingerprint', { local, remote, iterations, version });
      expect(ours).toEqual({ displayable, scannable });
    }
    expect(cases).toHaveLength(12);
  });

  test.skipIf(!hasVectors('xeddsa.json'))('has the same verdict on every signature', () => {
    const { cases } = read<{ cases: readonly Signatures[] }>('xeddsa.json');
    let verdicts = 0;
    for (const { public: publicKey, message, cases: signatures } of cases) {
      for (const { signature, valid, what } of signatures) {
        expect(driver().get('verify', { publicKey, message, signature }), what).toEqual({ valid });
        verdicts++;
      }
    }
    expect(verdicts).toBeGreaterThanOrEqual(60);
  });

  const kyber = 'transcripts/025-ping-pong-signal-v4plain-signal-v4plain.json';
  test.skipIf(!hasVectors(kyber))('offers a Kyber-1024 key, and is answered with a ciphertext of that type', () => {
    const { steps } = read<{ steps: readonly { op: string; remote: Json; bundle: Json }[] }>(kyber);
    const step = steps.find(({ op }) => op === 'processBundle');
    const lines = strangers({}, { impl: 'pqxdh-v4' });
    lines.get('processBundle', { peer: 'a', remote: step?.remote, bundle: step?.bundle });
    const { current } = lines.get('state', { peer: 'a', remote: step?.remote });
    const { version, pendingKyber } = current as { version: number; pendingKyber: { ciphertext: string } };
    expect([version, pendingKyber.ciphertext.slice(0, 2)]).toEqual([4, '08']);
  });
});
