/** Delivery to a device that is away: what waits for it, and for how long. */
import { describe, expect, it } from 'vitest';
import { happened, startedRun } from '../testing/driving.ts';
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
