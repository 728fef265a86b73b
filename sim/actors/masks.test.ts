/** The false keys themselves: which bundle goes to whom, and what becomes of bytes that they do not open. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { ALL_ON } from '../protections.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import { pad, writeBody } from '../protocol/content.ts';
import { newEndpoint } from '../protocol/endpoint.ts';
import { bundleOf, drawPrekeys, type Bundle } from '../protocol/prekeys.ts';
import { openSession, seal } from '../protocol/session.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import { contextFor } from '../testing/acting.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { toolsFor } from '../testing/tools.ts';
import { maskFor, swapKeys, swapPrekey, unmask } from './masks.ts';
import { newServer, withPlaces, type ServerState } from './serverState.ts';
import type { MisdeedOrder } from './types.ts';

const ALICE = 'alice.phone';
const BOB = 'bob.phone';
const context = contextFor('server', 'masks', { suite: model });
const { containers } = context.tools;

/** A directory with one true bundle for each device. */
const DEVICES = [ALICE, BOB, 'carol.phone'];
const endpointOf = (device: string) => newEndpoint(drawPrekeys(1, toolsFor(device, { suite: model })));
const trueBundle = (device: string): Bundle => {
  const { prekeys } = endpointOf(device);
  return bundleOf(prekeys, prekeys.oneTime[0]);
};
const directory = Object.fromEntries(
  DEVICES.map((device) => {
    const bundle = trueBundle(device);
    const withoutOneTime = encodeBundle({ ...bundle, oneTime: undefined }, containers);
    return [device, { bundles: [encodeBundle(bundle, containers)], withoutOneTime }];
  }),
);
const honest = withPlaces(newServer(false), { public: { directory } });

const order = (deed: MisdeedOrder['deed'], other: string | undefined): MisdeedOrder => ({
  deed,
  against: ALICE,
  message: undefined,
  tick: undefined,
  byMs: 0,
  other,
});
const swapping = swapKeys(honest, order('swap-keys', BOB), context).state;
const unsigned = swapPrekey(honest, order('swap-prekey', BOB), context).state;

/** What the server shows this device in the name of another; undefined where it shows the true one. */
function shows(state: ServerState, victim: string, as: string): Bundle | undefined {
  const found = maskFor(state, victim, as, context);
  return found?.bundle && decodeBundle(found.bundle, containers);
}

describe('a false bundle', () => {
  it('goes to each of the two in the name of the other, and to nobody else', () => {
    const pairs = DEVICES.flatMap((victim) => DEVICES.map((as) => [victim, as] as const));
    const deceived = pairs.filter(([victim, as]) => maskFor(swapping, victim, as, context));
    expect(deceived).toEqual([
      [ALICE, BOB],
      [BOB, ALICE],
    ]);
    const half = pairs.filter(([victim, as]) => maskFor(unsigned, victim, as, context));
    expect(half).toEqual([[ALICE, BOB]]);
  });

  it('of swapped keys has another identity, of its own for each of the two, and a signature that holds', () => {
    const [asBob, asAlice] = [shows(swapping, ALICE, BOB), shows(swapping, BOB, ALICE)];
    const identities = [asBob, asAlice, trueBundle(ALICE), trueBundle(BOB)].map(
      (bundle) => bundle && toHex(bundle.identity),
    );
    expect(new Set(identities).size).toBe(4);
    expect(asBob && openSession(endpointOf(ALICE), BOB, asBob, toolsFor('opens', { suite: model })).ok).toBe(true);
  });

  it('with a prekey of the server’s own is the true one in everything else, and its signature does not hold', () => {
    const bundle = shows(unsigned, ALICE, BOB);
    const real = trueBundle(BOB);
    expect(bundle).toEqual({
      ...real,
      oneTime: undefined,
      signedPrekey: { ...real.signedPrekey, publicKey: bundle?.signedPrekey.publicKey },
    });
    expect(bundle?.signedPrekey.publicKey).not.toEqual(real.signedPrekey.publicKey);
    const opens = (protections = ALL_ON) =>
      bundle && openSession(endpointOf(ALICE), BOB, bundle, toolsFor('opens', { suite: model, protections }));
    expect(opens()).toMatchObject({ ok: false, reason: 'bad-signature' });
    expect(opens({ ...ALL_ON, checkPrekeySignature: false })?.ok).toBe(true);
  });

  it('is not made for a device that has never registered, nor without a second device', () => {
    const nobody = swapPrekey(honest, order('swap-prekey', 'dave.phone'), context).state;
    expect(maskFor(nobody, ALICE, 'dave.phone', context)?.bundle).toBeUndefined();
    for (const swap of [swapKeys, swapPrekey])
      expect(swap(honest, order('swap-keys', undefined), context)).toMatchObject({ state: honest, outcomes: [] });
  });
});

describe('a message between the two', () => {
  const bundle = shows(swapping, ALICE, BOB);
  const opened = bundle && openSession(endpointOf(ALICE), BOB, bundle, toolsFor('alice opens', { suite: model }));
  if (!opened?.ok) throw new Error('a bundle whose signature holds is accepted');
  const tools = toolsFor('alice seals', { suite: model });
  const body = writeBody('Meet at nine', 'm1', tools);
  const sealed = seal(opened.endpoint, BOB, pad(body, 'm1', tools), tools);
  if (!sealed.ok) throw new Error(`sealing was refused: ${sealed.reason}`);
  const stanza: MessageStanza = {
    kind: 'message',
    label: 'm1',
    from: ALICE,
    to: 'bob',
    sealedBy: ALICE,
    sealedFor: BOB,
    writtenAt: 0,
    type: sealed.type,
    body: sealed.wire,
  };

  it('is opened and sealed again in the sender’s name, and differs in the sealed part alone', () => {
    const step = unmask(swapping, stanza, context);
    expect(step.state.places.chat).toEqual([{ label: 'm1', body }]);
    expect(step.stanza).toEqual({ ...stanza, body: step.stanza.body });
    expect(step.stanza.body).not.toEqual(stanza.body);
    expect(step.outcomes).toMatchObject([{ kind: 'sealed', message: 'm1', by: 'server', to: BOB }]);
  });

  it('is opened once: the keys that opened it are used up', () => {
    const { state } = unmask(swapping, stanza, context);
    expect(unmask(state, stanza, context)).toEqual({ state, stanza, outcomes: [] });
  });

  it('is passed on as it came, with nothing learnt, where a bit is wrong: 2,000 altered ones', () => {
    let untouched = 0;
    fc.assert(
      fc.property(bitFlips, (bits) => {
        const altered = { ...stanza, body: flipBits(stanza.body, bits) };
        const step = unmask(swapping, altered, context);
        for (const line of step.state.places.chat) expect(line.body).toEqual(body);
        if (step.state.places.chat.length > 0) return;
        expect(step).toEqual({ state: swapping, stanza: altered, outcomes: [] });
        untouched++;
      }),
      { numRuns: 2_000, seed: 1 },
    );
    expect(untouched).toBeGreaterThan(1_500);
  });

  it('is passed on as it came where no keys were swapped between these two', () => {
    for (const state of [honest, unsigned]) {
      expect(unmask(state, stanza, context)).toEqual({ state, stanza, outcomes: [] });
    }
    const toCarol = { ...stanza, sealedFor: 'carol.phone' };
    expect(unmask(swapping, toCarol, context)).toEqual({ state: swapping, stanza: toCarol, outcomes: [] });
  });
});
