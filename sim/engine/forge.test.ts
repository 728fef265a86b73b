import { describe, expect, it } from 'vitest';
import { traceHash } from '../canonical.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { PROTECTION_IDS, ALL_ON, type ProtectionId } from '../protections.ts';
import {
  doesAll,
  happened,
  startedRun,
  traceOf,
  undergoes,
  write,
  FOUR_DEVICES,
  type Command,
} from '../testing/driving.ts';
import { SERVER } from '../actors/types.ts';
import { forge, type Forgery, type ForgeOutcome } from './forge.ts';
import { order, settle, type Run } from './run.ts';
import { FORGE_STRATEGIES } from './strategies.ts';

const BOTH_LINKS = ['alice.phone-server', 'bob.phone-server'];
const TALK: readonly Command[] = [
  write('alice.phone', 'bob', 'Meet at nine'),
  write('bob.phone', 'alice', 'Fine'),
  write('alice.phone', 'bob', 'See you'),
];
const copy = (device: string): Command => ({ kind: 'copy', device });
const ran = (commands: readonly Command[], options: Parameters<typeof startedRun>[0] = {}): Run =>
  doesAll(startedRun({ watches: BOTH_LINKS, ...options }), commands);
const asAlice = (run: Run): Forgery => forge(run, 'mallory', 'alice', 'bob.phone');
const outcomes = ({ attempts }: Forgery): readonly ForgeOutcome[] => attempts.map(({ outcome }) => outcome);
/** A protection off. */
const without = (id: ProtectionId) => ({ protections: { ...ALL_ON, [id]: false } });

describe('writing as somebody', () => {
  it.each([noble, model])('is refused where nothing was stolen and the two know each other ($name)', (suite) => {
    const forgery = asAlice(ran(TALK, { suite }));
    expect(forgery.accepted).toBe(false);
    expect(outcomes(forgery)).toEqual(['nothing', 'nothing', 'nothing', 'untrusted-identity', 'nothing']);
    expect(forgery.attempts.map(({ tried }) => tried)).toEqual([false, false, false, true, false]);
  });

  it.each([noble, model])('works with the sender’s copied keys: in the session, and in a new one ($name)', (suite) => {
    const forgery = asAlice(ran([...TALK, copy('alice.phone')], { suite }));
    expect(outcomes(forgery)).toEqual(['accepted', 'nothing', 'accepted', 'untrusted-identity', 'nothing']);
  });

  it.each([noble, model])('works with the recipient’s own copied keys ($name)', (suite) => {
    const forgery = asAlice(ran([...TALK, copy('bob.phone')], { suite }));
    expect(outcomes(forgery)).toEqual(['nothing', 'accepted', 'nothing', 'untrusted-identity', 'nothing']);
  });

  it('works with the recipient’s keys even where it has only written so far', () => {
    const forgery = forge(ran([...TALK.slice(0, 1), copy('alice.phone')]), 'mallory', 'bob', 'alice.phone');
    expect(outcomes(forgery)[1]).toBe('accepted');
  });

  it('is no use of the keys of somebody else', () => {
    const commands = [...TALK, write('alice.phone', 'carol', 'hello'), copy('carol.phone')];
    const forgery = asAlice(ran(commands, { devices: ['alice.phone', 'bob.phone', 'carol.phone'] }));
    expect(forgery.accepted).toBe(false);
  });

  it('at first contact works with a key of the attacker’s own: nobody knows better', () => {
    const forgery = asAlice(
      ran([write('bob.phone', 'carol', 'hello')], { devices: ['alice.phone', 'bob.phone', 'carol.phone'] }),
    );
    expect(outcomes(forgery)).toEqual(['nothing', 'nothing', 'nothing', 'accepted', 'nothing']);
    const [packet] = forgery.attempts.flatMap((attempt) => attempt.packet ?? []);
    expect(packet).toMatchObject({ errand: 'message', label: 'forged', to: 'bob.phone', link: 'bob.phone-server' });
  });

  it('needs the recipient’s bundle: who saw none cannot begin', () => {
    const forgery = asAlice(ran([], { watches: [] }));
    expect(forgery.attempts.every(({ tried }) => !tried)).toBe(true);
  });

  it('goes further along the chain where the sender has written since', () => {
    const since = [write('alice.phone', 'bob', 'One more'), write('alice.phone', 'bob', 'And one')];
    const forgery = asAlice(ran([...TALK, copy('alice.phone'), ...since]));
    expect(outcomes(forgery)[0]).toBe('accepted');
  });

  it('asks each device of an account, or the one that is named', () => {
    const run = ran(TALK, { devices: FOUR_DEVICES });
    const senders = (as: string) => new Set(forge(run, 'mallory', as, 'bob.phone').attempts.map((one) => one.as));
    expect(senders('alice')).toEqual(new Set(['alice.phone', 'alice.tablet']));
    expect(senders('alice.tablet')).toEqual(new Set(['alice.tablet']));
    expect(senders('bob')).toEqual(new Set(['bob.laptop']));
  });
});

