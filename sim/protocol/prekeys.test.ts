/** The life of prekeys: made in batches, numbered, renewed, and gone once a first message that used them was opened. */
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { EARLIER_SIGNED_PREKEYS, LIMITS, PREKEY_IDS } from '../limits.ts';
import { strangers, WORLDS, withFlippedBit } from '../testing/strangers.ts';
import { toolsFor } from '../testing/tools.ts';
import { unprefixed } from '../crypto/keys.ts';
import { decodeBundle, encodeBundle } from './bundle.ts';
import {
  addOneTime,
  bundleOf,
  drawPrekeys,
  rotateSigned,
  signaturesHold,
  signedWith,
  type Prekeys,
} from './prekeys.ts';

const tools = (scope: string) => toolsFor(scope, { suite: model, handshake: 'pqxdh-if-offered' });
const idsOf = ({ oneTime }: Prekeys): readonly number[] => oneTime.map(({ id }) => id);
const isUnique = (values: readonly unknown[]): boolean => new Set(values.map(String)).size === values.length;

describe('one-time prekeys', () => {
  it('are made in a batch, numbered from 1, each with a key of its own', () => {
    const prekeys = drawPrekeys(LIMITS.real.oneTimePrekeys, tools('batch'));
    expect(idsOf(prekeys)).toEqual(Array.from({ length: 812 }, (_, i) => i + 1));
    expect(isUnique(prekeys.oneTime.map(({ pair }) => pair.publicKey))).toBe(true);
    expect(prekeys.nextOneTimeId).toBe(813);
  });

  it('are refilled with numbers and keys that were never given out, also when some are used', () => {
    const first = drawPrekeys(4, tools('first'));
    const used = { ...first, oneTime: first.oneTime.slice(2) };
    const { prekeys, added } = addOneTime(used, 3, tools('refill'));
    expect([idsOf(prekeys), added.map(({ id }) => id)]).toEqual([
      [3, 4, 5, 6, 7],
      [5, 6, 7],
    ]);
    expect(isUnique([...first.oneTime, ...added].map(({ pair }) => pair.publicKey))).toBe(true);
  });

  it('have numbers of 24 bits, that begin again at 1 after the last one', () => {
    const near: Prekeys = { ...drawPrekeys(0, tools('near')), nextOneTimeId: PREKEY_IDS - 1 };
    const { prekeys, added } = addOneTime(near, 4, tools('wraps'));
    expect(added.map(({ id }) => id)).toEqual([0xfffffe, 0xffffff, 1, 2]);
    expect(prekeys.nextOneTimeId).toBe(3);
    expect(isUnique(added.map(({ pair }) => pair.publicKey))).toBe(true);
  });
});

describe('the signed prekey', () => {
  it('is renewed under the next number; the one before stays, and what is older is gone for good', () => {
    const first = drawPrekeys(0, tools('first'));
    const second = rotateSigned(first, tools('second'));
    const third = rotateSigned(second, tools('third'));
    expect(EARLIER_SIGNED_PREKEYS).toBe(1);
    expect([second, third].map(({ signedPrekey }) => signedPrekey.id)).toEqual([2, 3]);
    expect([1, 2, 3].map((id) => signedWith(second, id)?.id)).toEqual([1, 2, undefined]);
    expect([1, 2, 3].map((id) => signedWith(third, id)?.id)).toEqual([undefined, 2, 3]);
    expect(isUnique([first, second, third].map(({ signedPrekey }) => signedPrekey.pair.publicKey))).toBe(true);
    expect(JSON.stringify(third)).not.toContain(JSON.stringify(first.signedPrekey.pair.privateKey));
    expect(signaturesHold(bundleOf(third, undefined), tools('check'))).toBe(true);
  });

  it('numbers begin again at 1 as well', () => {
    const first = drawPrekeys(0, tools('first'));
    const last: Prekeys = { ...first, signedPrekey: { ...first.signedPrekey, id: PREKEY_IDS } };
    expect(rotateSigned(last, tools('wraps')).signedPrekey.id).toBe(1);
  });
});

describe('a bundle', () => {
  it('comes out of its bytes as it went in, with and without one-time and post-quantum prekeys', () => {
    const prekeys = drawPrekeys(1, tools('bundle'));
    const { containers } = tools('codec');
    const classical = { ...bundleOf(prekeys, undefined), kem: undefined };
    for (const bundle of [
      bundleOf(prekeys, prekeys.oneTime[0], prekeys.kem?.oneTime[0]),
      bundleOf(prekeys, undefined),
      classical,
    ])
      expect(decodeBundle(encodeBundle(bundle, containers), containers)).toEqual(bundle);
    expect(classical.oneTime).toBeUndefined();
    expect(unprefixed(classical.identity, containers)).toHaveLength(32);
  });

  it('offers the last resort where no other post-quantum prekey is handed out', () => {
    const prekeys = drawPrekeys(0, tools('last'));
    expect(bundleOf(prekeys, undefined).kem?.id).toBe(prekeys.kem?.lastResort.id);
    expect(bundleOf(prekeys, undefined, prekeys.kem?.oneTime[0]).kem?.id).toBe(prekeys.kem?.oneTime[0]?.id);
  });

  it('holds no private half', () => {
    const prekeys = drawPrekeys(1, tools('private'));
    const text = JSON.stringify(bundleOf(prekeys, prekeys.oneTime[0], prekeys.kem?.oneTime[0]));
    const secrets = [
      prekeys.identity,
      prekeys.signedPrekey.pair,
      prekeys.oneTime[0]?.pair,
      prekeys.kem?.lastResort.pair,
    ];
    for (const secret of secrets) expect(text).not.toContain(JSON.stringify(secret?.privateKey));
  });
});

describe.each(WORLDS)('private halves ($world)', (world) => {
  it('are gone after the first message that used them was opened, and not before', () => {
    const pair = strangers(world);
    const left = () => {
      const { oneTime, kem } = pair.ends.bob.prekeys;
      return [oneTime.length, kem?.oneTime.length ?? 0];
    };
    const [oneTime = 0, kem = 0] = left();
    pair.opens('alice', true);
    const [first, second] = [pair.writes('alice', 'first'), pair.writes('alice', 'second')];
    pair.reads(withFlippedBit(first, 700));
    expect(left()).toEqual([oneTime, kem]);
    pair.reads(second);
    expect(left()).toEqual([oneTime - 1, Math.max(kem - 1, 0)]);
    // The session is there: the other first message needs them no more.
    expect(pair.reads(first)).toBe('first');
    expect(left()).toEqual([oneTime - 1, Math.max(kem - 1, 0)]);
  });

  it('of the last resort stay, and each use of it is noted', () => {
    const pair = strangers(world);
    const before = pair.ends.bob.prekeys.kem;
    pair.opens('alice', false);
    pair.talk('alice');
    const after = pair.ends.bob.prekeys.kem;
    expect(after?.lastResort).toBe(before?.lastResort);
    expect(after?.oneTime).toEqual(before?.oneTime);
    const { baseKey } = pair.ends.bob.sessions['alice'] ?? {};
    const uses = before ? [{ kemId: before.lastResort.id, signedId: 1, baseKey }] : undefined;
    expect(after?.seen).toEqual(uses);
  });
});
