import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex, type Bytes } from '../crypto/bytes.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { encodeRecord, type RecordShape } from '../crypto/wire.ts';
import { plaintextsOf } from '../knowledge/inspect.ts';
import { play } from '../scenario/play.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { allShippedRuns, optionsOf, randomStories, shipped } from '../testing/shipped.ts';
import type { Packet, Trace } from '../trace.ts';
import { contentOf, dissect, LAYER_SHAPES, type Layer, type Opener } from './dissect.ts';

const packetsIn = ({ events }: Trace): readonly Packet[] =>
  events.flatMap(({ outcomes }) => outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.packet] : [])));

interface Story {
  readonly packets: readonly Packet[];
  readonly open: Opener;
}
const storyOf = (trace: Trace): Story => ({
  packets: packetsIn(trace),
  open: plaintextsOf(trace, trace.events.length),
});

const RANDOM: readonly Story[] = randomStories(12, 4).map((scenario) =>
  storyOf(play(scenario, optionsOf('model')).trace),
);
const SHIPPED: readonly Story[] = allShippedRuns('model').map(({ played }) => storyOf(played.trace));

/** Where fields leave a gap, overlap, or reach beyond the layer. */
function untiled({ fields, bytes }: Layer): readonly string[] {
  let at = 0;
  const wrong: string[] = [];
  for (const { id, offset, length, head } of fields) {
    if (offset !== at || length < 1 || head > length) wrong.push(`${id} at ${offset}`);
    at = offset + length;
  }
  return at === bytes.length ? wrong : [...wrong, `ends at ${at} of ${bytes.length}`];
}

/** The record of a layer, encoded again from what its fields say. */
function encodedAgain(layer: Layer): Bytes {
  const shape: RecordShape = LAYER_SHAPES[layer.kind as keyof typeof LAYER_SHAPES];
  const values: Record<string, number | string | Bytes | (string | Bytes)[]> = {};
  for (const field of layer.fields) {
    const name = field.id.slice(field.id.indexOf('.') + 1);
    const kind = shape[name]?.[1];
    if (kind === undefined) continue;
    const value = field.value ?? contentOf(layer, field).slice();
    const list = values[name];
    if (!kind.endsWith('*')) values[name] = value;
    else if (Array.isArray(list) && typeof value !== 'number') list.push(value);
    else if (typeof value !== 'number') values[name] = [value];
  }
  return encodeRecord(shape, values as never, UNRECORDED);
}

/** The bytes of a layer that are a record: without version byte and check value. */
function recordIn(layer: Layer): Bytes {
  const own = layer.fields.filter(({ id }) => !['version', 'mac'].includes(id.slice(id.indexOf('.') + 1)));
  const from = own[0]?.offset ?? 0;
  return layer.bytes.subarray(
    from,
    own.reduce((end, { offset, length }) => Math.max(end, offset + length), from),
  );
}

describe('a packet, layer by layer', () => {
  it('has every byte in exactly one named field, in every packet of random and shipped stories', () => {
    let seen = 0;
    for (const { packets, open } of [...RANDOM, ...SHIPPED]) {
      for (const { id, bytes } of packets) {
        for (const layer of dissect(bytes, open)) {
          expect([id, layer.kind, untiled(layer)]).toEqual([id, layer.kind, []]);
          seen++;
        }
      }
    }
    expect(seen).toBeGreaterThan(2_000);
  });

  it('gives the same bytes when its fields are encoded again', () => {
    for (const { packets, open } of RANDOM) {
      for (const { id, bytes } of packets) {
        for (const layer of dissect(bytes, open)) {
          if (!Object.hasOwn(LAYER_SHAPES, layer.kind) || layer.fields.some((field) => !field.id.includes('.')))
            continue;
          expect([id, layer.kind, toHex(encodedAgain(layer))]).toEqual([id, layer.kind, toHex(recordIn(layer))]);
        }
      }
    }
  });

  it('stands where it says: a layer that is not sealed is a part of the packet', () => {
    for (const { packets, open } of RANDOM) {
      for (const { bytes } of packets) {
        for (const { start, bytes: inside } of dissect(bytes, open)) {
          if (start === undefined) continue;
          expect(equalBytes(bytes.subarray(start, start + inside.length), inside)).toBe(true);
        }
      }
    }
  });

  it('knows every byte of what honest stories send: nothing is unknown or malformed, down to the text', () => {
    const { packets, open } = storyOf(play(shipped('keys-stolen-late'), optionsOf('noble')).trace);
    const layers = packets.flatMap(({ bytes }) => dissect(bytes, open));
    expect(
      new Set(layers.flatMap(({ fields }) => fields.map(({ id }) => id)).filter((id) => !id.includes('.'))),
    ).toEqual(new Set());
    expect(new Set(layers.map(({ kind }) => kind))).toEqual(
      new Set([...Object.keys(LAYER_SHAPES), 'blocks', 'padded']),
    );
    expect(
      layers.flatMap(({ fields }) => fields.flatMap((field) => (field.id === 'content.text' ? [field.value] : []))),
    ).not.toHaveLength(0);
  });

  it('is never thrown at by damaged or random bytes, and still covers each of them', () => {
    const packets = RANDOM.flatMap((story) => story.packets);
    const open: Opener = (ciphertext) => ciphertext;
    const damaged = fc.tuple(fc.nat(), bitFlips).map(([at, bits]) => {
      const packet = packets[at % packets.length];
      return flipBits(packet?.bytes ?? new Uint8Array(1), bits);
    });
    const random = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(damaged, random), (bytes) => {
        for (const layer of dissect(bytes, open)) expect(untiled(layer)).toEqual([]);
      }),
      { numRuns: 3_000, seed: 7 },
    );
  });

  it('shows what it cannot read as malformed, and a field that no table has as unknown', () => {
    expect(dissect(Uint8Array.of(0x08, 0x00, 0xff))[0]?.fields.map(({ id }) => id)).toEqual([
      'stanza.kind',
      'malformed',
    ]);
    // Field 99, a varint.
    const [stanza] = dissect(Uint8Array.of(0x98, 0x06, 0x01));
    expect(stanza?.fields.map(({ id, length, head }) => [id, length, head])).toEqual([['unknown', 3, 2]]);
  });
});
