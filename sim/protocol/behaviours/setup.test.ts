/** Behaviours of session set-up, in both session versions and on a stand-in and a real suite. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../crypto/bytes.ts';
import { torsioned } from '../../testing/hostile.ts';
import { roundTrip } from '../../testing/roundTrip.ts';
import { acquainted, rewritten, strangers, withFlippedBit, WORLDS, WORLDS_OF_4 } from '../../testing/strangers.ts';
import { pairOfEndpoints } from '../../testing/tools.ts';
import { archiveCurrent, forgetIdentity } from '../endpoint.ts';
import { rotateSigned, type Bundle } from '../prekeys.ts';
import { openSession, seal } from '../session.ts';
import { initiatorStart, recipientStart } from '../x3dh.ts';

const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));

describe.each(WORLDS)('a session is set up ($world)', (world) => {
  const isModel = world.suite.name === 'model';
  const bits = Array.from({ length: isModel ? 512 : 6 }, (_, i) => (isModel ? i : i * 97));

  it('one bundle gives prekey messages until a reply, and plain messages both ways after it', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const types: string[] = [];
    for (const who of ['alice', 'alice', 'bob', 'alice', 'bob'] as const) {
      const message = pair.writes(who, `by ${who}`);
      types.push(message.sealed.type);
      expect(pair.reads(message)).toBe(`by ${who}`);
    }
    expect(types).toEqual(['prekey', 'prekey', 'whisper', 'whisper', 'whisper']);
  });

  it('a bundle without a one-time prekey is enough', () => {
    const pair = strangers(world);
    pair.opens('alice', false);
    pair.talk('alice', 4);
    expect(pair.ends.bob.prekeys.oneTime).toHaveLength(2);
  });

  it('nothing comes of a bundle with any one bit of the signature under its signed prekey flipped', () => {
    const { ends, bundleFor, toolsOf } = strangers(world);
    const bundle = bundleFor('bob', true);
    const { signedPrekey } = bundle;
    for (const bit of bits) {
      const forged = { ...bundle, signedPrekey: { ...signedPrekey, signature: flip(signedPrekey.signature, bit) } };
      expect(openSession(ends.alice, 'bob', forged, toolsOf('open'))).toEqual({ ok: false, reason: 'bad-signature' });
    }
    expect(openSession(ends.alice, 'bob', bundle, toolsOf('open')).ok).toBe(true);
  });

  it('a prekey with the number 0 is one like any other', () => {
    const pair = strangers(world);
    const { prekeys } = pair.ends.bob;
    const oneTime = prekeys.oneTime.map((key) => ({ ...key, id: key.id - 1 }));
    pair.ends.bob = { ...pair.ends.bob, prekeys: { ...prekeys, oneTime } };
    pair.opens('alice', true);
    expect(pair.ends.alice.sessions['bob']?.pending?.oneTimeId).toBe(0);
    pair.talk('alice');
    expect(pair.ends.bob.prekeys.oneTime.map(({ id }) => id)).toEqual([1]);
  });

  it('a first message for a signed prekey that is gone is refused, and nothing is stored', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const late = pair.writes('alice', 'late');
    for (let i = 0; i < 2; i++) {
      const { bob } = pair.ends;
      pair.ends.bob = { ...bob, prekeys: rotateSigned(bob.prekeys, pair.toolsOf('rotate')) };
    }
    const before = roundTrip(pair.ends.bob);
    expect(pair.reads(late)).toBe('missing-prekey');
    expect(roundTrip(pair.ends.bob)).toEqual(before);
  });

  it('the same first message again is a duplicate, and the session goes on', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    expect([pair.reads(first), pair.reads(first)]).toEqual(['first', 'duplicate']);
    pair.talk('bob', 3);
    expect(pair.reads(first)).toBe('duplicate');
    pair.talk('alice');
  });

  it('two first messages of one bundle are read in either order, and use up one one-time prekey', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const [one, two] = [pair.writes('alice', 'one'), pair.writes('alice', 'two')];
    expect([pair.reads(two), pair.reads(one)]).toEqual(['two', 'one']);
    expect(pair.ends.bob.prekeys.oneTime.map(({ id }) => id)).toEqual([2]);
    expect(pair.ends.bob.sessions['alice']).toBeDefined();
    expect(pair.ends.bob.archived['alice']).toBeUndefined();
  });

  it('a first message that cannot be opened changes nothing, and its good copy is read', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    const before = roundTrip(pair.ends.bob);
    // The MAC is in the message inside, which stands before the registration id and what follows it: any late bit of field 4.
    const bad = rewritten(first, first.sealed.wire.slice(0, -1));
    for (const copy of [bad, ...[400, 500, 600, 700, 800, 900].map((bit) => withFlippedBit(first, bit))])
      expect(pair.opening(copy)).toMatchObject({ ok: false });
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect(pair.reads(first)).toBe('first');
  });

  it('a first message that cannot be opened changes nothing where an earlier session was archived either', () => {
    const pair = acquainted(world);
    pair.ends.bob = archiveCurrent(pair.ends.bob, 'alice', pair.toolsOf('archive'));
    pair.opens('alice', true);
    const first = pair.writes('alice', 'anew');
    const before = roundTrip(pair.ends.bob);
    expect(pair.opening(withFlippedBit(first, 600))).toMatchObject({ ok: false });
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect(pair.reads(first)).toBe('anew');
    expect(pair.ends.bob.archived['alice']).toHaveLength(1);
  });

  it('a first message of an archived session is read, and that session is the current one again', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    pair.reads(pair.writes('alice', 'first'));
    const session = pair.ends.bob.sessions['alice'];
    pair.ends.bob = archiveCurrent(pair.ends.bob, 'alice', pair.toolsOf('archive'));
    expect(pair.ends.bob.sessions['alice']).toBeUndefined();
    expect(pair.reads(pair.writes('alice', 'second'))).toBe('second');
    expect(pair.ends.bob.sessions['alice']?.baseKey).toEqual(session?.baseKey);
    expect(pair.ends.bob.archived['alice']).toEqual([]);
  });

  it('a new first message of the same identity is accepted beside the session that there is', () => {
    const pair = acquainted(world);
    pair.opens('alice', true);
    pair.talk('alice', 4);
    expect(pair.ends.bob.archived['alice']).toHaveLength(1);
  });

  it('where the identity has changed, the old session neither seals nor opens', () => {
    const pair = acquainted(world);
    const late = pair.writes('alice', 'late');
    const stranger = pairOfEndpoints({ ...world, seed: 7 }).alice;
    const { bob } = pair.ends;
    const theirs = { ...pair.bundleFor('alice', false), identity: stranger.prekeys.identity.publicKey };
    expect(openSession(bob, 'alice', theirs, pair.toolsOf('open'))).toMatchObject({ ok: false });
    pair.ends.bob = forgetIdentity(bob, 'alice');
    expect(seal(pair.ends.bob, 'alice', new Uint8Array(1), pair.toolsOf('seal'))).toMatchObject({
      reason: 'no-session',
    });
    expect(pair.reads(late)).toBe('no-session');
  });

  it('both sides compute the same root and the same first chain key', () => {
    const { ends, bundleFor, toolsOf } = strangers(world);
    const { alice, bob } = ends;
    const bundle = bundleFor('bob', true);
    const base = pairOfEndpoints({ ...world, seed: 3 }).alice.prekeys.identity;
    const kem = world.handshake === 'pqxdh' ? new Uint8Array(32).fill(9) : undefined;
    const ours = initiatorStart(alice.prekeys.identity, base, bundle, kem, toolsOf('ours'));
    const { identity, signedPrekey: signed, oneTime } = bob.prekeys;
    const keys = { identity, signed, oneTime: oneTime[0], kem };
    const theirs = recipientStart(keys, alice.prekeys.identity.publicKey, base.publicKey, toolsOf('theirs'));
    expect(ours).toMatchObject({ ok: true });
    expect(theirs).toEqual(ours);
  });

  it('a low-order key gives no secret: not in a bundle, not as identity, base or ratchet key of a message', () => {
    const pair = strangers(world);
    const lowOrder = new Uint8Array(33).with(0, 5);
    const bundle = pair.bundleFor('bob', true);
    const poor: Bundle = { ...bundle, oneTime: { id: 1, publicKey: lowOrder } };
    expect(openSession(pair.ends.alice, 'bob', poor, pair.toolsOf('open'))).toMatchObject({
      reason: 'low-order-point',
    });
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    const { baseKey, ourIdentity, sending } = pair.ends.alice.sessions['bob'] ?? fail();
    for (const key of [baseKey, ourIdentity, sending.ratchet.publicKey])
      expect(pair.opening(withKey(first, key, lowOrder))).toEqual({ ok: false, reason: 'low-order-point' });
    expect(pair.reads(first)).toBe('first');
  });

  it('a base key with its top bit set is refused, although every agreement with it is the same', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    const { baseKey } = pair.ends.alice.sessions['bob'] ?? fail();
    const marked = withKey(first, baseKey, flip(baseKey, 33 * 8 - 1));
    const before = roundTrip(pair.ends.bob);
    expect(pair.reads(marked)).toBe('low-order-point');
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    pair.goesOn({ suite: { ...world.suite, isPrimeOrder: () => true } });
    expect(pair.reads(marked)).toBe('first');
  });
});

describe.each(WORLDS_OF_4)('a post-quantum session is set up ($world)', (world) => {
  const bits = world.suite.name === 'model' ? Array.from({ length: 512 }, (_, i) => i) : [0, 200, 300, 508];

  it('nothing comes of a bundle with any one bit of the signature under its post-quantum prekey flipped', () => {
    const { ends, bundleFor, toolsOf } = strangers(world);
    const bundle = bundleFor('bob', true);
    const { kem = fail() } = bundle;
    for (const bit of bits) {
      const forged = { ...bundle, kem: { ...kem, signature: flip(kem.signature, bit) } };
      expect(openSession(ends.alice, 'bob', forged, toolsOf('open'))).toEqual({ ok: false, reason: 'bad-signature' });
    }
    const swapped = {
      ...bundle,
      kem: {
        ...kem,
        publicKey: pairOfEndpoints({ ...world, seed: 5 }).bob.prekeys.kem?.lastResort.pair.publicKey ?? fail(),
      },
    };
    expect(openSession(ends.alice, 'bob', swapped, toolsOf('open'))).toEqual({ ok: false, reason: 'bad-signature' });
  });

  it('a first message for a post-quantum prekey that is used up, or was never there, is refused', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    const id = pair.ends.alice.sessions['bob']?.pending?.kem?.id;
    pair.reads(first);
    expect(pair.ends.bob.prekeys.kem?.oneTime.map((key) => key.id)).not.toContain(id);
    // Its session is gone, and so is the key: the same message opens nothing any more.
    const { bob } = pair.ends;
    pair.ends.bob = {
      ...forgetIdentity(bob, 'alice'),
      prekeys: { ...bob.prekeys, oneTime: strangers(world).ends.bob.prekeys.oneTime },
    };
    expect(pair.reads(first)).toBe('missing-prekey');
  });

  it('a first message by the last resort is not opened again when its session is gone', () => {
    const pair = strangers(world);
    pair.opens('alice', false);
    const first = pair.writes('alice', 'first');
    expect(pair.reads(first)).toBe('first');
    pair.ends.bob = forgetIdentity(pair.ends.bob, 'alice');
    const before = roundTrip(pair.ends.bob);
    expect(pair.reads(first)).toBe('duplicate');
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    pair.ends.bob = {
      ...pair.ends.bob,
      prekeys: {
        ...pair.ends.bob.prekeys,
        kem: pair.ends.bob.prekeys.kem && { ...pair.ends.bob.prekeys.kem, seen: [] },
      },
    };
    // Nothing else would have stood in its way.
    expect(pair.reads(first)).toBe('first');
  });

  it('X3DH is refused where PQXDH is required, in a bundle and in a first message, with a reason of its own', () => {
    const pair = strangers(world);
    const { kem: _withheld, ...rest } = pair.bundleFor('bob', true);
    const bundle: Bundle = { ...rest, kem: undefined };
    const refusal = { ok: false, reason: 'not-post-quantum' };
    expect(openSession(pair.ends.alice, 'bob', bundle, pair.toolsOf('open'))).toEqual(refusal);
    pair.goesOn({ handshake: 'pqxdh-if-offered' });
    const opened = openSession(pair.ends.alice, 'bob', bundle, pair.toolsOf('open'));
    pair.ends.alice = opened.ok ? opened.endpoint : fail();
    const first = pair.writes('alice', 'first');
    expect(first.sealed.wire[0]).toBe(0x33);
    pair.goesOn({ handshake: 'pqxdh' });
    expect(pair.reads(first)).toBe('not-post-quantum');
    pair.goesOn({ handshake: 'pqxdh-if-offered' });
    expect(pair.reads(first)).toBe('first');
  });
});

describe.each(WORLDS.filter(({ suite }) => suite.name === 'noble'))('with real points ($world)', (world) => {
  it('a base key with a part of low order is refused, although every agreement with it is the same', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const first = pair.writes('alice', 'first');
    const { baseKey } = pair.ends.alice.sessions['bob'] ?? fail();
    const marked = withKey(first, baseKey, Uint8Array.of(5, ...torsioned(baseKey.slice(1))));
    const before = roundTrip(pair.ends.bob);
    expect(pair.reads(marked)).toBe('low-order-point');
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    pair.goesOn({ suite: { ...world.suite, isPrimeOrder: () => true } });
    expect(pair.reads(marked)).toBe('first');
  });
});

/** A message with one key in the place of another, wherever it stands. */
function withKey(
  message: Parameters<typeof rewritten>[0],
  from: Uint8Array,
  to: Uint8Array,
): ReturnType<typeof rewritten> {
  const bytes = Buffer.from(toHex(message.sealed.wire).replace(toHex(from), toHex(to)), 'hex');
  expect(toHex(bytes)).not.toBe(toHex(message.sealed.wire));
  return rewritten(message, new Uint8Array(bytes));
}

function fail(): never {
  throw new Error('this is there in every world');
}
