import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { ALL_ON } from '../protections.ts';
import { decodeBundle, encodeBundle } from '../protocol/bundle.ts';
import { bundleOf, drawPrekeys, type Bundle } from '../protocol/prekeys.ts';
import type { MessageStanza, Stanza } from '../protocol/stanza.ts';
import { bytesOf, contextFor, packetWith, sentIn, stanzaOf } from '../testing/acting.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { toolsFor } from '../testing/tools.ts';
import type { ActorId } from '../trace.ts';
import { handleServer } from './server.ts';
import { newServer, type ServerState } from './serverState.ts';
import type { Step } from './types.ts';

const { containers } = toolsFor('server');
let received = 0;

/** The server gets bytes from a device; each call is a step of its own. */
function hears(state: ServerState, from: ActorId, bytes: Bytes, protections = ALL_ON): Step<ServerState> {
  const id = `p${received++}`;
  const context = contextFor('server', id, { suite: model, protections });
  return handleServer(state, { kind: 'packet', packet: packetWith(id, bytes, from) }, context);
}
const hearsStanza = (state: ServerState, from: ActorId, stanza: Stanza): Step<ServerState> =>
  hears(state, from, bytesOf(stanza));

/** A registration as a device sends it: one bundle for each one-time prekey, or a single one without. */
function registration(device: ActorId, oneTimeCount: number): { stanza: Stanza; bundles: readonly Bundle[] } {
  const prekeys = drawPrekeys(oneTimeCount, toolsFor(device, { suite: model }));
  const oneTimes = oneTimeCount > 0 ? prekeys.oneTime : [undefined];
  const bundles = oneTimes.map((oneTime) => bundleOf(prekeys, oneTime));
  return {
    stanza: { kind: 'register', device, bundles: bundles.map((bundle) => encodeBundle(bundle, containers)) },
    bundles,
  };
}
const registered = (state: ServerState, device: ActorId, oneTimeCount: number): ServerState =>
  hearsStanza(state, device, registration(device, oneTimeCount).stanza).state;

interface Answer {
  readonly state: ServerState;
  readonly entries: readonly { readonly device: ActorId; readonly bundle: Bundle | undefined }[];
}
function fetches(
  state: ServerState,
  device: ActorId,
  accounts: readonly string[],
  have: readonly ActorId[] = [],
): Answer {
  const step = hearsStanza(state, device, { kind: 'fetch', device, accounts, have });
  const answer = sentIn(step.effects)[0];
  if (answer?.stanza?.kind !== 'bundles' || answer.to !== device) throw new Error('a fetch is answered with bundles');
  const entries = answer.stanza.entries.map((entry) => ({
    device: entry.device,
    bundle: entry.bundle && decodeBundle(entry.bundle, containers),
  }));
  return { state: step.state, entries };
}

const message = (label: string, sealedFor: ActorId, from = 'alice.phone'): MessageStanza => ({
  kind: 'message',
  label,
  from,
  to: 'bob',
  sealedBy: from,
  sealedFor,
  writtenAt: 0,
  type: 'prekey',
  body: utf8(`sealed ${label} for ${sealedFor}`),
});

