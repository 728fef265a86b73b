/** Deleting, editing, keeping and copying in whole runs: what stays where, and who can read it. */
import { describe, expect, it } from 'vitest';
import { handleDevice } from '../actors/device.ts';
import type { DeviceState } from '../actors/deviceState.ts';
import type { ActorEvent } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import { knowledgeOf } from '../knowledge/knowledge.ts';
import { DELETE_FOR_EVERYONE_MS, EDIT_MS, ONCE_KEEPS_MS } from '../limits.ts';
import { ALL_ON } from '../protections.ts';
import { decodeStanza } from '../protocol/stanza.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { textOf } from '../knowledge/text.ts';
import { USUAL_STORAGE } from '../storage/settings.ts';
import {
  chatOf,
  deviceIn,
  disturbs,
  FOUR_DEVICES,
  happened,
  later,
  readBy,
  shownOn,
  startedRun,
  traceOf,
  turns,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import { contextFor, parcelsFor } from '../testing/acting.ts';
import type { Packet } from '../trace.ts';
import type { Run } from './run.ts';

const [ALICE, TABLET, BOB, LAPTOP] = FOUR_DEVICES;
const DAY_S = 86_400;
const DAY_MS = DAY_S * 1000;

const acquainted = (options: WorldOptions = {}): Run =>
  writes(writes(startedRun({ devices: FOUR_DEVICES, ...options }), 1, ALICE, 'bob'), 2, BOB, 'alice');
const does = (run: Run, n: number, device: string, event: ActorEvent): Run => undergoes(run, n, device, event, 60_000);
const deletes = (run: Run, n: number, device: string, label: string, forEveryone: boolean): Run =>
  does(run, n, device, { kind: 'delete', label, forEveryone, act: `s${n}` });
const says = (run: Run, n: number, device: string, to: string, more: Partial<ActorEvent> = {}): Run =>
  does(run, n, device, { kind: 'write', label: `m${n}`, to, text: `text of m${n}`, ...more } as ActorEvent);
const edits = (run: Run, n: number, label: string): Run =>
  does(run, n, ALICE, { kind: 'edit', label, as: `m${n}`, text: `text of m${n}` });
const texts = (run: Run, device: string) => deviceIn(run, device).places.chat.lines.map(({ body }) => textOf(body));
const cells = (run: Run, label: string) => {
  const trace = traceOf(run);
  const knowledge = knowledgeOf(trace);
  return FOUR_DEVICES.map((device) => knowledge.cell(device, label, trace.events.length - 1).state);
};
const why = (run: Run) => happened(run, 'inapplicable').map(({ outcome }) => outcome.why);
const gone = (run: Run) => happened(run, 'deleted').map(({ actor, outcome }) => [actor, outcome.message, outcome.why]);
const disobeyed = (run: Run) =>
  happened(run, 'disobeyed').map(({ actor, outcome }) => [actor, outcome.what, outcome.why]);

describe('deleting for oneself', () => {
  const run = deletes(acquainted(), 3, ALICE, 'm1', false);

  it('takes the message off all of her devices, and off nobody else’s', () => {
    expect(FOUR_DEVICES.map((device) => chatOf(run, device))).toEqual([['m2'], ['m2'], ['m1', 'm2'], ['m1', 'm2']]);
    expect(gone(run)).toEqual([
      [ALICE, 'm1', 'for-me'],
      [TABLET, 'm1', 'synced'],
    ]);
    expect(cells(run, 'm1')).toEqual(['erased', 'erased', 'readable', 'readable']);
  });

  it('waits for a device of hers that is off', () => {
    const off = deletes(turns(acquainted(), 3, TABLET, false), 4, ALICE, 'm1', false);
    expect(chatOf(off, TABLET)).toEqual(['m1', 'm2']);
    expect(chatOf(turns(off, 5, TABLET, true), TABLET)).toEqual(['m2']);
  });

  it('of what is not there is inapplicable', () => {
    expect(why(deletes(run, 4, ALICE, 'm1', false))).toEqual(['gone']);
  });

  it('of a message that has not gone out means that it never does', () => {
    const cut = disturbs(startedRun({ devices: FOUR_DEVICES }), 1, ALICE, { kind: 'cut' });
    const drafted = writes(cut, 2, ALICE, 'bob');
    expect(deviceIn(drafted, ALICE).places.chat.drafts).toHaveLength(1);
    const end = later(disturbs(deletes(drafted, 3, ALICE, 'm2', true), 4, ALICE, { kind: 'heal' }), 60_000);
    expect([deviceIn(end, ALICE).places.chat.drafts, chatOf(end, ALICE), shownOn(end, BOB)]).toEqual([[], [], []]);
  });
});

describe('deleting for everyone', () => {
  const run = deletes(acquainted(), 3, ALICE, 'm1', true);

  it('leaves a line without content on every device, and the text with nobody', () => {
    for (const device of FOUR_DEVICES) {
      expect(chatOf(run, device)).toEqual(['m1', 'm2']);
      expect(texts(run, device)[0]).toBe('');
    }
    expect(cells(run, 'm1')).toEqual(['erased', 'erased', 'erased', 'erased']);
    expect(new Set(gone(run).map(([actor]) => actor))).toEqual(new Set(FOUR_DEVICES));
  });

  it('is a request that the server can tell from a message, and no message on any screen', () => {
    const told = happened(run, 'sent').flatMap(({ outcome }) => {
      const stanza = decodeStanza(outcome.packet.bytes, UNRECORDED);
      return stanza?.kind === 'message' ? [[stanza.label, stanza.edit]] : [];
    });
    expect(new Set(told.map((one) => one.join(' ')))).toEqual(new Set(['m1 ', 'm2 ', 's3 7']));
    expect(FOUR_DEVICES.flatMap((device) => shownOn(run, device))).not.toContain('s3');
    expect(happened(run, 'ticked').map(({ outcome }) => outcome.message)).not.toContain('s3');
  });

  it('reaches a device that was off when it comes back', () => {
    const off = deletes(turns(acquainted(), 3, BOB, false), 4, ALICE, 'm1', true);
    expect(texts(off, BOB)).toEqual(['text of m1', 'text of m2']);
    expect(texts(turns(off, 5, BOB, true), BOB)).toEqual(['', 'text of m2']);
  });

  it('is for the writer, and for a time', () => {
    expect(why(deletes(acquainted(), 3, ALICE, 'm2', true))).toEqual(['not-yours']);
    expect(why(deletes(later(acquainted(), DELETE_FOR_EVERYONE_MS), 3, ALICE, 'm1', true))).toEqual(['too-late']);
  });

  it('is not obeyed by a modified program', () => {
    const modified = does(acquainted(), 3, BOB, { kind: 'program', modified: true });
    const kept = deletes(modified, 4, ALICE, 'm1', true);
    expect(texts(kept, BOB)).toEqual(['text of m1', 'text of m2']);
    expect(texts(kept, LAPTOP)).toEqual(['', 'text of m2']);
    expect(disobeyed(kept)).toEqual([[BOB, 'delete', 'modified']]);
  });

  it('by somebody else is refused, unless nobody checks who wrote what', () => {
    const asks = (options: WorldOptions) =>
      deletes(does(acquainted(options), 3, BOB, { kind: 'program', modified: true }), 4, BOB, 'm1', true);
    expect(texts(asks({}), ALICE)).toEqual(['text of m1', 'text of m2']);
    expect(disobeyed(asks({}))).toContainEqual([ALICE, 'delete', 'not-author']);
    const unchecked = asks({ protections: { ...ALL_ON, checkAuthor: false } });
    expect(texts(unchecked, ALICE)).toEqual(['', 'text of m2']);
  });

  it('does not reach what was quoted, forwarded, or copied', () => {
    const quoted = says(acquainted(), 3, BOB, 'alice', { quotes: 'm1' });
    const run = deletes(quoted, 4, ALICE, 'm1', true);
    expect(deviceIn(run, ALICE).places.chat.lines.at(-1)?.quote?.label).toBe('m1');
    expect(cells(run, 'm1')).toEqual(['readable', 'readable', 'readable', 'readable']);
    const shot = deletes(does(acquainted(), 3, BOB, { kind: 'screenshot', label: 'm1' }), 4, ALICE, 'm1', true);
    expect(cells(shot, 'm1')).toEqual(['erased', 'erased', 'readable', 'erased']);
  });
});

describe('answers and forwards', () => {
  it('give whoever opens them the message inside', () => {
    const devices = [...FOUR_DEVICES, 'carol.phone'];
    const run = says(acquainted({ devices }), 3, BOB, 'carol', { forwards: 'm1' });
    const line = deviceIn(run, 'carol.phone').places.chat.lines[0];
    expect([line?.isForwarded, line && textOf(line.body)]).toEqual([true, 'text of m1']);
    expect(readBy(run, 'carol.phone', ['m1', 'm2', 'm3'])).toEqual(['m1', 'm3']);
    expect(readBy(run, 'server', ['m1', 'm2', 'm3'])).toEqual([]);
  });

  it('of what is gone are inapplicable', () => {
    const run = says(deletes(acquainted(), 3, ALICE, 'm1', true), 4, BOB, 'alice', { quotes: 'm1' });
    expect(why(run)).toEqual(['gone']);
  });
});

describe('editing', () => {
  const run = edits(acquainted(), 3, 'm1');

  it('puts the new text in the place of the old one everywhere', () => {
    for (const device of FOUR_DEVICES) {
      expect(chatOf(run, device)).toEqual(['m3', 'm2']);
      expect(texts(run, device)[0]).toBe('text of m3');
    }
    expect(cells(run, 'm1')).toEqual(['erased', 'erased', 'erased', 'erased']);
    expect(cells(run, 'm3')).toEqual(['readable', 'readable', 'readable', 'readable']);
  });

  it('can be done again, and be taken back by either label', () => {
    const again = edits(run, 4, 'm1');
    expect(chatOf(again, BOB)).toEqual(['m4', 'm2']);
    for (const label of ['m1', 'm4'])
      expect(texts(deletes(again, 5, ALICE, label, true), BOB)).toEqual(['', 'text of m2']);
  });

  it('is for the writer, and for fifteen minutes', () => {
    expect(why(edits(later(acquainted(), EDIT_MS), 3, 'm1'))).toEqual(['too-late']);
    expect(why(edits(acquainted(), 3, 'm2'))).toEqual(['not-yours']);
  });

  it('too late is not taken from a modified program', () => {
    const modified = does(later(acquainted(), 2 * EDIT_MS), 3, ALICE, { kind: 'program', modified: true });
    const run = edits(modified, 4, 'm1');
    expect(texts(run, BOB)).toEqual(['text of m1', 'text of m2']);
    expect(disobeyed(run)).toContainEqual([BOB, 'edit', 'too-late']);
  });

  it('is sealed again where it was lost on the way', () => {
    expect(shownOn(edits(acquainted({ retryReceipts: true }), 3, 'm1'), BOB)).toEqual(['m1', 'm3']);
  });
});

describe('disappearing', () => {
  const set = does(acquainted(), 3, BOB, { kind: 'disappear', contact: 'alice', seconds: DAY_S, act: 's3' });
  const run = writes(set, 4, ALICE, 'bob');

  it('is set by either side, and touches new messages only', () => {
    expect(deviceIn(run, LAPTOP).places.chat.disappearing).toEqual({ alice: DAY_S });
    expect(deviceIn(run, TABLET).places.chat.disappearing).toEqual({ bob: DAY_S });
    const end = later(run, DAY_MS + 1);
    for (const device of FOUR_DEVICES) expect(chatOf(end, device)).toEqual(['m1', 'm2']);
    expect(cells(end, 'm4')).toEqual(['erased', 'erased', 'erased', 'erased']);
  });

  it('happens on a device that was off when it comes back, and never with a modified program', () => {
    const off = later(turns(run, 5, BOB, false), DAY_MS);
    expect(chatOf(off, BOB)).toContain('m4');
    expect(chatOf(turns(off, 6, BOB, true), BOB)).not.toContain('m4');
    const modified = later(does(run, 5, BOB, { kind: 'program', modified: true }), DAY_MS);
    expect(chatOf(modified, BOB)).toContain('m4');
    expect(chatOf(does(modified, 6, BOB, { kind: 'program', modified: false }), BOB)).not.toContain('m4');
  });

  it('counts from when each device has it', () => {
    const late = turns(later(writes(turns(set, 4, BOB, false), 5, ALICE, 'bob'), DAY_MS), 6, BOB, true);
    expect([chatOf(late, ALICE), chatOf(late, BOB)]).toEqual([
      ['m1', 'm2'],
      ['m1', 'm2', 'm5'],
    ]);
  });

  it('spares what somebody keeps, unless its writer objects', () => {
    const kept = does(run, 5, BOB, { kind: 'keep', label: 'm4', on: true, act: 's5' });
    for (const device of FOUR_DEVICES) expect(chatOf(later(kept, DAY_MS), device)).toContain('m4');
    const vetoed = does(later(kept, DAY_MS), 6, ALICE, { kind: 'keep', label: 'm4', on: false, act: 's6' });
    for (const device of FOUR_DEVICES) expect(chatOf(vetoed, device)).not.toContain('m4');
    expect(why(does(kept, 6, BOB, { kind: 'keep', label: 'm4', on: false, act: 's6' }))).toEqual(['not-yours']);
  });

  it('lets nobody else object, whatever program he has', () => {
    const kept = does(run, 5, ALICE, { kind: 'keep', label: 'm4', on: true, act: 's5' });
    const modified = does(kept, 6, BOB, { kind: 'program', modified: true });
    const objected = does(modified, 7, BOB, { kind: 'keep', label: 'm4', on: false, act: 's7' });
    expect(disobeyed(objected)).toContainEqual([ALICE, 'keep', 'not-author']);
    expect(chatOf(later(objected, DAY_MS), ALICE)).toContain('m4');
  });
});

describe('what can be seen once', () => {
  const run = says(acquainted(), 3, ALICE, 'bob', { once: true });

  it('is on the phone of the other side alone', () => {
    expect(cells(run, 'm3')).toEqual(['metadata', 'metadata', 'readable', 'metadata']);
    expect(FOUR_DEVICES.map((device) => texts(run, device)[2])).toEqual(['', '', 'text of m3', '']);
  });

  it('is gone once it was seen, or after two weeks', () => {
    const seen = does(run, 4, BOB, { kind: 'view', label: 'm3' });
    expect(cells(seen, 'm3')[2]).toBe('erased');
    expect(why(does(seen, 5, BOB, { kind: 'view', label: 'm3' }))).toEqual(['gone']);
    expect(cells(later(run, ONCE_KEEPS_MS), 'm3')[2]).toBe('erased');
  });

  it('stays with a modified program, and with whoever films the screen', () => {
    const modified = does(does(run, 4, BOB, { kind: 'program', modified: true }), 5, BOB, {
      kind: 'view',
      label: 'm3',
    });
    expect(cells(modified, 'm3')[2]).toBe('readable');
    expect(why(does(run, 4, BOB, { kind: 'screenshot', label: 'm3' }))).toEqual(['seen-once']);
    const filmed = does(run, 4, BOB, { kind: 'film', label: 'm3', camera: LAPTOP });
    expect(deviceIn(filmed, LAPTOP).places.saved?.map(({ how }) => how)).toEqual(['film']);
    expect(cells(filmed, 'm3').slice(2)).toEqual(['erased', 'readable']);
  });
});

describe('a device with files', () => {
  const shows = { ...ALL_ON, hidePreviews: false };
  const stored = (protections = ALL_ON): Run => acquainted({ storage: USUAL_STORAGE, protections });

  it('notes notifications of others’ messages, with the text or without', () => {
    const hidden = deletes(stored(), 3, ALICE, 'm1', true);
    expect(deviceIn(hidden, BOB).places.notices).toEqual([
      { label: 'm1', from: ALICE, at: expect.any(Number) as number, body: undefined },
    ]);
    expect(cells(hidden, 'm1')[2]).toBe('erased');
    expect(cells(deletes(stored(shows), 3, ALICE, 'm1', true), 'm1')[2]).toBe('readable');
    expect(deviceIn(acquainted(), BOB).places.notices).toBeUndefined();
  });

  it('keeps pictures in the gallery of the phone, unless the chat disappears', () => {
    const run = says(stored(), 3, ALICE, 'bob', { picture: true });
    const savedOn = (r: Run) => [BOB, LAPTOP].map((device) => deviceIn(r, device).places.saved?.length);
    expect(savedOn(run)).toEqual([1, undefined]);
    const set = does(stored(), 3, BOB, { kind: 'disappear', contact: 'alice', seconds: DAY_S, act: 's3' });
    expect(savedOn(says(set, 4, ALICE, 'bob', { picture: true }))).toEqual([undefined, undefined]);
  });

  it('gives each line and each everyday message the next row', () => {
    const run = says(
      does(stored(), 3, BOB, { kind: 'chatter', contact: 'alice', count: 50, name: 's3' }),
      4,
      ALICE,
      'bob',
    );
    const { lines, chatter = [] } = deviceIn(run, BOB).places.chat;
    expect(lines.map(({ row }) => row)).toEqual([1, 2, 53]);
    expect(chatter.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, i) => i + 3));
    expect(new Set(chatter.map(({ from }) => from))).toEqual(new Set(['alice', 'bob']));
    expect(chatter.every(({ text }) => text.length >= 5 && text.length <= 120)).toBe(true);
    expect(new Set(chatter.map(({ text }) => text)).size).toBeGreaterThan(45);
    const times = chatter.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('without the messenger has notifications and copies left, and answers nothing', () => {
    const run = does(does(stored(shows), 3, BOB, { kind: 'screenshot', label: 'm1' }), 4, BOB, { kind: 'uninstall' });
    const { keys, chat, queue, notices, saved } = deviceIn(run, BOB).places;
    expect([keys, chat.lines, queue, notices?.length, saved?.length]).toEqual([undefined, [], [], 1, 1]);
    const after = writes(writes(run, 5, ALICE, 'bob'), 6, BOB, 'alice');
    expect([why(after), shownOn(after, BOB)]).toEqual([['gone'], ['m1']]);
    const reset = deviceIn(does(after, 7, BOB, { kind: 'reset' }), BOB).places;
    expect([reset.notices, reset.saved]).toEqual([undefined, undefined]);
  });
});

describe('clearing', () => {
  it('takes every line of the chat, here and on her other devices, and leaves the other side’s', () => {
    const devices = [...FOUR_DEVICES, 'carol.phone'];
    const run = writes(acquainted({ devices }), 3, ALICE, 'carol');
    const filled = does(run, 4, ALICE, { kind: 'chatter', contact: 'bob', count: 5, name: 's4' });
    const cleared = does(filled, 5, ALICE, { kind: 'clear', contact: 'bob', whole: false, act: 's5' });
    expect([ALICE, TABLET, BOB].map((device) => chatOf(cleared, device))).toEqual([['m3'], ['m3'], ['m1', 'm2']]);
    expect(deviceIn(cleared, ALICE).places.chat.chatter).toBeUndefined();
    const all = does(filled, 5, ALICE, { kind: 'clear', contact: undefined, whole: true, act: 's5' });
    expect([ALICE, TABLET].map((device) => chatOf(all, device))).toEqual([[], []]);
  });

  it('an exported chat is a copy that stays', () => {
    const run = does(acquainted(), 3, BOB, { kind: 'export', contact: 'alice' });
    const cleared = does(run, 4, BOB, { kind: 'clear', contact: 'alice', whole: true, act: 's4' });
    expect(deviceIn(cleared, BOB).places.saved?.map(({ label }) => label)).toEqual(['m1', 'm2']);
    expect(readBy(cleared, BOB, ['m1', 'm2'])).toEqual(['m1', 'm2']);
  });
});

describe('what a device cannot do', () => {
  it('is inapplicable without files, or while it is off', () => {
    expect(why(does(acquainted(), 3, BOB, { kind: 'tidy', what: 'vacuum' }))).toEqual(['no-files']);
    expect(why(deletes(turns(acquainted(), 3, BOB, false), 4, BOB, 'm1', false))).toEqual(['switched-off']);
  });
});

describe('requests that overtake what they are about', () => {
  /** Bob's phone is off while Alice writes m4 and edits it twice; what waits for him comes in any order. */
  const waiting = edits(edits(writes(turns(acquainted(), 3, BOB, false), 4, ALICE, 'bob'), 5, 'm4'), 6, 'm4');

  it('edit it all the same: the last text stays, in one line', () => {
    for (const order of permutations(parcelsFor(waiting, BOB))) {
      const { lines } = hears(waiting, BOB, order).places.chat;
      expect(lines.map(({ label }) => label)).toEqual(['m1', 'm2', 'm6']);
      expect(lines.map(({ body }) => textOf(body)).at(-1)).toBe('text of m6');
    }
  });

  it('take it back all the same: taking back wins over every edit', () => {
    const taken = deletes(waiting, 7, ALICE, 'm4', true);
    const orders = permutations(parcelsFor(taken, BOB));
    expect(orders).toHaveLength(24);
    for (const order of orders) {
      const { lines, takenBack } = hears(taken, BOB, order).places.chat;
      expect(lines.map(({ isTakenBack, body }) => [isTakenBack, body.length > 0])).toEqual([
        [undefined, true],
        [undefined, true],
        [true, false],
      ]);
      expect(takenBack).toBeUndefined();
    }
  });
});

const hears = (run: Run, device: string, packets: readonly Packet[]): DeviceState =>
  packets.reduce(
    (state, packet) =>
      handleDevice(state, { kind: 'packet', packet }, contextFor(device, packet.id, { suite: model })).state,
    deviceIn(run, device),
  );

const permutations = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  list.length === 0 ? [[]] : list.flatMap((one, i) => permutations(list.toSpliced(i, 1)).map((rest) => [one, ...rest]));
