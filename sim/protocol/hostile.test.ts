/** Packets that nobody meant well: random bytes, and real packets with bits flipped. Nothing is thrown, and nothing changes. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../crypto/bytes.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { roundTrip } from '../testing/roundTrip.ts';
import { acquainted, rewritten, strangers, WORLDS, type Flying, type Strangers } from '../testing/strangers.ts';

/** 100,000 in all: nearly all of them on the stand-in, where a packet costs a hundredth. */
const PACKETS = { model: 10_000, noble: 60 } as const;
const counted = { packets: 0, refused: 0, opened: 0 };
afterAll(() => console.info(`hostile packets: ${JSON.stringify(counted)}`));

/** What the packet comes to: refused, or the text that was written. Anything else fails. */
function delivers(pair: Strangers, packet: Flying, reasons: Set<string>): void {
  const { bob } = pair.ends;
  const opening = pair.opening(packet);
  counted.packets++;
  // Nothing is handed back that could be taken for a new state.
  expect(pair.ends.bob).toBe(bob);
  if (opening.ok) {
    counted.opened++;
    expect(fromUtf8(opening.plaintext)).toBe(packet.text);
  } else {
    counted.refused++;
    reasons.add(opening.reason);
    expect(opening.moved).toBeUndefined();
  }
}

describe.each(WORLDS)('hostile packets ($world)', (world) => {
  const numRuns = PACKETS[world.suite.name === 'model' ? 'model' : 'noble'];
  /** Bob has sessions in use and in the archive, and prekeys for more. */
  const target = (): Strangers => {
    const pair = acquainted(world);
    pair.writes('alice', 'skipped');
    pair.opens('alice', false);
    pair.talk('alice');
    return pair;
  };

  it('of random bytes are refused and change nothing, whatever they begin with', () => {
    const pair = target();
    const before = roundTrip(pair.ends.bob);
    const reasons = new Set<string>();
    const packets = fc.record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      first: fc.constantFrom(0x33, 0x34, 0x44, undefined),
      type: fc.constantFrom('prekey' as const, 'whisper' as const),
    });
    fc.assert(
      fc.property(packets, ({ bytes, first, type }) => {
        const wire = first === undefined ? bytes : bytes.with(0, first);
        delivers(pair, { to: 'bob', text: 'nothing', sealed: { type, wire } }, reasons);
      }),
      { numRuns: numRuns * 2, seed: 5 },
    );
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect([...reasons].toSorted()).toEqual(['malformed', 'version']);
  });

  it.each(['prekey', 'whisper'] as const)(
    'that were real (%s), with one to three bits flipped, are refused or read as written, and change nothing',
    (type) => {
      const pair = target();
      if (type === 'prekey') pair.opens('alice', true);
      const real = pair.writes('alice', 'hello');
      expect(real.sealed.type).toBe(type);
      const before = roundTrip(pair.ends.bob);
      const reasons = new Set<string>();
      fc.assert(
        fc.property(bitFlips, fc.nat(), (bits, far) => {
          // Version 4 wraps 1,569 bytes of ciphertext: some flips go there, most where the fields are.
          const all = far % 4 === 0 ? [...bits, far] : bits;
          delivers(pair, rewritten(real, flipBits(real.sealed.wire, all)), reasons);
        }),
        { numRuns, seed: 6 },
      );
      expect(roundTrip(pair.ends.bob)).toEqual(before);
      expect(reasons.size).toBeGreaterThan(2);
      expect(pair.reads(real)).toBe('hello');
    },
  );

  it('that are first messages to whom nobody knows yet neither throw nor leave anything behind', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const real = pair.writes('alice', 'hello');
    const before = roundTrip(pair.ends.bob);
    fc.assert(
      fc.property(bitFlips, (bits) => delivers(pair, rewritten(real, flipBits(real.sealed.wire, bits)), new Set())),
      { numRuns, seed: 7 },
    );
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect(pair.reads(real)).toBe('hello');
  });
});

describe('the count', () => {
  it('is what was promised', () => {
    expect(counted.packets).toBeGreaterThanOrEqual(100_000);
    expect(counted.refused).toBeGreaterThan(counted.opened);
  });
});
