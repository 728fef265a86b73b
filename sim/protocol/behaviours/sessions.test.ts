/** Behaviours of several sessions between two devices, in both session versions and on a stand-in and a real suite. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../crypto/bytes.ts';
import { LIMITS, UNACKNOWLEDGED_MS } from '../../limits.ts';
import { roundTrip } from '../../testing/roundTrip.ts';
import { acquainted, strangers, WORLDS, type Strangers } from '../../testing/strangers.ts';
import { pairOfEndpoints } from '../../testing/tools.ts';
import { archiveCurrent, type Endpoint } from '../endpoint.ts';
import { bundleOf } from '../prekeys.ts';
import type { Session } from '../ratchet.ts';
import { canSeal, open, openSession, seal } from '../session.ts';

const isShared = ({ ends: { alice, bob } }: Strangers): boolean => {
  const [ours, theirs] = [alice.sessions['bob'], bob.sessions['alice']];
  return ours !== undefined && theirs !== undefined && String(ours.baseKey) === String(theirs.baseKey);
};
const archivedOf = (pair: Strangers): readonly Session[] => pair.ends.bob.archived['alice'] ?? [];

/** One more session for each text, opened by Alice and used by both; a message of each stays on its way. */
const resets = (pair: Strangers, texts: readonly string[]) =>
  texts.map((text) => {
    pair.opens('alice', false);
    pair.talk('alice');
    return pair.writes('alice', text);
  });

