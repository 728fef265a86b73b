import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../sim/text.ts';
import { ALICE, BOB, packetOf, traceOf } from '../../sim/testing/syntheticTrace.ts';
import { EVERY_CHANGE } from '../i18n/testing/deletion.ts';
import { TAKEABLE_PLACES, type Outcome } from '../../sim/trace.ts';
import { timelineOf } from '../figures/testing/space-time.ts';
import { narrateDeed } from './narration.ts';

type Examples = { readonly [Kind in Outcome['kind']]: Outcome & { readonly kind: Kind } };

const body = new Uint8Array(4);
const packet = packetOf('message:m1:bob.phone@alice.phone', ALICE, 'server', { label: 'm1' });
const { link } = packet;
const takes = TAKEABLE_PLACES;

/** One of each kind: a kind without an example does not compile. */
const EXAMPLES: Examples = {
  ...EVERY_CHANGE,
  wrote: { kind: 'wrote', message: 'm1', to: 'bob', text: 'Hi', body },
  sealed: { kind: 'sealed', message: 'm1', by: ALICE, to: BOB, ciphertext: body },
  sent: { kind: 'sent', packet },
  altered: { kind: 'altered', packet, message: 'm1' },
  queued: { kind: 'queued', message: 'm1', to: BOB },
  forwarded: { kind: 'forwarded', message: 'm1', to: BOB },
  cleared: { kind: 'cleared', message: 'm1', to: BOB },
  noted: { kind: 'noted', message: 'm1', from: ALICE, to: 'bob', sizeBytes: 96 },
  shown: { kind: 'shown', message: 'm1', claimed: ALICE, body, text: 'Hi' },
  refused: { kind: 'refused', message: 'm1', from: ALICE, reason: 'bad-mac' },
  fault: { kind: 'fault', fault: 'queued-behind', packet },
  disturbed: { kind: 'disturbed', fault: 'throttle', link, by: 'mallory' },
  'asked-again': { kind: 'asked-again', message: 'm1', from: ALICE, count: 1 },
  retry: { kind: 'retry', message: 'm1', to: BOB, verdict: 'sealed-again' },
  replaced: { kind: 'replaced' },
  prekeys: { kind: 'prekeys', oneTime: 4, signed: false },
  drained: { kind: 'drained', device: BOB },
  ticked: { kind: 'ticked', message: 'm1', tick: 'delivered', claimed: BOB },
  expired: { kind: 'expired', message: 'm1', to: BOB },
  'gave-up': { kind: 'gave-up', message: 'm1', packet: packet.id },
  misdeed: { kind: 'misdeed', deed: 'swap-keys', message: undefined, against: ALICE },
  disclosed: { kind: 'disclosed', to: 'mallory' },
  sign: { kind: 'sign', sign: 'code-changed', about: 'bob', message: undefined },
  'identity-changed': { kind: 'identity-changed', contact: BOB, told: true },
  code: { kind: 'code', contact: 'bob', digits: '0'.repeat(60), scan: Uint8Array.of(1) },
  compared: { kind: 'compared', contact: 'bob', match: false },
  'held-back': { kind: 'held-back', message: 'm1', contact: 'bob', sign: 'codes-differ' },
  'not-compared': { kind: 'not-compared', contact: 'bob' },
  implanted: { kind: 'implanted', device: BOB, takes },
  removed: { kind: 'removed', device: BOB, takes },
  phase: { kind: 'phase', from: 'ready.idle', to: 'off', signal: 'power-off' },
  saw: { kind: 'saw', packet },
  quantum: { kind: 'quantum' },
  copied: { kind: 'copied', device: BOB, takes },
  inapplicable: { kind: 'inapplicable', why: 'no-code' },
};

/** What the lab says where this is all that happened. */
function saidOf(outcome: Outcome | undefined, language: (typeof LANGUAGES)[number]): string {
  const trace = traceOf([{ at: 0, actor: ALICE, outcomes: outcome === undefined ? [] : [outcome] }]);
  const [event] = timelineOf(trace).events;
  if (event === undefined) throw new Error('the trace has one event');
  return narrateDeed(event, language);
}

describe('every outcome of an event', () => {
  it.each(Object.values(EXAMPLES))('is told in both languages: $kind', (outcome) => {
    for (const language of LANGUAGES) {
      const said = saidOf(outcome, language);
      expect(said).not.toBe(saidOf(undefined, language));
      expect(said).not.toMatch(/undefined|“”|\.phone|-server|NaN/);
    }
    expect(saidOf(outcome, 'zh')).not.toMatch(/[a-z]{3}|[,;:?!()]/);
    expect(saidOf(outcome, 'en')).not.toMatch(/\p{Script=Han}/u);
  });

  it('is told by itself: no two kinds share a sentence', () => {
    for (const language of LANGUAGES) {
      const said = Object.values(EXAMPLES).map((outcome) => saidOf(outcome, language));
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