describe('the directory', () => {
  it('hands each one-time prekey out once, then bundles without one', () => {
    let state = registered(newServer(false), 'bob.phone', 3);
    const ids: (number | undefined)[] = [];
    for (const asker of ['alice.phone', 'carol.phone', 'alice.phone', 'dave.phone', 'carol.phone']) {
      const answer = fetches(state, asker, ['bob']);
      expect(answer.entries).toHaveLength(1);
      ids.push(answer.entries[0]?.bundle?.oneTime?.id);
      state = answer.state;
    }
    expect(ids).toEqual([1, 2, 3, undefined, undefined]);
  });

  it('gives identity, signed prekey and signature as they were uploaded, with a one-time prekey and without', () => {
    const { stanza, bundles } = registration('bob.phone', 1);
    const first = fetches(hearsStanza(newServer(false), 'bob.phone', stanza).state, 'alice.phone', ['bob']);
    expect(first.entries[0]?.bundle).toEqual(bundles[0]);
    const second = fetches(first.state, 'alice.phone', ['bob']);
    expect(second.entries[0]?.bundle).toEqual({ ...bundles[0], oneTime: undefined });
  });

  it('serves a device that has uploaded no one-time prekey', () => {
    const answer = fetches(registered(newServer(false), 'bob.phone', 0), 'alice.phone', ['bob']);
    expect(answer.entries).toHaveLength(1);
    expect(answer.entries[0]?.bundle).toBeDefined();
    expect(answer.entries[0]?.bundle?.oneTime).toBeUndefined();
  });

  it('names all devices of the accounts asked about but the asker, in order, and nobody else', () => {
    const devices = ['bob.phone', 'alice.tablet', 'bob.laptop', 'alice.phone', 'bobby.phone'];
    const state = devices.reduce((current, device) => registered(current, device, 1), newServer(false));
    const { entries } = fetches(state, 'alice.phone', ['bob', 'alice', 'nobody']);
    expect(entries.map((entry) => entry.device)).toEqual(['bob.laptop', 'bob.phone', 'alice.tablet']);
  });

  it('spends no one-time prekey where the asker has a session already', () => {
    const state = registered(newServer(false), 'bob.phone', 1);
    const known = fetches(state, 'alice.phone', ['bob'], ['bob.phone']);
    expect(known.entries).toEqual([{ device: 'bob.phone', bundle: undefined }]);
    expect(fetches(known.state, 'carol.phone', ['bob']).entries[0]?.bundle?.oneTime?.id).toBe(1);
  });

  it('confirms a registration to the device, and refuses one without a readable bundle', () => {
    const { stanza } = registration('bob.phone', 1);
    const step = hearsStanza(newServer(false), 'bob.phone', stanza);
    expect(sentIn(step.effects).map(({ to, stanza: answer }) => [to, answer?.kind])).toEqual([
      ['bob.phone', 'registered'],
    ]);
    for (const bundles of [[], [Uint8Array.of(1, 2, 3)]]) {
      const bad = hearsStanza(newServer(false), 'bob.phone', { kind: 'register', device: 'bob.phone', bundles });
      expect(bad.outcomes).toMatchObject([{ kind: 'refused', reason: 'malformed' }]);
      expect(bad.state).toEqual(newServer(false));
      expect(bad.effects).toEqual([]);
    }
  });
});

describe('the queue', () => {
  it('passes a message on at once and keeps its ciphertext only until that device has dealt with it', () => {
    const first = hearsStanza(newServer(false), 'alice.phone', message('m1', 'bob.phone'));
    expect(sentIn(first.effects).map(({ to, stanza }) => [to, stanza])).toEqual([
      ['alice.phone', { kind: 'accepted', label: 'm1', sealedFor: 'bob.phone' }],
      ['bob.phone', message('m1', 'bob.phone')],
    ]);
    expect(first.signals).toEqual(['queued']);
    const both = hearsStanza(first.state, 'alice.phone', message('m1', 'bob.laptop'));
    expect(both.state.places.queue.map((parcel) => parcel.to)).toEqual(['bob.phone', 'bob.laptop']);

    const one = hearsStanza(both.state, 'bob.phone', { kind: 'acknowledge', device: 'bob.phone', label: 'm1' });
    expect(one.state.places.queue.map((parcel) => parcel.to)).toEqual(['bob.laptop']);
    expect(one.outcomes).toEqual([{ kind: 'cleared', message: 'm1', to: 'bob.phone' }]);
    expect(one.signals).toEqual([]);
    const none = hearsStanza(one.state, 'bob.laptop', { kind: 'acknowledge', device: 'bob.laptop', label: 'm1' });
    expect(none.state.places.queue).toEqual([]);
    expect(none.signals).toEqual(['drained']);
  });

  it('is not changed by an acknowledgement of another message, of another device, or a second time', () => {
    const { state } = hearsStanza(newServer(false), 'alice.phone', message('m1', 'bob.phone'));
    for (const [device, label] of [
      ['bob.phone', 'm2'],
      ['bob.laptop', 'm1'],
      ['alice.phone', 'm1'],
    ] as const) {
      const step = hearsStanza(state, device, { kind: 'acknowledge', device, label });
      expect(step.state).toBe(state);
      expect(step.outcomes).toEqual([]);
    }
  });

  it('stands beside a note of who, to whom, when and how large: once for a message', () => {
    const first = hearsStanza(newServer(false), 'alice.phone', message('m1', 'bob.phone'));
    const second = hearsStanza(first.state, 'alice.phone', message('m1', 'bob.laptop'));
    const sizeBytes = bytesOf(message('m1', 'bob.phone')).length;
    expect(second.state.places.log).toEqual({
      notes: [{ label: 'm1', from: 'alice.phone', to: 'bob', at: 0, sizeBytes }],
      kept: [],
    });
    expect(first.outcomes[0]).toMatchObject({ kind: 'noted', sizeBytes });
    expect(second.outcomes.some((outcome) => outcome.kind === 'noted')).toBe(false);
  });
});

