/** Asking again: what comes back, what a made-up request gets, and which check stands in its way. */
import { describe, expect, it } from 'vitest';
import { RETRIES } from '../limits.ts';
import { ALL_ON } from '../protections.ts';
import type { ProtectionId } from '../protections.ts';
import {
  chatOf,
  commits,
  does,
  happened,
  later,
  readBy,
  shownOn,
  startedRun,
  turns,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import { order, type Run } from './run.ts';

const [ALICE, BOB, CAROL] = ['alice.phone', 'bob.phone', 'carol.phone'] as const;
const LINK = 'bob.phone-server';
const DEVICES = [ALICE, BOB, CAROL];

const without = (...off: readonly ProtectionId[]): WorldOptions => ({
  protections: { ...ALL_ON, ...Object.fromEntries(off.map((id) => [id, false])) },
});

/** Alice and Bob, who have each written once, in a world whose devices ask again. */
function acquainted(options: WorldOptions = {}): Run {
  const run = startedRun({ devices: DEVICES, watches: [LINK], retryReceipts: true, ...options });
  return writes(writes(run, 1, ALICE, 'bob'), 2, BOB, 'alice');
}
/** The same, and m4 waits at the server: Bob's phone is off. */
const waiting = (options: WorldOptions = {}): Run => writes(turns(acquainted(options), 3, BOB, false), 4, ALICE, 'bob');

const forged = (run: Run, n: number, message: string, other: string = BOB): Run =>
  commits(run, n, { deed: 'forge-retry', against: ALICE, message, other });
const verdicts = (run: Run) =>
  happened(run, 'retry').map(({ actor, outcome }) => [actor, outcome.message, outcome.verdict]);
const asked = (run: Run) =>
  happened(run, 'asked-again').map(({ actor, outcome }) => [actor, outcome.message, outcome.count]);
const signsOn = (run: Run, device: string) =>
  happened(run, 'sign').flatMap(({ actor, outcome }) => (actor === device ? [outcome.sign] : []));
const spoils = (run: Run, n: number): Run => does(run, n, { kind: 'tamper', link: LINK, flip: 'mac' });

describe('a message that was spoiled on the way', () => {
  const run = writes(spoils(acquainted(), 3), 4, ALICE, 'bob');

  it('is asked for once, sealed again and shown once, in its place', () => {
    expect(asked(run)).toEqual([[BOB, 'm4', 1]]);
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'sealed-again']]);
    expect([shownOn(run, BOB), chatOf(run, BOB)]).toEqual([
      ['m1', 'm4'],
      ['m1', 'm2', 'm4'],
    ]);
    expect(signsOn(run, ALICE)).toEqual([]);
  });

  it('leaves both able to write on', () => {
    const more = writes(writes(run, 5, ALICE, 'bob'), 6, BOB, 'alice');
    expect([shownOn(more, BOB), shownOn(more, ALICE)]).toEqual([
      ['m1', 'm4', 'm5'],
      ['m2', 'm6'],
    ]);
  });

  it('is lost where devices do not ask', () => {
    const silent = writes(spoils(acquainted({ retryReceipts: false }), 3), 4, ALICE, 'bob');
    expect([asked(silent), shownOn(silent, BOB)]).toEqual([[], ['m1']]);
  });

  it('is asked for five times at most; then the server lets go of it', () => {
    // There and back takes four links of 40 ms: the spoiler is ready again each time before the next copy comes.
    const spoilsNext = (current: Run, i: number): Run =>
      order(current, current.world.now, 'mallory', { kind: 'tamper', link: LINK, flip: 'mac' }, `tamper ${i}`);
    const first = writes(spoilsNext(acquainted(), 0), 4, ALICE, 'bob', 100);
    const given = Array.from({ length: RETRIES + 2 }, (_, i) => i + 1).reduce(
      (current, i) => later(spoilsNext(current, i), 160),
      first,
    );
    expect(asked(given).map(([, , count]) => count)).toEqual([1, 2, 3, 4, 5]);
    expect(verdicts(given).map(([, , verdict]) => verdict)).toEqual(Array(RETRIES).fill('sealed-again'));
    const end = later(given, 3_600_000);
    expect([shownOn(end, BOB), asked(end).length]).toEqual([['m1'], RETRIES]);
    const server = end.world.actors['server'];
    expect(server?.kind === 'server' && server.state.places.queue).toEqual([]);
    // The next message is opened in whatever session they have come to by then.
    expect(shownOn(writes(later(given, 1), 5, ALICE, 'bob'), BOB)).toContain('m5');
  });
});

