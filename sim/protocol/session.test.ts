import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { LIMITS } from '../limits.ts';
import { ALL_ON } from '../protections.ts';
import { pairOfEndpoints, toolsFor, type TestTools } from '../testing/tools.ts';
import { bundleOf } from './prekeys.ts';
import { newEndpoint, type Endpoint } from './endpoint.ts';
import { open, openSession, seal, type Opening, type Sealed } from './session.ts';

/** Two endpoints that talk; each call is one step with draws of its own. */
function conversation(options: TestTools = {}, oneTimeCount = 1) {
  let { alice, bob } = pairOfEndpoints(options, oneTimeCount);
  let step = 0;
  const put = (who: 'alice' | 'bob', endpoint: Endpoint): void => {
    if (who === 'alice') alice = endpoint;
    else bob = endpoint;
  };
  const get = (who: 'alice' | 'bob'): Endpoint => (who === 'alice' ? alice : bob);
  return {
    endpoint: get,
    write(who: 'alice' | 'bob', text: string): Sealed {
      const sealed = seal(
        get(who),
        who === 'alice' ? 'bob' : 'alice',
        utf8(text),
        toolsFor(`write ${step++}`, options),
      );
      if (!sealed.ok) throw new Error(`sealing was refused: ${sealed.reason}`);
      put(who, sealed.endpoint);
      return sealed;
    },
    read(who: 'alice' | 'bob', sealed: Pick<Sealed, 'type' | 'wire'>): Opening {
      const name = `read ${step++}`;
      const opening = open(
        get(who),
        who === 'alice' ? 'bob' : 'alice',
        sealed.type,
        sealed.wire,
        name,
        toolsFor(name, options),
      );
      if (opening.ok) put(who, opening.endpoint);
      else if (opening.moved) put(who, opening.moved);
      return opening;
    },
  };
}
const textOf = (opening: Opening): string =>
  opening.ok ? new TextDecoder().decode(opening.plaintext) : opening.reason;