describe('with a quantum computer', () => {
  const machine = (run: Run): Run => undergoes(run, 9, 'mallory', { kind: 'quantum' });

  it.each([noble, model])('works with an identity key computed from the public one ($name)', (suite) => {
    const run = ran(TALK, { suite });
    expect(asAlice(run).accepted).toBe(false);
    expect(outcomes(asAlice(machine(run)))).toEqual([
      'nothing',
      'nothing',
      'nothing',
      'untrusted-identity',
      'accepted',
    ]);
  });

  it('works with what the sender’s first message tells, too: one link is enough', () => {
    const run = machine(ran(TALK, { watches: ['bob.phone-server'] }));
    expect(outcomes(asAlice(run)).at(-1)).toBe('accepted');
  });

  it('is no use to somebody who has seen no key of the sender', () => {
    expect(asAlice(machine(ran(TALK, { watches: [] }))).attempts.every(({ tried }) => !tried)).toBe(true);
  });

  it('is the attacker’s alone: the company computes nothing with it', () => {
    expect(forge(machine(ran(TALK)), SERVER, 'alice', 'bob.phone').accepted).toBe(false);
  });
});

describe('after the phone has healed', () => {
  const turns = (count: number): readonly Command[] =>
    Array.from({ length: count }, (_, i) =>
      i % 2 === 0 ? write('bob.phone', 'alice', `b${i}`) : write('alice.phone', 'bob', `a${i}`),
    );

  it('a stolen session still writes in a chain that the recipient keeps open, and no longer once it is dropped', () => {
    expect(outcomes(asAlice(ran([...TALK, copy('alice.phone'), ...turns(4)])))[0]).toBe('accepted');
    expect(outcomes(asAlice(ran([...TALK, copy('alice.phone'), ...turns(14)])))[0]).toBe('bad-mac');
  });

  it('a stolen identity key goes on writing: no ratchet heals it', () => {
    expect(outcomes(asAlice(ran([...TALK, copy('alice.phone'), ...turns(14)])))[2]).toBe('accepted');
  });

  it('the recipient’s own stolen session is worth nothing in the end', () => {
    expect(asAlice(ran([...TALK, copy('bob.phone'), ...turns(14)])).accepted).toBe(false);
  });
});

describe('the company', () => {
  const asServer = (run: Run): Forgery => forge(run, SERVER, 'alice', 'bob.phone');

  it('that is honest cannot write as somebody to who knows her; at first contact it can', () => {
    expect(asServer(ran(TALK)).accepted).toBe(false);
    expect(outcomes(asServer(ran([])))).toEqual(['nothing', 'nothing', 'nothing', 'accepted', 'nothing']);
  });

  it('that holds the keys can', () => {
    const forgery = asServer(ran(TALK, without('endToEnd')));
    expect(outcomes(forgery)[0]).toBe('accepted');
  });

  it('that has swapped the keys can, as either to the other', () => {
    const misdeed = {
      deed: 'swap-keys',
      against: 'bob.phone',
      other: 'alice.phone',
      message: undefined,
      tick: undefined,
      byMs: 0,
    } as const;
    const started = ran(TALK.slice(0, 2));
    const ordered = order(started, started.world.now + 1_000, SERVER, { kind: 'misdeed', misdeed }, 'misdeed:s9');
    const swapped = settle(ordered, 's9');
    expect(happened(swapped, 'identity-changed').length).toBeGreaterThan(0);
    const after = doesAll(swapped, [write('alice.phone', 'bob', 'New phone?'), write('bob.phone', 'alice', 'No')]);
    expect(asServer(after).accepted).toBe(true);
    expect(forge(after, SERVER, 'bob', 'alice.phone').accepted).toBe(true);
    expect(asAlice(after).accepted).toBe(false);
    // Phones ask for the new key as soon as it is announced: there is no moment in which anybody else could be her.
    expect(asAlice(swapped).accepted).toBe(false);
  });
});

describe('trying', () => {
  it('leaves no trace in the run: it is the same before and after, and goes on the same', () => {
    const untouched = ran([...TALK, copy('alice.phone')]);
    const before = traceHash(traceOf(untouched));
    const agenda = untouched.world.agenda;
    asAlice(untouched);
    forge(untouched, SERVER, 'alice', 'bob.phone');
    expect(traceHash(traceOf(untouched))).toBe(before);
    expect(untouched.world.agenda).toBe(agenda);
    const more = [write('bob.phone', 'alice', 'Still there?')];
    expect(traceHash(traceOf(doesAll(untouched, more)))).toBe(
      traceHash(traceOf(doesAll(ran([...TALK, copy('alice.phone')]), more))),
    );
  });

  it('twice gives the same, packets and all', () => {
    const run = ran([...TALK, copy('bob.phone')]);
    expect(asAlice(run)).toEqual(asAlice(run));
  });

  it.each(PROTECTION_IDS)('gives an answer for every strategy with %s off', (id) => {
    const forgery = asAlice(ran([...TALK, copy('alice.phone')], without(id)));
    expect(forgery.attempts).toHaveLength(FORGE_STRATEGIES.length);
    expect(forgery.accepted).toBe(true);
  });
});
