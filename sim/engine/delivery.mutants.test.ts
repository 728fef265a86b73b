/** The property of delivery has to notice when a part of it is missing: the same schedules, with one protection off. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_ON, type ProtectionId } from '../protections.ts';
import { DEVICES, judged, played, schedules, type Complaint, type Move } from '../testing/schedules.ts';
import type { Outcome, TraceEvent } from '../trace.ts';
import { entriesOf } from './log.ts';

const devices = DEVICES.two;
const complaints = (moves: readonly Move[], off?: ProtectionId): readonly Complaint[] =>
  judged(played(devices, moves, 1, off ? { ...ALL_ON, [off]: false } : ALL_ON), devices).complaints;

const move = (kind: Move['kind'], device: 'alice' | 'bob', more: Partial<Move> = {}): Move => ({
  kind,
  device: device === 'alice' ? 0 : 1,
  next: 1,
  errand: undefined,
  toward: undefined,
  gapMs: 1_000,
  ...more,
});
const alice = move('write', 'alice');
/** A message for Bob’s phone that is held back until one overtakes it. */
const reorder = move('reorder', 'bob', { errand: 'message', toward: 'device' });

interface Mutant {
  readonly off: ProtectionId;
  readonly schedule: readonly Move[];
  readonly caught: readonly Complaint[];
}
/** Each with a small schedule in which it shows; a message is named after its place in the schedule, from 0. */
const MUTANTS: readonly Mutant[] = [
  {
    off: 'resend',
    schedule: [alice, move('drop', 'alice', { errand: 'message', toward: 'server' }), alice],
    caught: [{ kind: 'lost', message: 'm2', device: 'bob.phone' }],
  },
  {
    off: 'resend',
    schedule: [move('drop', 'alice', { errand: 'keys', toward: 'server' }), alice],
    caught: [
      { kind: 'lost', message: 'm1', device: 'bob.phone' },
      { kind: 'still-waiting', message: 'm1', device: 'alice.phone' },
    ],
  },
  {
    off: 'keepUntilFetched',
    schedule: [move('off', 'bob'), alice],
    caught: [{ kind: 'lost', message: 'm1', device: 'bob.phone' }],
  },
  {
    off: 'refuseDuplicates',
    schedule: [move('drop', 'bob', { errand: 'receipt', toward: 'server' }), alice],
    caught: [{ kind: 'shown-twice', message: 'm1', device: 'bob.phone' }],
  },
  {
    off: 'showInOrder',
    schedule: [reorder, alice, alice],
    caught: [{ kind: 'out-of-order', message: 'm2', device: 'bob.phone' }],
  },
];

describe('what was not written', () => {
  it('is no message of the chat: another text is a complaint, and so is one on a device that it is not for', () => {
    const run = played(devices, [alice], 1);
    const entries = entriesOf(run.log);
    const judgedWith = (change: (entry: TraceEvent, shown: Outcome & { kind: 'shown' }) => TraceEvent) => {
      const changed = entries.map((entry) => {
        const shown = entry.outcomes.find((outcome) => outcome.kind === 'shown');
        return shown ? change(entry, shown) : entry;
      });
      return judged({ ...run, log: { length: changed.length, storage: changed } }, devices).complaints;
    };
    const other = judgedWith((entry, shown) => ({ ...entry, outcomes: [{ ...shown, body: Uint8Array.of(1) }] }));
    expect(other).toEqual([{ kind: 'not-written', message: 'm0', device: 'bob.phone' }]);
    const elsewhere = judgedWith((entry) => ({ ...entry, actor: 'alice.phone' }));
    expect(elsewhere.map(({ kind, device }) => [kind, device])).toEqual([
      ['lost', 'bob.phone'],
      ['not-written', 'alice.phone'],
    ]);
  });
});

describe.each(MUTANTS)('delivery without $off', ({ off, schedule, caught }) => {
  it('is caught by a small schedule, which is harmless with it', () => {
    expect(complaints(schedule, off)).toEqual(caught);
    expect(complaints(schedule)).toEqual([]);
  });

  it('is caught by random ones: among the first ten of each of three seeds', () => {
    for (const seed of [1, 2, 3]) {
      const random = fc.property(schedules(20), (moves) => complaints(moves, off).length === 0);
      const found = fc.check(random, { numRuns: 10, seed, endOnFailure: true });
      const [moves = []] = found.counterexample ?? [];
      expect(new Set(complaints(moves, off).map(({ kind }) => kind))).toContain(caught[0]?.kind);
      expect(complaints(moves)).toEqual([]);
    }
  });
});
