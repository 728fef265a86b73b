import { describe, expect, it } from 'vitest';
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { ALL_ON } from '../protections.ts';
import { parseMessage, parsePrekeyMessage, type ParsedMessage } from '../protocol/message.ts';
import { open, seal, type MessageType } from '../protocol/session.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import type { TamperTarget } from '../scenario/types.ts';
import { bytesOf, contextFor, packetWith, sentIn, stanzaOf } from '../testing/acting.ts';
import { pairOfEndpoints, toolsFor } from '../testing/tools.ts';
import { alterMessage } from './alter.ts';
import { handleAttacker, newAttacker, type AttackerState } from './attacker.ts';

const context = contextFor('mallory', 'x');
const { containers } = toolsFor('attacker');

/** A real first message of Alice to Bob. */
const { alice, bob } = pairOfEndpoints();
const sealed = seal(alice, 'bob', new Uint8Array(40).fill(1), toolsFor('seal'));
if (!sealed.ok) throw new Error(`sealing was refused: ${sealed.reason}`);
const stanza = (label: string, sealedFor: string): MessageStanza => ({
  kind: 'message',
  label,
  from: 'alice.phone',
  to: 'bob',
  sealedBy: 'alice.phone',
  sealedFor,
  type: sealed.type,
  body: sealed.wire,
});
const packet = (label = 'm1', sealedFor = 'bob.phone') =>
  packetWith(`message:${label}:${sealedFor}`, bytesOf(stanza(label, sealedFor)), 'alice.phone');
const saw = (state: AttackerState, seen = packet(), stopped = false) =>
  handleAttacker(state, { kind: 'saw', packet: seen, stopped }, context);

describe('an attacker', () => {
  it('records what a watched link carries, in order, and does nothing else', () => {
    const first = saw(newAttacker());
    const second = saw(first.state, packet('m2'));
    expect(second.state.places.loot.packets).toEqual([packet('m1'), packet('m2')]);
    expect(second.effects).toEqual([]);
    expect(second.signals).toEqual(['saw']);
    expect(second.outcomes).toEqual([{ kind: 'saw', packet: packet('m2') }]);
  });

  it('keeps a copy of exactly what it was given of a device', () => {
    const places = { keys: { secret: Uint8Array.of(1) } };
    const step = handleAttacker(newAttacker(), { kind: 'copy', device: 'bob.phone', places, takes: ['keys'] }, context);
    expect(step.state.places.loot.copies).toEqual([{ device: 'bob.phone', places }]);
    expect(step.outcomes).toEqual([{ kind: 'copied', device: 'bob.phone', takes: ['keys'] }]);
  });

  it('sends a recorded message again, once to each device that it was sealed for, never to the server', () => {
    const seen = [packet(), packet(), packet('m1', 'bob.laptop'), packet('m1', 'server'), packet('m2')];
    const state = seen.reduce((current, one) => saw(current, one).state, newAttacker());
    const step = handleAttacker(state, { kind: 'replay', label: 'm1' }, context);
    expect(sentIn(step.effects).map(({ from, to, link }) => [from, to, link])).toEqual([
      ['server', 'bob.phone', 'bob.phone-server'],
      ['server', 'bob.laptop', 'bob.laptop-server'],
    ]);
    expect(sentIn(step.effects)[0]?.bytes).toEqual(packet().bytes);
  });

  it('cannot send again what it has not recorded', () => {
    const step = handleAttacker(saw(newAttacker()).state, { kind: 'replay', label: 'm9' }, context);
    expect(step.effects).toEqual([]);
    expect(step.outcomes).toEqual([{ kind: 'inapplicable', why: 'not-recorded' }]);
  });

  it('stops the next message of a link and puts an altered one in its place', () => {
    const plan = handleAttacker(newAttacker(), { kind: 'tamper', link: 'alice.phone-server', flip: 'mac' }, context);
    expect(plan.effects).toEqual([{ kind: 'intercept', link: 'alice.phone-server' }]);
    const step = saw(plan.state, packet(), true);
    const [onward, ...more] = sentIn(step.effects);
    expect(more).toEqual([]);
    expect(step.effects).toHaveLength(1);
    expect([onward?.from, onward?.to, onward?.link]).toEqual(['alice.phone', 'server', 'alice.phone-server']);
    expect(onward?.stanza).toMatchObject({ ...stanza('m1', 'bob.phone'), body: expect.any(Uint8Array) as Uint8Array });
    expect(onward?.bytes).not.toEqual(packet().bytes);
    expect(step.outcomes.map((outcome) => outcome.kind)).toEqual(['saw', 'altered']);
    expect(step.state.places.loot.packets).toEqual([packet()]);
  });

  it('lets anything but a message pass as it was, and waits for the next', () => {
    const plan = handleAttacker(newAttacker(), { kind: 'tamper', link: 'alice.phone-server', flip: 'mac' }, context);
    const other = packetWith(
      'fetch',
      bytesOf({ kind: 'fetch', device: 'alice.phone', accounts: ['bob'], have: [] }),
      'alice.phone',
    );
    const noise = packetWith('noise', Uint8Array.of(0xff, 0xff), 'alice.phone');
    for (const passing of [other, noise]) {
      const step = saw(plan.state, passing, true);
      expect(step.effects).toEqual([
        {
          kind: 'send',
          name: passing.id,
          link: passing.link,
          from: passing.from,
          to: passing.to,
          bytes: passing.bytes,
        },
        { kind: 'intercept', link: 'alice.phone-server' },
      ]);
    }
  });

  it('is left alone by what is not for it', () => {
    const state = newAttacker();
    expect(handleAttacker(state, { kind: 'start' }, context)).toEqual({
      state,
      effects: [],
      signals: [],
      outcomes: [],
    });
  });
});

