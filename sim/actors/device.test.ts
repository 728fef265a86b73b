import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import type { BundleEntry, Stanza } from '../protocol/stanza.ts';
import { bytesOf, contextFor, packetWith, sentIn, stanzaOf } from '../testing/acting.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import type { ActorId } from '../trace.ts';
import { handleDevice } from './device.ts';
import { newDevice, type DeviceState } from './deviceState.ts';
import type { Step } from './types.ts';

let events = 0;
const contextOf = (self: ActorId) => contextFor(self, `event ${events++}`, { suite: model });

function hears(self: ActorId, state: DeviceState, bytes: Bytes): Step<DeviceState> {
  const context = contextOf(self);
  return handleDevice(state, { kind: 'packet', packet: packetWith(`p${events}`, bytes, 'server', self) }, context);
}
const hearsStanza = (self: ActorId, state: DeviceState, stanza: Stanza): Step<DeviceState> =>
  hears(self, state, bytesOf(stanza));
const writes = (self: ActorId, state: DeviceState, label: string, to: string): Step<DeviceState> =>
  handleDevice(state, { kind: 'write', label, to, text: `text of ${label}` }, contextOf(self));

/** A registered device, and the entry that the directory would hand out for it. */
function registered(self: ActorId): { state: DeviceState; entry: BundleEntry } {
  const step = handleDevice(newDevice(1), { kind: 'start' }, contextOf(self));
  const stanza = sentIn(step.effects)[0]?.stanza;
  if (stanza?.kind !== 'register') throw new Error('a device starts by registering');
  return { state: step.state, entry: { account: self.split('.')[0] ?? '', device: self, bundle: stanza.bundles[0] } };
}

const alice = registered('alice.phone');
const bob = registered('bob.phone');
const laptop = registered('bob.laptop');
/** Alice has written m1 and knows both devices of Bob: what she sent for each. */
const drafted = writes('alice.phone', alice.state, 'm1', 'bob');
const sent = hearsStanza('alice.phone', drafted.state, { kind: 'bundles', entries: [bob.entry, laptop.entry] });
const letters = sentIn(sent.effects).flatMap(({ stanza }) => (stanza?.kind === 'message' ? [stanza] : []));
const [forPhone, forLaptop] = letters;
if (!forPhone || !forLaptop) throw new Error('a message goes to every device of the recipient');

describe('a device that writes', () => {
  it('asks for the devices of both accounts, and keeps the message as a draft until it knows them', () => {
    expect(sentIn(drafted.effects).map(({ stanza }) => stanza)).toEqual([
      { kind: 'fetch', device: 'alice.phone', accounts: ['bob', 'alice'], have: [] },
    ]);
    expect(drafted.state.places.chat.drafts.map(({ label }) => label)).toEqual(['m1']);
    expect(drafted.signals).toEqual(['fetch']);
    expect(letters.map(({ sealedFor, type }) => [sealedFor, type])).toEqual([
      ['bob.phone', 'prekey'],
      ['bob.laptop', 'prekey'],
    ]);
    expect(sent.state.places.chat.drafts).toEqual([]);
    expect(sent.state.places.chat.lines.map(({ label }) => label)).toEqual(['m1']);
    expect(sent.signals).toEqual(['bundles']);
  });

  it('asks once: the next message goes at once', () => {
    const next = writes('alice.phone', sent.state, 'm2', 'bob');
    expect(sentIn(next.effects).map(({ stanza }) => stanza?.kind)).toEqual(['message', 'message']);
    expect(next.outcomes[0]).toMatchObject({ kind: 'wrote', message: 'm2', to: 'bob' });
  });

  it('refuses a bundle that is not signed by its identity, and still writes to the other device', () => {
    const swapped = { ...laptop.entry, bundle: flipBits(laptop.entry.bundle ?? new Uint8Array(), [8 * 60]) };
    const step = hearsStanza('alice.phone', drafted.state, { kind: 'bundles', entries: [swapped, bob.entry] });
    expect(step.outcomes[0]).toMatchObject({ kind: 'refused', from: 'bob.laptop', reason: 'bad-signature' });
    expect(step.outcomes.filter(({ kind }) => kind === 'sealed')).toMatchObject([{ to: 'bob.phone' }]);
  });
});

describe('a draft that waited for keys', () => {
  it('stands in the chat where it was written, before what others wrote later', () => {
    const context = { ...contextOf('alice.phone'), now: 100 };
    const waiting = handleDevice(alice.state, { kind: 'write', label: 'm1', to: 'bob', text: 'first' }, context);
    const { chat } = waiting.state.places;
    const later = { label: 'm2', from: 'bob.phone', to: 'alice', at: 200, body: Uint8Array.of(1) };
    const answered = { ...waiting.state, places: { ...waiting.state.places, chat: { ...chat, lines: [later] } } };
    const step = hearsStanza('alice.phone', answered, { kind: 'bundles', entries: [bob.entry] });
    expect(step.state.places.chat.lines.map(({ label }) => label)).toEqual(['m1', 'm2']);
  });
});

