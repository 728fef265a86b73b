import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from './bytes.ts';
import { drawBelow, drawPrivateKey, entropyFor } from './entropy.ts';
import { clamped } from './keys.ts';

describe('a named draw', () => {
  test('is the same whatever was drawn before it', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.string(),
        fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 8 }),
        (seed, scope, names) => {
          const forwards = entropyFor(seed, scope);
          const backwards = entropyFor(seed, scope);
          const first = names.map((name) => toHex(forwards.draw(name, 32)));
          const second = [...names].reverse().map((name) => toHex(backwards.draw(name, 32)));
          expect(second.reverse()).toEqual(first);
          expect(names.map((name) => toHex(forwards.draw(name, 32)))).toEqual(first);
        },
      ),
    );
  });

  test('hangs on the seed, the scope, the name, the length, and the cut between scope and name', () => {
    const draws = [
      entropyFor(1, 'alice').draw('key', 32),
      entropyFor(2, 'alice').draw('key', 32),
      entropyFor(1 + 2 ** 32, 'alice').draw('key', 32),
      entropyFor(-1, 'alice').draw('key', 32),
      entropyFor(1, 'bob').draw('key', 32),
      entropyFor(1, 'alice').draw('keys', 32),
      entropyFor(1, 'alice').draw('key', 48),
      entropyFor(1, 'alic').draw('ekey', 32),
      entropyFor(1, 'alicek').draw('ey', 32),
      entropyFor(1, 'alicekey').draw('', 32),
      entropyFor(1, '').draw('alicekey', 32),
      entropyFor(1, 'alice').draw('key\u0000', 32),
    ];
    expect(new Set(draws.map((draw) => toHex(draw.subarray(0, 16)))).size).toBe(draws.length);
  });

  test('has the length asked for, down to nothing, and refuses lengths and seeds that are none', () => {
    const entropy = entropyFor(5, 'lengths');
    for (let length = 0; length < 70; length++) expect(entropy.draw('x', length)).toHaveLength(length);
    for (const length of [-1, 0.5, Number.NaN]) expect(() => entropy.draw('x', length)).toThrow('whole number');
    for (const seed of [0.5, Number.NaN, Infinity, 2 ** 53]) expect(() => entropyFor(seed, '')).toThrow('seed');
  });

  test('does not collide, nor share a word, over 20,000 similar names', () => {
    const entropy = entropyFor(1, 'names');
    const draws = new Set<string>();
    const words = new Set<string>();
    for (let i = 0; i < 20_000; i++) {
      const hex = toHex(entropy.draw(`packet ${i}`, 32));
      draws.add(hex);
      for (let at = 0; at < 64; at += 16) words.add(hex.slice(at, at + 16));
    }
    expect(draws.size).toBe(20_000);
    expect(words.size).toBe(80_000);
  });

  test('spreads its bits evenly, and about half of them change with one letter of the name', () => {
    const entropy = entropyFor(3, 'bits');
    const draws = Array.from({ length: 4000 }, (_, i) => entropy.draw(`n${i}`, 32));
    const ones = Array.from({ length: 256 }, () => 0);
    const values = Array.from({ length: 256 }, () => 0);
    let changed = 0;
    draws.forEach((draw, n) => {
      const before = draws[n - 1] ?? draw;
      draw.forEach((byte, i) => {
        values[byte] = (values[byte] ?? 0) + 1;
        for (let bit = 0; bit < 8; bit++) {
          if ((byte >> bit) & 1) ones[8 * i + bit] = (ones[8 * i + bit] ?? 0) + 1;
          if (((byte ^ (before[i] ?? 0)) >> bit) & 1) changed++;
        }
      });
    });
    // 4,000 tosses: standard deviation 32; 500 expected of each byte value: 22. Six of them, over 256 places.
    for (const count of ones) expect(Math.abs(count - 2000)).toBeLessThan(6 * 32);
    for (const count of values) expect(Math.abs(count - 500)).toBeLessThan(6 * 23);
    expect(changed / 3999 / 256).toBeCloseTo(0.5, 2);
  });
});

describe('what is made of draws', () => {
  test('a private key is clamped and stays so', () => {
    const entropy = entropyFor(9, 'keys');
    for (let i = 0; i < 200; i++) {
      const key = drawPrivateKey(entropy, `key ${i}`);
      expect(key).toHaveLength(32);
      expect((key[0] ?? 0) & 0x07).toBe(0);
      expect((key[31] ?? 0) & 0xc0).toBe(0x40);
      expect(clamped(key)).toEqual(key);
    }
  });

  test('a number below a bound takes every value about equally often and never the bound', () => {
    const entropy = entropyFor(11, 'numbers');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) {
      const value = drawBelow(entropy, `toss ${i}`, 10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts).toHaveLength(10);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(6 * 30);
    expect(drawBelow(entropy, 'one', 1)).toBe(0);
    for (let i = 0; i < 1000; i++) expect(drawBelow(entropy, `wide ${i}`, 2 ** 32)).toBeLessThan(2 ** 32);
  });

  test('the largest draw still stays below the bound', () => {
    const highest = { draw: (_name: string, length: number) => new Uint8Array(length).fill(0xff) };
    for (const bound of [1, 2, 3, 16380, 2 ** 31, 2 ** 32]) expect(drawBelow(highest, 'x', bound)).toBe(bound - 1);
    for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN])
      expect(() => drawBelow(highest, 'x', bound)).toThrow('bound');
  });
});
