/** Delivery to a device that is away, by a server that is, or with an answer that was lost: what waits, for how long, and once. */
import { describe, expect, it } from 'vitest';
import { QUEUE_KEEPS_MS } from '../limits.ts';
import { ALL_ON } from '../protections.ts';
import {
  chatOf,
  disturbs,
  happened,
  later,
  shownOn,
  startedRun,
  traceOf,
  turns,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import type { Errand } from '../trace.ts';
import { order, settle, type Run } from './run.ts';

const ALICE = 'alice.phone';
const BOB = 'bob.phone';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const ticks = (run: Run, label = 'm1') =>
  happened(run, 'ticked').flatMap(({ outcome }) => (outcome.message === label ? [outcome.tick] : []));
const expired = (run: Run) => happened(run, 'expired').map(({ outcome }) => [outcome.message, outcome.to]);
/** Packets of a message and errand towards an actor: the attempts, in order. */
const attempts = (run: Run, to: string, errand: Errand = 'message', label = 'm1') =>
  happened(run, 'sent').flatMap(({ outcome: { packet } }) =>
    packet.to === to && packet.errand === errand && packet.label === label ? [packet.attempt] : [],
  );
/** What waits, on the server or on a device. */
function queueOf(run: Run, actor: string): readonly (string | undefined)[] {
  const found = run.world.actors[actor];
  if (found?.kind !== 'server' && found?.kind !== 'device') throw new Error(`${actor} has no queue`);
  return found.state.places.queue.map(({ label }) => label);
}
const server = (run: Run, n: number, up: boolean, withinMs = MINUTE_MS): Run =>
  undergoes(run, n, 'server', { kind: 'service', up }, withinMs);
/** Alice and Bob, who have each written once. */
const acquainted = (options: WorldOptions = {}): Run =>
  writes(writes(startedRun(options), 11, ALICE, 'bob'), 12, BOB, 'alice');

/** Bob's phone goes off, and Alice writes. */
const waiting = (options: WorldOptions = {}): Run => writes(turns(startedRun(options), 8, BOB, false), 1, ALICE, 'bob');
/** Bob's phone is on again so long after the server took the message over, and a day goes by. */
function onAgain(run: Run, afterMs: number): Run {
  const queued = traceOf(run).events.find(({ outcomes }) => outcomes.some(({ kind }) => kind === 'queued'));
  const at = (queued?.at ?? Number.NaN) + afterMs;
  return settle(order(run, at, BOB, { kind: 'power', on: true }, 'on'), 'on', at + DAY_MS);
}

describe('a message for a phone that is off', () => {
  it('is shown once when the phone is on again after two days, and only then ticked as delivered', () => {
    const run = onAgain(waiting(), 2 * DAY_MS);
    expect(ticks(waiting())).toEqual(['sent']);
    expect(shownOn(run, BOB)).toEqual(['m1']);
    expect(expired(run)).toEqual([]);
    expect(ticks(run)).toEqual(['sent', 'delivered']);
    expect(queueOf(run, 'server')).toEqual([]);
  });

  it('is kept for thirty days to the second: a second before they are over it comes, a second after it does not', () => {
    expect(QUEUE_KEEPS_MS).toBe(30 * DAY_MS);
    const before = onAgain(waiting(), QUEUE_KEEPS_MS - 1_000);
    expect([shownOn(before, BOB), expired(before), ticks(before)]).toEqual([['m1'], [], ['sent', 'delivered']]);
    const after = onAgain(waiting(), QUEUE_KEEPS_MS + 1_000);
    expect([shownOn(after, BOB), expired(after), ticks(after)]).toEqual([[], [['m1', BOB]], ['sent']]);
  });

  it('is forgotten by the server on expiry, and the next one is shown all the same', () => {
    const gone = onAgain(waiting(), QUEUE_KEEPS_MS + DAY_MS);
    expect(queueOf(gone, 'server')).toEqual([]);
    const next = writes(gone, 2, ALICE, 'bob');
    expect([shownOn(next, BOB), ticks(next, 'm2')]).toEqual([['m2'], ['sent', 'delivered']]);
    expect(happened(next, 'refused')).toEqual([]);
  });

  it('expires for that phone alone: another device of the same person has shown it long before', () => {
    const run = onAgain(waiting({ devices: [ALICE, BOB, 'bob.laptop'] }), QUEUE_KEEPS_MS + 1_000);
    expect([shownOn(run, 'bob.laptop'), shownOn(run, BOB), expired(run)]).toEqual([['m1'], [], [['m1', BOB]]]);
    expect(ticks(run)).toEqual(['sent', 'delivered']);
  });

  it('is lost at once where the server keeps nothing', () => {
    const run = onAgain(waiting({ protections: { ...ALL_ON, keepUntilFetched: false } }), HOUR_MS);
    expect([shownOn(run, BOB), ticks(run), queueOf(run, 'server')]).toEqual([[], ['sent'], []]);
  });

  it('comes with the others that wait, in the order of writing', () => {
    const three = [2, 3].reduce((current, n) => writes(current, n, ALICE, 'bob'), waiting());
    expect(queueOf(three, 'server')).toEqual(['m1', 'm2', 'm3']);
    const run = turns(three, 9, BOB, true);
    expect([shownOn(run, BOB), chatOf(run, BOB)]).toEqual([
      ['m1', 'm2', 'm3'],
      ['m1', 'm2', 'm3'],
    ]);
  });
});

describe('a phone that is on again', () => {
  it('is sent at once what waits for it, and nothing is sent to another that is still off', () => {
    const off = turns(startedRun({ devices: [ALICE, BOB, 'bob.laptop'] }), 7, 'bob.laptop', false);
    const both = later(writes(turns(off, 8, BOB, false), 1, ALICE, 'bob'), HOUR_MS);
    const before = attempts(both, 'bob.laptop');
    const run = turns(both, 9, BOB, true, 1_000);
    expect([shownOn(run, BOB), attempts(run, 'bob.laptop')]).toEqual([['m1'], before]);
    expect(queueOf(run, 'server')).toEqual(['m1']);
  });
});

describe('a phone that goes off', () => {
  it('does nothing that its person wants of it, until it is on; and is on or off once', () => {
    const off = turns(acquainted(), 1, BOB, false);
    const tried = undergoes(writes(off, 2, BOB, 'alice'), 3, BOB, { kind: 'read', label: 'm11' }, MINUTE_MS);
    const twice = turns(tried, 4, BOB, false);
    const on = turns(turns(twice, 5, BOB, true), 6, BOB, true);
    expect(happened(on, 'inapplicable').map(({ actor, outcome }) => [actor, outcome.why])).toEqual([
      [BOB, 'switched-off'],
      [BOB, 'switched-off'],
      [BOB, 'already-so'],
      [BOB, 'already-so'],
    ]);
    expect(happened(on, 'wrote').map(({ outcome }) => outcome.message)).not.toContain('m2');
    expect(shownOn(writes(on, 7, BOB, 'alice'), ALICE)).toEqual(['m12', 'm7']);
  });

  it('keeps what it could not send, however long it is off, and sends it once when it is on', () => {
    const cut = writes(disturbs(acquainted(), 2, ALICE, { kind: 'cut' }), 1, ALICE, 'bob');
    const off = later(disturbs(turns(cut, 3, ALICE, false), 4, ALICE, { kind: 'heal' }), 40 * DAY_MS);
    expect([shownOn(off, BOB), queueOf(off, ALICE)]).toEqual([['m11'], ['m1']]);
    const on = turns(off, 5, ALICE, true);
    expect([shownOn(on, BOB), queueOf(on, ALICE), ticks(on)]).toEqual([['m11', 'm1'], [], ['sent', 'delivered']]);
  });

  it('misses nothing but the ticks that came meanwhile: nobody keeps those', () => {
    const run = turns(writes(turns(acquainted(), 2, ALICE, false), 1, BOB, 'alice'), 3, ALICE, true);
    expect([shownOn(run, ALICE), ticks(run)]).toEqual([
      ['m12', 'm1'],
      ['sent', 'delivered'],
    ]);
    const sent = writes(turns(acquainted(), 4, BOB, false), 1, ALICE, 'bob');
    const both = turns(turns(turns(sent, 5, ALICE, false), 6, BOB, true), 7, ALICE, true);
    expect([shownOn(both, BOB), ticks(both)]).toEqual([['m11', 'm1'], ['sent']]);
  });
});

describe('a server that is down', () => {
  it('takes nothing over; up again it hears of it by itself, and everything is shown once', () => {
    const down = writes(server(acquainted(), 2, false), 1, ALICE, 'bob', HOUR_MS);
    expect([ticks(down), queueOf(down, ALICE), shownOn(down, BOB)]).toEqual([[], ['m1'], ['m11']]);
    const lost = happened(down, 'fault').map(({ outcome }) => [outcome.packet.to, outcome.fault]);
    expect(lost.length).toBeGreaterThan(1);
    expect(lost).toEqual(lost.map(() => ['server', 'away']));
    // The phone’s pauses have grown to many minutes by then: it does not wait for the end of one.
    const up = server(down, 3, true, 1_000);
    expect([ticks(up), queueOf(up, ALICE), shownOn(up, BOB)]).toEqual([['sent', 'delivered'], [], ['m11', 'm1']]);
  });

  it('loses nothing that it keeps: what waited for a phone still waits, and the keys are still there', () => {
    const down = server(waiting(), 2, false);
    const hello = turns(down, 3, BOB, true);
    expect([queueOf(hello, 'server'), shownOn(hello, BOB)]).toEqual([['m1'], []]);
    const up = server(hello, 4, true);
    expect([queueOf(up, 'server'), shownOn(up, BOB)]).toEqual([[], ['m1']]);
    expect(shownOn(writes(up, 5, BOB, 'alice'), ALICE)).toEqual(['m5']);
  });

  it('goes on keeping for thirty days in all, also where it was down for some of them', () => {
    const up = server(later(server(waiting(), 2, false), 3 * DAY_MS), 3, true);
    const before = onAgain(up, QUEUE_KEEPS_MS - 1_000);
    const after = onAgain(up, QUEUE_KEEPS_MS + 1_000);
    expect([shownOn(before, BOB), shownOn(after, BOB), expired(after)]).toEqual([['m1'], [], [['m1', BOB]]]);
  });

  it('is down or up once', () => {
    const run = server(server(server(server(startedRun(), 1, true), 2, false), 3, false), 4, true);
    expect(happened(run, 'inapplicable').map(({ actor, outcome }) => [actor, outcome.why])).toEqual([
      ['server', 'already-so'],
      ['server', 'already-so'],
    ]);
  });
});

describe('an answer that is lost on the way', () => {
  const losing = (device: string, errand: Errand, toward: string, next = 1): Run =>
    disturbs(acquainted(), 2, device, { kind: 'drop', errand, toward, next });

  it('from the phone: the server keeps the message and delivers it again; it is shown once and ticked once', () => {
    const lost = writes(losing(BOB, 'receipt', 'server'), 1, ALICE, 'bob', 1_000);
    expect([shownOn(lost, BOB), queueOf(lost, 'server'), ticks(lost)]).toEqual([['m11', 'm1'], ['m1'], ['sent']]);
    const run = later(lost, HOUR_MS);
    expect([shownOn(run, BOB), queueOf(run, 'server'), ticks(run)]).toEqual([['m11', 'm1'], [], ['sent', 'delivered']]);
    expect(attempts(run, BOB)).toEqual([1, 2]);
    expect(happened(run, 'refused').map(({ outcome }) => outcome.reason)).toEqual(['duplicate']);
    expect(happened(run, 'sign')).toEqual([]);
  });

  it('from the phone, three times over: it is delivered until one arrives', () => {
    const run = later(writes(losing(BOB, 'receipt', 'server', 3), 1, ALICE, 'bob', 1_000), HOUR_MS);
    expect([attempts(run, BOB), shownOn(run, BOB)]).toEqual([
      [1, 2, 3, 4],
      ['m11', 'm1'],
    ]);
  });

  it('to the sender: the phone sends again, the server confirms again, and passes on and notes once', () => {
    const run = later(writes(losing(ALICE, 'confirmation', ALICE), 1, ALICE, 'bob', 1_000), HOUR_MS);
    expect([attempts(run, 'server'), attempts(run, ALICE, 'confirmation'), attempts(run, BOB)]).toEqual([
      [1, 2],
      [1, 1],
      [1],
    ]);
    expect(happened(run, 'noted').filter(({ outcome }) => outcome.message === 'm1')).toHaveLength(1);
    expect([shownOn(run, BOB), queueOf(run, ALICE), happened(run, 'refused')]).toEqual([['m11', 'm1'], [], []]);
  });

  it('about delivery: the tick stays where it was, and nothing is sent again for its sake', () => {
    const run = later(writes(losing(ALICE, 'receipt', ALICE), 1, ALICE, 'bob', 1_000), DAY_MS);
    expect([shownOn(run, BOB), ticks(run), attempts(run, BOB)]).toEqual([['m11', 'm1'], ['sent'], [1]]);
  });
});