describe('a session', () => {
  it('carries messages both ways, with and without a one-time prekey', () => {
    for (const oneTimeCount of [1, 0]) {
      const talk = conversation({}, oneTimeCount);
      expect(textOf(talk.read('bob', talk.write('alice', 'one')))).toBe('one');
      expect(textOf(talk.read('alice', talk.write('bob', 'two')))).toBe('two');
      expect(textOf(talk.read('bob', talk.write('alice', 'three')))).toBe('three');
    }
  });

  it('wraps messages as prekey messages until the first reply, and any of them opens the session', () => {
    const talk = conversation();
    const [lost, first] = [talk.write('alice', 'lost'), talk.write('alice', 'first')];
    expect([lost.type, first.type]).toEqual(['prekey', 'prekey']);
    expect(textOf(talk.read('bob', first))).toBe('first');
    talk.read('alice', talk.write('bob', 'reply'));
    expect(talk.write('alice', 'after').type).toBe('whisper');
    expect(textOf(talk.read('bob', lost))).toBe('lost');
  });

  it('spends the one-time prekey at the first successful opening, not when a corrupt copy comes', () => {
    const talk = conversation();
    const sealed = talk.write('alice', 'hello');
    const corrupt = sealed.wire.with(sealed.wire.length - 12, (sealed.wire.at(-12) ?? 0) ^ 1);
    expect(talk.read('bob', { ...sealed, wire: corrupt }).ok).toBe(false);
    expect(talk.endpoint('bob').prekeys.oneTime).toHaveLength(1);
    expect(textOf(talk.read('bob', sealed))).toBe('hello');
    expect(talk.endpoint('bob').prekeys.oneTime).toHaveLength(0);
  });

  it('refuses a one-time prekey that was used before by somebody else', () => {
    const { alice, bob } = pairOfEndpoints({});
    const carol = openSession(
      newEndpoint(pairOfEndpoints({ seed: 9 }).alice.prekeys),
      'bob',
      bundleOf(bob.prekeys, bob.prekeys.oneTime[0]),
      toolsFor('carol'),
    );
    if (!carol.ok) throw new Error('an honest bundle was refused');
    const first = seal(alice, 'bob', utf8('a'), toolsFor('a'));
    const second = seal(carol.endpoint, 'bob', utf8('b'), toolsFor('b'));
    if (!first.ok || !second.ok) throw new Error('sealing was refused');
    const opened = open(bob, 'alice', first.type, first.wire, 'x', toolsFor('x'));
    if (!opened.ok) throw new Error('opening was refused');
    expect(open(opened.endpoint, 'carol', second.type, second.wire, 'y', toolsFor('y'))).toMatchObject({
      ok: false,
      reason: 'missing-prekey',
    });
  });

  it('refuses a bundle with a flipped signature bit, a changed identity, and a low-order key', () => {
    const { alice, bob } = pairOfEndpoints({});
    const bundle = bundleOf(bob.prekeys, undefined);
    const { signedPrekey } = bundle;
    const flipped = {
      ...bundle,
      signedPrekey: {
        ...signedPrekey,
        signature: signedPrekey.signature.with(3, (signedPrekey.signature[3] ?? 0) ^ 1),
      },
    };
    expect(openSession(alice, 'bob', flipped, toolsFor('f'))).toMatchObject({ reason: 'bad-signature' });
    const other = pairOfEndpoints({ seed: 2 }).bob;
    expect(openSession(alice, 'bob', bundleOf(other.prekeys, undefined), toolsFor('o'))).toMatchObject({
      reason: 'untrusted-identity',
    });
    const lowOrder = { ...bundle, oneTime: { id: 7, publicKey: new Uint8Array(33).with(0, 5) } };
    expect(openSession(alice, 'bob', lowOrder, toolsFor('l'))).toMatchObject({ reason: 'low-order-point' });
  });

  it('refuses a duplicate, the same prekey message again, and a jump beyond the limit; the session goes on', () => {
    const talk = conversation();
    const first = talk.write('alice', 'first');
    talk.read('bob', first);
    expect(talk.read('bob', first)).toMatchObject({ ok: false, reason: 'duplicate' });
    talk.read('alice', talk.write('bob', 'reply'));
    for (let i = 0; i <= LIMITS.lesson.forwardJumps; i++) talk.write('alice', `skipped ${i}`);
    const tooFar = talk.write('alice', 'too far');
    expect(talk.read('bob', tooFar)).toMatchObject({ ok: false, reason: 'too-far' });
    expect(textOf(talk.read('alice', talk.write('bob', 'still here')))).toBe('still here');
  });

  it('forgets the oldest skipped keys beyond the limit and reports those messages as duplicates', () => {
    const talk = conversation();
    talk.read('bob', talk.write('alice', 'first'));
    talk.read('alice', talk.write('bob', 'reply'));
    const late = Array.from({ length: LIMITS.lesson.skippedKeys + 2 }, (_, i) => talk.write('alice', `late ${i}`));
    talk.read('bob', talk.write('alice', 'newest'));
    expect(late.slice(0, 2).map((message) => textOf(talk.read('bob', message)))).toEqual(['duplicate', 'duplicate']);
    expect(textOf(talk.read('bob', late[2] ?? talk.write('alice', 'never')))).toBe('late 2');
  });

  it('opens late messages of the five newest receiving chains and no older ones', () => {
    const talk = conversation({ suite: model });
    talk.read('bob', talk.write('alice', 'first'));
    const held: Sealed[] = [];
    for (let round = 0; round < LIMITS.lesson.receiverChains + 2; round++) {
      talk.read('alice', talk.write('bob', `reply ${round}`));
      held.push(talk.write('alice', `held ${round}`));
      talk.read('bob', talk.write('alice', `seen ${round}`));
    }
    const results = held.map((message) => textOf(talk.read('bob', message)));
    expect(results.slice(-LIMITS.lesson.receiverChains)).toEqual(
      held.slice(-LIMITS.lesson.receiverChains).map((_, i) => `held ${i + 2}`),
    );
    expect(results.slice(0, 2).every((result) => result !== 'held 0' && result !== 'held 1')).toBe(true);
  });
});

type Move = {
  readonly act: 'write' | 'read' | 'again' | 'forge';
  readonly who: boolean;
  readonly index: number;
  readonly bit: number;
};
const moves = fc.array(
  fc.record({
    act: fc.constantFrom<Move['act']>('write', 'write', 'read', 'read', 'again', 'forge'),
    who: fc.boolean(),
    index: fc.nat(60),
    bit: fc.nat(4000),
  }),
  { maxLength: 60, size: 'max' },
);

