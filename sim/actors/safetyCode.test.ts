import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { scanMatches } from '../protocol/fingerprint.ts';
import { drawKeyPair } from '../protocol/keyPair.ts';
import { encodeBundle } from '../protocol/bundle.ts';
import { newEndpoint, type Address, type Endpoint } from '../protocol/endpoint.ts';
import { bundleOf, drawPrekeys } from '../protocol/prekeys.ts';
import { openSession } from '../protocol/session.ts';
import { bytesOf, contextFor, packetWith, sentIn } from '../testing/acting.ts';
import { toolsFor } from '../testing/tools.ts';
import type { Bytes } from '../crypto/bytes.ts';
import { handleDevice } from './device.ts';
import { newDevice, type DeviceState } from './deviceState.ts';
import { showCode } from './safetyCode.ts';
import { accountOf } from './types.ts';

const fast = { suite: model };
const endpointOf = (device: Address): Endpoint => newEndpoint(drawPrekeys(1, toolsFor(device, fast)));
const keyOf = (endpoint: Endpoint): Bytes => endpoint.prekeys.identity.publicKey;

/** A session of the endpoint with each of these devices, whoever really holds the keys. */
function withSessions(endpoint: Endpoint, peers: Readonly<Record<Address, Endpoint>>): Endpoint {
  let next = endpoint;
  for (const [address, peer] of Object.entries(peers)) {
    const opened = openSession(next, address, bundleOf(peer.prekeys, undefined), toolsFor(`opens ${address}`, fast));
    if (!opened.ok) throw new Error(`an honest bundle was refused: ${opened.reason}`);
    next = opened.endpoint;
  }
  return next;
}

type Public = DeviceState['places']['public'];

/** A device that has asked for both lists, and accepted every device on them. */
function stateOf(self: Address, keys: Endpoint | undefined, known: Partial<Public> = {}): DeviceState {
  const device = newDevice(1);
  const contacts: Record<string, readonly Address[]> = { [accountOf(self)]: [] };
  for (const address of Object.keys(keys?.trusted ?? {}))
    contacts[accountOf(address)] = [...(contacts[accountOf(address)] ?? []), address];
  const { places } = device;
  return { ...device, places: { ...places, keys, public: { ...places.public, contacts, ...known } } };
}

const shown = (device: Address, keys: Endpoint | undefined, contact: string, known: Partial<Public> = {}) =>
  asked(device, stateOf(device, keys, known), contact);
const asked = (device: Address, state: DeviceState, contact: string) =>
  showCode(state, { kind: 'show-code', contact, reader: 'alice' }, contextFor(device, 'shows', fast));

/** The digits that a device shows. */
function digitsOf(device: Address, keys: Endpoint, contact: string): string {
  const [outcome] = shown(device, keys, contact).outcomes;
  if (outcome?.kind !== 'code') throw new Error(`${device} showed no code`);
  return outcome.digits;
}

const [alice, bob, laptop, mask, other] = ['alice.phone', 'bob.phone', 'bob.laptop', 'mask', 'other mask'].map(
  endpointOf,
) as [Endpoint, Endpoint, Endpoint, Endpoint, Endpoint];