describe.each(WORLDS)('sessions between two devices ($world)', (world) => {
  const isModel = world.suite.name === 'model';

  it('that both opened at once become one, whichever first message is lost', () => {
    for (const lost of ['alice', 'bob', 'neither', 'both'] as const) {
      const pair = strangers(world);
      pair.opens('alice', true);
      pair.opens('bob', true);
      const [fromAlice, fromBob] = [pair.writes('alice', 'hello'), pair.writes('bob', 'hallo')];
      if (lost !== 'bob' && lost !== 'both') expect(pair.reads(fromBob)).toBe('hallo');
      if (lost !== 'alice' && lost !== 'both') expect(pair.reads(fromAlice)).toBe('hello');
      pair.talk('alice', 4);
      expect(isShared(pair)).toBe(true);
    }
  });

  it('that cross again and again, with messages lost, become one as soon as both are heard', () => {
    const pair = acquainted(world);
    for (let round = 0; round < (isModel ? 20 : 4); round++) {
      pair.opens('alice', false);
      pair.opens('bob', false);
      const [fromAlice, fromBob] = [pair.writes('alice', `a${round}`), pair.writes('bob', `b${round}`)];
      if (round % 3 !== 0) expect(pair.reads(fromBob)).toBe(`b${round}`);
      if (round % 3 !== 1) expect(pair.reads(fromAlice)).toBe(`a${round}`);
    }
    pair.talk('alice', 4);
    expect(isShared(pair)).toBe(true);
  });

  it('still open a late message of the one before a reset', () => {
    const pair = acquainted(world);
    const late = pair.writes('alice', 'late');
    pair.ends.bob = archiveCurrent(pair.ends.bob, 'alice', pair.toolsOf('reset'));
    pair.opens('alice', false);
    pair.talk('alice', 4);
    expect(pair.reads(late)).toBe('late');
  });

  it('are not moved by a try that failed, although another one opens the message', () => {
    const pair = acquainted(world);
    const [late = fail()] = resets(pair, ['late', 'newer']);
    const current = pair.ends.bob.sessions['alice'] ?? fail();
    const copy = roundTrip(current);
    expect(pair.reads(late)).toBe('late');
    // The one that was current was tried first: it has its place in the archive, the same to the byte.
    expect(archivedOf(pair)).toContain(current);
    expect(roundTrip(current)).toEqual(copy);
  });

  it('change places when one opens a message: it seals from then on', () => {
    const pair = acquainted(world);
    const [late = fail()] = resets(pair, ['late', 'newer']);
    const used = archivedOf(pair)[0]?.baseKey;
    expect(pair.ends.bob.sessions['alice']?.baseKey).not.toEqual(used);
    pair.reads(late);
    expect(pair.ends.bob.sessions['alice']?.baseKey).toEqual(used);
    expect(pair.reads(pair.writes('bob', 'in that one'))).toBe('in that one');
    expect(pair.ends.alice.sessions['bob']?.baseKey).toEqual(used);
  });

  it('are archived as many as the limit says, and the oldest goes', () => {
    const limits = isModel ? LIMITS.real : { ...LIMITS.lesson, archivedSessions: 3 };
    const pair = acquainted({ ...world, limits });
    const late = resets(
      pair,
      Array.from({ length: limits.archivedSessions + 2 }, (_, i) => `late ${i}`),
    );
    expect(archivedOf(pair)).toHaveLength(limits.archivedSessions);
    expect(pair.opening(late[0] ?? fail()).ok).toBe(false);
    expect(pair.reads(late[1] ?? fail())).toBe('late 1');
  });

  it('are one again after any number of resets by either side', () => {
    const pair = strangers(world);
    for (const who of ['alice', 'bob', 'bob', 'alice', 'alice', 'bob'] as const) {
      pair.ends[who] = archiveCurrent(pair.ends[who], who === 'alice' ? 'bob' : 'alice', pair.toolsOf('reset'));
      pair.opens(who, false);
      expect(pair.reads(pair.writes(who, 'anew'))).toBe('anew');
    }
    pair.talk('alice', 4);
    expect(isShared(pair)).toBe(true);
  });

  it('to which nobody answered seal for 30 days and not from then on; an answer ends the wait', () => {
    const pair = strangers(world);
    pair.opens('alice', true);
    const hint = pair.writes('alice', 'is anybody there?');
    pair.goesOn({ now: UNACKNOWLEDGED_MS - 1 });
    expect(canSeal(pair.ends.alice, 'bob', pair.toolsOf('now'))).toBe(true);
    pair.writes('alice', 'still');
    pair.goesOn({ now: UNACKNOWLEDGED_MS });
    expect(canSeal(pair.ends.alice, 'bob', pair.toolsOf('now'))).toBe(false);
    expect(seal(pair.ends.alice, 'bob', utf8('x'), pair.toolsOf('seal'))).toEqual({ ok: false, reason: 'no-session' });
    // What was sent opens all the same, and the answer to it opens here.
    expect(pair.reads(hint)).toBe('is anybody there?');
    expect(pair.reads(pair.writes('bob', 'yes'))).toBe('yes');
    pair.talk('alice');
  });

  it('that do not exist neither seal nor open a plain message', () => {
    const pair = strangers(world);
    expect(seal(pair.ends.alice, 'bob', utf8('x'), pair.toolsOf('seal'))).toEqual({ ok: false, reason: 'no-session' });
    const others = acquainted(world);
    const plain = others.writes('alice', 'not for you');
    expect(plain.sealed.type).toBe('whisper');
    expect(pair.reads(plain)).toBe('no-session');
  });

  it('can be asked for: there is one from the bundle on, and none after it was set aside', () => {
    const pair = strangers(world);
    const has = (): boolean => canSeal(pair.ends.alice, 'bob', pair.toolsOf('now'));
    expect(has()).toBe(false);
    pair.opens('alice', true);
    expect(has()).toBe(true);
    pair.ends.alice = archiveCurrent(pair.ends.alice, 'bob', pair.toolsOf('archive'));
    expect(has()).toBe(false);
  });

  it('that were ended seal nothing more, and the next first message opens a new one', () => {
    const pair = acquainted(world);
    expect(pair.reads(pair.writes('alice', 'this session ends'))).toBe('this session ends');
    pair.ends.alice = archiveCurrent(pair.ends.alice, 'bob', pair.toolsOf('end'));
    pair.ends.bob = archiveCurrent(pair.ends.bob, 'alice', pair.toolsOf('end'));
    for (const [who, to] of [['alice', 'bob'] as const, ['bob', 'alice'] as const])
      expect(seal(pair.ends[who], to, utf8('x'), pair.toolsOf('seal'))).toMatchObject({ reason: 'no-session' });
    pair.opens('bob', true);
    pair.talk('bob', 4);
    expect(isShared(pair)).toBe(true);
  });

  it('belong to one device each: another device of the same person opens nothing of them', () => {
    const pair = acquainted(world);
    const laptop = pairOfEndpoints({ ...world, seed: 11 }).bob;
    const opened = openSession(pair.ends.alice, 'laptop', bundleOf(laptop.prekeys, undefined), pair.toolsOf('open'));
    const alice = opened.ok ? opened.endpoint : fail();
    const forLaptop = seal(alice, 'laptop', utf8('to the laptop'), pair.toolsOf('seal'));
    const first = forLaptop.ok ? forLaptop : fail();
    const openedBy = (end: Endpoint, { type, wire }: Pick<typeof first, 'type' | 'wire'>): string => {
      const opening = open(end, 'alice', type, wire, 'read', pair.toolsOf('read'));
      return opening.ok ? 'read' : 'refused';
    };
    const forPhone = pair.writes('alice', 'to the phone').sealed;
    expect([openedBy(laptop, first), openedBy(pair.ends.bob, first)]).toEqual(['read', 'refused']);
    expect([openedBy(laptop, forPhone), openedBy(pair.ends.bob, forPhone)]).toEqual(['refused', 'read']);
  });

  it('that were damaged where they were stored are passed over, and a good one further back opens the message', () => {
    const pair = acquainted(world);
    const [late = fail()] = resets(pair, ['late', 'second', 'third']);
    const damaged = (session: Session, i: number): Session => {
      const { ratchet } = session.sending;
      const broken = { ...session.sending, ratchet: { ...ratchet, privateKey: ratchet.privateKey.slice(0, 9) } };
      return i === 0 ? { ...session, root: new Uint8Array() } : { ...session, sending: broken };
    };
    const [first = fail(), second = fail(), ...rest] = archivedOf(pair);
    const current = damaged(pair.ends.bob.sessions['alice'] ?? fail(), 1);
    pair.ends.bob = {
      ...pair.ends.bob,
      sessions: { alice: current },
      archived: { alice: [damaged(first, 0), second, ...rest] },
    };
    expect(pair.reads(late)).toBe('late');
    pair.talk('bob', 4);
    const { bob } = pair.ends;
    pair.ends.bob = { ...bob, sessions: { alice: damaged(bob.sessions['alice'] ?? fail(), 1) }, archived: {} };
    expect(pair.reads(pair.writes('alice', 'nobody can'))).toBe('no-session');
  });
});

