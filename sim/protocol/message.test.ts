import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equalBytes, type Bytes } from '../crypto/bytes.ts';
import { recorderFor } from '../crypto/recorder.ts';
import { model } from '../crypto/model.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { toolsFor } from '../testing/tools.ts';
import { wireFields } from '../conform/wireFields.ts';
import {
  appendMac,
  encodeCovered,
  encodePrekeyMessage,
  parseMessage,
  parsePrekeyMessage,
  type PrekeyMessage,
  type RatchetMessage,
} from './message.ts';

const { containers } = toolsFor('message');
const counter = fc.nat({ max: 0xffffffff });
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const messages: fc.Arbitrary<RatchetMessage> = fc.record({
  ratchetKey: bytesOf(33),
  counter,
  previousCounter: counter,
  ciphertext: fc.uint8Array({ maxLength: 300 }),
});
const prekeyMessages: fc.Arbitrary<PrekeyMessage> = fc.record({
  registrationId: counter,
  oneTimeId: fc.option(counter, { nil: undefined }),
  signedId: counter,
  baseKey: bytesOf(33),
  identity: bytesOf(33),
  message: fc.uint8Array({ maxLength: 300 }),
  kem: fc.constant(undefined),
});
const whole = (message: RatchetMessage, mac: Bytes): Bytes =>
  appendMac(encodeCovered(message, 0x33, containers), mac, containers);

/** Every length and every first byte: half of the strings begin with a version that is accepted. */
const strings = fc
  .tuple(fc.uint8Array({ maxLength: 250 }), fc.constantFrom(0x33, 0x34, undefined))
  .map(([rest, version]) => (version === undefined ? rest : concat(Uint8Array.of(version), rest)));

describe('a message', () => {
  it('comes out of its bytes as it went in', () => {
    fc.assert(
      fc.property(messages, bytesOf(32), (message, mac) => {
        const parsed = parseMessage(whole(message, mac), containers);
        expect(parsed).toEqual({
          ok: true,
          versionByte: 0x33,
          ...message,
          covered: encodeCovered(message, 0x33, containers),
          mac: mac.slice(0, 8),
        });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('is version byte 0x33, fields 1 to 4 in order with zero counters written, and eight bytes of MAC', () => {
    const message = {
      ratchetKey: new Uint8Array(33).fill(5),
      counter: 0,
      previousCounter: 0,
      ciphertext: Uint8Array.of(9),
    };
    const bytes = whole(message, new Uint8Array(32).fill(7));
    expect(bytes[0]).toBe(0x33);
    expect(bytes.slice(-8)).toEqual(new Uint8Array(8).fill(7));
    expect(wireFields(bytes.slice(1, -8)).map((field) => field.number)).toEqual([1, 2, 3, 4]);
  });

  it('is accepted with low nibbles 3 and 4 and refused as a version otherwise', () => {
    const bytes = whole(
      { ratchetKey: new Uint8Array(33), counter: 1, previousCounter: 2, ciphertext: Uint8Array.of(9) },
      new Uint8Array(32),
    );
    const accepted: number[] = [];
    const reasons = new Set<string>();
    for (let version = 0; version < 256; version++) {
      const parsed = parseMessage(bytes.with(0, version), containers);
      if (parsed.ok) accepted.push(version);
      else reasons.add(parsed.reason);
    }
    expect([...reasons]).toEqual(['version']);
    expect(accepted).toEqual([0x33, 0x34, 0x43, 0x44]);
  });

  it('takes an absent previous counter for zero, and refuses any other absent field', () => {
    const bytes = whole(
      { ratchetKey: new Uint8Array(33), counter: 1, previousCounter: 0, ciphertext: Uint8Array.of(9) },
      new Uint8Array(32),
    );
    const without: Record<number, string> = {};
    for (const { number, whole: field } of wireFields(bytes.slice(1, -8))) {
      const kept = wireFields(bytes.slice(1, -8)).filter((other) => !equalBytes(other.whole, field));
      const rest = concat(bytes.slice(0, 1), ...kept.map((other) => other.whole), bytes.slice(-8));
      const parsed = parseMessage(rest, containers);
      without[number] = parsed.ok ? `previous counter ${parsed.previousCounter}` : parsed.reason;
    }
    expect(without).toEqual({ 1: 'malformed', 2: 'malformed', 3: 'previous counter 0', 4: 'malformed' });
  });

  it('is refused, never an exception, when cut anywhere inside', () => {
    const bytes = whole(
      {
        ratchetKey: new Uint8Array(33).fill(5),
        counter: 7,
        previousCounter: 3,
        ciphertext: new Uint8Array(32).fill(9),
      },
      new Uint8Array(32),
    );
    for (let length = 0; length < bytes.length; length++) {
      expect(parseMessage(bytes.slice(0, length), containers).ok).toBe(false);
    }
  });
});

describe('a prekey message', () => {
  it('comes out of its bytes as it went in, with and without a one-time prekey', () => {
    fc.assert(
      fc.property(prekeyMessages, (message) => {
        expect(parsePrekeyMessage(encodePrekeyMessage(message, 0x33, containers), containers)).toEqual({
          ok: true,
          versionByte: 0x33,
          version: 3,
          ...message,
        });
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('has no MAC of its own, and no field 1 without a one-time prekey', () => {
    const message = {
      registrationId: 1,
      signedId: 2,
      baseKey: new Uint8Array(33),
      identity: new Uint8Array(33),
      message: new Uint8Array(40),
    };
    const numbers = (oneTimeId: number | undefined) =>
      wireFields(encodePrekeyMessage({ ...message, oneTimeId, kem: undefined }, 0x33, containers).slice(1)).map(
        (field) => field.number,
      );
    expect(numbers(0)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers(undefined)).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('bytes from strangers', () => {
  it('never throw: 20,000 random strings are refused or parsed', () => {
    let parsed = 0;
    const reasons = new Set<string>();
    fc.assert(
      fc.property(strings, (bytes) => {
        for (const parse of [parseMessage, parsePrekeyMessage]) {
          const result = parse(bytes, recorderFor(model).containers);
          if (result.ok) parsed++;
          else reasons.add(result.reason);
        }
      }),
      { numRuns: 20_000, seed: 3 },
    );
    // Random bytes are no message; that the parsers can say yes is what the next test shows.
    expect(parsed).toBe(0);
    expect([...reasons].toSorted()).toEqual(['malformed', 'version']);
  });

  it('never throw: 20,000 real messages with one to three flipped bits are refused or parsed', () => {
    let [parsed, refused] = [0, 0];
    fc.assert(
      fc.property(messages, prekeyMessages, bitFlips, (message, outer, bits) => {
        const inner = whole(message, new Uint8Array(32));
        const cases = [
          [parseMessage, inner],
          [parsePrekeyMessage, encodePrekeyMessage({ ...outer, message: inner }, 0x33, containers)],
        ] as const;
        for (const [parse, bytes] of cases) {
          if (parse(flipBits(bytes, bits), recorderFor(model).containers).ok) parsed++;
          else refused++;
        }
      }),
      { numRuns: 10_000, seed: 4 },
    );
    expect(parsed + refused).toBe(20_000);
    expect(Math.min(parsed, refused)).toBeGreaterThan(1_000);
  });
});
