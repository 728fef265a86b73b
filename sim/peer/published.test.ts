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
interface Recording {
  readonly parties: Readonly<Record<string, Json>>;
  readonly steps: readonly Step[];
}
interface Step {
  readonly op: 'bundle' | 'processBundle' | 'encrypt' | 'decrypt';
  readonly who: string;
  readonly remote: { readonly name: string; readonly device: number };
  readonly bundle: Json;
  readonly plaintext: string;
  readonly type: string;
  readonly id: string;
  readonly ref: string;
  readonly body: string;
  readonly error?: { readonly class: string };
  readonly newRatchetKey?: { readonly private: string };
  readonly state?: { readonly current: Json } | null;
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

  // libsignal does not tell the base key of a session of version 4, so each side goes on from its first recorded state.
  test.skipIf(!hasVectors(kyber)).each(['009-tampered-prekey-message', '023-random-schedule', '025-ping-pong'])(
    'said %s, and so do sessions loaded from it, byte for byte',
    (name) => {
      const recording = read<Recording>(`transcripts/${name}-signal-v4plain-signal-v4plain.json`);
      const counts = replayed(recording);
      console.info(`${name}: ${JSON.stringify(counts)}`);
      expect(counts.sent).toBe(recording.steps.filter(({ op }) => op === 'encrypt').length);
      expect(counts.opened).toBeGreaterThan(0);
    },
  );
});

function replayed({ parties, steps }: Recording): { sent: number; opened: number; refused: number } {
  const lines = driver();
  const bodies = new Map<string, string>();
  const counts = { sent: 0, opened: 0, refused: 0 };
  for (const [peer, { name, registrationId, identityPrivate: identityKey }] of Object.entries(parties))
    lines.get('newIdentity', { peer, impl: 'pqxdh-v4', name, registrationId, inject: { identityKey } });
  for (const { op, who: peer, remote, state, ...step } of steps) {
    const hasSession = op !== 'bundle' && lines.ask('state', { peer, remote }).ok;
    if (op === 'encrypt') {
      const { plaintext, type, body } = step;
      expect(lines.get('encrypt', { peer, remote, plaintext })).toEqual({ type, body });
      bodies.set(step.id, body);
      counts.sent++;
    } else if (op === 'decrypt' && hasSession) {
      const body = step.body ?? bodies.get(step.ref);
      const inject = step.newRatchetKey && { ratchetKey: step.newRatchetKey.private };
      const answer = lines.ask('decrypt', { peer, remote, type: step.type, body, inject });
      expect(answer.error?.class ?? answer.result?.['plaintext']).toBe(step.error?.class ?? step.plaintext);
      counts[answer.ok ? 'opened' : 'refused']++;
    } else if (state) {
      const current = { ...state.current, remoteIdentity: parties[remote.name]?.['identityPublic'] };
      lines.get('load', { peer, remote, state: { current } });
    }
  }
  return counts;
}