describe.each(WORLDS.filter(({ handshake }) => handshake === 'x3dh'))('sessions of both versions ($world)', (world) => {
  it('stand side by side: a message is refused by those of the other version and opened by its own', () => {
    const { suite = fail() } =
      WORLDS.find((one) => one.handshake === 'pqxdh' && one.suite.name === world.suite.name) ?? {};
    const pair = strangers({ suite, handshake: 'pqxdh' });
    pair.goesOn({ handshake: 'x3dh' });
    pair.opens('alice', true);
    pair.talk('alice');
    const late = pair.writes('alice', 'of version 3');
    pair.goesOn({ handshake: 'pqxdh' });
    pair.opens('alice', false);
    pair.talk('alice');
    expect(pair.ends.bob.sessions['alice']?.versionByte).toBe(0x44);
    expect(archivedOf(pair).map(({ versionByte }) => versionByte)).toEqual([0x33]);
    const relabelled = { ...late, sealed: { ...late.sealed, wire: late.sealed.wire.with(0, 0x44) } };
    expect(pair.opening(relabelled).ok).toBe(false);
    expect(pair.reads(late)).toBe('of version 3');
    // Without the session of version 4 there is none left that could open a message of it.
    pair.ends.bob = { ...pair.ends.bob, archived: {} };
    expect(pair.reads(pair.writes('alice', 'of version 4'))).toBe('version');
  });
});

function fail(): never {
  throw new Error('this is there in every world');
}