describe('the code that a device shows', () => {
  it('comes with what the other phone’s camera reads, from the same keys', () => {
    const scanOf = (device: Address, keys: Endpoint, contact: string): Bytes => {
      const [outcome] = shown(device, keys, contact).outcomes;
      if (outcome?.kind !== 'code') throw new Error('the device must show a code');
      return outcome.scan;
    };
    const mine = scanOf('alice.phone', withSessions(alice, { 'bob.phone': bob }), 'bob');
    const theirs = scanOf('bob.phone', withSessions(bob, { 'alice.phone': alice }), 'alice');
    const { containers } = toolsFor('scans', fast);
    expect(scanMatches(mine, theirs, containers)).toBe(true);
    const between = scanOf('bob.phone', withSessions(bob, { 'alice.phone': bob }), 'alice');
    expect(scanMatches(mine, between, containers)).toBe(false);
  });

  it('is the same on both phones, and told to who asked', () => {
    const mine = withSessions(alice, { 'bob.phone': bob });
    const theirs = withSessions(bob, { 'alice.phone': alice });
    const digits = digitsOf('alice.phone', mine, 'bob');
    expect(digitsOf('bob.phone', theirs, 'alice')).toBe(digits);
    expect(shown('bob.phone', theirs, 'alice').effects).toEqual([
      {
        kind: 'tell',
        to: 'alice',
        name: 'code:alice@bob.phone',
        event: { kind: 'code', by: 'bob.phone', contact: 'alice', digits },
      },
    ]);
  });

  it('differs on the two phones where each was handed keys of somebody in between', () => {
    const mine = withSessions(alice, { 'bob.phone': mask });
    const theirs = withSessions(bob, { 'alice.phone': other });
    expect(digitsOf('alice.phone', mine, 'bob')).not.toBe(digitsOf('bob.phone', theirs, 'alice'));
    // One pair of keys for both directions does not help either.
    const same = withSessions(bob, { 'alice.phone': mask });
    expect(digitsOf('alice.phone', mine, 'bob')).not.toBe(digitsOf('bob.phone', same, 'alice'));
  });

  it('differs from the code before once either side has another identity key', () => {
    const before = digitsOf('alice.phone', withSessions(alice, { 'bob.phone': bob }), 'bob');
    expect(digitsOf('alice.phone', withSessions(alice, { 'bob.phone': laptop }), 'bob')).not.toBe(before);
    expect(digitsOf('alice.phone', withSessions(laptop, { 'bob.phone': bob }), 'bob')).not.toBe(before);
  });

  it('holds the keys of all devices of both accounts, the same from each of them', () => {
    const both = withSessions(alice, { 'bob.laptop': laptop, 'bob.phone': bob });
    const phone = withSessions(bob, { 'bob.laptop': laptop, 'alice.phone': alice });
    const companion = withSessions(laptop, { 'alice.phone': alice, 'bob.phone': bob });
    const digits = digitsOf('alice.phone', both, 'bob');
    expect(digitsOf('bob.phone', phone, 'alice')).toBe(digits);
    expect(digitsOf('bob.laptop', companion, 'alice')).toBe(digits);
    expect(digitsOf('alice.phone', withSessions(alice, { 'bob.phone': bob }), 'bob')).not.toBe(digits);
  });

  it('goes by the key of the session, and by the accepted one where there is no session', () => {
    const { publicKey } = drawKeyPair('stray', toolsFor('stray', fast));
    const mine = withSessions(alice, { 'bob.phone': bob });
    const digits = digitsOf('alice.phone', mine, 'bob');
    expect(digitsOf('alice.phone', { ...mine, trusted: { 'bob.phone': publicKey } }, 'bob')).toBe(digits);
    expect(digitsOf('alice.phone', { ...mine, sessions: {} }, 'bob')).toBe(digits);
    expect(digitsOf('alice.phone', { ...alice, trusted: { 'bob.phone': keyOf(bob) } }, 'bob')).toBe(digits);
  });

  it('does not exist before the first message, nor where the chat is sealed for the server', () => {
    const none = [{ kind: 'inapplicable', why: 'no-code' }];
    expect(shown('alice.phone', undefined, 'bob').outcomes).toEqual(none);
    expect(shown('alice.phone', alice, 'bob').outcomes).toEqual(none);
    const toServer = withSessions(alice, { server: mask });
    expect(shown('alice.phone', toServer, 'bob')).toMatchObject({ outcomes: none, effects: [], signals: [] });
  });

  it('changes nothing in the device', () => {
    const state = stateOf('alice.phone', withSessions(alice, { 'bob.phone': bob }));
    expect(asked('alice.phone', state, 'bob').state).toBe(state);
  });
});

describe('a device that does not know all devices of both', () => {
  const mine = withSessions(alice, { 'bob.phone': bob });
  const unknown = [{ kind: 'inapplicable', why: 'devices-unknown' }];
  const lists = { alice: [], bob: ['bob.phone'] };

  it.each([
    ['has not asked for the contact’s', { contacts: { alice: [] } }, ['bob']],
    ['has not asked for its own account’s', { contacts: { bob: ['bob.phone'] } }, ['bob', 'alice']],
    ['was refused keys of one of them', { contacts: lists, refused: ['bob.laptop'] }, ['bob']],
    ['has no key of one of them', { contacts: { ...lists, bob: ['bob.phone', 'bob.laptop'] } }, ['bob']],
  ])('and %s says so instead of showing digits, and asks', (_why, known, accounts) => {
    const step = shown('alice.phone', mine, 'bob', known);
    expect(step.outcomes).toEqual(unknown);
    expect(sentIn(step.effects).map(({ stanza }) => stanza)).toMatchObject([{ kind: 'fetch', accounts }]);
  });

  it('asks once, and shows the code to everybody who waits for it when the answer brings what was missing', () => {
    const before = shown('alice.phone', mine, 'bob', { contacts: { alice: [] } }).state;
    const again = asked('alice.phone', before, 'bob');
    expect(sentIn(again.effects)).toEqual([]);
    const bundle = encodeBundle(bundleOf(laptop.prekeys, undefined), toolsFor('entry', fast).containers);
    const entries = [
      { account: 'bob', device: 'bob.laptop', bundle },
      { account: 'bob', device: 'bob.phone', bundle: undefined },
    ];
    const packet = packetWith('answer', bytesOf({ kind: 'bundles', entries }), 'server', 'alice.phone');
    const answered = handleDevice(again.state, { kind: 'packet', packet }, contextFor('alice.phone', 'hears', fast));
    const digits = digitsOf('alice.phone', withSessions(mine, { 'bob.laptop': laptop }), 'bob');
    expect(answered.outcomes).toMatchObject([
      { kind: 'code', contact: 'bob', digits },
      { kind: 'code', contact: 'bob', digits },
    ]);
    expect(answered.state.wanted).toEqual([]);
  });

  it('shows a key that the server offers and that its person has not agreed to: that is what she has to look at', () => {
    const offered = { 'bob.phone': keyOf(mask) };
    const [outcome] = shown('alice.phone', mine, 'bob', { contacts: lists, offered }).outcomes;
    const digits = digitsOf('alice.phone', withSessions(alice, { 'bob.phone': mask }), 'bob');
    expect(outcome).toMatchObject({ kind: 'code', contact: 'bob', digits });
  });
});
