/** Delivery to a device that is away: what waits for it, and for how long. */
import { describe, expect, it } from 'vitest';
import { linkOf, NETWORK, SERVER, type ActorEvent } from '../actors/types.ts';
import { QUEUE_KEEPS_MS } from '../limits.ts';
import { happened, startedRun } from '../testing/driving.ts';
import type { ActorId } from '../trace.ts';
import { entriesOf } from './log.ts';
import { order, settle, type Run } from './run.ts';

const DAY_MS = 86_400_000;

/** Bob's phone goes off, Alice writes, and his phone is on again after so many days. */
function awayFor(days: number): Run {
  let run = startedRun();
  const at = run.world.now + 1_000;
  run = order(run, at, 'bob.phone', { kind: 'power', on: false }, 'off');
  run = order(run, at + 1_000, 'alice.phone', { kind: 'write', label: 'm1', to: 'bob', text: 'wait' }, 'write:m1');
  run = order(run, at + days * DAY_MS, 'bob.phone', { kind: 'power', on: true }, 'on');
  return settle(run, 's1', at + (days + 1) * DAY_MS);
}
const ticks = (run: Run) => happened(run, 'ticked').map(({ outcome }) => outcome.tick);

describe('a message for a phone that is off', () => {
  it('is shown once when the phone is on again after two days, and only then ticked as delivered', () => {
    const run = awayFor(2);
    expect(happened(run, 'shown').map(({ actor, outcome }) => [actor, outcome.text])).toEqual([['bob.phone', 'wait']]);
    expect(happened(run, 'expired')).toEqual([]);
    expect(ticks(run)).toEqual(['sent', 'delivered']);
  });

  it('is given up by the server after thirty days: on day 31 nothing comes', () => {
    const run = awayFor(31);
    expect(happened(run, 'shown')).toEqual([]);
    expect(happened(run, 'expired').map(({ outcome }) => [outcome.message, outcome.to])).toEqual([['m1', 'bob.phone']]);
    expect(ticks(run)).toEqual(['sent']);
  });
});

/** Commands at moments of their own, and then so long that nothing is left to do. */
function playedOut(commands: readonly (readonly [atMs: number, actor: ActorId, event: ActorEvent])[]): Run {
  const run = startedRun();
  const start = run.world.now;
  const ordered = commands.reduce(
    (current, [atMs, actor, event], n) => order(current, start + atMs, actor, event, `c${n}`),
    run,
  );
  return settle(ordered, 's1', start + 100 * DAY_MS);
}
const write = (label: string): ActorEvent => ({ kind: 'write', label, to: 'bob', text: label });
const service = (up: boolean): ActorEvent => ({ kind: 'service', up });
const shownOn = (run: Run) => happened(run, 'shown').map(({ outcome }) => outcome.text);
const momentOf = (run: Run, kind: string): number | undefined =>
  entriesOf(run.log).find(({ outcomes }) => outcomes.some((outcome) => outcome.kind === kind))?.at;

