/** The shown part of a device's cells: made by hand for every kind, and in the shipped runs as their own phones show it. */
import { describe, expect, it } from 'vitest';
import { UNRECORDED } from '../crypto/recorder.ts';
import { encodeRecord } from '../crypto/wire.ts';
import { known, lastOf, optionsOf, shipped } from '../testing/shipped.ts';
import type { Bytes } from '../crypto/bytes.ts';
import { knowledgeOf } from './knowledge.ts';
import { secret, traceOf } from './testing/build.ts';
import type { Shown } from './types.ts';

const bodyOf = (text: string): Bytes =>
  encodeRecord({ text: [1, 'text'], context: [35, 'bytes'] }, { text, context: secret(9) }, UNRECORDED);
const written = bodyOf('Meet at 8');
const line = (body: Bytes, label = 'm1') => ({ label, from: 'a.phone', at: 0, body });

/** What Bob's phone shows of m1 with this chat; other places of it hold what is in `beside`. */
function shownWith(lines: readonly ReturnType<typeof line>[], beside: readonly Bytes[] = []): Shown | undefined {
  const trace = traceOf([
    {
      actor: 'a.phone',
      places: { chat: { lines: [line(written)], drafts: [], ticks: {} } },
      outcomes: [{ kind: 'wrote', message: 'm1', to: 'b', text: 'Meet at 8', body: written }],
    },
    { actor: 'b.phone', places: { chat: { lines, drafts: [], ticks: {} }, queue: beside } },
  ]);
  return knowledgeOf(trace).cell('b.phone', 'm1', 1).shown;
}

describe('what a screen shows of a message', () => {
  it('is the message as it was sent, or nothing where the device has nothing of it', () => {
    expect(shownWith([line(written)])).toEqual({ kind: 'as-sent', times: 1 });
    expect(shownWith([])).toBeUndefined();
    expect(shownWith([line(bodyOf('other'), 'm2')])).toBeUndefined();
  });

  it('is said to be altered with the text that stands there, also where it stands there twice', () => {
    const other = bodyOf('Meet at 9');
    expect(shownWith([line(other)])).toEqual({ kind: 'altered', times: 1, text: 'Meet at 9' });
    expect(shownWith([line(written), line(other)])).toEqual({ kind: 'altered', times: 2, text: 'Meet at 9' });
  });

  it('is counted where it stands there more than once', () => {
    expect(shownWith([line(written), line(written), line(written)])).toEqual({ kind: 'repeated', times: 3 });
  });

  it('is missing where the device could read the message and does not show it', () => {
    expect(shownWith([], [written])).toEqual({ kind: 'not-shown', times: 0 });
  });

  it('belongs to devices only, and to no moment before it stands there', () => {
    const run = known(shipped('poor-network'), { ...optionsOf('model'), variant: 'repeats-shown' });
    const { knowledge, played } = run;
    for (const { id, kind } of played.trace.header.parties)
      expect(knowledge.cell(id, 'm4', lastOf(run)).shown !== undefined, id).toBe(kind === 'device');
    const history = played.trace.events.map(({ seq }) => knowledge.cell('bob.phone', 'm4', seq).shown?.times ?? 0);
    expect(history).toEqual(history.toSorted((a, b) => a - b));
    expect([...new Set(history)]).toEqual([0, 1, 2]);
    // Moments may be asked about in any order.
    expect(history.map((_, i) => knowledge.cell('bob.phone', 'm4', history.length - 1 - i).shown?.times ?? 0)).toEqual(
      history.toReversed(),
    );
  });
});
