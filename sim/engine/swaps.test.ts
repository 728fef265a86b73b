/** A server that hands out keys of its own: who reads, what the phones show of it, and what a comparison of codes says. */
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../crypto/bytes.ts';
import { ALL_ON } from '../protections.ts';
import {
  commits,
  disturbs,
  FOUR_DEVICES,
  happened,
  later,
  readBy,
  shownOn,
  startedRun,
  undergoes,
  writes,
  type WorldOptions,
} from '../testing/driving.ts';
import type { Run } from './run.ts';

const ALICE = 'alice.phone';
const BOB = 'bob.phone';
const HOUR_MS = 3_600_000;

const swapped = (run: Run, n: number, deed: 'swap-keys' | 'swap-prekey' = 'swap-keys'): Run =>
  commits(run, n, { deed, against: ALICE, other: BOB });
/** Alice writes, and Bob answers. */
const exchange = (run: Run, n: number): Run => writes(writes(run, n, ALICE, 'bob'), n + 1, BOB, 'alice');
const signsOf = (run: Run) =>
  happened(run, 'sign').map(({ actor, outcome: { sign, about, message } }) => [actor, sign, about, message]);
/** Whether the codes on the two phones are the same, as Alice sees it. */
function codesMatch(run: Run): readonly boolean[] {
  const show = (current: Run, n: number, device: string, contact: string): Run =>
    undergoes(current, n, device, { kind: 'show-code', contact, reader: 'alice' }, 1_000);
  const both = show(show(run, 90, ALICE, 'bob'), 91, BOB, 'alice');
  return happened(both, 'compared').map(({ outcome }) => outcome.match);
}
const refusals = (run: Run) =>
  happened(run, 'refused').map(({ actor, outcome: { message, reason } }) => [actor, message, reason]);
const approved = (run: Run, n: number, device: string, contact: string): Run =>
  undergoes(run, n, device, { kind: 'approve', contact }, 60_000);

describe('keys swapped before two have met', () => {
  const run = exchange(swapped(startedRun(), 1), 2);

  it('are used by both phones without a sign, and the server reads each message of either', () => {
    expect(happened(run, 'misdeed')).toEqual([
      { actor: 'server', outcome: { kind: 'misdeed', deed: 'swap-keys', message: undefined, against: ALICE } },
    ]);
    expect([shownOn(run, BOB), shownOn(run, ALICE)]).toEqual([['m2'], ['m3']]);
    expect([signsOf(run), refusals(run), happened(run, 'identity-changed')]).toEqual([[], [], []]);
    expect(readBy(run, 'server', ['m2', 'm3'])).toEqual(['m2', 'm3']);
  });

  it('show in the code, as nothing else does; an honest server’s would match', () => {
    expect(codesMatch(run)).toEqual([false]);
    expect(codesMatch(exchange(startedRun(), 2))).toEqual([true]);
  });

  it('have the server seal each message again, with other bytes, and keep the text that was written', () => {
    const sealed = happened(run, 'sealed').filter(({ outcome }) => outcome.message === 'm2');
    expect(sealed.map(({ outcome: { by, to } }) => [by, to])).toEqual([
      [ALICE, BOB],
      ['server', BOB],
    ]);
    const [first, second] = sealed.map(({ outcome }) => outcome.ciphertext);
    expect(first && second && equalBytes(first, second)).toBe(false);
    const written = happened(run, 'wrote').map(({ outcome: { message, body } }) => ({ label: message, body }));
    expect(run.world.actors['server']).toMatchObject({ state: { places: { chat: written } } });
  });

  it('reach one pair of phones: what the other devices have is sealed for them, once', () => {
    const four = exchange(swapped(startedRun({ devices: FOUR_DEVICES }), 1), 2);
    const again = happened(four, 'sealed').filter(({ outcome }) => outcome.by === 'server');
    expect(again.map(({ outcome: { message, to } }) => [message, to])).toEqual([
      ['m2', BOB],
      ['m3', ALICE],
    ]);
    expect(FOUR_DEVICES.map((device) => shownOn(four, device))).toEqual([['m3'], ['m2', 'm3'], ['m2'], ['m2', 'm3']]);
    expect(refusals(four)).toEqual([]);
  });

  it('are no help towards somebody else', () => {
    const devices = [ALICE, BOB, 'carol.phone'];
    const three = writes(exchange(swapped(startedRun({ devices }), 1), 2), 4, ALICE, 'carol');
    expect(shownOn(three, 'carol.phone')).toEqual(['m4']);
    expect(readBy(three, 'server', ['m2', 'm3', 'm4'])).toEqual(['m2', 'm3']);
  });
});