describe('a device that receives', () => {
  it('shows the text, keeps the line, and tells the server that it has dealt with it', () => {
    const step = hearsStanza('bob.phone', bob.state, forPhone);
    expect(step.outcomes).toMatchObject([{ kind: 'shown', message: 'm1', claimed: 'alice.phone', text: 'text of m1' }]);
    expect(step.state.places.chat.lines.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['m1', 'alice.phone', 'bob'],
    ]);
    expect(sentIn(step.effects).map(({ stanza }) => stanza)).toEqual([
      { kind: 'receipt', label: 'm1', from: 'alice.phone', device: 'bob.phone', tick: 'delivered' },
    ]);
  });

  it('refuses what was sealed for another device, even where the bytes would open', () => {
    for (const letter of [forLaptop, { ...forPhone, sealedFor: 'bob.laptop' }]) {
      const step = hearsStanza('bob.phone', bob.state, letter);
      expect(step.outcomes).toMatchObject([
        { kind: 'refused', message: 'm1', reason: 'no-session' },
        { kind: 'sign', sign: 'unreadable', about: 'alice', message: 'm1' },
      ]);
      expect(step.state).toBe(bob.state);
    }
  });

  it('answers a message that comes a second time as the first, and acknowledges one that it cannot open', () => {
    const once = hearsStanza('bob.phone', bob.state, forPhone).state;
    const again = hearsStanza('bob.phone', once, forPhone);
    expect(again.outcomes).toMatchObject([{ kind: 'refused', reason: 'duplicate' }]);
    expect(again.state).toBe(once);
    const early = hearsStanza('bob.phone', newDevice(1), forPhone);
    expect(early.outcomes).toMatchObject([
      { kind: 'refused', reason: 'no-session' },
      { kind: 'sign', sign: 'unreadable', about: 'alice' },
    ]);
    expect(sentIn(again.effects).map(({ stanza }) => stanza)).toEqual([
      { kind: 'receipt', label: 'm1', from: 'alice.phone', device: 'bob.phone', tick: 'delivered' },
    ]);
    expect(sentIn(early.effects).map(({ stanza }) => stanza)).toEqual([
      { kind: 'acknowledge', device: 'bob.phone', label: 'm1' },
    ]);
  });

  it('refuses bytes that are no stanza and changes nothing: 5,000 random strings', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        if (stanzaOf(bytes)) return;
        const step = hears('bob.phone', bob.state, bytes);
        expect(step.outcomes).toMatchObject([{ kind: 'refused', message: undefined, reason: 'malformed' }]);
        expect([step.state, step.effects, step.signals]).toEqual([bob.state, [], []]);
        refused++;
      }),
      { numRuns: 5_000, seed: 1 },
    );
    expect(refused).toBeGreaterThan(4_900);
  });

  it('shows the text that was written, or refuses and changes nothing: 5,000 messages with flipped bits', () => {
    const came = { shown: 0, refused: 0, noMessage: 0 };
    fc.assert(
      fc.property(bitFlips, (bits) => {
        const bytes = flipBits(bytesOf(forPhone), bits);
        const kind = stanzaOf(bytes)?.kind;
        const step = hears('bob.phone', bob.state, bytes);
        if (step.outcomes.some((outcome) => outcome.kind === 'shown')) {
          // Flips in the envelope or in the registration id, which no MAC covers, leave the sealed text as it was.
          expect(step.outcomes).toMatchObject([{ kind: 'shown', text: 'text of m1' }]);
          came.shown++;
          return;
        }
        expect(step.state).toBe(bob.state);
        expect(step.signals).toEqual([]);
        const codes = step.outcomes.map((outcome) => (outcome.kind === 'sign' ? outcome.sign : outcome.kind));
        if (kind === undefined) expect(codes).toEqual(['refused']);
        else if (kind === 'message') expect(codes).toEqual(['refused', 'unreadable']);
        // A flip may make another stanza of it: one about something that this device never sent says nothing to it.
        else expect([kind, codes, step.effects]).toEqual(['accepted', [], []]);
        if (kind === 'accepted') came.noMessage++;
        else came.refused++;
      }),
      { numRuns: 5_000, seed: 2 },
    );
    expect(came.shown).toBeGreaterThan(100);
    expect(came.refused).toBeGreaterThan(4_500);
    expect(came.shown + came.refused + came.noMessage).toBe(5_000);
  });
});
