import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../crypto/bytes.ts';
import { PUBLIC, UNKNOWN, valueTable } from './values.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 80 }).filter((value) => new Set(value).size > 1);

describe('values', () => {
  it('gives equal bytes one number, and different bytes different numbers, however many there are', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 60 }), (list) => {
        const table = valueTable();
        const byHex = new Map<string, number>();
        for (const value of [...list, ...list.map((each) => each.slice())]) {
          const hex = Buffer.from(value).toString('hex');
          const number = table.intern(value);
          expect(byHex.get(hex) ?? number).toBe(number);
          byHex.set(hex, number);
        }
        expect(new Set(byHex.values()).size).toBe(byHex.size);
        expect(table.count()).toBe(byHex.size);
      }),
    );
  });

  it('keeps a thousand values apart that differ in one byte only, in the middle of a long value too', () => {
    const table = valueTable();
    for (let i = 0; i < 1000; i++) {
      const value = new Uint8Array(200).fill(7);
      value[60] = i;
      value[61] = i >> 8;
      value[0] = 1;
      expect(table.intern(value)).toBe(i);
    }
  });

  it('counts short values, repeated bytes and protocol labels as public, and says when a value never occurred', () => {
    const table = valueTable();
    expect(table.intern(new Uint8Array(15).map((_, i) => i))).toBe(PUBLIC);
    expect(table.intern(new Uint8Array(32))).toBe(PUBLIC);
    expect(table.intern(new Uint8Array(32).fill(0xff))).toBe(PUBLIC);
    expect(table.intern(utf8('WhisperMessageKeys'))).toBe(PUBLIC);
    expect(table.find(new Uint8Array(16).map((_, i) => i))).toBe(UNKNOWN);
    expect(table.count()).toBe(0);
  });
});
