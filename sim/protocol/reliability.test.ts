/** What two endpoints must keep to whatever happens on the way, in many random correspondences. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { withKem } from '../crypto/kem.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import { ALL_ON } from '../protections.ts';
import { complaintsOf, corresponded, movesFor } from '../testing/correspondence.ts';
import { WORLDS } from '../testing/strangers.ts';

/** Set it to make more of each, for a night: `SCHEDULES=20` is twenty times as many. */
const TIMES = Number(process.env['SCHEDULES'] ?? 1);
/** Real agreements cost a hundred times as much as modelled ones, and Node's own a tenth of that. */
const SCHEDULES = [
  ...WORLDS.map((world) =>
    world.suite.name === 'model'
      ? { ...world, runs: 12 * TIMES, messages: 200 }
      : { ...world, runs: TIMES, messages: 60 },
  ),
  { world: 'version 3, native', suite: native, handshake: 'x3dh', runs: TIMES, messages: 200 },
  { world: 'version 4, native', suite: withKem(native, nobleKem), handshake: 'pqxdh', runs: TIMES, messages: 200 },
] as const;

describe.each(SCHEDULES)('$messages messages ($world)', ({ world, runs, messages, suite, handshake }) => {
  const total = { schedules: 0, written: 0, read: 0, lost: 0, open: 0, reset: 0, restart: 0, copy: 0, bend: 0 };
  afterAll(() => console.info(`correspondences, ${world}: ${JSON.stringify(total)}`));

  it('with loss, reorder, repeats, forgery, resets and restarts: nothing that arrives is lost, read twice or forged', () => {
    fc.assert(
      fc.property(movesFor(messages), (moves) => {
        const correspondence = corresponded(moves, messages, { suite, handshake });
        const { written, read, lost, counts } = correspondence;
        expect(complaintsOf(correspondence)).toEqual([]);
        expect(written).toBeGreaterThan(messages * 0.7);
        total.schedules++;
        total.written += written;
        total.read += read.length;
        total.lost += lost.size;
        for (const kind of ['open', 'reset', 'restart', 'copy', 'bend'] as const) total[kind] += counts[kind];
      }),
      // Cutting a long failure down would take longer than reading it.
      { numRuns: runs, seed: 4, endOnFailure: true },
    );
    expect(total.restart).toBeGreaterThan((messages / 10) * total.schedules);
    expect(total.reset).toBeGreaterThan((messages / 40) * total.schedules);
    expect(total.lost).toBeGreaterThan(0);
  });
});

describe.each(WORLDS.filter(({ suite }) => suite.name === 'model'))('a correspondence ($world)', (world) => {
  it.each([
    ['commitAfterMac', 'cannot be read'],
    ['refuseDuplicates', 'was read again'],
    ['verifyMac', 'a bent copy gave or changed something'],
  ] as const)('without %s is not without complaints', (off, complaint) => {
    const protections = { ...ALL_ON, [off]: false };
    const [moves = []] = fc.sample(movesFor(60), { numRuns: 1, seed: 9 });
    expect(complaintsOf(corresponded(moves, 60, world))).toEqual([]);
    expect(complaintsOf(corresponded(moves, 60, { ...world, protections })).join()).toContain(complaint);
  });
});
