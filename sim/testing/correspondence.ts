/**
 * Random correspondences of two endpoints at the level of the protocol: messages that are lost, overtaken, repeated and bent on
 * their way, sessions opened anew and set aside while others are on their way, and endpoints read back from what was written of
 * them, between any two steps; and what is wrong with one in the end.
 */
import fc from 'fast-check';
import { LIMITS, type Limits } from '../limits.ts';
import { archiveCurrent } from '../protocol/endpoint.ts';
import { other, strangers, withFlippedBit, type Flying, type Strangers, type Who } from './strangers.ts';
import type { TestTools } from './tools.ts';

/** No limit is ever reached: what is lost then, the sessions have lost. */
export const WIDE: Limits = { ...LIMITS.real, receiverChains: 1_000, archivedSessions: 1_000, oneTimeKemPrekeys: 2 };

export interface Move {
  readonly kind: 'write' | 'deliver' | 'copy' | 'lose' | 'bend' | 'open' | 'reset' | 'restart';
  readonly who: Who;
  readonly which: number;
}
const WEIGHTS: Readonly<Record<Move['kind'], number>> = {
  write: 14,
  deliver: 11,
  copy: 3,
  lose: 1,
  bend: 3,
  open: 1,
  reset: 1,
  restart: 4,
};
const kinds = Object.entries(WEIGHTS).map(([kind, weight]) => ({
  weight,
  arbitrary: fc.constant(kind as Move['kind']),
}));
/** Long enough for so many messages, and what is left when they are written. */
export const movesFor = (messages: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(fc.record<Move>({ kind: fc.oneof(...kinds), who: fc.constantFrom('alice', 'bob'), which: fc.nat() }), {
    minLength: Math.ceil(messages * 3.2),
    maxLength: messages * 4,
  });

export interface Correspondence {
  readonly written: number;
  /** Texts that were read, each time they were. */
  readonly read: readonly string[];
  /** Texts that are lost: no copy of them was delivered. */
  readonly lost: ReadonlySet<string>;
  /** Why anything was refused that nobody had bent. */
  readonly refusals: ReadonlySet<string>;
  /** Bent copies that gave another text, or changed something although they were refused. */
  readonly forged: readonly string[];
  readonly counts: Readonly<Record<Move['kind'], number>>;
  readonly pair: Strangers;
}

/** Plays the moves, up to so many messages, and then delivers all that is still on its way, twice. */
export function corresponded(moves: readonly Move[], messages: number, options: TestTools): Correspondence {
  const pair = strangers({ limits: WIDE, ...options });
  pair.opens('alice', true);
  const counts = { write: 0, deliver: 0, copy: 0, lose: 0, bend: 0, open: 0, reset: 0, restart: 0 };
  const delivered = new Set<string>();
  const lost = new Set<string>();
  const [read, forged, refusals] = [new Array<string>(), new Array<string>(), new Set<string>()];
  let flying: readonly Flying[] = [];
  const deliver = (message: Flying): void => {
    const result = pair.reads(message);
    if (result === message.text) read.push(result);
    else refusals.add(result);
    delivered.add(message.text);
  };
  const bend = (message: Flying, which: number): void => {
    const before = pair.ends[message.to];
    const result = pair.reads(withFlippedBit(message, which));
    // Some bits of the wrapping of a first message are under no MAC: it is opened all the same, and is what was written.
    if (result === message.text) {
      read.push(result);
      delivered.add(message.text);
    } else if (pair.ends[message.to] !== before) forged.push(result);
  };
  const act = ({ kind, who, which }: Move): void => {
    const message = flying[which % Math.max(flying.length, 1)];
    switch (kind) {
      case 'open':
        return pair.opens(who, false);
      case 'reset':
        pair.ends[who] = archiveCurrent(pair.ends[who], other(who), pair.toolsOf('reset'));
        return pair.opens(who, which % 2 === 0);
      case 'restart':
        return pair.restarts(who);
      case 'write':
        flying = [...flying, pair.writes(who, `text ${counts.write}, longer than one block`)];
        return undefined;
      default:
    }
    if (!message) return undefined;
    if (kind === 'bend') return bend(message, which);
    if (kind !== 'copy') flying = flying.filter((one) => one !== message);
    if (kind === 'lose') lost.add(message.text);
    return kind === 'lose' ? undefined : deliver(message);
  };
  for (const move of moves) {
    const canWrite = pair.ends[move.who].sessions[other(move.who)] !== undefined && counts.write < messages;
    if (move.kind === 'write' && !canWrite) continue;
    act(move);
    counts[move.kind]++;
  }
  for (const message of [...flying.toReversed(), ...flying]) deliver(message);
  const never = new Set([...lost].filter((text) => !delivered.has(text)));
  return { written: counts.write, read, lost: never, refusals, forged, counts, pair };
}

/** What is wrong with it: all that was delivered is read once, as it was written, and nothing else was refused than repeats. */
export function complaintsOf({ written, read, lost, refusals, forged }: Correspondence): readonly string[] {
  const missing = written - lost.size - new Set(read).size;
  return [
    ...(missing > 0 ? [`${missing} were delivered and cannot be read`] : []),
    ...read.filter((text, i) => read.indexOf(text) !== i).map((text) => `${text} was read again`),
    ...forged.map((result) => `a bent copy gave or changed something: ${result}`),
    ...[...refusals].filter((reason) => reason !== 'duplicate').map((reason) => `refused: ${reason}`),
  ];
}
