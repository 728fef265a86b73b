import { describe, expect, it } from 'vitest';
import { SERVER } from '../actors/types.ts';
import { ALICE, BOB, fault, packetOf, sent, stormyTrace, traceOf } from '../testing/syntheticTrace.ts';
import type { Journey } from './journeys.ts';
import { journeysOf } from './journeys.ts';

const fateOf = (journeys: readonly Journey[], id: string) => journeys.find((journey) => journey.id === id)?.fate;

describe('the journeys of a run', () => {
  const stormy = journeysOf(stormyTrace(10));

  it('follow every packet from its sending to where it ended, in the order of sending', () => {
    expect(stormy.map(({ id }) => id)).toEqual([
      'message:m1',
      'message:m1 try 2',
      'message:m1 try 3',
      `message:m1:${BOB}`,
      'confirmation:m1',
      'receipt:m1',
      `receipt:m1:${ALICE}`,
    ]);
    expect(fateOf(stormy, 'message:m1')).toMatchObject({ kind: 'lost', why: 'dropped', seq: 0 });
    expect(fateOf(stormy, 'message:m1 try 2')).toMatchObject({ kind: 'lost', why: 'cut', seq: 1 });
    expect(fateOf(stormy, 'message:m1 try 3')).toMatchObject({ kind: 'arrived', seq: 3 });
  });

  it('give all attempts with one packet the same name', () => {
    const attempts = stormy.filter(({ name }) => name === 'message:m1');
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('keep what the network did to a packet that arrived', () => {
    expect(stormy[2]?.disturbances).toEqual(['delayed']);
    expect(stormy[3]).toMatchObject({
      disturbances: ['duplicated'],
      fate: { kind: 'arrived', seq: 5 },
      again: [{ seq: 7 }],
    });
  });

  it('know nothing of what comes after the last event that may be read', () => {
    const gated = journeysOf(stormyTrace(10), 2);
    expect(gated.map(({ id }) => id)).toEqual(['message:m1', 'message:m1 try 2', 'message:m1 try 3']);
    expect(gated[2]?.fate).toEqual({ kind: 'under-way' });
  });

  it('end where a packet finds a device switched off, where it is refused and where somebody takes it', () => {
    const away = packetOf('away', SERVER, BOB);
    const bad = packetOf('bad', SERVER, BOB);
    const taken = packetOf('taken', SERVER, BOB);
    const journeys = journeysOf(
      traceOf([
        { at: 0, actor: SERVER, outcomes: [sent(away), sent(bad), sent(taken)] },
        { at: 40, actor: BOB, input: 'packet away', cause: 0, phase: 'off', outcomes: [fault('away', away)] },
        {
          at: 50,
          actor: BOB,
          input: 'packet bad',
          cause: 0,
          outcomes: [{ kind: 'refused', message: undefined, from: SERVER, reason: 'bad-mac' }],
        },
        {
          at: 60,
          actor: 'mallory',
          input: 'saw taken',
          cause: 0,
          outcomes: [{ kind: 'altered', packet: taken, message: undefined }, sent(taken)],
        },
        { at: 100, actor: BOB, input: 'packet taken', cause: 3 },
      ]),
    );
    expect(journeys.map(({ by }) => by)).toEqual([SERVER, SERVER, SERVER, 'mallory']);
    expect(journeys.map(({ fate }) => fate)).toEqual([
      { kind: 'lost', why: 'away', seq: 1, at: 40 },
      { kind: 'refused', reason: 'bad-mac', seq: 2, at: 50 },
      { kind: 'stopped', by: 'mallory', seq: 3, at: 60 },
      { kind: 'arrived', seq: 4, at: 100 },
    ]);
  });
});
