/** Two peers on a bad line: what arrives opens once, whatever was lost, repeated and overtaken on the way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { ALICE, BOB, strangers, type Driver, type Json } from '../testing/lines.ts';
import type { PeersOptions } from './answer.ts';

const MESSAGES = 200;
type Side = 'a' | 'b';
const OTHER = { a: 'b', b: 'a' } as const;
const REMOTE = { a: BOB, b: ALICE } as const;

interface Move {
  readonly kind: 'send' | 'lose' | 'deliver' | 'repeat' | 'reset';
  readonly side: Side;
  /** Which of the messages under way. */
  readonly which: number;
}
const move = fc.record<Move>({
  kind: fc.oneof(
    { weight: 40, arbitrary: fc.constant('deliver') },
    { weight: 8, arbitrary: fc.constant('lose') },
    { weight: 15, arbitrary: fc.constant('repeat') },
    { weight: 1, arbitrary: fc.constant('reset') },
  ),
  side: fc.constantFrom('a', 'b'),
  which: fc.nat(),
});
const moves = fc
  .array(fc.tuple(fc.constantFrom<Side>('a', 'b'), fc.array(move, { maxLength: 3 })), {
    minLength: MESSAGES,
    maxLength: MESSAGES,
  })
  .map((rounds) => rounds.flatMap(([side, more]): readonly Move[] => [{ kind: 'send', side, which: 0 }, ...more]));

interface UnderWay {
  readonly to: Side;
  readonly sealed: Json;
  readonly plaintext: string;
}

/** Plays the moves; gives how many texts were opened and how many copies refused. Throws where anything else comes of it. */
function talked(schedule: readonly Move[], impl: string, options: PeersOptions): { opened: number; refused: number } {
  // So that nothing is lost by design: a late message's chain is kept.
  const lines = strangers(options, { impl, limits: { receiverChains: 1_000, archivedSessions: 1_000 } });
  const underWay: UnderWay[] = [];
  const past: UnderWay[] = [];
  const counts = { opened: 0, refused: 0 };
  for (const [n, { kind, side, which }] of schedule.entries()) {
    const at = which % Math.max(underWay.length, 1);
    if (kind === 'send') underWay.push(sent(lines, side, toHex(utf8(`text ${n}`))));
    else if (kind === 'reset') lines.ask('archive', { peer: side, remote: REMOTE[side] });
    else if (kind === 'lose') underWay.splice(at, 1);
    else if (kind === 'deliver') past.push(...underWay.splice(at, 1).map((one) => delivered(lines, one, counts)));
    else if (past.length > 0) repeated(lines, past[which % past.length], counts);
  }
  for (const one of underWay) delivered(lines, one, counts);
  return counts;
}

function sent(lines: Driver, side: Side, plaintext: string): UnderWay {
  const request = { peer: side, remote: REMOTE[side], plaintext };
  const first = lines.ask('encrypt', request);
  if (first.result) return { to: OTHER[side], sealed: first.result, plaintext };
  if (first.error?.class !== 'no-session') throw new Error(first.error?.message);
  const bundle = lines.get('bundle', { peer: OTHER[side] });
  lines.get('processBundle', { peer: side, remote: REMOTE[side], bundle });
  return { to: OTHER[side], sealed: lines.get('encrypt', request), plaintext };
}

function delivered(lines: Driver, one: UnderWay, counts: { opened: number }): UnderWay {
  const { plaintext } = lines.get('decrypt', { peer: one.to, remote: REMOTE[one.to], ...one.sealed });
  if (plaintext !== one.plaintext) throw new Error(`another text was opened: ${String(plaintext)}`);
  counts.opened++;
  return one;
}

function repeated(lines: Driver, one: UnderWay | undefined, counts: { refused: number }): void {
  if (!one) return;
  expect(lines.fails('decrypt', { peer: one.to, remote: REMOTE[one.to], ...one.sealed })).toMatch(/^duplicate/);
  counts.refused++;
}

describe('a bad line', () => {
  test.each(['x3dh-v3', 'pqxdh-v4'])('loses nothing that arrives, of %s on the model suite', (impl) => {
    const total = { opened: 0, refused: 0 };
    const play = (schedule: readonly Move[]): void => {
      const { opened, refused } = talked(schedule, impl, { suite: model });
      total.opened += opened;
      total.refused += refused;
    };
    fc.assert(fc.property(moves, play), { numRuns: 25, seed: 4 });
    console.info(`${impl}: ${total.opened} texts opened, ${total.refused} copies refused`);
    expect(total.opened).toBeGreaterThan(25 * MESSAGES * 0.5);
    expect(total.refused).toBeGreaterThan(25 * MESSAGES * 0.05);
  });

  test.each(['x3dh-v3', 'pqxdh-v4'])('loses nothing that arrives, of %s with real cryptography', (impl) => {
    const [schedule = []] = fc.sample(moves, { numRuns: 1, seed: 9 });
    expect(talked(schedule, impl, {}).opened).toBeGreaterThan(MESSAGES * 0.5);
  });
});
