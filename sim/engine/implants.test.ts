/** A program on a phone that hands over what it can reach: at each change, until it is removed, and nothing afterwards. */
import { describe, expect, it } from 'vitest';
import {
  copies,
  happened,
  readBy,
  startedRun,
  traceOf,
  turns,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import type { TakeablePlace } from '../trace.ts';
import type { Run } from './run.ts';

const ALICE = 'alice.phone';
const BOB = 'bob.phone';
const WATCHED: WorldOptions = { watches: ['alice.phone-server', 'bob.phone-server'] };

const implants = (run: Run, n: number, on: boolean, takes: readonly TakeablePlace[], device = BOB): Run =>
  undergoes(run, n, 'mallory', { kind: 'implant', device, takes, on }, 60_000);
const exchange = (run: Run, n: number): Run => writes(writes(run, n, ALICE, 'bob'), n + 1, BOB, 'alice');

/** From this event on: the events of a device in which something changed in these places. */
function changesOf(run: Run, device: string, takes: readonly TakeablePlace[], from: number) {
  const events = traceOf(run).events.filter(({ actor }) => actor === device);
  return events.filter(
    ({ seq, after }, i) =>
      seq >= from && takes.some((place) => events[i - 1]?.after.places[place] !== after.places[place]),
  );
}
const copying = (run: Run) => traceOf(run).events.filter(({ input, actor }) => input === 'copy' && actor === 'mallory');

describe.each<{ readonly takes: readonly TakeablePlace[] }>([
  { takes: ['keys'] },
  { takes: ['chat'] },
  { takes: ['keys', 'chat'] },
])('a program that takes $takes', ({ takes }) => {
  const before = exchange(startedRun(), 1);
  const implanted = implants(before, 3, true, takes);
  const read = exchange(exchange(implanted, 4), 6);
  const removed = implants(read, 8, false, takes);
  const after = exchange(removed, 9);

  it('hands over what is there at once, and then again after each change, as it is then', () => {
    const [first, ...rest] = copying(read);
    expect(traceOf(read).events[first?.cause ?? -1]).toMatchObject({ actor: 'mallory', input: 'implant' });
    const changes = changesOf(read, BOB, takes, before.log.length);
    expect(changes.length).toBeGreaterThan(3);
    expect(rest.map(({ cause }) => cause)).toEqual(changes.map(({ seq }) => seq));
    const states = [traceOf(before).events.findLast(({ actor }) => actor === BOB), ...changes];
    expect(copies(read)).toEqual(
      states.map((event) => ({
        device: BOB,
        places: Object.fromEntries(takes.map((place) => [place, event?.after.places[place]])),
      })),
    );
  });

  it('hands over nothing more once it is removed', () => {
    expect(changesOf(after, BOB, takes, removed.log.length).length).toBeGreaterThan(1);
    expect(copies(after)).toEqual(copies(read));
    expect(happened(after, 'implanted')).toHaveLength(1);
    expect(happened(after, 'removed').map(({ outcome }) => [outcome.device, outcome.takes])).toEqual([[BOB, takes]]);
  });

  it('can come back, and hands over what was written meanwhile only where it is still there', () => {
    const again = implants(after, 11, true, takes);
    expect(copies(again)).toHaveLength(copies(after).length + 1);
    const reads = readBy(again, 'mallory', ['m9', 'm10']);
    expect(reads).toEqual(takes.includes('chat') ? ['m9', 'm10'] : []);
  });
});

describe('a program on a phone', () => {
  it('that takes keys alone is no reason to copy where only the chat has changed', () => {
    const run = implants(exchange(startedRun(), 1), 3, true, ['keys']);
    const ticked = undergoes(run, 4, ALICE, { kind: 'read', label: 'm2' }, 60_000);
    expect(changesOf(ticked, BOB, ['chat'], run.log.length)).toHaveLength(1);
    expect(copies(ticked)).toEqual(copies(run));
  });

  it('reads along on no other phone, and not for the attacker’s other victims', () => {
    const devices = [ALICE, BOB, 'carol.phone'];
    const run = implants(startedRun({ devices }), 1, true, ['chat'], 'carol.phone');
    expect(copies(exchange(run, 2))).toHaveLength(1);
    const both = implants(run, 5, true, ['chat']);
    const one = implants(both, 6, false, ['chat'], 'carol.phone');
    const written = exchange(one, 7);
    expect(
      new Set(
        copies(written)
          .slice(copies(one).length)
          .map(({ device }) => device),
      ),
    ).toEqual(new Set([BOB]));
  });

  it('implanted once more takes what it is told to take now, once for each change', () => {
    const run = implants(implants(startedRun(), 1, true, ['keys', 'chat']), 2, true, ['chat']);
    const written = exchange(run, 3);
    const added = copies(written).slice(copies(run).length);
    expect(added).toHaveLength(changesOf(written, BOB, ['chat'], run.log.length).length);
    expect(added.every(({ places }) => !('keys' in places))).toBe(true);
  });

  it('hands over nothing while the phone is off', () => {
    const run = turns(implants(exchange(startedRun(), 1), 3, true, ['keys', 'chat']), 4, BOB, false);
    expect(copies(writes(run, 5, ALICE, 'bob'))).toEqual(copies(run));
    const on = turns(writes(run, 5, ALICE, 'bob'), 6, BOB, true);
    expect(readBy(on, 'mallory', ['m5'])).toEqual(['m5']);
  });
});

describe('what the attacker reads', () => {
  const labels = ['m1', 'm2', 'm4', 'm5', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'];
  const readWith = (takes: readonly TakeablePlace[]): readonly string[] => {
    const during = exchange(implants(exchange(startedRun(WATCHED), 1), 3, true, takes), 4);
    const removed = implants(during, 6, false, takes);
    return readBy(exchange(exchange(exchange(removed, 7), 9), 11), 'mallory', labels);
  };

  it('of a screen: all that stands in the chat until the program is removed, and nothing written later', () => {
    expect(readWith(['chat'])).toEqual(['m1', 'm2', 'm4', 'm5']);
  });

  it('of keys: what passes while they are the last ones, and after the removal until both have replied', () => {
    // Used keys are erased: what was read before the program came is closed to it. Alice answers Bob’s old key once more
    // (m7); his answer to that is made with a key that the program has never seen.
    expect(readWith(['keys'])).toEqual(['m4', 'm5', 'm7']);
  });

  it('of both: what either gives', () => {
    expect(readWith(['keys', 'chat'])).toEqual(['m1', 'm2', 'm4', 'm5', 'm7']);
  });
});
