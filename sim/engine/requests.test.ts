/** Requests to delete, edit or keep where something else goes wrong: spoiled on the way, without end-to-end encryption, unknown. */
import { describe, expect, it } from 'vitest';
import { handleDevice } from '../actors/device.ts';
import type { ActorEvent } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import { textOf } from '../knowledge/text.ts';
import { knowledgeOf } from '../knowledge/knowledge.ts';
import { ALL_ON } from '../protections.ts';
import { contextFor, parcelsFor } from '../testing/acting.ts';
import {
  deviceIn,
  does,
  happened,
  startedRun,
  traceOf,
  turns,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import { order, settle, type Run } from './run.ts';

const [ALICE, BOB] = ['alice.phone', 'bob.phone'] as const;
const LINK = 'bob.phone-server';

const acquainted = (options: WorldOptions = {}): Run =>
  writes(writes(startedRun({ watches: [LINK], ...options }), 1, ALICE, 'bob'), 2, BOB, 'alice');
/** A second story goes by before what disappears does. */
const acts = (run: Run, n: number, device: string, event: ActorEvent): Run => undergoes(run, n, device, event, 1000);
const texts = (run: Run, device: string) => deviceIn(run, device).places.chat.lines.map(({ body }) => textOf(body));
const lineOf = (run: Run, device: string, label: string) =>
  deviceIn(run, device).places.chat.lines.find((line) => line.label === label);
const sealedAgain = (run: Run) => happened(run, 'retry').map(({ outcome }) => [outcome.message, outcome.verdict]);

const takesBack: ActorEvent = { kind: 'delete', label: 'm1', forEveryone: true, act: 's4' };
const edits: ActorEvent = { kind: 'edit', label: 'm1', as: 'm4', text: 'text of m4' };

describe('a request that was spoiled on the way', () => {
  const spoiled = does(acquainted({ retryReceipts: true }), 3, { kind: 'tamper', link: LINK, flip: 'mac' });

  it('to delete is asked for, sealed again, and obeyed', () => {
    const run = acts(spoiled, 4, ALICE, takesBack);
    expect(happened(run, 'refused').map(({ outcome }) => outcome.message)).toEqual(['s4']);
    expect(sealedAgain(run)).toEqual([['s4', 'sealed-again']]);
    expect(lineOf(run, BOB, 'm1')).toMatchObject({ isTakenBack: true, body: new Uint8Array() });
  });

  it('to edit comes with its text when it is sealed again', () => {
    const run = acts(spoiled, 4, ALICE, edits);
    expect(sealedAgain(run)).toEqual([['m4', 'sealed-again']]);
    expect(texts(run, BOB)).toEqual(['text of m4', 'text of m2']);
  });

  it('to keep is obeyed then, too, where messages disappear', () => {
    const options = { retryReceipts: true, watches: [LINK, 'alice.phone-server'] };
    const inADay: ActorEvent = { kind: 'disappear', contact: 'bob', seconds: 86_400, act: 's3' };
    const set = acts(acquainted(options), 3, ALICE, inADay);
    const written = acts(set, 4, ALICE, { kind: 'write', label: 'm4', to: 'bob', text: 'text of m4' });
    const spoils: ActorEvent = { kind: 'tamper', link: 'alice.phone-server', flip: 'mac' };
    const keeps: ActorEvent = { kind: 'keep', label: 'm4', on: true, act: 's6' };
    const kept = acts(acts(written, 5, 'mallory', spoils), 6, BOB, keeps);
    expect(sealedAgain(kept)).toEqual([['s6', 'sealed-again']]);
    expect(lineOf(kept, ALICE, 'm4')?.kept).toBe(true);
  });
});

describe('a request where the company holds the keys', () => {
  const open = { protections: { ...ALL_ON, endToEnd: false } };

  it('is obeyed as any other, and the company reads what it says', () => {
    const edited = acts(acquainted(open), 4, ALICE, edits);
    expect(texts(edited, BOB)).toEqual(['text of m4', 'text of m2']);
    const trace = traceOf(edited);
    expect(knowledgeOf(trace).cell('server', 'm4', trace.events.length - 1).state).toBe('readable');
    const gone = acts(edited, 5, ALICE, { ...takesBack, act: 's5' } as ActorEvent);
    expect(lineOf(gone, BOB, 'm4')?.isTakenBack).toBe(true);
  });

  it('comes from whom the envelope names: nobody can tell who asked', () => {
    const run = acts(acquainted(open), 4, ALICE, takesBack);
    expect(happened(run, 'deleted').map(({ actor, outcome }) => [actor, outcome.by])).toEqual([
      [ALICE, ALICE],
      [BOB, ALICE],
    ]);
  });
});

describe('a request in a story that has none', () => {
  it('is no text of anybody’s: it is refused, and changes nothing in the chat', () => {
    const waiting = acts(turns(acquainted(), 3, BOB, false), 4, ALICE, takesBack);
    const [packet] = parcelsFor(waiting, BOB);
    if (!packet) throw new Error('the request waits for Bob');
    const before = deviceIn(waiting, BOB);
    const hears = (known: boolean) => {
      const context = contextFor(BOB, 'hears', { suite: model });
      const { acts: _, ...rest } = context;
      return handleDevice(before, { kind: 'packet', packet }, known ? context : rest);
    };
    expect(hears(false).outcomes).toMatchObject([{ kind: 'refused', reason: 'malformed' }, { kind: 'sign' }]);
    expect(hears(false).state.places.chat).toEqual(before.places.chat);
    expect(hears(true).outcomes).toMatchObject([{ kind: 'deleted', message: 'm1' }]);
  });

  it('ordering one all the same is a mistake of whoever made the run', () => {
    const { acts: _, ...setup } = acquainted().setup;
    const run = order({ ...acquainted(), setup }, 10 ** 9, ALICE, takesBack, 'takes back');
    expect(() => settle(run, 's4')).toThrow('storing.ts');
  });
});
