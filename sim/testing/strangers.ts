/** Two endpoints without a session yet, driven by hand: they open sessions, seal and open, and every call is a step of its own. */
import { fromUtf8, utf8 } from '../crypto/bytes.ts';
import { withKem } from '../crypto/kem.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { bundleOf, type Bundle } from '../protocol/prekeys.ts';
import { open, openSession, seal, type Opening, type Sealed } from '../protocol/session.ts';
import type { Tools } from '../protocol/tools.ts';
import { roundTrip } from './roundTrip.ts';
import { pairOfEndpoints, toolsFor, type TestTools } from './tools.ts';

export type Who = 'alice' | 'bob';
export const other = (who: Who): Who => (who === 'alice' ? 'bob' : 'alice');

export type Wrapped = Pick<Sealed, 'type' | 'wire'>;
export interface Flying {
  readonly to: Who;
  readonly text: string;
  readonly sealed: Wrapped;
}

/** Both session versions on both kinds of suite: what the behaviours are shown in. */
export const WORLDS = [
  { world: 'version 3, model', suite: model, handshake: 'x3dh' },
  { world: 'version 4, model', suite: model, handshake: 'pqxdh' },
  { world: 'version 3, noble', suite: noble, handshake: 'x3dh' },
  { world: 'version 4, noble', suite: withKem(noble, nobleKem), handshake: 'pqxdh' },
] as const satisfies readonly (TestTools & { world: string })[];
/** Those in which sessions are post-quantum. */
export const WORLDS_OF_4 = WORLDS.filter(({ handshake }) => handshake === 'pqxdh');

export type Strangers = ReturnType<typeof strangers>;

export function strangers(given: TestTools = {}) {
  let options = given;
  const { alice, bob } = pairOfEndpoints(options, 2);
  const ends: Record<Who, Endpoint> = { alice: { ...alice, sessions: {}, trusted: {} }, bob };
  let step = 0;
  const toolsOf = (what: string): Tools => toolsFor(`${what} ${step++}`, options);
  const handedOut: Record<Who, Set<unknown>> = { alice: new Set(), bob: new Set() };
  /** What the directory hands out for somebody: each one-time prekey once, and none where none is left or wanted. */
  const bundleFor = (who: Who, oneTime: boolean): Bundle => {
    const { prekeys } = ends[who];
    const handOut = <Key extends { readonly id: number }>(keys: readonly Key[] = [], kind: string): Key | undefined => {
      const next = oneTime ? keys.find(({ id }) => !handedOut[who].has(`${kind} ${id}`)) : undefined;
      if (next) handedOut[who].add(`${kind} ${next.id}`);
      return next;
    };
    return bundleOf(prekeys, handOut(prekeys.oneTime, 'agreement'), handOut(prekeys.kem?.oneTime, 'encapsulation'));
  };
  const opening = ({ to, sealed: { type, wire } }: Flying): Opening => {
    const name = `read ${step++}`;
    return open(ends[to], other(to), type, wire, name, toolsFor(name, options));
  };
  const writes = (who: Who, text: string): Flying => {
    const sealed = seal(ends[who], other(who), utf8(text), toolsOf('write'));
    if (!sealed.ok) throw new Error(`sealing was refused: ${sealed.reason}`);
    ends[who] = sealed.endpoint;
    return { to: other(who), text, sealed: { type: sealed.type, wire: sealed.wire } };
  };
  /** The text, or why it was refused. */
  const reads = (message: Flying): string => {
    const opened = opening(message);
    // As devices do: where a protection is off, what was refused may have moved the session all the same.
    ends[message.to] = (opened.ok ? opened.endpoint : opened.moved) ?? ends[message.to];
    return opened.ok ? (fromUtf8(opened.plaintext) ?? 'no text') : opened.reason;
  };
  return {
    ends,
    toolsOf,
    bundleFor,
    /** Tries to open a message without keeping what comes of it. */
    opening,
    writes,
    reads,
    opens(who: Who, oneTime: boolean): void {
      const opened = openSession(ends[who], other(who), bundleFor(other(who), oneTime), toolsOf('open'));
      if (!opened.ok) throw new Error(`an honest bundle was refused: ${opened.reason}`);
      ends[who] = opened.endpoint;
    },
    /** Something is written and read, so many times in turn, beginning with one of them. */
    talk(first: Who, times = 2): void {
      for (let i = 0; i < times; i++) {
        const text = `small talk ${step}`;
        const read = reads(writes(i % 2 === 0 ? first : other(first), text));
        if (read !== text) throw new Error(`small talk was refused: ${read}`);
      }
    },
    /** The endpoint as it comes back from its own files. */
    restarts(who: Who): void {
      ends[who] = roundTrip(ends[who]);
    },
    /** From now on with other tools: another time, another handshake. */
    goesOn(changed: TestTools): void {
      options = { ...options, ...changed };
    },
  };
}

/** With a session that both have used: Alice has opened it. */
export function acquainted(options: TestTools = {}, messages = 2): Strangers {
  const pair = strangers(options);
  pair.opens('alice', true);
  pair.talk('alice', messages);
  return pair;
}

/** The message with these bytes in place of its own. */
export const rewritten = (message: Flying, wire: Uint8Array): Flying => ({
  ...message,
  sealed: { ...message.sealed, wire },
});
/** The message with one bit flipped, counted from its first byte. */
export const withFlippedBit = (message: Flying, bit: number): Flying => {
  const { wire } = message.sealed;
  const at = (bit >> 3) % wire.length;
  return rewritten(message, wire.with(at, (wire[at] ?? 0) ^ (1 << (bit & 7))));
};
