/** A device may break off at any change to its files: nothing is lost, nothing comes twice, no key seals twice. */
import { expect, test } from 'vitest';
import { FILES } from '../../../cli/files.ts';
import { crashEverywhere, EVERYTHING, type Struck } from '../../testing/crashes.ts';

test.each<[string, Struck]>([
  [
    'the log, a message for Bob',
    { ...EVERYTHING, journals: ['wal'], devices: ['bob.phone', 'bob.laptop'], messages: [2] },
  ],
  ['the log, a message of Bob’s own', { ...EVERYTHING, journals: ['wal'], devices: ['bob.phone'], messages: [3] }],
  ['the rollback journal', { ...EVERYTHING, journals: ['delete'], devices: ['bob.phone'], messages: [2] }],
])('whatever change a device breaks off at, every message is there once in the end (%s)', (_what, struck) => {
  const report = crashEverywhere(FILES, struck);
  expect(report).toMatchObject({ lost: 0, twice: 0, keysReused: 0, differ: 0 });
  expect(report.points).toBeGreaterThan(80);
});