describe('what falls due while the server is down', () => {
  const delay: ActorEvent = {
    kind: 'misdeed',
    misdeed: {
      deed: 'delay',
      against: 'bob.phone',
      message: undefined,
      tick: undefined,
      byMs: 600_000,
      other: undefined,
    },
  };

  it('is done when it is up: a message that it held back is delivered then, once', () => {
    const run = playedOut([
      [1_000, SERVER, delay],
      [2_000, 'alice.phone', write('m1')],
      [300_000, SERVER, service(false)],
      [900_000, SERVER, service(true)],
    ]);
    expect(shownOn(run)).toEqual(['m1']);
    expect(momentOf(run, 'shown')).toBeGreaterThanOrEqual(900_000);
  });

  it('is not done a second time by an outage after it', () => {
    const run = playedOut([
      [1_000, SERVER, delay],
      [2_000, 'alice.phone', write('m1')],
      [300_000, SERVER, service(false)],
      [900_000, SERVER, service(true)],
      [950_000, SERVER, service(false)],
      [990_000, SERVER, service(true)],
    ]);
    expect(shownOn(run)).toEqual(['m1']);
    expect(happened(run, 'forwarded')).toHaveLength(1);
  });

  it('is too old then, where its thirty days ended: it is given up and sent to nobody', () => {
    const run = playedOut([
      [1_000, 'bob.phone', { kind: 'power', on: false }],
      [2_000, 'alice.phone', write('m1')],
      [20 * DAY_MS, 'alice.phone', write('m2')],
      [29 * DAY_MS, SERVER, service(false)],
      [31 * DAY_MS, SERVER, service(true)],
      [32 * DAY_MS, 'bob.phone', { kind: 'power', on: true }],
    ]);
    expect(happened(run, 'expired').map(({ outcome }) => outcome.message)).toEqual(['m1']);
    expect(momentOf(run, 'expired')).toBe(31 * DAY_MS + startedRun().world.now);
    expect(shownOn(run)).toEqual(['m2']);
  });

  it('does not move the day on which the rest is given up', () => {
    const run = playedOut([
      [1_000, 'bob.phone', { kind: 'power', on: false }],
      [2_000, 'alice.phone', write('m1')],
      [DAY_MS, SERVER, service(false)],
      [20 * DAY_MS, SERVER, service(true)],
    ]);
    const queuedAt = momentOf(run, 'queued') ?? 0;
    expect(momentOf(run, 'expired')).toBe(queuedAt + QUEUE_KEEPS_MS);
  });
});

describe('faults that stop by themselves', () => {
  const lose = (next: number, toward: ActorId): ActorEvent => ({
    kind: 'fault',
    by: undefined,
    fault: { kind: 'drop', link: linkOf('bob.phone'), next, errand: 'message', toward, byMs: 0, bytesPerSecond: 0 },
  });

  it('leave nothing undelivered, however many tries they took: nobody mends the link, and nobody writes again', () => {
    for (const lost of [9, 10, 11, 20, 40]) {
      const run = playedOut([
        [1_000, NETWORK, lose(lost, 'bob.phone')],
        [2_000, 'alice.phone', write('m1')],
      ]);
      expect(shownOn(run), `${lost} lost on the way to Bob`).toEqual(['m1']);
      const back = playedOut([
        [1_000, NETWORK, lose(lost, SERVER)],
        [2_000, 'bob.phone', { kind: 'write', label: 'm1', to: 'alice', text: 'm1' }],
      ]);
      expect(shownOn(back), `${lost} lost on the way from him`).toEqual(['m1']);
    }
  });

  it('are waited for no longer than the server keeps anything; a link that is mended later still brings what waits', () => {
    const cut: ActorEvent = {
      kind: 'fault',
      by: undefined,
      fault: {
        kind: 'cut',
        link: linkOf('alice.phone'),
        next: 1,
        errand: undefined,
        toward: undefined,
        byMs: 0,
        bytesPerSecond: 0,
      },
    };
    const heal: ActorEvent = { ...cut, fault: { ...cut.fault, kind: 'heal' } };
    const commands = [
      [1_000, 'bob.phone', { kind: 'write', label: 'm0', to: 'alice', text: 'm0' }],
      [500_000, NETWORK, cut],
      [600_000, 'alice.phone', write('m1')],
    ] as const;
    const silent = playedOut(commands);
    const gaveUpAfter = (momentOf(silent, 'gave-up') ?? 0) - 600_000;
    expect(gaveUpAfter).toBeGreaterThan(QUEUE_KEEPS_MS);
    expect(gaveUpAfter).toBeLessThan(QUEUE_KEEPS_MS + 2 * DAY_MS);
    // Only the phone’s own new prekey, a month old by now, is still on its way.
    expect(silent.world.agenda.filter(({ name }) => !name.startsWith('resend:upload:'))).toEqual([]);
    const mended = playedOut([...commands, [60 * DAY_MS, NETWORK, heal]]);
    expect(shownOn(mended)).toEqual(['m0', 'm1']);
  });
});
