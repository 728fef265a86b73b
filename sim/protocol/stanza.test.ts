import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model } from '../crypto/model.ts';
import { recorderFor } from '../crypto/recorder.ts';
import { bitFlips, flipBits } from '../testing/hostile.ts';
import { toolsFor } from '../testing/tools.ts';
import { TICKS } from '../trace.ts';
import { decodeStanza, encodeStanza, type Stanza } from './stanza.ts';

const { containers } = toolsFor('stanza');
const RESERVED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !(text in Object.prototype));
const someBytes = fc.uint8Array({ maxLength: 120 });

const stanzas: fc.Arbitrary<Stanza> = fc.oneof(
  fc.record({ kind: fc.constant('register' as const), device: name, bundles: fc.array(someBytes, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('registered' as const), device: name }),
  fc.record({
    kind: fc.constant('fetch' as const),
    device: name,
    accounts: fc.array(name, { maxLength: 4 }),
    have: fc.array(name, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('bundles' as const),
    entries: fc.array(fc.record({ account: name, device: name, bundle: fc.option(someBytes, { nil: undefined }) }), {
      maxLength: 4,
    }),
  }),
  fc.record({
    kind: fc.constant('message' as const),
    label: name,
    from: name,
    to: name,
    sealedBy: name,
    sealedFor: name,
    writtenAt: fc.nat({ max: 999_999_999_999_999 }),
    type: fc.constantFrom('prekey' as const, 'whisper' as const),
    body: someBytes,
  }),
  fc.record({
    kind: fc.constant('message' as const),
    label: name,
    from: name,
    to: name,
    sealedBy: name,
    sealedFor: name,
    writtenAt: fc.nat({ max: 999_999_999_999_999 }),
    type: fc.constantFrom('prekey' as const, 'whisper' as const),
    body: someBytes,
    retry: fc.nat({ max: 5 }),
  }),
  fc.record({ kind: fc.constant('acknowledge' as const), device: name, label: name }),
  fc.record({ kind: fc.constant('accepted' as const), label: name, sealedFor: name }),
  fc.record({
    kind: fc.constant('receipt' as const),
    label: name,
    from: name,
    device: name,
    tick: fc.constantFrom(...TICKS),
  }),
  fc.record({
    kind: fc.constantFrom('hello' as const, 'welcome' as const, 'low' as const, 'identity-changed' as const),
    device: name,
  }),
  fc.record({
    kind: fc.constant('upload' as const),
    device: name,
    label: name,
    bundles: fc.array(someBytes, { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('retry' as const),
    label: name,
    from: name,
    device: name,
    count: fc.nat({ max: 100 }),
    bundle: fc.option(someBytes, { nil: undefined }),
  }),
);

describe('a stanza', () => {
  it('of every kind comes out of its bytes as it went in', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(stanzas, (stanza) => {
        kinds.add(stanza.kind);
        expect(decodeStanza(encodeStanza(stanza, containers), containers)).toEqual(stanza);
      }),
      { numRuns: 2_000, seed: 1 },
    );
    expect(kinds.size).toBe(14);
  });

  it.each(RESERVED)('is none where somebody is called %s', (reserved) => {
    const named: readonly Stanza[] = [
      { kind: 'hello', device: reserved },
      { kind: 'fetch', device: 'bob.phone', accounts: [reserved], have: [] },
      { kind: 'fetch', device: 'bob.phone', accounts: ['alice'], have: [reserved] },
      { kind: 'bundles', entries: [{ account: reserved, device: 'bob.phone', bundle: undefined }] },
      { kind: 'bundles', entries: [{ account: 'bob', device: reserved, bundle: undefined }] },
      { kind: 'receipt', label: reserved, from: 'alice.phone', device: 'bob.phone', tick: 'read' },
      { kind: 'retry', label: 'm1', from: reserved, device: 'bob.phone', count: 1, bundle: undefined },
    ];
    for (const stanza of named) expect(decodeStanza(encodeStanza(stanza, containers), containers)).toBeUndefined();
  });

  it('is none where a field is missing', () => {
    const empty = encodeStanza({ kind: 'registered', device: 'bob.phone' }, containers);
    // The kind stands first, in two bytes: with another kind the same fields are not enough.
    const asKind = (kind: number) => decodeStanza(empty.with(1, kind), containers);
    expect(empty[1]).toBe(1);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((kind) => asKind(kind)?.kind)).toEqual([
      'register',
      'registered',
      'fetch',
      'bundles',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(decodeStanza(new Uint8Array(), containers)).toBeUndefined();
  });

  it('is none where one entry of a list of bundles is none', () => {
    // The parts of a registration are bundles, those of a list are entries: the same field, read by the kind.
    const register = encodeStanza({ kind: 'register', device: 'bob.phone', bundles: [Uint8Array.of(1)] }, containers);
    expect(decodeStanza(register.with(1, 0), containers)?.kind).toBe('register');
    expect(decodeStanza(register.with(1, 3), containers)).toBeUndefined();
  });

  it('is never an exception: 20,000 random byte strings', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.nat({ max: 7 })), (bytes, kind) => {
        const headed = kind === null ? bytes : Uint8Array.of(0x08, kind, ...bytes);
        const stanza = decodeStanza(headed, recorderFor(model).containers);
        kinds.add(stanza?.kind ?? 'none');
      }),
      { numRuns: 20_000, seed: 2 },
    );
    // A list of nothing needs no field, so some strings are even that.
    expect([...kinds].toSorted()).toEqual(['bundles', 'none']);
  });

  it('is never an exception: 20,000 stanzas with one to three flipped bits', () => {
    let [decoded, none] = [0, 0];
    fc.assert(
      fc.property(stanzas, bitFlips, (stanza, bits) => {
        const altered = flipBits(encodeStanza(stanza, containers), bits);
        if (decodeStanza(altered, recorderFor(model).containers)) decoded++;
        else none++;
      }),
      { numRuns: 20_000, seed: 3 },
    );
    expect(Math.min(decoded, none)).toBeGreaterThan(1_000);
  });
});
