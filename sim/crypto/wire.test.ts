import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromHex, toHex, utf8, type Bytes } from './bytes.ts';
import { entropyFor } from './entropy.ts';
import { model } from './model.ts';
import { recorderFor, UNRECORDED } from './recorder.ts';
import { decodeRecord, encodeRecord } from './wire.ts';

const bytesOf = (hex: string): Bytes => {
  const bytes = fromHex(hex);
  if (!bytes) throw new Error(`${hex} is not hexadecimal`);
  return bytes;
};

const MESSAGE = {
  ratchetKey: [1, 'bytes'],
  counter: [2, 'uint32'],
  note: [3, 'text'],
  ids: [4, 'bytes*'],
  names: [500, 'text*'],
} as const;

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = fc.uint8Array({ maxLength: 200 });
// Half of a surrogate pair alone has no UTF-8 form, so it is no text.
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const values = fc.record(
  {
    ratchetKey: bytes,
    counter: uint32,
    note: text,
    ids: fc.array(bytes, { maxLength: 4 }),
    names: fc.array(text, { maxLength: 4 }),
  },
  { requiredKeys: [] },
);

describe('a protobuf record', () => {
  test('comes back as it was written, whatever the values', () => {
    fc.assert(
      fc.property(values, (value) => {
        const decoded = decodeRecord(MESSAGE, encodeRecord(MESSAGE, value, UNRECORDED), UNRECORDED);
        expect(decoded).toEqual({ ids: [], names: [], ...value });
      }),
      { numRuns: 1000 },
    );
  });

  test('is byte for byte what the protobuf documentation shows', () => {
    // protobuf.dev "Encoding": field 1 = 150; field 2 = "testing".
    expect(toHex(encodeRecord({ a: [1, 'uint32'] }, { a: 150 }, UNRECORDED))).toBe('089601');
    expect(toHex(encodeRecord({ b: [2, 'text'] }, { b: 'testing' }, UNRECORDED))).toBe('120774657374696e67');
    expect(decodeRecord({ a: [1, 'uint32'] }, bytesOf('089601'), UNRECORDED)).toEqual({ a: 150 });
    expect(decodeRecord({ b: [2, 'text'] }, bytesOf('120774657374696e67'), UNRECORDED)).toEqual({ b: 'testing' });
  });

  test('is what the protobuf library itself reads, field by field', () => {
    fc.assert(
      fc.property(bytes, uint32, text, (ratchetKey, counter, note) => {
        const record = encodeRecord(MESSAGE, { ratchetKey, counter, note }, UNRECORDED);
        const reader = new BinaryReader(record);
        expect(reader.tag()).toEqual([1, WireType.LengthDelimited]);
        expect(equalBytes(reader.bytes(), ratchetKey)).toBe(true);
        expect(reader.tag()).toEqual([2, WireType.Varint]);
        expect(reader.uint32()).toBe(counter);
        expect(reader.tag()).toEqual([3, WireType.LengthDelimited]);
        expect(reader.string(true)).toBe(note);
        expect(reader.pos).toBe(reader.len);
      }),
    );
  });

  test('has its zero values written out, and its absent values not', () => {
    expect(toHex(encodeRecord(MESSAGE, { counter: 0 }, UNRECORDED))).toBe('1000');
    expect(toHex(encodeRecord(MESSAGE, { ratchetKey: new Uint8Array(0), note: '' }, UNRECORDED))).toBe('0a001a00');
    expect(encodeRecord(MESSAGE, { counter: undefined, ids: [] }, UNRECORDED)).toHaveLength(0);
    expect(decodeRecord(MESSAGE, new Uint8Array(0), UNRECORDED)).toEqual({ ids: [], names: [] });
  });

  test('gives the last value of a single field and every value of a repeated one', () => {
    expect(decodeRecord(MESSAGE, bytesOf('10051007' + '220101' + '220102'), UNRECORDED)).toEqual({
      counter: 7,
      ids: [Uint8Array.of(1), Uint8Array.of(2)],
      names: [],
    });
  });

  test('may hold unknown fields of every wire type, which are skipped', () => {
    const writer = new BinaryWriter();
    writer
      .tag(9, WireType.Varint)
      .uint64('18446744073709551615')
      .tag(10, WireType.Bit64)
      .double(1)
      .tag(11, WireType.Bit32)
      .float(1);
    writer.tag(12, WireType.LengthDelimited).bytes(new Uint8Array(300));
    writer
      .tag(13, WireType.StartGroup)
      .tag(1, WireType.Varint)
      .uint32(3)
      .tag(13, WireType.EndGroup)
      .tag(2, WireType.Varint)
      .uint32(8);
    expect(decodeRecord(MESSAGE, writer.finish(), UNRECORDED)).toEqual({ counter: 8, ids: [], names: [] });
  });

  test('shares no buffer with what was read from it', () => {
    const record = encodeRecord(MESSAGE, { ratchetKey: new Uint8Array(32).fill(7) }, UNRECORDED);
    const decoded = decodeRecord(MESSAGE, record, UNRECORDED);
    record.fill(0);
    expect(decoded?.ratchetKey).toEqual(new Uint8Array(32).fill(7));
  });

  test('throws when asked to write a number that is none', () => {
    for (const counter of [-1, 2 ** 32, 0.5, Number.NaN])
      expect(() => encodeRecord(MESSAGE, { ratchetKey: Uint8Array.of(1), counter }, UNRECORDED)).toThrow('uint32');
    expect(toHex(encodeRecord(MESSAGE, { counter: 1 }, UNRECORDED))).toBe('1001');
  });
});

