import { describe, expect, it } from 'vitest';
import type { TransportProjection } from '../../../sim/index.ts';
import { choiceFor, engine, lastOf, runOf } from '../testing/runs.ts';
import type { CellMark } from './cell-mark.ts';
import { layout, type FigureMarks } from './layout.ts';
import { layoutTimeline } from '../timeline/layout.ts';
import { timelineWithLens, withLens } from './lens.ts';
import { cellText, tableOf } from './twin.ts';

const END = 1_000_000;

function seen(party: string, transport: TransportProjection = 'open', language: 'en' | 'zh' = 'en'): FigureMarks {
  const run = runOf('keys-stolen-late', { language });
  const link = party.includes('-') ? party : undefined;
  const marks = layout(run, lastOf(run), { language, size: 'lab', link });
  return withLens(marks, engine.metadata(choiceFor('keys-stolen-late', { language }), party, END, transport));
}
const cellsOf = (marks: FigureMarks): readonly CellMark[] =>
  marks.rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));

describe('the lens on the who-can-read figure', () => {
  it('fades every cell but those of the viewpoint, in picture and table', () => {
    const cells = cellsOf(seen('server'));
    expect(cells.filter(({ faded }) => faded !== true).map(({ key }) => key)).toEqual([
      'm1/server',
      'm2/server',
      'm3/server',
      'm4/server',
    ]);
    for (const cell of cells) if (cell.faded === true) expect(cellText(cell, 'en')).toBe('not seen');
  });

  it('shows in the cells of the company who, to whom, when and how large', () => {
    const first = cellsOf(seen('server')).find(({ party }) => party === 'server');
    expect(first && cellText(first, 'en')).toMatch(/^10:02, \d+ bytes: Alice → Bob$/);
  });

  it('leaves no text of a message in the figure', () => {
    for (const language of ['en', 'zh'] as const) {
      const texts = runOf('keys-stolen-late', { language }).messages.map(({ text }) => text);
      for (const party of ['server', 'network', 'mallory', 'bob.phone-server']) {
        const marks = seen(party, 'open', language);
        const shown = JSON.stringify([marks, tableOf(marks)]);
        for (const text of texts) expect(shown).not.toContain(text);
      }
    }
  });

  it('knows no names and shows traffic only where a link is wrapped', () => {
    const marks = seen('bob.phone-server', 'wrapped');
    expect(marks.columns.map(({ name }) => name)).toContain('This link');
    expect(marks.rows.flatMap((row) => (row.kind === 'message' ? [`${row.from} ${row.to}`] : []))).toEqual(
      Array.from({ length: 4 }, () => '? ?'),
    );
    const own = cellsOf(marks).filter(({ party }) => party === 'bob.phone-server');
    expect(own.map(({ state, word }) => `${state} ${word}`)).toEqual(
      Array.from({ length: 4 }, () => 'never traffic only'),
    );
  });

  it('says nothing of a theft to the company, and leaves it to the thief', () => {
    const said = (party: string): string => JSON.stringify(seen(party));
    for (const party of ['server', 'network', 'bob.phone-server']) expect(said(party)).not.toContain('copies the keys');
    expect(said('mallory')).toContain('copies the keys');
  });

  it('draws on the timeline only what the viewpoint knows of', () => {
    const run = runOf('keys-stolen-late');
    const frame = run.frames[lastOf(run)];
    if (frame === undefined) throw new Error('the run has a last frame');
    const drawn = (party: string, transport: TransportProjection) => {
      const marks = layout(run, lastOf(run), { language: 'en', size: 'lab' });
      const view = engine.metadata(choiceFor('keys-stolen-late'), party, END, transport);
      return timelineWithLens(layoutTimeline(run, frame, marks, 'en'), marks, view);
    };
    const company = drawn('server', 'open');
    expect(company.arrows.map(({ message, taps }) => `${message} ${taps.length}`)).toEqual([
      'm1 0',
      'm2 0',
      'm3 0',
      'm4 0',
    ]);
    expect([company.thefts, company.reading]).toEqual([[], []]);
    expect(drawn('network', 'wrapped').arrows).toEqual([]);
    expect(drawn('mallory', 'open').thefts).toHaveLength(1);
  });

  it('lists in the legend only what the viewpoint’s own cells hold', () => {
    expect(seen('server').legend).toEqual(['metadata']);
  });
});
