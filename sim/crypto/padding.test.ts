import { describe, expect, test } from 'vitest';
import { concat, type Bytes } from './bytes.ts';
import { addPadding, removePadding } from './padding.ts';

const filled = (value: number, length: number): Bytes => new Uint8Array(length).fill(value);

describe('PKCS#7 padding', () => {
  test('fills up to whole blocks, a whole block at least where nothing is missing, and comes off again', () => {
    for (let length = 0; length < 50; length++) {
      const padded = addPadding(filled(16, length));
      expect(padded).toHaveLength(16 * Math.floor(length / 16) + 16);
      expect(padded.slice(length)).toEqual(filled(padded.length - length, padded.length - length));
      expect(removePadding(padded)).toEqual({ ok: true, plaintext: filled(16, length) });
    }
  });

  test.each([
    ['a count of zero', concat(filled(1, 15), filled(0, 1))],
    ['a count of 17 in two blocks that are full of it', filled(17, 32)],
    ['a count beyond everything there', concat(filled(1, 15), filled(255, 1))],
    ['a first padding byte that differs', concat(filled(1, 12), Uint8Array.of(3, 4, 4, 4))],
    ['a padding byte in the middle that differs', concat(filled(1, 12), Uint8Array.of(4, 4, 5, 4))],
    ['a whole block of padding but for its first byte', concat(filled(9, 16), Uint8Array.of(15), filled(16, 15))],
    ['nothing at all', filled(0, 0)],
  ])('with %s is refused', (_what, padded) => {
    expect(removePadding(padded)).toEqual({ ok: false, reason: 'bad-padding' });
  });
});
