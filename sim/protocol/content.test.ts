import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUtf8, toHex, utf8 } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { recorderFor } from '../crypto/recorder.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { toolsFor } from '../testing/tools.ts';
import { wireFields } from '../conform/wireFields.ts';
import { pad, readText, unpad, writeBody } from './content.ts';

const tools = toolsFor('content');
const { containers } = tools;
/** No half of a surrogate pair: it survives being written as UTF-8. */
const isText = (value: string): boolean => fromUtf8(utf8(value)) === value;
const text = fc.string({ unit: 'binary', maxLength: 80 }).filter(isText);

describe('a body', () => {
  it('says the text that was written, whatever the letters', () => {
    fc.assert(
      fc.property(text, fc.string(), (written, name) => {
        expect(readText(writeBody(written, name, tools), containers)).toBe(written);
      }),
      { numRuns: 2_000, seed: 1 },
    );
    for (const written of ['', 'Meet at nine', '九点见', '👩‍👩‍👧', '\uFEFFmark', '\0']) {
      expect(readText(writeBody(written, 'm1', tools), containers)).toBe(written);
    }
  });

  it('of an equal text is another value for another message, and the same for the same', () => {
    const bodies = Array.from({ length: 1_000 }, (_, i) => toHex(writeBody('yes', `m${i}`, tools)));
    expect(new Set(bodies).size).toBe(1_000);
    expect(toHex(writeBody('yes', 'm0', tools))).toBe(bodies[0]);
  });

  it('holds the text in field 1 and a secret of 32 bytes in field 3 of field 35', () => {
    const [first, second] = wireFields(writeBody('hi', 'm1', tools));
    expect(first).toMatchObject({ number: 1, content: utf8('hi') });
    expect(second?.number).toBe(35);
    const inner = wireFields(second?.content ?? new Uint8Array());
    expect(inner).toHaveLength(1);
    expect(inner[0]?.number).toBe(3);
    expect(inner[0]?.content).toHaveLength(32);
  });

  it('that is none still shows as text: 20,000 random byte strings', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const shown = readText(bytes, recorderFor(model).containers);
        expect(isText(shown)).toBe(true);
      }),
      { numRuns: 20_000, seed: 2 },
    );
    expect(readText(Uint8Array.of(0xff, 0x41, 0x00), containers)).toBe('\uFFFDA\uFFFD');
  });

  it('whose letters alone are damaged shows what is left of them, and nothing of what stands around', () => {
    for (const written of ['Meet me at nine', '九点在老桥头见']) {
      const body = writeBody(written, 'm1', tools);
      const shown = readText(body.with(2, 0xff), containers);
      expect(shown.startsWith('\uFFFD')).toBe(true);
      expect(shown.slice(-3)).toBe(written.slice(-3));
    }
  });

  it('with flipped bits still shows as text: 20,000 of them', () => {
    fc.assert(
      fc.property(text, bitFlips, (written, bits) => {
        const altered = flipBits(writeBody(written, 'm1', tools), bits);
        expect(isText(readText(altered, recorderFor(model).containers))).toBe(true);
      }),
      { numRuns: 20_000, seed: 3 },
    );
  });
});

describe('padding', () => {
  it('adds 1 to 16 bytes, all of that value, and comes off again', () => {
    const counts = new Set<number>();
    for (let i = 0; i < 2_000; i++) {
      const body = Uint8Array.from({ length: i % 40 }, (_, k) => (k * i) & 0xff);
      const padded = pad(body, `m${i}`, tools);
      const count = padded.length - body.length;
      counts.add(count);
      expect(padded.slice(body.length)).toEqual(new Uint8Array(count).fill(count));
      expect(unpad(padded, containers)).toEqual(body);
    }
    expect([...counts].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  });

  it('that cannot be one is none: no byte, zero, over 16, longer than the whole', () => {
    for (const bytes of [[], [0], [5, 5, 0], [17], [1, 1, 1, 17], [0xff], [2], [9, 9]]) {
      expect(unpad(Uint8Array.from(bytes), containers)).toBeUndefined();
    }
    expect(unpad(new Uint8Array(20).fill(17), containers)).toBeUndefined();
    expect(unpad(Uint8Array.of(1), containers)).toEqual(new Uint8Array());
  });

  it('never throws on 20,000 random byte strings, and takes off as many bytes as the last one says', () => {
    const removed = new Set<number>();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const body = unpad(bytes, recorderFor(model).containers);
        removed.add(body ? bytes.length - body.length - (bytes.at(-1) ?? 0) : 0);
      }),
      { numRuns: 20_000, seed: 4 },
    );
    expect([...removed]).toEqual([0]);
  });
});
