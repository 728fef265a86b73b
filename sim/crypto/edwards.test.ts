import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { ORDER_8, torsioned } from '../testing/hostile.ts';
import { toHex, type Bytes } from './bytes.ts';
import { drawPrivateKey, entropyFor } from './entropy.ts';
import { model } from './model.ts';
import { noble } from './noble.ts';

const entropy = entropyFor(1, 'edwards');
const secrets = Array.from({ length: 20 }, (_, i) => drawPrivateKey(entropy, `secret ${i}`));
const number = (low: number, rest: number, top: number): Bytes =>
  new Uint8Array(32).fill(rest).with(0, low).with(31, top);

describe.each([model, noble, native])('of prime order in the $name suite', (suite) => {
  it('is what private keys lead to, and no such key with its top bit set', () => {
    for (const secret of secrets) {
      const key = suite.publicKey(secret);
      expect(suite.isPrimeOrder(key)).toBe(true);
      expect(suite.isPrimeOrder(key.with(31, (key[31] ?? 0) | 0x80))).toBe(false);
    }
  });

  it('is no key of low order, and none that is written as a number from p on', () => {
    expect([0, 1].map((low) => suite.isPrimeOrder(number(low, 0, 0)))).toEqual([false, false]);
    // 9 is the base point; p + 9 is the same point in another writing.
    expect(suite.isPrimeOrder(number(9, 0, 0))).toBe(true);
    for (let low = 0xec; low <= 0xff; low++) expect(suite.isPrimeOrder(number(low, 0xff, 0x7f))).toBe(false);
  });

  it('is no question for a key of another length: that is a bug of ours', () => {
    expect(() => suite.isPrimeOrder(new Uint8Array(33))).toThrow(RangeError);
  });
});

describe('of prime order with real points', () => {
  it('is no key to which a point of low order was added, though every agreement with it is the same', () => {
    expect(ORDER_8.multiplyUnsafe(4n).is0()).toBe(false);
    expect(ORDER_8.multiplyUnsafe(8n).is0()).toBe(true);
    const clean = noble.publicKey(drawPrivateKey(entropy, 'theirs'));
    const marked = torsioned(clean);
    expect(toHex(marked)).not.toBe(toHex(clean));
    for (const suite of [noble, native]) {
      for (const secret of secrets) expect(suite.agree(secret, marked)).toEqual(suite.agree(secret, clean));
      expect([clean, marked].map((key) => suite.isPrimeOrder(key))).toEqual([true, false]);
    }
  });

  it('is no key on the twist', () => {
    const onTwist = Array.from({ length: 40 }, (_, i) => number(i + 2, 0, 0)).filter((key) => !noble.isPrimeOrder(key));
    // About half of all numbers are on the twist, and of the rest seven in eight have a part of low order.
    expect(onTwist.length).toBeGreaterThan(20);
  });
});
