import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Heatmap } from '../../../sim/index.ts';
import { LANGUAGES, type Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { FigureAs } from '../legend.tsx';
import { choiceFor, engine, runOf } from '../testing/runs.ts';
import { HeatmapFigure } from './figure.tsx';
import { fallOf, layoutHeatmap, type HeatMarks, type HeatTakes } from './layout.ts';

const ID = 'keys-stolen-late';
const END = 1_000_000;
const mapOf = (device = 'bob.phone', scenario = ID, language: Language = 'en'): Heatmap =>
  engine.heatmap(choiceFor(scenario, { language }), device);
const marksOf = (takes: HeatTakes = 'everything', language: Language = 'en', now = END): HeatMarks =>
  layoutHeatmap(runOf(ID, { language }), mapOf('bob.phone', ID, language), { language, takes, now });
const fallsOf = (marks: HeatMarks): readonly (readonly string[])[] =>
  marks.rows.map(({ cells }) => cells.map(({ fall }) => fall));

describe('the heatmap', () => {
  it('has what the engine computed in every cell', () => {
    const map = mapOf();
    for (const takes of ['keys', 'everything'] as const)
      expect(fallsOf(marksOf(takes))).toEqual(
        map.rows.map(({ cells }) => cells.map((cell, i) => fallOf(cell, map.messages[i]?.open ?? false, takes))),
      );
    expect(new Set(fallsOf(marksOf('everything')).flat())).toEqual(new Set(['keys', 'text', 'no']));
    expect(new Set(fallsOf(marksOf('keys')).flat())).toEqual(new Set(['keys', 'no']));
    expect(marksOf('keys').legend).toEqual(['keys', 'no']);
  });

  it('draws a line in stairs: once in each row at the first later message, and above what is new', () => {
    const map = mapOf();
    const marks = marksOf();
    for (const [i, { cells }] of marks.rows.entries()) {
      const written = map.rows[i]?.cells.filter((cell) => cell.written).length ?? 0;
      expect(cells.flatMap(({ isNext }, column) => (isNext ? [column] : []))).toEqual(
        written < cells.length ? [written] : [],
      );
      const before = map.rows[i - 1]?.cells.filter((cell) => cell.written).length ?? 0;
      expect(cells.filter(({ isNew }) => isNew)).toHaveLength(i === 0 ? 0 : written - before);
    }
  });

  it('says each cell as a sentence, and counts its rows, in both languages', () => {
    const theft = (language: Language) => marksOf('keys', language).rows.find(({ step }) => step === 's3');
    expect(theft('en')?.cells[0]?.sentence).toBe(
      'Copied after 10:20 Mallory copies the keys in Bob’s phone. m1, written before the copy: does not open.',
    );
    expect(theft('en')?.sum).toBe('0 of 2 before, 1 of 2 after');
    expect(theft('zh')?.cells[2]?.sentence).toBe(
      '10:20 马洛里拷走鲍勃手机里的密钥，这一步之后拷走。m3，拷走之后写的：用拷走的密钥能打开。',
    );
    for (const language of LANGUAGES)
      for (const { cells, deed, sum } of marksOf('everything', language).rows)
        for (const text of [deed, sum, ...cells.map(({ sentence }) => sentence)])
          expect(text).not.toMatch(/undefined|NaN|\.phone/);
  });

  it('marks the moment at which the lab stands', () => {
    const at = mapOf().rows[2]?.seq ?? -1;
    expect(marksOf('keys', 'en', at).rows.map(({ now }) => now)).toEqual([false, false, true, false, false, false]);
    expect(marksOf('keys', 'en', -1).rows.some(({ now }) => now)).toBe(false);
  });

  it('shows a part of a very long story, around the moment, and says which', () => {
    const map = mapOf();
    const [row] = map.rows;
    if (row === undefined) throw new Error('there is a moment before the first step');
    const long: Heatmap = {
      ...map,
      rows: Array.from({ length: 200 }, (_, i) => ({ ...row, step: `x${i}`, seq: 10 * i })),
    };
    const marks = layoutHeatmap(runOf(ID), long, { language: 'en', takes: 'keys', now: 1_000 });
    expect(marks.rows.some(({ now }) => now)).toBe(true);
    expect(marks.rows.length).toBeLessThan(100);
    expect(marks.part).toMatch(/of 200/);
    expect(marksOf().part).toBeUndefined();
  });

  it('has the same cells in picture and table, and one tab stop in the picture', () => {
    for (const language of LANGUAGES) {
      const marks = marksOf('everything', language);
      const drawn = (as: FigureAs): string =>
        renderToStaticMarkup(
          <LanguageProvider language={language}>
            <HeatmapFigure marks={marks} as={as} onAs={() => undefined} onMoment={() => undefined} />
          </LanguageProvider>,
        );
      const count = (text: string, part: string): number => text.split(part).length - 1;
      const cells = marks.rows.flatMap((row) => row.cells);
      for (const meaning of new Set(cells.map((cell) => cell.meaning))) {
        const many = cells.filter((cell) => cell.meaning === meaning).length;
        expect(count(drawn('picture'), `aria-label="${meaning}"`)).toBe(many);
        expect(count(drawn('table'), `<td>${meaning}</td>`)).toBe(many);
      }
      expect([...drawn('picture').matchAll(/<button[^>]*tabindex="0"/g)]).toHaveLength(1);
    }
  });
});
