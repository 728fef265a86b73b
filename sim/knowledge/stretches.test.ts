import { expect, test } from 'vitest';
import { linkOf, NETWORK, SERVER } from '../actors/types.ts';
import { BOB, traceOf } from '../testing/syntheticTrace.ts';
import { stretchesOf } from './stretches.ts';

const trace = traceOf([
  { at: 10, actor: BOB, input: 'power', phase: 'off' },
  { at: 20, actor: SERVER, input: 'service', phase: 'passingOn.down' },
  {
    at: 30,
    actor: NETWORK,
    input: 'fault',
    phase: 'disturbed',
    outcomes: [{ kind: 'disturbed', fault: 'cut', link: linkOf(BOB), by: undefined }],
  },
  { at: 40, actor: BOB, input: 'packet x', phase: 'off' },
  { at: 50, actor: BOB, input: 'power' },
  {
    at: 60,
    actor: NETWORK,
    input: 'fault',
    phase: 'clear',
    outcomes: [{ kind: 'disturbed', fault: 'heal', link: linkOf(BOB), by: undefined }],
  },
  { at: 70, actor: BOB, outcomes: [{ kind: 'implanted', device: BOB, takes: ['keys'] }] },
]);

test('what lasts is one stretch from its beginning to its end, however often it is told', () => {
  expect(stretchesOf(trace)).toEqual([
    { kind: 'off', where: BOB, from: 0, since: 10, to: 4 },
    { kind: 'down', where: SERVER, from: 1, since: 20, to: undefined },
    { kind: 'cut', where: linkOf(BOB), from: 2, since: 30, to: 5 },
    { kind: 'implant', where: BOB, from: 6, since: 70, to: undefined },
  ]);
});

test('what has not ended by the last event that may be read lasts', () => {
  expect(stretchesOf(trace, 3).map(({ to }) => to)).toEqual([undefined, undefined, undefined]);
});
