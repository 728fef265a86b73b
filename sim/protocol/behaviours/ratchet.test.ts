/** Behaviours of the ratchet and of single messages, in both session versions and on a stand-in and a real suite. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../limits.ts';
import { roundTrip } from '../../testing/roundTrip.ts';
import {
  acquainted,
  rewritten,
  strangers,
  withFlippedBit,
  WORLDS,
  type Flying,
  type Strangers,
} from '../../testing/strangers.ts';
import type { Session } from '../ratchet.ts';

const sessionOf = (pair: Strangers, who: 'alice' | 'bob'): Session => {
  const session = pair.ends[who].sessions[who === 'alice' ? 'bob' : 'alice'];
  if (!session) throw new Error('they are acquainted');
  return session;
};
/** So many messages of Alice, that nobody has read yet. */
const written = (pair: Strangers, count: number): readonly Flying[] =>
  Array.from({ length: count }, (_, i) => pair.writes('alice', `text ${i}`));

describe.each(WORLDS)('the ratchet ($world)', (world) => {
  const isModel = world.suite.name === 'model';

  it('turns with every change of direction: new ratchet keys, and none within one direction', () => {
    const pair = acquainted(world);
    const keys = new Set<string>();
    for (let round = 0; round < 3; round++) {
      for (const who of ['alice', 'alice', 'bob', 'bob'] as const) {
        expect(pair.reads(pair.writes(who, 'ping'))).toBe('ping');
        keys.add(String(sessionOf(pair, who).sending.ratchet.publicKey));
      }
    }
    expect(keys.size).toBe(6);
  });

  it('opens the messages of one chain in any order', () => {
    const pair = acquainted(world);
    const messages = written(pair, 6);
    for (const i of [5, 0, 3, 1, 4, 2]) expect(pair.reads(messages[i] ?? fail())).toBe(`text ${i}`);
  });

  it('opens what was skipped when it has turned several times since', () => {
    const pair = acquainted(world);
    const held = [];
    for (let round = 0; round < 3; round++) {
      held.push(...written(pair, 2));
      pair.talk('alice');
    }
    expect(held.toReversed().map((message) => pair.reads(message))).toEqual(held.toReversed().map(({ text }) => text));
  });

  it('takes a message that came late once: the second time it is a duplicate', () => {
    const pair = acquainted(world);
    const [late = fail(), next = fail()] = written(pair, 2);
    expect([pair.reads(next), pair.reads(late), pair.reads(late)]).toEqual(['text 1', 'text 0', 'duplicate']);
    pair.talk('bob', 4);
    expect([pair.reads(late), pair.reads(next)]).toEqual(['duplicate', 'duplicate']);
  });

  it('jumps ahead as far as the limit and not one further, and the session goes on', () => {
    const limits = isModel ? LIMITS.real : LIMITS.lesson;
    const pair = acquainted({ ...world, limits });
    const skipped = written(pair, limits.forwardJumps + 1);
    const tooFar = pair.writes('alice', 'one too far');
    expect(pair.reads(tooFar)).toBe('too-far');
    expect(pair.reads(skipped.at(-1) ?? fail())).toBe(`text ${limits.forwardJumps}`);
    expect(pair.reads(tooFar)).toBe('one too far');
    pair.talk('bob');
  });

  it('jumps as far as it likes in a session with oneself', () => {
    const pair = strangers(world);
    const { alice, bob } = pair.ends;
    pair.ends.bob = { ...bob, prekeys: { ...bob.prekeys, identity: alice.prekeys.identity } };
    // Signed anew by the identity that both have now.
    pair.goesOn({ protections: { ...pair.toolsOf('protections').protections, checkPrekeySignature: false } });
    pair.opens('alice', true);
    pair.talk('alice');
    written(pair, LIMITS.lesson.forwardJumps + 20);
    pair.talk('alice');
  });

  it('keeps as many skipped keys as the limit says, and takes what is older for duplicates', () => {
    // 2,300 messages: the reference implementation keeps 2,000 of the skipped keys.
    const [count, limits] = isModel ? [2_300, LIMITS.real] : [30, { ...LIMITS.lesson, forwardJumps: 100 }];
    const pair = acquainted({ ...world, limits });
    const messages = written(pair, count);
    const text = (i: number): string => pair.reads(messages[i] ?? fail());
    const [middle, last, oldest] = [count >> 1, count - 1, count - 2 - limits.skippedKeys];
    expect([text(middle), text(last)]).toEqual([`text ${middle}`, `text ${last}`]);
    expect([text(5), text(oldest - 1)]).toEqual(['duplicate', 'duplicate']);
    expect(text(oldest + 1)).toBe(`text ${oldest + 1}`);
  });

  it('refuses a message with any one bit flipped, and stays as it was to the byte', () => {
    const pair = acquainted(world);
    const [message = fail()] = written(pair, 1);
    const before = roundTrip(pair.ends.bob);
    const bits = 8 * message.sealed.wire.length;
    for (let bit = 0; bit < bits; bit += isModel ? 1 : 61)
      expect(pair.reads(withFlippedBit(message, bit))).not.toBe(message.text);
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect(pair.reads(message)).toBe('text 0');
  });

  it('refuses a message that was cut, or lengthened, or carries another version', () => {
    const pair = acquainted(world);
    const [message = fail()] = written(pair, 1);
    const { wire } = message.sealed;
    const before = roundTrip(pair.ends.bob);
    for (let length = 0; length < wire.length; length += isModel ? 1 : 9)
      expect(pair.opening(rewritten(message, wire.slice(0, length))).ok).toBe(false);
    expect(pair.opening(rewritten(message, Uint8Array.of(...wire, 0))).ok).toBe(false);
    const versions = [0x22, 0x33, 0x34, 0x43, 0x44, 0x55].filter((version) => version !== wire[0]);
    for (const version of versions) expect(pair.opening(rewritten(message, wire.with(0, version))).ok).toBe(false);
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    expect(pair.reads(message)).toBe('text 0');
  });

  it('refuses a recorded message after any traffic that came since', () => {
    const pair = acquainted(world);
    const [recorded = fail()] = written(pair, 1);
    pair.reads(recorded);
    for (let rounds = 0; rounds < 4; rounds++) {
      pair.talk('bob', 2);
      expect(pair.reads(recorded)).toBe('duplicate');
    }
    // Its chain is among those that are gone now: no key of it is left.
    pair.talk('bob', 8);
    expect(pair.opening(recorded).ok).toBe(false);
  });

  it('carries an empty text, and every length around the ends of blocks', () => {
    const pair = acquainted(world);
    for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 1_000]) {
      const text = 'x'.repeat(length);
      expect(pair.reads(pair.writes('alice', text))).toBe(text);
    }
  });

  it('is not disturbed by a damaged chain that is not needed, and refuses what would need it', () => {
    const pair = acquainted(world);
    const [late = fail()] = written(pair, 1);
    pair.talk('alice');
    pair.talk('alice');
    const session = sessionOf(pair, 'bob');
    const receiving = session.receiving.map((chain, i) => {
      const isOld = i < session.receiving.length - 1;
      const skipped = chain.skipped.map((key) => ({ ...key, seed: key.seed.slice(1) }));
      return isOld ? { ...chain, chain: chain.chain.slice(0, 7), skipped } : chain;
    });
    pair.ends.bob = { ...pair.ends.bob, sessions: { alice: { ...session, receiving } } };
    const before = roundTrip(pair.ends.bob);
    expect(pair.reads(late)).toBe('bad-mac');
    expect(roundTrip(pair.ends.bob)).toEqual(before);
    pair.talk('alice', 4);
  });
});

function fail(): never {
  throw new Error('it was written');
}
