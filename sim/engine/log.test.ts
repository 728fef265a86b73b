import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, emptyLog, entriesOf, type Log } from './log.ts';

describe('a log', () => {
  it('has the entries that were appended, in order', () => {
    const log = append(append(emptyLog<string>(), 'a'), 'b');
    expect(entriesOf(log)).toEqual(['a', 'b']);
    expect(log.length).toBe(2);
    expect(entriesOf(emptyLog())).toEqual([]);
  });

  it('stays valid when a newer version grows: every version of a random tree of versions reads as it should', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.integer()), { maxLength: 60 }), (growth) => {
        const versions: { log: Log<number>; expected: readonly number[] }[] = [{ log: emptyLog(), expected: [] }];
        for (const [which, entry] of growth) {
          const from = versions[which % versions.length] ?? { log: emptyLog(), expected: [] };
          versions.push({ log: append(from.log, entry), expected: [...from.expected, entry] });
        }
        for (const { log, expected } of versions) expect(entriesOf(log)).toEqual(expected);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('shares its storage with the next version, and only a fork of an older one copies', () => {
    const first = append(emptyLog<string>(), 'a');
    const second = append(first, 'b');
    expect(second.storage).toBe(first.storage);
    const fork = append(first, 'c');
    expect(fork.storage).not.toBe(first.storage);
    expect([entriesOf(second), entriesOf(fork)]).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    expect(entriesOf(first)).toEqual(['a']);
    // The fork's own next version is cheap again.
    expect(append(fork, 'd').storage).toBe(fork.storage);
  });

  it('gives a list of its own: changing it does not change the log', () => {
    const log = append(emptyLog<string>(), 'a');
    (entriesOf(log) as string[]).push('b');
    expect(entriesOf(log)).toEqual(['a']);
  });
});
