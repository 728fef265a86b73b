import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromHex, fromUtf8, indexOfBytes, toHex, utf8 } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 60 });

describe('bytes', () => {
  test('go to hexadecimal and back, and what is not hexadecimal gives undefined', () => {
    fc.assert(fc.property(bytes, (value) => equalBytes(fromHex(toHex(value)) ?? Uint8Array.of(), value)));
    expect(toHex(Uint8Array.of(0x7f, 0x3a, 0x0c), ' ')).toBe('7f 3a 0c');
    for (const text of ['0', '0g', ' 0', '0x', '１２']) expect(fromHex(text)).toBeUndefined();
  });

  test('of a text give the text again, a leading U+FEFF included, and other bytes give undefined', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fromUtf8(utf8(text)) === text));
    expect(fromUtf8(utf8('\uFEFF九点见'))).toBe('\uFEFF九点见');
    for (const wrong of [[0xff], [0xc3, 0x28], [0xe4, 0xb9], [0xed, 0xa0, 0x80], [0xc0, 0x80]])
      expect(fromUtf8(Uint8Array.from(wrong))).toBeUndefined();
  });

  test('stand where indexOfBytes says, first place first', () => {
    const few = fc.uint8Array({ max: 2, maxLength: 12 });
    fc.assert(
      fc.property(few, few, fc.nat(12), (whole, part, from) => {
        let expected = -1;
        for (let at = from; expected === -1 && at + part.length <= whole.length; at++) {
          if (equalBytes(whole.slice(at, at + part.length), part)) expected = at;
        }
        fc.pre(part.length > 0);
        expect(indexOfBytes(whole, part, from)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('are equal only in length and content, and concat keeps all of them in order', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const whole = concat(a, b);
        expect(whole.subarray(0, a.length)).toEqual(a);
        expect(whole.subarray(a.length)).toEqual(b);
        expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
        expect(equalBytes(a, a.slice())).toBe(true);
      }),
    );
  });
});
