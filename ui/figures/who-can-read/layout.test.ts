import { describe, expect, it } from 'vitest';
import { runOf } from '../testing/runs.ts';
import { svgOf } from '../testing/svg.ts';
import { announcedBand } from './bands.ts';
import { layout, type FigureMarks } from './layout.ts';
import { moveIn } from './roving.ts';
import { cellText, tableOf } from './twin.ts';

const view = runOf('keys-stolen-late');
const lesson = { language: 'en', size: 'lesson' } as const;
const cellsIn = (marks: FigureMarks) => marks.rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));

describe('the who-can-read figure', () => {
  it('shows rows so far and nothing of later ones', () => {
    const marks = layout(view, 2, lesson);
    expect(marks.rows.map((row) => (row.kind === 'message' ? row.label : row.step))).toEqual(['m1', 'm2']);
    expect(JSON.stringify(marks)).not.toContain('Change of plan');
    expect(JSON.stringify(marks)).not.toContain('copies');
  });

  it('lays a theft between the messages before and after it', () => {
    const marks = layout(view, 5, lesson);
    expect(marks.rows.map((row) => (row.kind === 'message' ? row.label : 'band'))).toEqual([
      'm1',
      'm2',
      'band',
      'm3',
      'm4',
    ]);
  });

  it('draws the same pictures as before, pause by pause', async () => {
    const pictures = view.frames.map((_, index) => svgOf(layout(view, index, lesson))).join('\n');
    await expect(pictures).toMatchFileSnapshot('__snapshots__/stolen-late.en.svg.txt');
    const chinese = svgOf(layout(runOf('keys-stolen-late', { language: 'zh' }), 5, { language: 'zh', size: 'lab' }));
    await expect(chinese).toMatchFileSnapshot('__snapshots__/stolen-late.zh-lab.svg.txt');
  });

  it('keeps in a hole what was already seen and hides the state', () => {
    const announced = announcedBand(
      { kind: 'compromise', id: 's3', compromise: 'bob.phone', by: 'mallory', takes: ['keys'], at: '10:20' },
      'en',
    );
    const marks = layout(view, 2, { ...lesson, holes: ['m1/mallory', 'm2/mallory'], announced });
    const seen = cellsIn(layout(view, 2, lesson)).flatMap((cell) =>
      cell.key === 'm1/mallory' && cell.content.kind === 'bytes' ? [cell.content.bytes] : [],
    )[0];
    expect(seen).toMatch(/^([0-9a-f]{2} ){4}\.\.$/);
    const holes = cellsIn(marks).filter((cell) => cell.state === 'hole');
    expect(holes.map((cell) => cell.key)).toEqual(['m1/mallory', 'm2/mallory']);
    expect(holes[0]?.content).toEqual({ kind: 'bytes', bytes: seen });
    expect(holes.every((cell) => cell.word === 'opens?' && !cell.changed)).toBe(true);
    expect(marks.announced?.deed).toBe('Mallory copies the keys in Bob’s phone');
  });

  it('lists in the legend only what occurs', () => {
    expect(layout(view, 1, { ...lesson, showChanges: false }).legend).toEqual(['readable', 'sealed', 'metadata']);
    expect(layout(view, 0, lesson).legend).toEqual([]);
  });

  it('marks what changed at this step and nothing else', () => {
    const kept = runOf('keys-stolen-late', { off: 'eraseMessageKeys' });
    const changed = cellsIn(layout(kept, 3, lesson)).filter((cell) => cell.changed);
    expect(changed.map((cell) => cell.key)).toEqual(['m1/mallory', 'm2/mallory']);
  });

  it('gives equal bytes in two columns an equal look', () => {
    const cells = cellsIn(layout(view, 1, lesson)).filter((cell) => cell.state === 'sealed');
    expect(cells.map((cell) => cell.content)).toEqual([cells[0]?.content, cells[0]?.content]);
  });
});

describe('the table twin', () => {
  it('holds one entry for each mark of the picture, in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      const told = runOf('keys-stolen-late', { language });
      told.frames.forEach((_, index) => {
        const marks = layout(told, index, { ...lesson, language });
        const table = tableOf(marks);
        const inTable = table.rows.flatMap((row) => (row.kind === 'message' ? row.cells.map((cell) => cell.key) : []));
        expect(inTable).toEqual(cellsIn(marks).map((cell) => cell.key));
        for (const cell of cellsIn(marks)) {
          expect(cellText(cell, language)).toContain(cell.word);
          if ('text' in cell.content) expect(cellText(cell, language)).toContain(cell.content.text);
        }
        expect(table.rows.filter((row) => row.kind === 'band').length).toBe(
          marks.rows.filter((row) => row.kind === 'band').length,
        );
      });
    }
  });
});

describe('walking through the grid', () => {
  const grid = [
    ['a', 'b'],
    ['c', 'd'],
  ];
  it('moves with the arrows and stops at the edges', () => {
    expect(moveIn(grid, 'a', 'ArrowRight')).toBe('b');
    expect(moveIn(grid, 'a', 'ArrowDown')).toBe('c');
    expect(moveIn(grid, 'd', 'ArrowUp')).toBe('b');
    expect(moveIn(grid, 'b', 'Home')).toBe('a');
    expect(moveIn(grid, 'c', 'End')).toBe('d');
    expect(['ArrowLeft', 'ArrowUp'].map((key) => moveIn(grid, 'a', key))).toEqual([undefined, undefined]);
    expect(['ArrowRight', 'ArrowDown', 'x'].map((key) => moveIn(grid, 'd', key))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
