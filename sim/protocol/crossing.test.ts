/** Two endpoints whose messages cross, come late, twice, in another order or not at all, while either opens new sessions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { LIMITS } from '../limits.ts';
import { WIDE } from '../testing/correspondence.ts';
import { other, strangers, type Flying, type Who } from '../testing/strangers.ts';
import { pairOfEndpoints } from '../testing/tools.ts';
import { forgetIdentity } from './endpoint.ts';

interface Move {
  readonly kind: 'write' | 'deliver' | 'copy' | 'lose' | 'open';
  readonly who: Who;
  readonly which: number;
}
const moves = fc.array(
  fc.record<Move>({
    kind: fc.oneof(
      { weight: 12, arbitrary: fc.constant('write' as const) },
      { weight: 9, arbitrary: fc.constant('deliver' as const) },
      { weight: 2, arbitrary: fc.constant('copy' as const) },
      { weight: 1, arbitrary: fc.constant('lose' as const) },
      { weight: 1, arbitrary: fc.constant('open' as const) },
    ),
    who: fc.constantFrom('alice', 'bob'),
    which: fc.nat(),
  }),
  { minLength: 400, maxLength: 480 },
);

/** Plays the moves and then delivers all that still flies, twice. What was read, what could have been, and the refusals. */
function played(schedule: readonly Move[], first: readonly Who[]) {
  const talk = strangers({ suite: model, limits: WIDE });
  for (const who of first) talk.opens(who, true);
  let flying: Flying[] = [];
  const read: string[] = [];
  const refusals = new Set<string>();
  const lost = new Set<string>();
  let written = 0;
  const deliver = (message: Flying): void => {
    const result = talk.reads(message);
    if (result === message.text) read.push(result);
    else refusals.add(result);
    lost.delete(message.text);
  };
  for (const { kind, who, which } of schedule) {
    const message = flying[which % Math.max(flying.length, 1)];
    if (kind === 'open') talk.opens(who, false);
    if (kind === 'write' && talk.ends[who].sessions[other(who)] && written < 200)
      flying.push(talk.writes(who, `text ${++written}`));
    if (!message || kind === 'open' || kind === 'write') continue;
    if (kind !== 'copy') flying = flying.filter((one) => one !== message);
    if (kind === 'lose') lost.add(message.text);
    else deliver(message);
  }
  for (const message of [...flying.toReversed(), ...flying]) deliver(message);
  return { written, read, lost: lost.size, refusals, talk };
}

describe('sessions that cross', () => {
  const openings: readonly { sides: string; first: readonly Who[] }[] = [
    { sides: 'one side', first: ['alice'] },
    { sides: 'both sides', first: ['alice', 'bob'] },
  ];
  it.each(openings)(
    'lose nothing that arrives and open nothing twice: 200 messages in random order (opened by $sides)',
    ({ first }) => {
      let opened = 0;
      let sessions = 0;
      fc.assert(
        fc.property(moves, (schedule) => {
          const { written, read, lost, refusals, talk } = played(schedule, first);
          expect(new Set(read).size).toBe(read.length);
          expect([...refusals].filter((reason) => reason !== 'duplicate')).toEqual([]);
          // A message that was lost may have been opened before, from a copy.
          expect(read.length).toBeGreaterThanOrEqual(written - lost);
          opened += read.length;
          sessions = Math.max(sessions, (talk.ends.bob.archived['alice'] ?? []).length);
        }),
        { numRuns: 15, seed: 1 },
      );
      expect(opened).toBeGreaterThan(15 * 120);
      expect(sessions).toBeGreaterThan(3);
    },
  );

  it('opened by both at once meet in one session, and neither first message is lost', () => {
    const talk = strangers({});
    talk.opens('alice', true);
    talk.opens('bob', true);
    const [fromAlice, fromBob] = [talk.writes('alice', 'hello'), talk.writes('bob', 'hallo')];
    expect([talk.reads(fromBob), talk.reads(fromAlice)]).toEqual(['hallo', 'hello']);
    for (let i = 0; i < 4; i++) {
      expect(talk.reads(talk.writes('alice', `question ${i}`))).toBe(`question ${i}`);
      expect(talk.reads(talk.writes('bob', `answer ${i}`))).toBe(`answer ${i}`);
    }
    const { alice, bob } = talk.ends;
    expect(alice.sessions['bob']?.baseKey).toEqual(bob.sessions['alice']?.baseKey);
  });

  it('are kept as many as the limit says, the oldest goes first, and its late message is refused', () => {
    const talk = strangers({ limits: { ...LIMITS.lesson, archivedSessions: 2 } });
    const late = ['one', 'two', 'three', 'four'].map((text) => {
      talk.opens('alice', false);
      talk.reads(talk.writes('alice', `opens ${text}`));
      talk.reads(talk.writes('bob', `answers ${text}`));
      return talk.writes('alice', text);
    });
    expect(talk.ends.bob.archived['alice']).toHaveLength(2);
    expect(late.toReversed().map((message) => talk.reads(message))).toEqual(['four', 'three', 'two', 'bad-mac']);
  });

  it('are left as they are by a message that none of them opens', () => {
    const talk = strangers({});
    talk.opens('alice', true);
    talk.opens('bob', true);
    const [fromAlice, fromBob] = [talk.writes('alice', 'hello'), talk.writes('bob', 'hallo')];
    talk.reads(fromBob);
    talk.reads(fromAlice);
    const before = talk.ends.bob;
    const message = talk.writes('alice', 'secret');
    const wire = message.sealed.wire.with(-1, (message.sealed.wire.at(-1) ?? 0) ^ 1);
    expect(talk.reads({ ...message, sealed: { type: message.sealed.type, wire } })).toBe('bad-mac');
    expect(talk.ends.bob).toBe(before);
    expect(talk.reads(fromAlice)).toBe('duplicate');
  });
});

describe('a forgotten identity', () => {
  const talking = () => {
    const talk = strangers({});
    talk.opens('alice', true);
    talk.reads(talk.writes('alice', 'hello'));
    talk.reads(talk.writes('bob', 'hallo'));
    return talk;
  };
  const stranger = () => {
    const { alice } = pairOfEndpoints({ seed: 7 });
    return { ...alice, sessions: {}, trusted: {} };
  };

  it('makes room for another key: its first message is refused before, and accepted after', () => {
    const talk = talking();
    talk.ends.alice = stranger();
    talk.opens('alice', false);
    const message = talk.writes('alice', 'it is me');
    expect(talk.reads(message)).toBe('untrusted-identity');
    talk.ends.bob = forgetIdentity(talk.ends.bob, 'alice');
    expect(talk.reads(message)).toBe('it is me');
  });

  it('takes its sessions along: what was sealed in them and comes late is refused', () => {
    const talk = talking();
    const late = talk.writes('alice', 'late');
    talk.ends.bob = forgetIdentity(talk.ends.bob, 'alice');
    expect(talk.reads(late)).toBe('no-session');
    expect(talk.ends.bob).toMatchObject({ sessions: {}, archived: {}, trusted: {} });
  });

  it('of one contact leaves the others alone', () => {
    const talk = talking();
    expect(forgetIdentity(talk.ends.bob, 'carol')).toEqual(talk.ends.bob);
  });
});
