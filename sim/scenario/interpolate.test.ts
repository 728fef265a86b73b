import { describe, expect, it } from 'vitest';
import { interpolate, splitText } from './interpolate.ts';
import type { ProbeWorld } from './probe-eval.ts';

const NAMES = {
  bob: { en: 'Bob', zh: '鲍勃' },
  'bob.phone': { en: 'Bob’s phone', zh: '鲍勃的手机' },
  mallory: { en: 'Mallory', zh: '马洛里' },
};
const names = (id: string, language: 'en' | 'zh'): string =>
  id === 'bob' || id === 'bob.phone' || id === 'mallory' ? NAMES[id][language] : id;

const world = (readers: readonly string[]): ProbeWorld => ({
  canRead: () => false,
  state: () => 'never',
  delivered: () => false,
  refused: () => false,
  expired: () => false,
  ticked: () => false,
  signals: () => false,
  timesShown: (message) => (message === 'm4' ? 2 : 0),
  deleted: () => false,
  copies: (message, party) => (party === undefined ? (message === 'm1' ? 5 : 0) : 3),
  carved: () => 17,
  heldBack: () => false,
  askedAgain: () => false,
  sealedAgain: () => false,
  shownBefore: () => false,
  canSendAs: () => false,
  readers: () => readers,
  stepEnds: () => 0,
  lastSeq: 0,
  moments: [0],
});

describe('filling in a text', () => {
  it('counts how often a device showed a message', () => {
    const text = { en: '{count(shown(m4, bob.phone))} times', zh: '{count(shown(m4, bob.phone)) at s1} 次' };
    expect(interpolate(text, 'en', names, world([]))).toBe('2 times');
    expect(interpolate(text, 'zh', names, world([]))).toBe('2 次');
  });

  it('puts names in the language of the reader', () => {
    const text = { en: 'In {bob}’s phone', zh: '{bob}的手机里' };
    expect(interpolate(text, 'en', names)).toBe('In Bob’s phone');
    expect(interpolate(text, 'zh', names)).toBe('鲍勃的手机里');
  });

  it('takes numbers and readers from the run', () => {
    const text = '{count(readers(m1))}: {readers(m1)}';
    expect(interpolate(text, 'en', names, world(['bob.phone', 'server', 'mallory']))).toBe(
      '3: Bob’s phone, server and Mallory',
    );
    expect(interpolate(text, 'zh', names, world(['bob.phone', 'mallory']))).toBe('2: 鲍勃的手机和马洛里');
    expect(interpolate(text, 'en', names, world([]))).toBe('0: nobody');
  });

  it('leaves a query as it is while there is no run', () => {
    expect(interpolate('{count(readers(m1))} readers', 'en', names)).toBe('{count(readers(m1))} readers');
  });

  it('writes braces that are doubled', () => {
    expect(interpolate('{{bob}} is {bob}', 'en', names)).toBe('{bob} is Bob');
  });

  it.each([
    ['a { b', 2],
    ['a } b', 2],
    ['{a {b}', 0],
  ])('finds the brace without a partner in "%s"', (text, offset) => {
    expect(splitText(text)).toEqual({ ok: false, offset });
  });
});