describe('malformed bytes', () => {
  test.each([
    ['a tag and nothing after it', '10'],
    ['a number cut short', '1080'],
    ['content cut short', '0a05010203'],
    ['a length over 32 bits that would be right without its upper bits', '0a8080808010'],
    ['a number over 32 bits', '10ffffffff1f'],
    ['a number of more than five bytes', '10808080808000'],
    ['a known field of the wrong wire type: number for bytes', '0801'],
    ['a known field of the wrong wire type: bytes for number', '120101'],
    ['a known field as a fixed 32-bit number', '1501000000'],
    ['text that is not UTF-8', '1a02c328'],
    ['field number 0', '0001'],
    ['wire type 6', '4e'],
    ['a tag over 32 bits', 'ffffffff7f01'],
    ['a group that nothing ends', '4b1001'],
    ['a group that ends with another number', '4b54'],
    ['the end of a group that never began', '4c'],
    ['an unknown field cut short', '4a0501'],
    ['an unknown number of eleven bytes', '48' + '80'.repeat(10) + '00'],
    ['groups nested a thousand deep', '4b'.repeat(1000) + '4c'.repeat(1000)],
  ])('%s gives undefined and records nothing', (_what, hex) => {
    const { containers, calls } = recorderFor(model);
    expect(decodeRecord(MESSAGE, bytesOf(hex), containers)).toBeUndefined();
    const whole = encodeRecord({ ratchetKey: [1, 'bytes'] }, { ratchetKey: new Uint8Array(32).fill(5) }, UNRECORDED);
    expect(decodeRecord(MESSAGE, concat(whole, bytesOf(hex)), containers)).toBeUndefined();
    expect(calls).toEqual([]);
  });

  test('never make it throw: 20,000 random strings and 20,000 damaged records', () => {
    const entropy = entropyFor(1, 'wire fuzz');
    const good = encodeRecord(
      MESSAGE,
      { ratchetKey: entropy.draw('key', 33), counter: 300, note: 'nine o\u2019clock', ids: [entropy.draw('id', 20)] },
      UNRECORDED,
    );
    let refused = 0;
    for (let i = 0; i < 20_000; i++) {
      const noise = entropy.draw(`noise ${i}`, i % 64);
      const [at = 0, flip = 0] = entropy.draw(`damage ${i}`, 2);
      const damaged = good.slice(0, good.length - (i % 3));
      damaged[at % damaged.length] = (damaged[at % damaged.length] ?? 0) ^ flip;
      if (decodeRecord(MESSAGE, noise, UNRECORDED) === undefined) refused++;
      if (decodeRecord(MESSAGE, damaged, UNRECORDED) === undefined) refused++;
    }
    expect(refused).toBeGreaterThan(10_000);
    expect(refused).toBeLessThan(40_000);
  });
});

describe('the container log', () => {
  const key = new Uint8Array(32).fill(1);
  const body = new Uint8Array(16).fill(2);

  test('tells which secrets stand where, both ways, and leaves out short values and texts', () => {
    const { containers, calls } = recorderFor(model);
    const whole = encodeRecord(
      MESSAGE,
      { ratchetKey: key, counter: 3, note: 'a text of more than sixteen letters', ids: [Uint8Array.of(9), body] },
      containers,
    );
    decodeRecord(MESSAGE, whole, containers);
    const [pack, unpack] = calls;
    expect(calls).toHaveLength(2);
    expect(pack).toMatchObject({ op: 'pack', inputs: [key, body], outputs: [whole] });
    expect(unpack).toMatchObject({ op: 'unpack', inputs: [whole], outputs: [key, body] });
    expect(unpack?.offsets).toEqual(pack?.offsets);
    expect(pack?.offsets?.map((offset, i) => whole.slice(offset, offset + (i === 0 ? 32 : 16)))).toEqual([key, body]);
  });

  test('places equal parts, and parts that also stand in a text before them, where they really are', () => {
    const { containers, calls } = recorderFor(model);
    const shape = { note: [1, 'text'], first: [2, 'bytes'], second: [3, 'bytes'] } as const;
    const letters = 'sixteen letters!';
    const whole = encodeRecord(shape, { note: letters, first: utf8(letters), second: utf8(letters) }, containers);
    expect(decodeRecord(shape, whole, containers)).toBeDefined();
    expect(calls.map((call) => call.offsets)).toEqual([
      [20, 38],
      [20, 38],
    ]);
  });

  test('agrees with itself for any record: what is packed at an offset is unpacked at it', () => {
    fc.assert(
      fc.property(values, (value) => {
        const { containers, calls } = recorderFor(model);
        decodeRecord(MESSAGE, encodeRecord(MESSAGE, value, containers), containers);
        const [pack, unpack] = calls;
        expect(unpack?.offsets).toEqual(pack?.offsets);
        expect(unpack?.outputs).toEqual(pack?.inputs);
      }),
    );
  });
});
