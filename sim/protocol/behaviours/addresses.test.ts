/** Service addresses under the MAC of version 4: who handed a message to whom is checked where both have such an address. */
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../crypto/bytes.ts';
import { strangers, WORLDS, WORLDS_OF_4, type Strangers } from '../../testing/strangers.ts';
import type { TestTools } from '../../testing/tools.ts';
import type { Address, Endpoint } from '../endpoint.ts';
import { parseMessage, parsePrekeyMessage } from '../message.ts';
import { addressesOf } from '../serviceAddress.ts';
import { open, openSession, seal, type Sealed } from '../session.ts';

const ALICE = '96cab3bc-9985-40e7-8076-e1d36414c8a1.1';
const BOB = '29f41ba2-b35a-4633-a18f-dace0091377f.12';
const CAROL = '11f41ba2-b35a-4633-a18f-dace0091377f.1';

/** Alice's first message to whom she takes for `to`, and what Bob, who takes himself for `bob`, makes of it. */
function delivered(world: TestTools, alice: Address | undefined, to: Address, bob: Address | undefined) {
  const pair: Strangers = strangers(world);
  const called = (end: Endpoint, address: Address | undefined): Endpoint => (address ? { ...end, address } : end);
  const opened = openSession(called(pair.ends.alice, alice), to, pair.bundleFor('bob', true), pair.toolsOf('open'));
  if (!opened.ok) throw new Error('an honest bundle was refused');
  const sealed = seal(opened.endpoint, to, utf8('hello'), pair.toolsOf('seal'));
  if (!sealed.ok) throw new Error('sealing was refused');
  const openedAs = (from: Address): string => {
    const opening = open(called(pair.ends.bob, bob), from, sealed.type, sealed.wire, 'read', pair.toolsOf('read'));
    return opening.ok ? 'read' : opening.reason;
  };
  return { sealed, openedAs, fieldOf: () => fieldOf(sealed, pair) };
}

function fieldOf(sealed: Sealed, pair: Strangers): string | undefined {
  const { containers } = pair.toolsOf('parse');
  const outer = parsePrekeyMessage(sealed.wire, containers);
  const inner = outer.ok && parseMessage(outer.message, containers);
  if (!inner || !inner.ok) throw new Error('what was sealed can be parsed');
  return inner.addresses && toHex(inner.addresses);
}

describe.each(WORLDS_OF_4)('between service addresses ($world)', (world) => {
  it('a first message carries both, the sender’s first: a kind, an account and a device each', () => {
    const { fieldOf: field, openedAs } = delivered(world, ALICE, BOB, BOB);
    expect(field()).toBe('0096cab3bc998540e78076e1d36414c8a101' + '0029f41ba2b35a4633a18fdace0091377f0c');
    expect(openedAs(ALICE)).toBe('read');
  });

  it('a first message that is handed out as another user’s, or another device’s, is refused', () => {
    const { openedAs } = delivered(world, ALICE, BOB, BOB);
    expect([CAROL, ALICE.replace('.1', '.2'), 'alice.phone'].map(openedAs)).toEqual(['bad-mac', 'bad-mac', 'bad-mac']);
    expect(openedAs(ALICE)).toBe('read');
  });

  it('a first message that is brought to another address than the one it is for is refused', () => {
    for (const bob of [CAROL, BOB.replace('.12', '.13'), 'bob.phone'])
      expect(delivered(world, ALICE, BOB, bob).openedAs(ALICE)).toBe('bad-mac');
  });

  it('a message that says nothing of addresses is read as before: older clients write none', () => {
    const { fieldOf: field, openedAs } = delivered(world, undefined, BOB, BOB);
    expect(field()).toBeUndefined();
    expect([openedAs(ALICE), openedAs(CAROL)]).toEqual(['read', 'read']);
  });
});

describe.each(WORLDS)('of addresses ($world)', (world) => {
  it('nothing is written in version 3, nor where one of the two has another kind of name', () => {
    expect(delivered(world, ALICE, 'bob.phone', undefined).fieldOf()).toBeUndefined();
    expect(delivered(world, 'alice.phone', BOB, BOB).fieldOf()).toBeUndefined();
    if (world.handshake === 'x3dh') expect(delivered(world, ALICE, BOB, BOB).fieldOf()).toBeUndefined();
  });
});

describe('a service address', () => {
  it('is a UUID and a device from 1 to 255, and nothing else', () => {
    const [uuid = ''] = ALICE.split('.');
    const isOne = (address: Address): boolean => addressesOf(address, BOB) !== undefined;
    expect(['.1', '.255'].map((device) => isOne(uuid + device))).toEqual([true, true]);
    const others = ['.0', '.256', '', '.x', '.1.1', '.1 '].map((device) => uuid + device);
    expect([...others, 'alice.phone', `x${ALICE}`, ''].filter(isOne)).toEqual([]);
    expect(addressesOf(undefined, BOB)).toBeUndefined();
    expect(addressesOf(BOB, undefined)).toBeUndefined();
  });
});
