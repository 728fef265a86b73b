/** Recorded conversations of another implementation, driven through lines: the same bytes with the recorded keys. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { driver, type Driver, type Json } from '../testing/lines.ts';

/** The form of a recording as far as it is used here. Byte strings are hexadecimal. */
interface Step {
  readonly op: string;
  readonly who: string;
  readonly remote: Json;
  readonly ok?: boolean;
  readonly bundle: { readonly signedPreKey: Keys; readonly preKey?: Keys };
  readonly generated?: { readonly baseKey: Keys; readonly ratchetKey: Keys };
  readonly plaintext: string;
  readonly type: string;
  readonly id: string;
  readonly ref: string;
  readonly body: string;
  readonly newRatchetKey?: Keys;
  readonly state?: { readonly current: Current };
}
interface Keys {
  readonly id: number;
  readonly public: string;
  readonly private: string;
}
interface Current extends Json {
  readonly receiving: readonly { readonly chainKey: string | null }[];
}
interface Recording {
  readonly parties: Readonly<Record<string, Json>>;
  readonly steps: readonly Step[];
}

const read = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`../testing/recordings/${name}.json`, import.meta.url), 'utf8')) as Recording;

interface Playing {
  readonly lines: Driver;
  readonly bodies: Map<string, string>;
  readonly counts: { sent: number; opened: number; states: number };
}

/** Plays all steps; with `reload` each peer goes on from the recorded session instead of its own. */
function played({ parties, steps }: Recording, reload: boolean): Playing['counts'] {
  const playing: Playing = { lines: driver(), bodies: new Map(), counts: { sent: 0, opened: 0, states: 0 } };
  for (const [who, party] of Object.entries(parties)) {
    const signed = steps.find((step) => step.op === 'bundle' && step.who === who)?.bundle.signedPreKey.private;
    playing.lines.get('newIdentity', {
      peer: who,
      impl: 'x3dh-v3',
      name: party['name'],
      device: party['device'],
      registrationId: party['registrationId'],
      // The recorded implementation keeps them all.
      limits: { receiverChains: 100 },
      inject: { identityKey: party['identityPrivate'], ...(signed !== undefined && { signedPreKey: signed }) },
    });
  }
  for (const step of steps) {
    playStep(playing, step);
    if (step.state) compare(playing, step, step.state, reload);
  }
  return playing.counts;
}

function playStep({ lines, bodies, counts }: Playing, step: Step): void {
  const { who: peer, remote } = step;
  switch (step.op) {
    case 'bundle': {
      const { preKey } = step.bundle;
      const inject = preKey && { preKey: preKey.private };
      const ours = lines.get('bundle', { peer, oneTime: preKey !== undefined, private: true, inject });
      // Signatures hold a nonce of their own.
      const { signature: _, ...signedPreKey } = step.bundle.signedPreKey as Keys & { signature: string };
      expect(ours).toMatchObject({ ...step.bundle, signedPreKey });
      return;
    }
    case 'processBundle': {
      const { baseKey, ratchetKey } = step.generated ?? {};
      const inject = { baseKey: baseKey?.private, ratchetKey: ratchetKey?.private };
      expect(lines.get('processBundle', { peer, remote, bundle: step.bundle, inject })).toEqual({
        baseKey,
        ratchetKey,
      });
      return;
    }
    case 'encrypt':
      expect(lines.get('encrypt', { peer, remote, plaintext: step.plaintext })).toEqual({
        type: step.type,
        body: step.body,
      });
      bodies.set(step.id, step.body);
      counts.sent++;
      return;
    case 'decrypt': {
      const inject = step.newRatchetKey && { ratchetKey: step.newRatchetKey.private };
      const body = step.body ?? bodies.get(step.ref);
      const answer = lines.ask('decrypt', { peer, remote, type: step.type, body, inject });
      expect(answer.result?.['plaintext']).toBe(step.plaintext);
      counts.opened++;
      return;
    }
    default:
      throw new Error(`these recordings have no ${step.op}`);
  }
}

/** The session as recorded, up to chains that the other implementation closes when the next one begins. */
function compare({ lines, counts }: Playing, step: Step, recorded: { current: Current }, reload: boolean): void {
  const { who: peer, remote } = step;
  const isOpen = (chain: { chainKey: string | null }): boolean => chain.chainKey !== null;
  const { current } = lines.get('state', { peer, remote }) as { current: Current };
  const open = recorded.current.receiving.filter(isOpen);
  expect({ ...current, receiving: current.receiving.slice(-open.length || Infinity) }).toMatchObject({
    ...recorded.current,
    receiving: open,
  });
  expect(current.receiving).toHaveLength(recorded.current.receiving.length);
  counts.states++;
  if (reload) lines.get('load', { peer, remote, state: recorded });
}

describe('a recording', () => {
  test.each(['001-ping-pong', '002-no-one-time-prekey', '006-skipped-across-ratchets'])(
    '%s is said again byte for byte, from our sessions and from the recorded ones',
    (name) => {
      const recording = read(`${name}-baileys-baileys`);
      const [own, reloaded] = [false, true].map((reload) => played(recording, reload));
      console.info(`${name}: ${JSON.stringify(own)}`);
      expect(own).toEqual(reloaded);
      expect(own?.sent).toBe(recording.steps.filter(({ op }) => op === 'encrypt').length);
      expect(own?.opened).toBe(recording.steps.filter(({ op }) => op === 'decrypt').length);
      expect(own?.states).toBeGreaterThan(2);
    },
  );
});
