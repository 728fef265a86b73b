import { describe, expect, it } from 'vitest';
import { toHex } from '../crypto/bytes.ts';
import { play } from '../scenario/play.ts';
import {
  known,
  lastOf,
  optionsOf,
  randomStories,
  runsOf,
  shipped,
  stepEnds,
  type KnownPlay,
} from '../testing/shipped.ts';
import type { Seq, Trace } from '../trace.ts';
import { endpointIn } from './keyLives.ts';
import { keyPairings, keysOf, livesIn } from './keys.ts';
import { worthIn } from './opens.ts';

/** Every byte string in a state, in hex. */
function bytesIn(state: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (state instanceof Uint8Array) found.add(toHex(state));
  else if (typeof state === 'object' && state !== null) for (const part of Object.values(state)) bytesIn(part, found);
  return found;
}

const stateOf = (trace: Trace, device: string, at: Seq): unknown =>
  trace.events.slice(0, at + 1).findLast(({ actor }) => actor === device)?.after.places.keys;

const RUNS: readonly KnownPlay[] = [
  ...runsOf(shipped('keys-stolen-late'), optionsOf('noble')),
  ...runsOf(shipped('poor-network'), optionsOf('model')),
  ...runsOf(shipped('key-swap'), optionsOf('model')),
];
const TRACES: readonly Trace[] = [
  ...RUNS.map(({ played }) => played.trace),
  ...randomStories(15, 11, undefined, 16).map((scenario) => play(scenario, optionsOf('model')).trace),
  ...randomStories(5, 12, 'eraseMessageKeys', 16).map((scenario) => play(scenario, optionsOf('model')).trace),
  ...randomStories(5, 13, 'freshRatchetKeys', 16).map((scenario) => play(scenario, optionsOf('model')).trace),
];

describe('the keys of a pair of devices', () => {
  it('that are drawn as here stand in the state at that event, and no other key does', () => {
    const seen = { here: 0, erased: 0, passed: 0 };
    for (const trace of TRACES) {
      const ends = stepEnds({ trace } as never).filter((_, i, all) => i % 3 === 0 || i === all.length - 1);
      for (const at of ends) {
        for (const { device, peer } of keyPairings(trace, at)) {
          const state = bytesIn(stateOf(trace, device, at));
          for (const { id, bytes, state: drawn, gone } of livesIn(keysOf(trace, device, peer, at))) {
            seen[drawn]++;
            expect([device, at, id, state.has(toHex(bytes))]).toEqual([device, at, id, drawn === 'here']);
            expect((gone ?? -1) <= at).toBe(true);
          }
        }
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(300);
  });

  it('were in the state before the event that erased them, and are not in it after', () => {
    let erased = 0;
    for (const { played } of RUNS) {
      const { trace } = played;
      const at = trace.events.length - 1;
      for (const { device, peer } of keyPairings(trace, at)) {
        for (const { bytes, state, gone = 0 } of livesIn(keysOf(trace, device, peer, at))) {
          if (state !== 'erased') continue;
          erased++;
          const name = toHex(bytes);
          expect(bytesIn(stateOf(trace, device, gone - 1)).has(name)).toBe(true);
          expect(bytesIn(stateOf(trace, device, gone)).has(name)).toBe(false);
        }
      }
    }
    expect(erased).toBeGreaterThan(50);
  });

  it('make as many message keys as the chains of the state have stepped', () => {
    for (const trace of TRACES) {
      const at = trace.events.length - 1;
      for (const { device, peer } of keyPairings(trace, at)) {
        const event = trace.events.findLast((one) => one.actor === device && endpointIn(one));
        const session = event && endpointIn(event)?.sessions[peer];
        const keys = keysOf(trace, device, peer, at).sessions.find(({ place }) => place === 'current');
        if (!session || !keys) continue;
        const drawn = keys.steps.flatMap(({ chain }) => (chain ? [`${chain.side} ${chain.messages.length}`] : []));
        expect(drawn.at(-1)).toBeDefined();
        for (const { index } of session.receiving) expect(drawn).toContain(`receiving ${index}`);
        if (session.receiving.length > 0 || session.pending)
          expect(drawn).toContain(`sending ${session.sending.index}`);
      }
    }
  });

  it('name the message that each message key seals: the same on both sides', () => {
    const [run] = runsOf(shipped('keys-stolen-late'), optionsOf('noble'));
    if (!run) throw new Error('a shipped scenario has a base run');
    const at = lastOf(run);
    const named = (device: string, peer: string, side: string): readonly (string | undefined)[] =>
      keysOf(run.played.trace, device, peer, at).sessions.flatMap(({ steps }) =>
        steps.flatMap(({ chain }) => (chain?.side === side ? chain.messages.map(({ message }) => message) : [])),
      );
    const sent = named('alice.phone', 'bob.phone', 'sending');
    expect(sent.length).toBeGreaterThan(1);
    expect(named('bob.phone', 'alice.phone', 'receiving')).toEqual(sent);
  });

  it('are kept after use only where the protection that erases them is off', () => {
    const uses = (off?: 'eraseMessageKeys'): ReadonlySet<string> =>
      new Set(
        randomStories(6, 5, off, 14).flatMap((scenario) => {
          const { trace } = play(scenario, optionsOf('model'));
          const at = trace.events.length - 1;
          return keyPairings(trace, at).flatMap(({ device, peer }) =>
            keysOf(trace, device, peer, at).sessions.flatMap(({ steps }) =>
              steps.flatMap(({ chain }) => chain?.messages.map(({ use }) => use) ?? []),
            ),
          );
        }),
      );
    expect(uses()).not.toContain('kept');
    expect(uses('eraseMessageKeys')).toContain('kept');
  });

  it('are never known before their event: an earlier cursor has a part of what a later one has', () => {
    const { played } = known(shipped('keys-stolen-late'), optionsOf('model'));
    const { trace } = played;
    const end = trace.events.length - 1;
    for (const at of stepEnds(played)) {
      for (const { device, peer } of keyPairings(trace, at)) {
        const later = new Set(livesIn(keysOf(trace, device, peer, end)).map(({ id }) => id));
        for (const { id, made } of livesIn(keysOf(trace, device, peer, at))) {
          expect([id, later.has(id), made <= at]).toEqual([id, true, true]);
        }
      }
    }
  });

  it('open what the closure says: a message key its message, a chain key those that follow', () => {
    let seen = 0;
    for (const run of RUNS) {
      const at = lastOf(run);
      const worth = worthIn(run.played.trace);
      const pairings = keyPairings(run.played.trace, at);
      const steps = pairings.flatMap(({ device, peer }) =>
        keysOf(run.played.trace, device, peer, at).sessions.flatMap((session) => session.steps),
      );
      for (const { chain } of steps.filter(({ kind }) => kind === 'sending')) {
        const sealed = chain?.messages.flatMap(({ message }) => message ?? []) ?? [];
        if (sealed.length < 2 || sealed.length !== chain?.messages.length) continue;
        seen++;
        for (const { key, message } of chain.messages) expect(worth(key.bytes, at)).toEqual([message]);
        for (const [i, key] of chain.keys.entries()) expect(worth(key.bytes, at)).toEqual(sealed.slice(i));
      }
    }
    expect(seen).toBeGreaterThan(0);
  });
});
