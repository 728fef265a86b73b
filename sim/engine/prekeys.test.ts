/** Prekeys over time: drained, handed in anew, replaced; and a phone that is replaced as a whole. */
import { describe, expect, it } from 'vitest';
import { decodeBundle } from '../protocol/bundle.ts';
import { LIMITS, REFILL_PAUSE_MS, SIGNED_PREKEY_MS } from '../limits.ts';
import { stanzaOf } from '../testing/acting.ts';
import { toolsFor } from '../testing/tools.ts';
import { chatOf, happened, later, readBy, shownOn, startedRun, turns, undergoes, writes } from '../testing/driving.ts';
import type { Bundle } from '../protocol/prekeys.ts';
import type { Run } from './run.ts';

const [ALICE, BOB, CAROL] = ['alice.phone', 'bob.phone', 'carol.phone'] as const;
const BATCH = LIMITS.lesson.oneTimePrekeys;
const { containers } = toolsFor('bundles');

const started = (): Run => startedRun({ devices: [ALICE, BOB, CAROL] });
/** Carol's changed program asks for Bob's keys so often; a minute passes. */
const drains = (run: Run, n: number, times: number): Run =>
  later(undergoes(run, n, CAROL, { kind: 'drain', account: 'bob', times }, 1_000), 1_000);
const entryOf = (run: Run) => {
  const server = run.world.actors['server'];
  if (server?.kind !== 'server') throw new Error('there is a server in every world');
  return server.state.places.public.directory[BOB];
};
/** One-time prekeys of Bob's phone that are still to be handed out. */
const left = (run: Run): number => entryOf(run)?.bundles.length ?? Number.NaN;
const handedIn = (run: Run) =>
  happened(run, 'prekeys').map(({ actor, outcome: { oneTime, signed } }) => [actor, oneTime, signed]);
const read = (bytes: Uint8Array | undefined): Bundle | undefined => bytes && decodeBundle(bytes, containers);
/** The bundles of Bob's phone that the server gave to anybody. */
const given = (run: Run): readonly (Bundle | undefined)[] =>
  happened(run, 'sent').flatMap(({ actor, outcome: { packet } }) => {
    const stanza = actor === 'server' ? stanzaOf(packet.bytes) : undefined;
    if (stanza?.kind !== 'bundles') return [];
    return stanza.entries.flatMap(({ device, bundle }) => (device === BOB && bundle ? [read(bundle)] : []));
  });

describe('one-time prekeys that somebody drains', () => {
  it('are handed out once each; the last one is noted, and the phone hands in as many again', () => {
    const run = drains(started(), 1, BATCH);
    expect(happened(run, 'drained').map(({ outcome }) => outcome.device)).toEqual([BOB]);
    expect([handedIn(run), left(run)]).toEqual([[[BOB, BATCH, false]], BATCH]);
    const ids = given(drains(run, 2, BATCH)).flatMap((bundle) => bundle?.oneTime?.id ?? []);
    expect(ids).toEqual(Array.from({ length: 2 * BATCH }, (_, i) => i + 1));
  });

  it('run out for good until the pause between two refills is over', () => {
    const empty = drains(drains(started(), 1, BATCH), 2, BATCH + 3);
    expect([left(empty), handedIn(empty).length]).toEqual([0, 1]);
    expect(
      given(empty)
        .slice(-3)
        .map((bundle) => bundle?.oneTime),
    ).toEqual([undefined, undefined, undefined]);
    expect(left(later(empty, REFILL_PAUSE_MS))).toBe(BATCH);
  });

  it('keep nobody from writing, and open nothing', () => {
    const empty = drains(drains(started(), 1, BATCH), 2, BATCH);
    const run = writes(writes(empty, 3, ALICE, 'bob'), 4, BOB, 'alice');
    expect([shownOn(run, BOB), shownOn(run, ALICE)]).toEqual([['m3'], ['m4']]);
    expect(readBy(run, 'server', ['m3', 'm4'])).toEqual([]);
    expect(happened(run, 'refused')).toEqual([]);
  });

  it('are made up for as soon as a phone that was off is there again', () => {
    const empty = drains(turns(started(), 1, BOB, false), 2, BATCH);
    expect([left(empty), handedIn(empty)]).toEqual([0, []]);
    const run = turns(empty, 3, BOB, true);
    expect([left(run), handedIn(run)]).toEqual([BATCH, [[BOB, BATCH, false]]]);
  });

  it('are not handed in anew while some are left', () => {
    const run = drains(started(), 1, BATCH - 1);
    expect([left(run), handedIn(run)]).toEqual([1, []]);
  });
});

describe('the signed prekey', () => {
  it('is replaced after its time, at whatever the phone does next, also in the bundles that wait at the server', () => {
    const fresh = started();
    const early = writes(later(fresh, SIGNED_PREKEY_MS - 3_600_000), 1, ALICE, 'bob');
    expect(handedIn(early)).toEqual([]);
    const run = writes(later(fresh, SIGNED_PREKEY_MS), 1, ALICE, 'bob');
    expect(handedIn(run)).toContainEqual([BOB, 0, true]);
    const entry = entryOf(run);
    const ids = [...(entry?.bundles ?? []), entry?.withoutOneTime].map((bytes) => read(bytes)?.signedPrekey.id);
    expect(new Set(ids)).toEqual(new Set([2]));
    // The first message was sealed for the one before, and opens.
    expect(shownOn(run, BOB)).toEqual(['m1']);
  });
});

describe('a new phone in the place of the old', () => {
  const chatted = writes(writes(started(), 1, ALICE, 'bob'), 2, BOB, 'alice');
  const run = undergoes(chatted, 3, BOB, { kind: 'replace' });

  it('has nothing of the old one, and others are told of its new key', () => {
    expect(happened(run, 'replaced').map(({ actor }) => actor)).toEqual([BOB]);
    expect(chatOf(run, BOB)).toEqual([]);
    const signs = happened(run, 'sign').map(({ actor, outcome }) => [actor, outcome.sign, outcome.about]);
    expect(signs).toEqual([
      [ALICE, 'code-changed', 'bob'],
      ['alice', 'code-changed', 'bob'],
    ]);
  });

  it('is written to as the old one was, in both directions', () => {
    const more = writes(writes(run, 4, ALICE, 'bob'), 5, BOB, 'alice');
    expect([chatOf(more, BOB), shownOn(more, ALICE)]).toEqual([
      ['m4', 'm5'],
      ['m2', 'm5'],
    ]);
  });

  it('cannot open what was sealed for the old one and waited', () => {
    const waited = writes(turns(chatted, 3, BOB, false), 4, ALICE, 'bob');
    const bought = later(undergoes(waited, 5, BOB, { kind: 'replace' }), 60_000);
    expect(shownOn(bought, BOB)).toEqual(['m1']);
    expect(happened(bought, 'refused').map(({ actor, outcome }) => [actor, outcome.message])).toEqual([[BOB, 'm4']]);
  });
});
