import { describe, expect, it } from 'vitest';
import { REORDER_WAIT_MS } from '../limits.ts';
import { contextFor } from '../testing/acting.ts';
import type { Packet } from '../trace.ts';
import { handleNetwork, isClear, newNetwork, pass, type NetworkState, type Passage } from './network.ts';
import type { Fault } from './types.ts';

const LATENCY_MS = 40;
const LINK = 'bob.phone-server';
const context = contextFor('network', 'faults');
const clear = newNetwork(LATENCY_MS);

const faulty = (fault: Partial<Fault> & Pick<Fault, 'kind'>): Fault => ({
  link: LINK,
  next: 1,
  errand: undefined,
  toward: undefined,
  byMs: 700,
  bytesPerSecond: 100,
  ...fault,
});
const disturbed = (state: NetworkState, fault: Fault) =>
  handleNetwork(state, { kind: 'fault', fault, by: undefined }, context);
const after = (fault: Partial<Fault> & Pick<Fault, 'kind'>): NetworkState => disturbed(clear, faulty(fault)).state;

const packet = (change: Partial<Packet> = {}): Packet => ({
  id: 'p',
  errand: 'message',
  label: 'm1',
  attempt: 1,
  link: LINK,
  from: 'server',
  to: 'bob.phone',
  bytes: new Uint8Array(50),
  sentAt: 0,
  arrivesAt: 0,
  ...change,
});

/** These packets one after the other, all at time 0. */
function passed(state: NetworkState, packets: readonly Packet[]): readonly Passage[] {
  let current = state;
  return packets.map((one) => {
    const passage = pass(current, one, 0);
    current = passage.state;
    return passage;
  });
}
const effectsOf = (state: NetworkState, packets: readonly Packet[]) => passed(state, packets).map((one) => one.effect);

describe('a fault that hits packets', () => {
  it.each([
    ['drop', 'dropped', []],
    ['duplicate', 'duplicated', [LATENCY_MS, 2 * LATENCY_MS]],
    ['delay', 'delayed', [LATENCY_MS + 700]],
    ['reorder', 'reordered', [LATENCY_MS + REORDER_WAIT_MS]],
  ] as const)('%s hits exactly the next so many packets, and is gone', (kind, effect, arrivals) => {
    const passages = passed(after({ kind, next: 2 }), [packet(), packet(), packet()]);
    expect(passages.map((one) => one.effect)).toEqual([effect, effect, undefined]);
    expect(passages.map((one) => one.arrivals)).toEqual([arrivals, arrivals, [LATENCY_MS]]);
    expect(passages.map(({ state }) => isClear(state))).toEqual([false, true, true]);
  });

  it('hits its own link, direction and errand alone', () => {
    const state = after({ kind: 'drop', errand: 'message', toward: 'bob.phone' });
    const others = [
      packet({ link: 'alice.phone-server', to: 'alice.phone' }),
      packet({ from: 'bob.phone', to: 'server' }),
      packet({ errand: 'receipt' }),
    ];
    expect(effectsOf(state, [...others, packet()])).toEqual([undefined, undefined, undefined, 'dropped']);
  });

  it('waits behind an older one: each packet is hit once', () => {
    const both = disturbed(after({ kind: 'drop' }), faulty({ kind: 'duplicate' })).state;
    expect(effectsOf(both, [packet(), packet(), packet()])).toEqual(['dropped', 'duplicated', undefined]);
  });

  it('lets only a packet that waits be overtaken by others', () => {
    const [waiting, next] = passed(after({ kind: 'reorder' }), [packet(), packet()]);
    expect([waiting?.overtakes, next?.overtakes]).toEqual([false, true]);
  });
});

describe('a cut link', () => {
  it('carries nothing in either direction, and others as before, until it is mended', () => {
    const cut = disturbed(clear, faulty({ kind: 'cut' }));
    const up = packet({ from: 'bob.phone', to: 'server' });
    const other = packet({ link: 'alice.phone-server', to: 'alice.phone' });
    expect(effectsOf(cut.state, [packet(), up, packet(), other])).toEqual(['cut', 'cut', 'cut', undefined]);
    expect([cut.signals, cut.effects]).toEqual([['disturbed'], []]);
    const healed = disturbed(cut.state, faulty({ kind: 'heal' }));
    expect(effectsOf(healed.state, [packet(), up])).toEqual([undefined, undefined]);
    expect(healed.signals).toEqual(['mended']);
    expect(healed.effects).toMatchObject([{ kind: 'tell', to: 'bob.phone', event: { kind: 'reconnected' } }]);
  });

  it('is mended for itself alone', () => {
    const two = disturbed(after({ kind: 'cut' }), faulty({ kind: 'cut', link: 'alice.phone-server' })).state;
    const healed = disturbed(two, faulty({ kind: 'heal' }));
    expect(healed.signals).toEqual(['disturbed']);
    expect(isClear(healed.state)).toBe(false);
  });
});

describe('a throttled link', () => {
  it('carries one packet after the other in one direction, by size, and both directions at once', () => {
    const up = packet({ from: 'bob.phone', to: 'server' });
    const passages = passed(after({ kind: 'throttle' }), [packet(), packet(), up, packet()]);
    // 50 bytes at 100 bytes a second.
    expect(passages.map(({ arrivals }) => arrivals)).toEqual([[540], [1_040], [540], [1_540]]);
    expect(passages.map(({ effect }) => effect)).toEqual(Array.from({ length: 4 }, () => 'queued-behind'));
  });
});