describe('a request that the server makes up, with a key of its own', () => {
  it('gets nothing: the key is not the one that the message was sealed for', () => {
    const run = writes(forged(waiting(), 5, 'm4'), 6, ALICE, 'bob');
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'identity-changed']]);
    expect(readBy(run, 'server', ['m1', 'm2', 'm4', 'm6'])).toEqual([]);
    expect(signsOn(run, ALICE)).toEqual([]);
  });

  it('gets the message and what follows where keys are not compared; the person is told afterwards', () => {
    const run = writes(forged(waiting(without('checkRetryIdentity')), 5, 'm4'), 6, ALICE, 'bob');
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'sealed-again']]);
    expect(readBy(run, 'server', ['m1', 'm2', 'm4', 'm6'])).toEqual(['m4', 'm6']);
    expect(signsOn(run, ALICE)).toEqual(['code-changed']);
  });

  it('shows nobody anything where notices are off as well', () => {
    const run = forged(waiting(without('checkRetryIdentity', 'noticeKeyChange')), 5, 'm4');
    expect(readBy(run, 'server', ['m4'])).toEqual(['m4']);
    expect(signsOn(run, ALICE)).toEqual([]);
  });

  it('is answered once, however often it is repeated', () => {
    const run = forged(forged(waiting(without('checkRetryIdentity')), 5, 'm4'), 6, 'm4');
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'sealed-again']]);
  });

  it('gets nothing of what has arrived, and would without that check', () => {
    const checked = forged(acquainted(without('checkRetryIdentity')), 3, 'm1');
    expect(verdicts(checked)).toEqual([[ALICE, 'm1', 'already-delivered']]);
    expect(readBy(checked, 'server', ['m1'])).toEqual([]);
    const open = forged(acquainted(without('checkRetryIdentity', 'checkRetryDelivered')), 3, 'm1');
    expect([verdicts(open), readBy(open, 'server', ['m1'])]).toEqual([[[ALICE, 'm1', 'sealed-again']], ['m1']]);
    // Sealed again it comes to Bob's phone too, which has it: shown once.
    expect(shownOn(later(open, 60_000), BOB)).toEqual(['m1']);
  });

  it('gets nothing in the name of a device that the message was not for, and would without that check', () => {
    const checked = forged(waiting(), 5, 'm4', CAROL);
    expect(verdicts(checked)).toEqual([[ALICE, 'm4', 'not-addressed']]);
    expect(readBy(checked, 'server', ['m4'])).toEqual([]);
    const open = forged(waiting(without('checkRetryDevice')), 5, 'm4', CAROL);
    expect([verdicts(open), readBy(open, 'server', ['m4'])]).toEqual([[[ALICE, 'm4', 'sealed-again']], ['m4']]);
  });

  it('is passed over where the phone never wrote that message', () => {
    for (const message of ['m2', 'm9']) expect(verdicts(forged(waiting(), 5, message))).toEqual([]);
  });
});

describe('where a new key holds messages until the person agrees', () => {
  const asks: WorldOptions = { onKeyChange: 'block', ...without('checkRetryIdentity') };
  const run = writes(forged(waiting(asks), 5, 'm4'), 6, ALICE, 'bob');

  it('a request with another key is news of it: the person is told, and nothing goes out', () => {
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'held']]);
    expect(signsOn(run, ALICE)).toEqual(['code-changed', 'held']);
    expect(readBy(run, 'server', ['m4', 'm6'])).toEqual([]);
  });

  it('tells once: the same request again finds messages held already', () => {
    const again = forged(run, 7, 'm4');
    expect(verdicts(again)).toEqual([
      [ALICE, 'm4', 'held'],
      [ALICE, 'm4', 'held'],
    ]);
    expect(signsOn(again, ALICE)).toEqual(['code-changed', 'held']);
  });

  it('the person can agree, and what she held goes out to the new key', () => {
    const agreed = undergoes(run, 7, ALICE, { kind: 'approve', contact: 'bob' });
    expect(readBy(agreed, 'server', ['m4', 'm6'])).toEqual(['m6']);
  });
});

describe('a contact with a new phone', () => {
  const replaced = (options: WorldOptions): Run => undergoes(waiting(options), 5, BOB, { kind: 'replace' });

  it('asks for what was sealed for the old one, in vain where keys are compared; what comes next arrives', () => {
    const run = writes(replaced({}), 6, ALICE, 'bob');
    expect(asked(run)).toEqual([[BOB, 'm4', 1]]);
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'identity-changed']]);
    expect(chatOf(run, BOB)).toEqual(['m6']);
    expect(signsOn(run, BOB)).toEqual(['unreadable']);
  });

  it('gets it where they are not', () => {
    const run = writes(replaced(without('checkRetryIdentity')), 6, ALICE, 'bob');
    expect(verdicts(run)).toEqual([[ALICE, 'm4', 'sealed-again']]);
    expect(chatOf(run, BOB)).toEqual(['m4', 'm6']);
    expect(readBy(run, 'server', ['m4', 'm6'])).toEqual([]);
  });
});
