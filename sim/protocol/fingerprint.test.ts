import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex, type Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { decodeRecord } from '../crypto/wire.ts';
import { toolsFor } from '../testing/tools.ts';
import { bytes } from '../conform/shape.ts';
import { FINGERPRINT } from './constants.ts';
import { codeOf, qrPayloadOf, safetyCodeOf, scanMatches, type Identity } from './fingerprint.ts';

const real = toolsFor('fingerprint');
const standIn = toolsFor('fingerprint', { suite: model });

/** A user with one device. */
const user = (name: string, key: string): Identity => ({ user: name, keys: [bytes(key)] });

/** Published known answers (libsignal's unit test, and three recordings of the peers), written out. */
const ALICE = user('+14152222222', '0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868');
const BOB = user('+14153333333', '05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b');
const CODE = '300354477692869396892869876765458257569162576843440918079131';
const ALICE_HASH = '1e301a0353dce3dbe7684cb8336e85136cdc0ee96219494ada305d62a7bd61df';
const BOB_HASH = 'd62cbf73a11592015b6b9f1682ac306fea3aaf3885b84d12bca631e9d4fb3a4d';

describe('the code of two users', () => {
  it.each([
    [ALICE, BOB, FINGERPRINT.iterations, CODE],
    [
      user('+14157820256', '0585fb39dd64f8621778a2b050a377b5c60d59c61419b1e078a3ff473f16da1d08'),
      user('+861366926185', '0565999768d56d9edf4f96351e80a11f0bda8ff4475592a610f650a81f7de38e11'),
      FINGERPRINT.iterations,
      '063876696120716579440659935349088824925839855235741526760599',
    ],
    [
      user(
        '96cab3bc-9985-40e7-8076-e1d36414c8a1',
        '05dd71c02e569c1f9127c0f2a0f48713e728f3eb486e0ea4033114a7eab34a0e22',
      ),
      user(
        '29f41ba2-b35a-4633-a18f-dace0091377f',
        '05e180def1feb147c8dc9235a7c5f82559914b619b4fcf9d4c0e18bdf0e7fbec0c',
      ),
      1_024,
      '018191551212388996611015224221347753403366004970830935197122',
    ],
    [
      user('+14159603090', '05d0f4cbe5be139799cc96e314edc22f73178fd9d4ea123604f08860f357660442'),
      user('+861384482313', '050ea3ba5b230cefe568678aa2b6faa114ea2748775a9dea002215c5f057443b6e'),
      2_048,
      '206103494289365826497253828551666581987022260118228546619995',
    ],
  ])('is the known one, from either side: %#', (one, other, iterations, digits) => {
    expect(codeOf(one, other, real, iterations)).toBe(digits);
    expect(codeOf(other, one, real, iterations)).toBe(digits);
  });

  it('is another one with one round more or less', () => {
    expect(codeOf(ALICE, BOB, real, FINGERPRINT.iterations - 1)).not.toBe(CODE);
    expect(codeOf(ALICE, BOB, real, FINGERPRINT.iterations + 1)).not.toBe(CODE);
  });

  /** Users with up to three devices; few rounds, because what is tried here does not hang on their number. */
  const keys = fc.uniqueArray(fc.uint8Array({ minLength: 33, maxLength: 33 }), {
    minLength: 1,
    maxLength: 3,
    comparator: (a, b) => equalBytes(a, b),
  });
  const identity = fc.record({ user: fc.string({ maxLength: 20 }), keys });

  it.each([real, standIn])('has 60 digits, the same from both sides and whatever the order of the devices', (tools) => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const digits = codeOf(one, other, tools, 3);
        expect(digits).toMatch(/^\d{60}$/);
        const reversed = { ...one, keys: one.keys.toReversed() };
        expect(codeOf(other, reversed, tools, 3)).toBe(digits);
      }),
    );
  });

  it.each([real, standIn])('is another one when any bit of any key changes, a device is added, or a name', (tools) => {
    fc.assert(
      fc.property(identity, identity, fc.nat(), (one, other, at) => {
        const digits = codeOf(one, other, tools, 3);
        const changed = one.keys.with(at % one.keys.length, flipped(one.keys[at % one.keys.length], at % 264));
        expect(codeOf({ ...one, keys: changed }, other, tools, 3)).not.toBe(digits);
        expect(codeOf({ ...one, keys: [...one.keys, new Uint8Array(33)] }, other, tools, 3)).not.toBe(digits);
        expect(codeOf({ ...one, user: `${one.user}1` }, other, tools, 3)).not.toBe(digits);
      }),
    );
  });

  it('costs one iterated hash for each of the two', () => {
    const asked: number[] = [];
    const suite = {
      ...model,
      iteratedHash: (start: Bytes, _: Bytes, times: number) => {
        asked.push(times);
        return start;
      },
    };
    codeOf(ALICE, BOB, toolsFor('cost', { suite }));
    expect(asked).toEqual([5_200, 5_200]);
  });
});

describe('the QR code of two users', () => {
  const shapeOf = (payload: Bytes) =>
    decodeRecord({ version: [1, 'uint32'], local: [2, 'bytes'], remote: [3, 'bytes'] }, payload, real.containers);
  const sideOf = (side: Bytes | undefined) => {
    const fields = decodeRecord({ user: [2, 'text'], hash: [6, 'bytes'] }, side ?? new Uint8Array(0), real.containers);
    return { user: fields?.user, hash: toHex(fields?.hash ?? new Uint8Array(0)) };
  };

  it('carries the version, both names and both hashes, the own ones first', () => {
    const shown = shapeOf(qrPayloadOf(ALICE, BOB, real));
    expect(shown?.version).toBe(1);
    expect(sideOf(shown?.local)).toEqual({ user: ALICE.user, hash: ALICE_HASH });
    expect(sideOf(shown?.remote)).toEqual({ user: BOB.user, hash: BOB_HASH });
    const scanned = shapeOf(qrPayloadOf(BOB, ALICE, real));
    expect([scanned?.local, scanned?.remote]).toEqual([shown?.remote, shown?.local]);
  });

  it('is found to be the same by a phone that has the same keys of both, and only by such a one', () => {
    const mine = safetyCodeOf(ALICE, BOB, standIn).scan;
    expect(mine).toEqual(qrPayloadOf(ALICE, BOB, standIn));
    expect(scanMatches(mine, qrPayloadOf(BOB, ALICE, standIn), standIn.containers)).toBe(true);
    expect(scanMatches(mine, mine, standIn.containers)).toBe(false);
    const swapped = { ...ALICE, keys: BOB.keys };
    expect(scanMatches(mine, qrPayloadOf(BOB, swapped, standIn), standIn.containers)).toBe(false);
    for (const other of [new Uint8Array(0), mine.subarray(0, 9), Uint8Array.of(0xff, 0xff)])
      expect(scanMatches(mine, other, standIn.containers)).toBe(false);
  });

  it('is as long in both suites', () => {
    expect(qrPayloadOf(ALICE, BOB, standIn)).toHaveLength(qrPayloadOf(ALICE, BOB, real).length);
  });
});

const flipped = (key: Bytes | undefined, bit: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(key ?? [], (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
