import { describe, expect, it } from 'vitest';
import { alternating } from '../testing/conversation.ts';
import { taped, tallyOf } from '../testing/tape.ts';
import { traceHash } from '../canonical.ts';
import { play } from '../scenario/play.ts';
import { entropyFor } from './entropy.ts';
import { model } from './model.ts';
import { remembering } from './remembering.ts';

const entropy = entropyFor(3, 'remembering');
const key = entropy.draw('key', 32);
const other = entropy.draw('other', 32);
const message = entropy.draw('message', 40);
const fresh = entropy.draw('fresh', 64);

describe('a suite that remembers', () => {
  it('computes what the bare suite computes, the first time and again', () => {
    const suite = remembering(model);
    const peer = model.publicKey(other);
    const signature = model.sign(key, message, fresh);
    for (const _ of [1, 2]) {
      expect(suite.publicKey(key)).toEqual(model.publicKey(key));
      expect(suite.agree(key, peer)).toEqual(model.agree(key, peer));
      expect(suite.agree(key, new Uint8Array(32)).ok).toBe(false);
      expect(suite.sign(key, message, fresh)).toEqual(signature);
      expect(suite.verify(model.publicKey(key), message, signature)).toBe(true);
      expect(suite.verify(peer, message, signature)).toBe(false);
      expect(suite.iteratedHash(message, key, 52)).toEqual(model.iteratedHash(message, key, 52));
      expect(suite.iteratedHash(message, key, 2)).toEqual(model.iteratedHash(message, key, 2));
      expect(() => suite.publicKey(message)).toThrow('32 bytes');
    }
  });

  it('tells arguments apart by where one ends and the next begins', () => {
    const asked: number[] = [];
    const suite = remembering({ ...model, verify: (a) => asked.push(a.length) > 0 });
    suite.verify(message.subarray(0, 10), message.subarray(10, 20), message.subarray(20));
    suite.verify(message.subarray(0, 11), message.subarray(11, 20), message.subarray(20));
    expect(asked).toEqual([10, 11]);
  });

  it('plays the same run, and a run with another switch without a single new agreement', () => {
    const options = { seed: 1, language: 'en', code: 'test' } as const;
    const tape = taped(model);
    const suite = remembering(tape.suite);
    const run = play(alternating(6), { ...options, suite });
    expect(traceHash(run.trace)).toBe(traceHash(play(alternating(6), { ...options, suite: model }).trace));
    const { agree, publicKey } = tallyOf(tape.calls);
    expect([agree, publicKey]).toEqual([11 + 5 * 2, 12 + 3 + 5]);
    const before = tape.calls.length;
    play(alternating(6), { ...options, suite, switches: { eraseMessageKeys: false } });
    const again = tallyOf(tape.calls.slice(before));
    expect(Object.keys(again).toSorted()).toEqual(['cbcDecrypt', 'cbcEncrypt', 'hkdf', 'hmac']);
  });
});