describe('keys swapped after two have met', () => {
  const after = (options: WorldOptions = {}): Run => swapped(exchange(startedRun(options), 1), 3);
  const CHANGED = [
    [ALICE, 'code-changed', 'bob', undefined],
    [BOB, 'code-changed', 'alice', undefined],
    ['alice', 'code-changed', 'bob', undefined],
    ['bob', 'code-changed', 'alice', undefined],
  ];

  it('are announced on both phones, and open what is written from then on', () => {
    const run = exchange(after(), 4);
    expect(signsOf(run)).toEqual(CHANGED);
    expect([shownOn(run, BOB), shownOn(run, ALICE)]).toEqual([
      ['m1', 'm4'],
      ['m2', 'm5'],
    ]);
    expect(readBy(run, 'server', ['m1', 'm2', 'm4', 'm5'])).toEqual(['m4', 'm5']);
    expect(codesMatch(run)).toEqual([false]);
  });

  it('come without a sign where phones say nothing of a change, and still differ in the code', () => {
    const run = exchange(after({ protections: { ...ALL_ON, noticeKeyChange: false } }), 4);
    expect(signsOf(run)).toEqual([]);
    expect(happened(run, 'identity-changed').map(({ actor, outcome }) => [actor, outcome.told])).toEqual([
      [ALICE, false],
      [BOB, false],
    ]);
    expect(readBy(run, 'server', ['m4', 'm5'])).toEqual(['m4', 'm5']);
    expect(codesMatch(run)).toEqual([false]);
  });

  it('open nothing where phones hold messages back, until the person agrees', () => {
    const held = exchange(after({ onKeyChange: 'block' }), 4);
    expect(signsOf(held).filter(([, sign]) => sign === 'held')).toEqual([
      [ALICE, 'held', 'bob', 'm4'],
      ['alice', 'held', 'bob', undefined],
      [BOB, 'held', 'alice', 'm5'],
      ['bob', 'held', 'alice', undefined],
    ]);
    expect([shownOn(held, BOB), shownOn(held, ALICE)]).toEqual([['m1'], ['m2']]);
    expect(readBy(held, 'server', ['m4', 'm5'])).toEqual([]);
    const agreed = approved(approved(held, 6, BOB, 'alice'), 7, ALICE, 'bob');
    expect(shownOn(agreed, BOB)).toEqual(['m1', 'm4']);
    expect(readBy(agreed, 'server', ['m4', 'm5'])).toEqual(['m4', 'm5']);
  });

  it('are refused by a phone whose person has not agreed, whoever else has', () => {
    const run = approved(exchange(after({ onKeyChange: 'block' }), 4), 6, ALICE, 'bob');
    expect(refusals(run)).toEqual([[BOB, 'm4', 'untrusted-identity']]);
    expect(shownOn(run, BOB)).toEqual(['m1']);
  });

  it('do not open what was sealed under the true ones: it is passed on as it is, and cannot be opened any more', () => {
    const cut = writes(disturbs(exchange(startedRun(), 1), 3, ALICE, { kind: 'cut' }), 4, ALICE, 'bob', 1_000);
    const run = later(disturbs(swapped(cut, 5), 6, ALICE, { kind: 'heal' }), HOUR_MS);
    expect(readBy(run, 'server', ['m4'])).toEqual([]);
    expect(shownOn(run, BOB)).toEqual(['m1']);
    // For which reason depends on whether his phone has fetched the false keys by then.
    expect(refusals(run).map(([actor, message]) => [actor, message])).toEqual([[BOB, 'm4']]);
    expect(signsOf(run)).toContainEqual([BOB, 'unreadable', 'alice', 'm4']);
  });

  it('can be swapped once more, and are announced once more', () => {
    const run = exchange(swapped(exchange(after(), 4), 6), 7);
    expect(signsOf(run)).toEqual([...CHANGED, ...CHANGED]);
    expect(readBy(run, 'server', ['m1', 'm2', 'm4', 'm5', 'm7', 'm8'])).toEqual(['m4', 'm5', 'm7', 'm8']);
    expect(refusals(run)).toEqual([]);
  });
});

describe('a prekey that the contact never signed', () => {
  const handedOut = (options: WorldOptions = {}): Run =>
    later(writes(swapped(startedRun(options), 1, 'swap-prekey'), 2, ALICE, 'bob'), HOUR_MS);

  it('is refused before anything is sealed: the message stays where it was written', () => {
    const run = handedOut();
    expect(refusals(run)).toEqual([[ALICE, undefined, 'bad-signature']]);
    expect([happened(run, 'sealed'), happened(run, 'ticked')]).toEqual([[], []]);
    const alice = run.world.actors[ALICE];
    expect(alice?.kind === 'device' && alice.state.places.chat.drafts.map(({ label }) => label)).toEqual(['m2']);
    expect(readBy(run, 'server', ['m2'])).toEqual([]);
  });

  it('is taken where nobody checks; then neither Bob nor the server can open what was sealed with it', () => {
    const run = handedOut({ protections: { ...ALL_ON, checkPrekeySignature: false } });
    expect(happened(run, 'sealed').map(({ outcome }) => outcome.by)).toEqual([ALICE]);
    expect(refusals(run)).toEqual([[BOB, 'm2', 'bad-mac']]);
    expect(signsOf(run)).toContainEqual([BOB, 'unreadable', 'alice', 'm2']);
    // It took part of the agreement only: the identity key is the true one.
    expect(readBy(run, 'server', ['m2'])).toEqual([]);
  });

  it('is no concern of a session that is open already', () => {
    const run = exchange(swapped(exchange(startedRun(), 1), 3, 'swap-prekey'), 4);
    expect([shownOn(run, BOB), refusals(run), signsOf(run)]).toEqual([['m1', 'm4'], [], []]);
  });
});
