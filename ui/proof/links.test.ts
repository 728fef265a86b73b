import { describe, expect, it } from 'vitest';
import { choiceFor, engine, lastOf, runOf } from '../figures/testing/runs.ts';
import { lifeLine } from './life.ts';
import { proofLinks } from './links.ts';

const view = runOf('keys-stolen-late');
const choice = choiceFor('keys-stolen-late');
const end = view.frames[lastOf(view)]?.seq ?? 0;

describe('a proof as links', () => {
  it('stands for every step exactly once, for every cell that can be read', () => {
    const kept = choiceFor('keys-stolen-late', { off: 'eraseMessageKeys' });
    for (const [run, message] of [
      [choice, 'm3'],
      [kept, 'm1'],
      [kept, 'm2'],
    ] as const) {
      const why = engine.why(run, 'mallory', message, end);
      if (why.kind !== 'can') throw new Error(`Mallory can read ${message} in this run`);
      for (const language of ['en', 'zh'] as const) {
        const links = proofLinks(why.proof, language);
        const steps = links.flatMap((link) => link.steps).sort((a, b) => a - b);
        expect(steps).toEqual(why.proof.steps.map((_, index) => index));
        expect(links.filter((link) => link.final).length).toBe(1);
        expect(links.every((link) => link.title !== '' && link.where !== '')).toBe(true);
      }
    }
  });

  it('starts with what was copied and seen, and shows the value that each computation gives', () => {
    const why = engine.why(choice, 'mallory', 'm3', end);
    if (why.kind !== 'can') throw new Error('Mallory can read m3 in this run');
    const links = proofLinks(why.proof, 'en');
    expect(
      links
        .slice(0, 2)
        .map((link) => link.title)
        .sort(),
    ).toEqual(['Copied', 'Saw']);
    expect(links.slice(2).every((link) => link.values.length > 0)).toBe(true);
    for (const value of links.flatMap((link) => link.values)) expect(value.prefix).toMatch(/^[0-9a-f]{4} [0-9a-f]{4}$/);
  });
});

describe('what a step needs besides secrets', () => {
  it('is named: labels, salts and constants, and which key is private', () => {
    const why = engine.why(choice, 'mallory', 'm3', end);
    if (why.kind !== 'can') throw new Error('Mallory can read m3 in this run');
    const told = proofLinks(why.proof, 'en').map((link) => `${link.title}: ${link.where} | ${link.known}`);
    expect(told.slice(2)).toEqual([
      'X25519: private ratchet key and public key | ',
      'HKDF: shared secret and root key as salt | label WhisperRatchet',
      'HMAC: chain key | constant 01',
      'HKDF: message key | salt: 32 zero bytes; label WhisperMessageKeys',
      expect.stringMatching(/cipher key, starting bytes \(IV\) and ciphertext \| the check value/),
    ]);
  });

  it('is named in Chinese too', () => {
    const why = engine.why(choice, 'mallory', 'm3', end);
    if (why.kind !== 'can') throw new Error('Mallory can read m3 in this run');
    const known = proofLinks(why.proof, 'zh').map((link) => link.known);
    for (const name of ['WhisperRatchet', '01', 'WhisperMessageKeys']) expect(known.join()).toContain(name);
  });
});

describe('the life of a missing value', () => {
  it('ends before the theft where it was erased in time', () => {
    const why = engine.why(choice, 'mallory', 'm1', end);
    if (why.kind !== 'cannot') throw new Error('Mallory cannot read m1 in this run');
    const stored = why.missing.singles.filter((single) => single.stays.length > 0);
    expect(stored.length).toBeGreaterThan(0);
    for (const single of stored) {
      const life = lifeLine(view, 'mallory', single.stays);
      const theft = life?.thefts[0]?.at ?? 0;
      expect(life?.stays.every((stay) => stay.open || stay.to < theft)).toBe(true);
      expect(life?.stays.every((stay) => stay.from >= 0 && stay.to <= 1 && stay.from < stay.to)).toBe(true);
    }
  });

  it('is not drawn for what was never stored', () => {
    expect(lifeLine(view, 'mallory', [])).toBeUndefined();
  });
});