describe('an altered message', () => {
  const inner = (type: MessageType, body: Bytes): ParsedMessage => {
    const outer = type === 'prekey' ? parsePrekeyMessage(body, containers) : undefined;
    if (outer && !outer.ok) throw new Error(`the wrapper no longer parses: ${outer.reason}`);
    const parsed = parseMessage(outer ? outer.message : body, containers);
    if (!parsed.ok) throw new Error(`the message no longer parses: ${parsed.reason}`);
    return parsed;
  };
  const original = inner('prekey', sealed.wire);
  const wrapper = parsePrekeyMessage(sealed.wire, containers);
  const whisper = wrapper.ok ? wrapper.message : new Uint8Array();
  const bodies: readonly (readonly [MessageType, Bytes])[] = [
    ['prekey', sealed.wire],
    ['whisper', whisper],
  ];
  const parts = ['ratchetKey', 'counter', 'previousCounter', 'ciphertext', 'mac'] as const;
  const changedPart: Readonly<Record<TamperTarget, (typeof parts)[number]>> = {
    text: 'ciphertext',
    mac: 'mac',
    'ratchet-key': 'ratchetKey',
    counter: 'counter',
  };

  it.each(Object.entries(changedPart))('%s differs in %s alone, by one bit or one count', (target, part) => {
    for (const [type, body] of bodies) {
      const altered = alterMessage(type, body, target as TamperTarget, containers);
      const message = inner(type, altered);
      const changed = parts.filter((name) => {
        const [before, after] = [original[name], message[name]];
        return before instanceof Uint8Array && after instanceof Uint8Array
          ? !equalBytes(before, after)
          : before !== after;
      });
      expect(changed).toEqual([part]);
      const bits = (a: Bytes, b: Bytes): number => a.reduce((sum, byte, i) => sum + ones(byte ^ (b[i] ?? 0)), 0);
      const [before, after] = [original[part], message[part]];
      const isCount = typeof before === 'number' || typeof after === 'number';
      expect(isCount ? Number(after) - Number(before) : bits(before, after)).toBe(1);
    }
  });

  it('is refused by the recipient, whatever was altered, and the original still opens', () => {
    for (const target of Object.keys(changedPart)) {
      const altered = alterMessage('prekey', sealed.wire, target as TamperTarget, containers);
      expect(open(bob, 'alice', 'prekey', altered, target, toolsFor(target))).toMatchObject({
        ok: false,
        reason: 'bad-mac',
      });
    }
    expect(open(bob, 'alice', 'prekey', sealed.wire, 'x', toolsFor('x')).ok).toBe(true);
  });

  it('whose text was altered still opens where nobody checks, with the beginning garbled and the end as it was', () => {
    const careless = toolsFor('careless', { protections: { ...ALL_ON, verifyMac: false } });
    const altered = alterMessage('prekey', sealed.wire, 'text', containers);
    const opening = open(bob, 'alice', 'prekey', altered, 'careless', careless);
    if (!opening.ok) throw new Error(`opening was refused: ${opening.reason}`);
    expect(opening.plaintext).toHaveLength(40);
    expect(opening.plaintext.slice(0, 16)).not.toEqual(new Uint8Array(16).fill(1));
    expect(opening.plaintext.slice(17)).toEqual(new Uint8Array(23).fill(1));
  });

  it('is garbled inside its text where it is long, with the beginning and the end as they were', () => {
    const careless = toolsFor('long', { protections: { ...ALL_ON, verifyMac: false } });
    const pair = pairOfEndpoints();
    const long = seal(pair.alice, 'bob', new Uint8Array(120).fill(1), toolsFor('seal long'));
    if (!long.ok) throw new Error(`sealing was refused: ${long.reason}`);
    const opening = open(
      pair.bob,
      'alice',
      long.type,
      alterMessage(long.type, long.wire, 'text', containers),
      'long',
      careless,
    );
    if (!opening.ok) throw new Error(`opening was refused: ${opening.reason}`);
    const changed = Array.from(opening.plaintext).flatMap((byte, i) => (byte === 1 ? [] : [i]));
    expect(changed.every((i) => i >= 16 && i <= 32)).toBe(true);
    expect(opening.plaintext[32]).toBe(0);
    expect(changed.length).toBeGreaterThan(8);
  });

  it('stays as it was where it cannot be read, and the original is never written to', () => {
    const noise = Uint8Array.of(0x33, 1, 2, 3);
    const before = sealed.wire.slice();
    for (const target of Object.keys(changedPart)) {
      expect(alterMessage('whisper', noise, target as TamperTarget, containers)).toEqual(noise);
      expect(alterMessage('prekey', noise, target as TamperTarget, containers)).toEqual(noise);
      alterMessage('prekey', sealed.wire, target as TamperTarget, containers);
    }
    expect(sealed.wire).toEqual(before);
    expect(stanzaOf(packet().bytes)).toEqual(stanza('m1', 'bob.phone'));
  });
});

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}
