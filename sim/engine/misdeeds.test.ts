/** A server against its users, one deed after the other: what the phones show of it, and what the record says. */
import { describe, expect, it } from 'vitest';
import { ALL_ON } from '../protections.ts';
import {
  chatOf,
  commits,
  FOUR_DEVICES,
  happened,
  later,
  readBy,
  shownOn,
  startedRun,
  traceOf,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import type { Run } from './run.ts';

const HOUR_MS = 3_600_000;
const BOB = 'bob.phone';

/** Alice and Bob, who have each written once. */
function acquainted(options: WorldOptions = {}): Run {
  const first = writes(startedRun(options), 1, 'alice.phone', 'bob');
  return writes(first, 2, BOB, 'alice');
}
const deeds = (run: Run) =>
  happened(run, 'misdeed').map(({ actor, outcome: { deed, message, against } }) => [actor, deed, message, against]);
const ticksOf = (run: Run, label: string) =>
  happened(run, 'ticked').flatMap(({ outcome }) => (outcome.message === label ? [outcome.tick] : []));
const shownAt = (run: Run, label: string) =>
  traceOf(run).events.flatMap(({ at, outcomes }) =>
    outcomes.some((outcome) => outcome.kind === 'shown' && outcome.message === label) ? [at] : [],
  );
const writtenAt = (run: Run, label: string): number =>
  traceOf(run).events.find(({ outcomes }) =>
    outcomes.some((outcome) => outcome.kind === 'wrote' && outcome.message === label),
  )?.at ?? Number.NaN;
describe('a server that drops the next message for a phone', () => {
  const planned = commits(acquainted(), 3, { deed: 'drop', against: BOB });
  const run = later(writes(writes(planned, 4, 'alice.phone', 'bob'), 5, 'alice.phone', 'bob'), HOUR_MS);

  it('leaves one tick on the sender’s phone for good, and nothing at all on the other', () => {
    expect(shownOn(run, BOB)).toEqual(['m1', 'm5']);
    expect(ticksOf(run, 'm4')).toEqual(['sent']);
    expect(ticksOf(run, 'm5')).toEqual(['sent', 'delivered']);
    expect(happened(run, 'sign')).toEqual([]);
  });

  it('drops one message, of which the record names it, and reads none', () => {
    expect(deeds(planned)).toEqual([]);
    expect(deeds(run)).toEqual([['server', 'drop', 'm4', BOB]]);
    expect(readBy(run, 'server', ['m1', 'm2', 'm4', 'm5'])).toEqual([]);
  });

  it('drops it for that phone alone: the other devices of both have it', () => {
    const four = commits(startedRun({ devices: FOUR_DEVICES }), 1, { deed: 'drop', against: BOB });
    const sent = later(writes(four, 2, 'alice.phone', 'bob'), HOUR_MS);
    expect(FOUR_DEVICES.map((device) => shownOn(sent, device))).toEqual([[], ['m2'], [], ['m2']]);
    // Another device of Bob's has it, so the sender sees two ticks.
    expect(ticksOf(sent, 'm2')).toEqual(['sent', 'delivered']);
  });

  it('drops as many as it has planned, in turn', () => {
    const twice = commits(planned, 6, { deed: 'drop', against: BOB });
    const sent = [7, 8, 9].reduce((current, n) => writes(current, n, 'alice.phone', 'bob'), twice);
    expect(shownOn(sent, BOB)).toEqual(['m1', 'm9']);
    expect(deeds(sent).map(([, , message]) => message)).toEqual(['m7', 'm8']);
  });
});

describe('a server that delays the next message for a phone', () => {
  const planned = commits(acquainted(), 3, { deed: 'delay', against: BOB, byMs: 2 * HOUR_MS });
  const sent = writes(writes(planned, 4, 'alice.phone', 'bob'), 5, 'alice.phone', 'bob');

  it('shows it that much later, in its place above what came meanwhile', () => {
    expect(shownOn(sent, BOB)).toEqual(['m1', 'm5']);
    const run = later(sent, 3 * HOUR_MS);
    expect(shownOn(run, BOB)).toEqual(['m1', 'm5', 'm4']);
    expect(chatOf(run, BOB)).toEqual(['m1', 'm2', 'm4', 'm5']);
    const took = (shownAt(run, 'm4')[0] ?? 0) - writtenAt(run, 'm4');
    expect(took - 2 * HOUR_MS).toBe((shownAt(run, 'm5')[0] ?? 0) - writtenAt(run, 'm5'));
  });

  it('lets the sender see one tick so long, and reads nothing', () => {
    expect(ticksOf(sent, 'm4')).toEqual(['sent']);
    const run = later(sent, 3 * HOUR_MS);
    expect(ticksOf(run, 'm4')).toEqual(['sent', 'delivered']);
    expect(deeds(run)).toEqual([['server', 'delay', 'm4', BOB]]);
    expect(readBy(run, 'server', ['m4', 'm5'])).toEqual([]);
  });
});

describe('a server that exchanges two messages', () => {
  const planned = commits(acquainted(), 3, { deed: 'reorder', against: BOB });
  const first = writes(planned, 4, 'alice.phone', 'bob');

  it('shows them the wrong way round on the other phone alone: the time of writing is not sealed', () => {
    const run = writes(first, 5, 'alice.phone', 'bob');
    expect(shownOn(run, BOB)).toEqual(['m1', 'm5', 'm4']);
    expect(chatOf(run, BOB)).toEqual(['m1', 'm2', 'm5', 'm4']);
    expect(chatOf(run, 'alice.phone')).toEqual(['m1', 'm2', 'm4', 'm5']);
    expect(deeds(run)).toEqual([
      ['server', 'reorder', 'm4', BOB],
      ['server', 'reorder', 'm5', BOB],
    ]);
    expect([happened(run, 'refused'), happened(run, 'sign')]).toEqual([[], []]);
    expect(readBy(run, 'server', ['m4', 'm5'])).toEqual([]);
  });

  it('gives each of them the time at which the other was written', () => {
    const run = writes(first, 5, 'alice.phone', 'bob');
    const timesOn = (device: string): Readonly<Record<string, number>> => {
      const actor = run.world.actors[device];
      const lines = actor?.kind === 'device' ? actor.state.places.chat.lines : [];
      return Object.fromEntries(lines.map(({ label, at }) => [label, at]));
    };
    const [there, here] = [timesOn(BOB), timesOn('alice.phone')];
    expect([there['m4'], there['m5']]).toEqual([here['m5'], here['m4']]);
    expect(there['m4']).toBeGreaterThan(there['m5'] ?? Infinity);
  });

  it('passes both on once, whatever comes and goes by afterwards', () => {
    const run = later(writes(writes(first, 5, 'alice.phone', 'bob'), 6, 'alice.phone', 'bob'), 3 * HOUR_MS);
    expect(shownOn(run, BOB)).toEqual(['m1', 'm5', 'm4', 'm6']);
    expect([happened(run, 'refused'), deeds(run).length]).toEqual([[], 2]);
    const passed = happened(run, 'sent').filter(
      ({ outcome: { packet } }) => packet.to === BOB && packet.label === 'm4',
    );
    expect(passed.map(({ outcome }) => outcome.packet.errand)).toEqual(['message']);
  });

  it('passes on what it held when nothing came to exchange it with, an hour later', () => {
    expect(shownOn(first, BOB)).toEqual(['m1']);
    expect(shownOn(later(first, HOUR_MS / 2), BOB)).toEqual(['m1']);
    const run = later(first, HOUR_MS);
    expect(shownOn(run, BOB)).toEqual(['m1', 'm4']);
    const next = writes(run, 6, 'alice.phone', 'bob');
    expect([shownOn(next, BOB), deeds(next).length]).toEqual([['m1', 'm4', 'm6'], 1]);
  });

  it('exchanges nothing with a message for somebody else', () => {
    const run = writes(first, 5, BOB, 'alice');
    expect(shownOn(run, 'alice.phone')).toEqual(['m2', 'm5']);
    expect(shownOn(run, BOB)).toEqual(['m1']);
  });
});

describe('a server that delivers a message once more', () => {
  const replayed = (options: WorldOptions): Run =>
    later(
      commits(acquainted({ serverKeeps: true, ...options }), 3, { deed: 'replay', against: BOB, message: 'm1' }),
      1_000,
    );

  it('is refused by the phone, which shows it once; the repeat is no sign to anybody', () => {
    const run = replayed({});
    expect(shownOn(run, BOB)).toEqual(['m1']);
    expect(happened(run, 'refused')).toEqual([
      { actor: BOB, outcome: { kind: 'refused', message: 'm1', from: 'alice.phone', reason: 'duplicate' } },
    ]);
    expect(deeds(run)).toEqual([['server', 'replay', 'm1', BOB]]);
    expect(happened(run, 'sign')).toEqual([]);
    expect(readBy(run, 'server', ['m1'])).toEqual([]);
  });

  it('has it shown twice by a phone that does not remember how far it has counted', () => {
    const run = replayed({ protections: { ...ALL_ON, refuseDuplicates: false, eraseMessageKeys: false } });
    expect(shownOn(run, BOB)).toEqual(['m1', 'm1']);
  });

  it('cannot, where it keeps nothing, where it never had it, or for a phone that it was not sealed for', () => {
    const forgetful = replayed({ serverKeeps: false });
    const keeps = acquainted({ serverKeeps: true });
    const unknown = commits(keeps, 3, { deed: 'replay', against: BOB, message: 'm9' });
    const others = commits(keeps, 3, { deed: 'replay', against: 'alice.phone', message: 'm1' });
    for (const run of [forgetful, unknown, others]) {
      expect(happened(run, 'inapplicable').map(({ outcome }) => outcome.why)).toEqual(['not-recorded']);
      expect([deeds(run), happened(run, 'refused')]).toEqual([[], []]);
    }
  });
});

describe('a server that forges ticks', () => {
  const forged = (run: Run, n: number, message: string): Run =>
    commits(run, n, { deed: 'forge-ticks', against: 'alice.phone', message, tick: 'read', other: BOB });

  it('makes the sender’s phone show read for a message that nobody has', () => {
    const dropped = writes(commits(acquainted(), 3, { deed: 'drop', against: BOB }), 4, 'alice.phone', 'bob');
    const run = forged(dropped, 5, 'm4');
    expect(shownOn(run, BOB)).toEqual(['m1']);
    expect(happened(run, 'ticked').at(-1)).toEqual({
      actor: 'alice.phone',
      outcome: { kind: 'ticked', message: 'm4', tick: 'read', claimed: BOB },
    });
    expect(deeds(run).at(-1)).toEqual(['server', 'forge-ticks', 'm4', 'alice.phone']);
    expect(happened(run, 'sign')).toEqual([]);
  });

  it('leaves the same marks as the recipient’s own phone would', () => {
    const [forgery, honest] = [forged(acquainted(), 3, 'm1'), acquainted()].map(
      (run) => run.world.actors['alice.phone'],
    );
    if (forgery?.kind !== 'device' || honest?.kind !== 'device') throw new Error('Alice has a phone');
    const { places } = honest.state;
    expect(places.chat.ticks).toEqual({ m1: 'delivered' });
    expect(forgery.state.places).toEqual({ ...places, chat: { ...places.chat, ticks: { m1: 'read' } } });
  });

  it('does nothing beside a message that the phone has not written', () => {
    for (const message of ['m2', 'm9'])
      expect(ticksOf(forged(acquainted(), 3, message), message)).not.toContain('read');
  });
});
