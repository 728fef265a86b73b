import { describe, expect, it } from 'vitest';
import { runOf } from '../testing/runs.ts';
import { layout } from '../who-can-read/layout.ts';
import { compareMarks } from './layout.ts';

const options = { language: 'en', size: 'lesson' } as const;
const base = layout(runOf('keys-stolen-late'), 5, options);
const kept = layout(runOf('keys-stolen-late', { off: 'eraseMessageKeys' }), 5, options);

describe('two runs side by side', () => {
  it('flip exactly the cells whose state differs, and give their column room', () => {
    const compared = compareMarks(base, kept);
    const pairs = compared.rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));
    expect(pairs.length).toBe(20);
    expect(pairs.filter((pair) => pair.flips).map((pair) => pair.key)).toEqual(['m1/mallory', 'm2/mallory']);
    expect(compared.columns.filter((column) => column.wide).map((column) => column.party)).toEqual(['mallory']);
  });

  it('of the same run flip nothing', () => {
    const compared = compareMarks(base, base);
    expect(compared.rows.flatMap((row) => (row.kind === 'message' ? row.cells : [])).some((pair) => pair.flips)).toBe(
      false,
    );
    expect(compared.columns.some((column) => column.wide)).toBe(false);
  });
});
