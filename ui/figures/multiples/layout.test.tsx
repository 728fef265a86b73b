import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LanguageProvider } from '../../i18n/language.tsx';
import { narrateDeed } from '../../lab/narration.ts';
import { choiceFor, engine } from '../testing/runs.ts';
import { Multiples } from './figure.tsx';
import { multiplesMarks, type MultiplesMarks } from './layout.ts';
import { MultiplesTable } from './table.tsx';

const IDS = ['keys-kept', 'whole-phone', 'same-key-for-replies'];
const base = { ...choiceFor('keys-stolen-late'), suite: 'model' } as const;
const view = engine.compare(
  base,
  IDS.map((variant) => ({ ...base, variant })),
);
const marksIn = (language: 'en' | 'zh'): MultiplesMarks =>
  multiplesMarks(view, {
    language,
    base: 'BASE',
    others: IDS.map((id) => ({ id, title: `title of ${id}` })),
    tell: (event) => narrateDeed(event, language),
  });
const marks = marksIn('en');
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('small multiples', () => {
  it('have the same columns and rows in every run, the base run first', () => {
    expect(marks.runs.map(({ id }) => id)).toEqual([undefined, ...IDS]);
    for (const { cells } of marks.runs) {
      expect(cells).toHaveLength(marks.rows.length);
      for (const row of cells) expect(row.map(({ party }) => party)).toEqual(marks.columns.map(({ party }) => party));
    }
    expect(marks.columns.some(({ party }) => party.includes('-'))).toBe(false);
  });

  it('flip exactly the cells that are not as in the base run, and count them', () => {
    const [first, ...others] = marks.runs;
    for (const run of others) {
      const differing = run.cells.flatMap((row, r) =>
        row.filter(({ look }, c) => look?.state !== first?.cells[r]?.[c]?.look?.state).map(({ key }) => key),
      );
      expect(run.cells.flat().flatMap(({ key, flips }) => (flips ? [key] : []))).toEqual(differing);
      expect(run.flips).toBe(differing.length);
      expect(run.flips).toBeGreaterThan(0);
    }
    expect(first?.cells.flat().some(({ flips }) => flips)).toBe(false);
  });

  it('say of each variant where it parts, in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const { id, divergence } of marksIn(language).runs.slice(1)) {
        expect(divergence, id).toMatch(language === 'en' ? /10:\d\d/ : /从 10:\d\d 起/);
        expect(divergence).not.toMatch(/undefined|\.phone/);
      }
    }
  });

  it('frame the flipped cells in the picture and make them strong in the table, as many as are counted', () => {
    const page = (Figure: typeof Multiples): string =>
      renderToStaticMarkup(
        <LanguageProvider language="en">
          <Figure marks={marks} onOpen={() => undefined} />
        </LanguageProvider>,
      );
    const flips = marks.runs.reduce((sum, run) => sum + run.flips, 0);
    expect(count(page(Multiples), 'data-flips="true"')).toBe(flips);
    expect(count(page(Multiples), '<button')).toBe(IDS.length);
    expect(count(page(MultiplesTable), '<td><b>')).toBe(flips);
    for (const { divergence } of marks.runs.slice(1)) expect(page(Multiples)).toContain(divergence);
    expect(count(page(Multiples), '<dt>')).toBe(flips);
    for (const { cells, flipped } of marks.runs)
      expect(flipped.map(({ key }) => key)).toEqual(
        cells.flat().flatMap(({ key, flips: does }) => (does ? [key] : [])),
      );
  });

  it('of a run with itself flip nothing', () => {
    const same = engine.compare(base, [base]);
    expect(same.others[0]?.flips).toEqual([]);
    expect(same.others[0]?.divergence).toBeUndefined();
  });
});
