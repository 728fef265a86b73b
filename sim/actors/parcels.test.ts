import { describe, expect, it } from 'vitest';
import { utf8 } from '../crypto/bytes.ts';
import { QUEUE_KEEPS_MS, RESEND } from '../limits.ts';
import { ALL_ON } from '../protections.ts';
import { contextFor } from '../testing/acting.ts';
import { confirm, post, resendAll, resendDue, type Parcel } from './parcels.ts';
import type { Effect } from './types.ts';

const context = contextFor('alice.phone', 'parcels');
const fresh = (name: string): Omit<Parcel, 'attempt' | 'tries'> => ({
  name,
  errand: 'message',
  label: 'm1',
  link: 'alice.phone-server',
  from: 'alice.phone',
  to: 'server',
  bytes: utf8(name),
});
const pauses = (effects: readonly Effect[]) => effects.flatMap((one) => (one.kind === 'arm' ? [one.afterMs] : []));
const names = (effects: readonly Effect[]) => effects.flatMap((one) => (one.kind === 'send' ? [one.name] : []));

/** A parcel that nobody confirms: its queue and pauses until it is given up. */
function unanswered(name: string) {
  let { queue, effects } = post([], [fresh(name)], context);
  const waited = [...pauses(effects)];
  const sent = [...names(effects)];
  for (;;) {
    const due = resendDue(queue, `resend:${name}`, context);
    if (!due) throw new Error('the timer is that of the parcel');
    if (due.outcomes.length > 0) return { queue: due.queue, last: due, waited, sent };
    ({ queue, effects } = due);
    waited.push(...pauses(effects));
    sent.push(...names(effects));
  }
}

describe('a parcel that nobody confirms', () => {
  const { queue, last, waited, sent } = unanswered('p');

  it('is sent for as long as the server keeps anything and not two days longer, each try named, and then given up without being lost', () => {
    const lasts = waited.reduce((sum, pause) => sum + pause, 0);
    expect(lasts).toBeGreaterThan(QUEUE_KEEPS_MS);
    expect(lasts).toBeLessThan(QUEUE_KEEPS_MS + 2 * RESEND.longestMs);
    expect(sent).toEqual(['p', ...Array.from({ length: RESEND.attempts - 1 }, (_, i) => `p try ${i + 2}`)]);
    expect(last).toEqual({ queue, effects: [], outcomes: [{ kind: 'gave-up', message: 'm1', packet: 'p' }] });
    expect(queue).toEqual([{ ...fresh('p'), attempt: RESEND.attempts, tries: RESEND.attempts }]);
  });

  it('waits twice as long each time, and at most a jitter longer', () => {
    const least = waited.map((_, i) => Math.min(RESEND.firstMs * 2 ** i, RESEND.longestMs));
    const jitters = waited.map((pause, i) => pause - (least[i] ?? 0));
    expect(jitters.every((jitter) => jitter >= 0 && jitter < RESEND.jitterMs)).toBe(true);
    expect(new Set(jitters).size).toBeGreaterThan(1);
  });

  it('waits as long in every run of the same seed, and differently for another parcel', () => {
    expect(unanswered('p').waited).toEqual(waited);
    expect(unanswered('q').waited).not.toEqual(waited);
  });

  it('begins again with short pauses when its link carries again, and goes on counting', () => {
    const again = resendAll(queue, context);
    expect(again.queue).toEqual([{ ...fresh('p'), attempt: RESEND.attempts + 1, tries: 1 }]);
    expect(names(again.effects)).toEqual([`p try ${RESEND.attempts + 1}`]);
    expect(pauses(again.effects)[0]).toBeLessThan(RESEND.firstMs + RESEND.jitterMs);
  });
});

describe('a queue of parcels', () => {
  const { queue } = post([], [fresh('p'), fresh('q')], context);

  it('lets go of what was confirmed and of its timer, and of nothing else', () => {
    const done = confirm(queue, ({ name }) => name === 'p');
    expect(done.queue.map(({ name }) => name)).toEqual(['q']);
    expect(done.effects).toEqual([{ kind: 'disarm', timer: 'resend:p' }]);
    expect(confirm(done.queue, ({ name }) => name === 'p')).toEqual({ queue: done.queue, effects: [] });
  });

  it('sends nothing for a timer of what was confirmed already, and leaves timers of others alone', () => {
    const { queue: rest } = confirm(queue, ({ name }) => name === 'p');
    expect(resendDue(rest, 'resend:p', context)).toEqual({ queue: rest, effects: [], outcomes: [] });
    expect(resendDue(rest, 'expire:p', context)).toBeUndefined();
  });

  it('arms no timer where sending again is switched off', () => {
    const once = contextFor('alice.phone', 'once', { protections: { ...ALL_ON, resend: false } });
    expect(post([], [fresh('p')], once).effects.map(({ kind }) => kind)).toEqual(['send']);
  });
});