describe('a session under loss, reorder, duplication and forgery', () => {
  it('shows each delivered message once, as it was written, and a refusal changes nothing', () => {
    let refusals = 0;
    let openings = 0;
    fc.assert(
      fc.property(moves, (schedule) => {
        const talk = conversation({ suite: model, limits: LIMITS.real });
        talk.read('bob', talk.write('alice', 'hello'));
        const flying = {
          alice: [] as { text: string; sealed: Sealed }[],
          bob: [] as { text: string; sealed: Sealed }[],
        };
        const arrived = { alice: [] as Sealed[], bob: [] as Sealed[] };
        for (const [step, move] of schedule.entries()) {
          const reader = move.who ? 'alice' : 'bob';
          const writer = move.who ? 'bob' : 'alice';
          const before = talk.endpoint(reader);
          const letter = flying[reader][move.index % (flying[reader].length || 1)];
          const old = arrived[reader][move.index % (arrived[reader].length || 1)];
          if (move.act === 'write')
            flying[reader].push({ text: `text ${step}`, sealed: talk.write(writer, `text ${step}`) });
          else if (move.act === 'read' && letter) {
            expect(textOf(talk.read(reader, letter.sealed))).toBe(letter.text);
            flying[reader] = flying[reader].filter((other) => other !== letter);
            arrived[reader].push(letter.sealed);
            openings++;
          } else if (move.act === 'again' && old) {
            expect(talk.read(reader, old).ok).toBe(false);
            expect(talk.endpoint(reader)).toBe(before);
            refusals++;
          } else if (move.act === 'forge' && letter) {
            const at = move.bit % letter.sealed.wire.length;
            const wire = letter.sealed.wire.with(at, (letter.sealed.wire[at] ?? 0) ^ (1 << (move.bit % 8)));
            const opening = talk.read(reader, { ...letter.sealed, wire });
            // A flipped bit of a prekey wrapper's registration id is under no MAC: the message inside is still the one written.
            if (opening.ok) {
              expect(textOf(opening)).toBe(letter.text);
              flying[reader] = flying[reader].filter((other) => other !== letter);
            } else {
              expect(talk.endpoint(reader)).toBe(before);
              refusals++;
            }
          }
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(openings).toBeGreaterThan(500);
    expect(refusals).toBeGreaterThan(500);
  });

  it('never throws and never changes state for random bytes', () => {
    const talk = conversation({ suite: model });
    talk.read('bob', talk.write('alice', 'hello'));
    const before = talk.endpoint('bob');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (wire, prekey) => {
        const bytes = wire.length > 0 && wire.length % 2 === 0 ? wire.with(0, 0x33) : wire;
        expect(talk.read('bob', { type: prekey ? 'prekey' : 'whisper', wire: bytes }).ok).toBe(false);
        expect(talk.endpoint('bob')).toBe(before);
      }),
      { numRuns: 5000, seed: 1 },
    );
  });
});

describe('each protection of a session, when it is off', () => {
  it('eraseMessageKeys: used keys stay in the session', () => {
    const talk = conversation({ protections: { ...ALL_ON, eraseMessageKeys: false } });
    talk.read('bob', talk.write('alice', 'one'));
    expect(talk.endpoint('bob').sessions['alice']?.used).toHaveLength(1);
    expect(talk.endpoint('alice').sessions['bob']?.used).toHaveLength(1);
  });

  it('refuseDuplicates: a repeated message opens again', () => {
    const talk = conversation({ protections: { ...ALL_ON, refuseDuplicates: false } });
    const sealed = talk.write('alice', 'pay ten');
    talk.read('bob', sealed);
    expect(textOf(talk.read('bob', sealed))).toBe('pay ten');
  });

  it('verifyMac: an altered message opens', () => {
    const talk = conversation({ protections: { ...ALL_ON, verifyMac: false } });
    talk.read('bob', talk.write('alice', 'one'));
    talk.read('alice', talk.write('bob', 'two'));
    const sealed = talk.write('alice', 'nine o clock, platform four, bring the papers with you');
    const wire = sealed.wire.with(sealed.wire.length - 1, (sealed.wire.at(-1) ?? 0) ^ 1);
    expect(talk.read('bob', { ...sealed, wire }).ok).toBe(true);
  });

  it('commitAfterMac: a refused message moves the session', () => {
    const talk = conversation({ protections: { ...ALL_ON, commitAfterMac: false } });
    talk.read('bob', talk.write('alice', 'one'));
    talk.read('alice', talk.write('bob', 'two'));
    const sealed = talk.write('alice', 'three');
    const wire = sealed.wire.with(sealed.wire.length - 1, (sealed.wire.at(-1) ?? 0) ^ 1);
    expect(talk.read('bob', { ...sealed, wire })).toMatchObject({ ok: false, reason: 'bad-mac' });
    expect(textOf(talk.read('bob', sealed))).toBe('duplicate');
  });

  it('freshRatchetKeys: replies keep the same ratchet key', () => {
    const ratchetKeys = (fresh: boolean): number => {
      const talk = conversation({ protections: { ...ALL_ON, freshRatchetKeys: fresh } });
      const keys = new Set<string>();
      for (let round = 0; round < 4; round++) {
        talk.read('bob', talk.write('alice', 'ping'));
        talk.read('alice', talk.write('bob', 'pong'));
        keys.add(String(talk.endpoint('alice').sessions['bob']?.sending.ratchet.publicKey));
      }
      return keys.size;
    };
    expect(ratchetKeys(true)).toBe(4);
    expect(ratchetKeys(false)).toBe(1);
  });
});
