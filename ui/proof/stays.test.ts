import { describe, expect, it } from 'vitest';
import { standingOf } from '../../sim/knowledge/types.ts';
import { choiceFor, engine, lastOf, runOf } from '../figures/testing/runs.ts';
import { nearestFirst, standingSentence } from './stays.ts';

const ID = 'keys-stolen-late';
const view = runOf(ID, { off: 'eraseMessageKeys' });
const at = view.frames[lastOf(view)]?.seq ?? 0;
const why = engine.why(choiceFor(ID, { off: 'eraseMessageKeys' }), 'server', 'm2', at);
if (why.kind !== 'cannot') throw new Error('the company cannot read m2');
const [group] = why.pairs?.groups ?? [];
if (group === undefined) throw new Error('two things together open m2');

describe('a thing that was missing', () => {
  it('comes with what can still be had first, then what was erased, then what was never stored', () => {
    const kinds = nearestFirst(group.other).map((each) => standingOf(each).kind);
    expect(kinds).toEqual(['still', 'erased']);
    expect(nearestFirst(group.one).map(({ value }) => value.term)).toEqual(['packet', 'ciphertext']);
  });

  it('is told by where it still stands, when it was erased, or that nobody stored it', () => {
    const told = (side: typeof group.one, language: 'en' | 'zh'): readonly string[] =>
      nearestFirst(side).map((each) => standingSentence(view, each, language));
    expect(told(group.one, 'en')).toEqual([
      'copied data with Mallory since 10:05:00, still there',
      'existed only inside a phone while it was computing',
    ]);
    expect(told(group.other, 'en')[0]).toMatch(/^keys in .* phone since 10:05:00, still there$/);
    expect(told(group.other, 'en')[1]).toMatch(/erased since$/);
    expect(told(group.one, 'zh')[0]).toBe('10:05:00 起在马洛里拷走的数据里，现在还在');
  });

  it('is asked for in pairs only where no single thing would do', () => {
    const single = engine.why(choiceFor(ID), 'mallory', 'm1', at);
    if (single.kind !== 'cannot') throw new Error('Mallory cannot read m1');
    expect(single.missing.singles.length).toBeGreaterThan(0);
    expect(single.pairs).toBeUndefined();
  });
});