describe('bytes from strangers', () => {
  it('are refused as malformed and change nothing, or are a stanza: 20,000 random strings', () => {
    const state = registered(newServer(false), 'bob.phone', 1);
    let refused = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.option(fc.nat({ max: 6 })), (bytes, kind) => {
        const headed = kind === null ? bytes : Uint8Array.of(0x08, kind, ...bytes);
        const step = hears(state, 'mallory', headed);
        if (stanzaOf(headed)) return;
        expect(step).toEqual({
          state,
          effects: [],
          signals: [],
          outcomes: [{ kind: 'refused', message: undefined, from: 'mallory', reason: 'malformed' }],
        });
        refused++;
      }),
      { numRuns: 20_000, seed: 1 },
    );
    expect(refused).toBeGreaterThan(15_000);
  });

  it('are never an exception: 2,000 real stanzas with flipped bits, whoever holds the keys', () => {
    const honest = registered(newServer(false), 'bob.phone', 2);
    const withoutEndToEnd = { ...ALL_ON, endToEnd: false };
    const context = contextFor('server', 'start', { suite: model, protections: withoutEndToEnd });
    const holding = handleServer(honest, { kind: 'start' }, context).state;
    expect(holding.places.keys).toBeDefined();
    const stanzas: readonly Stanza[] = [
      registration('carol.phone', 2).stanza,
      { kind: 'fetch', device: 'alice.phone', accounts: ['bob'], have: [] },
      message('m1', 'bob.phone'),
      message('m2', 'server'),
      { kind: 'acknowledge', device: 'bob.phone', label: 'm1' },
    ];
    let answered = 0;
    fc.assert(
      fc.property(fc.constantFrom(...stanzas), bitFlips, (stanza, bits) => {
        const bytes = flipBits(bytesOf(stanza), bits);
        for (const [state, protections] of [
          [honest, ALL_ON],
          [holding, withoutEndToEnd],
        ] as const) {
          if (hears(state, 'mallory', bytes, protections).effects.length > 0) answered++;
        }
      }),
      { numRuns: 1_000, seed: 2 },
    );
    expect(answered).toBeGreaterThan(100);
  });
});

describe('who holds the keys', () => {
  it('is never an honest server: told to start it takes no keys, and cannot open what is sealed for it', () => {
    const started = handleServer(newServer(false), { kind: 'start' }, contextFor('server', 'start'));
    expect(started).toEqual({ state: newServer(false), effects: [], signals: [], outcomes: [] });
    const step = hearsStanza(newServer(false), 'alice.phone', message('m1', 'server'));
    expect(step.outcomes.filter((outcome) => outcome.kind === 'refused')).toMatchObject([{ reason: 'no-session' }]);
    // It confirms that it has the ciphertext, as it does for every other, and passes nothing on.
    expect(sentIn(step.effects).map(({ to, stanza }) => [to, stanza])).toEqual([
      ['alice.phone', { kind: 'accepted', label: 'm1', sealedFor: 'server' }],
    ]);
    expect(fetches(newServer(false), 'alice.phone', ['server']).entries).toEqual([]);
  });
});
