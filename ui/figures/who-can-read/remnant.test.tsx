/** What is left over of a message is seen in every form of the figure: plate, legend, table, path, comparison, sentence. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../sim/knowledge/types.ts';
import { LANGUAGES, type Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import { compareRuns } from '../../lesson/flips.ts';
import { cellSentence } from '../../lesson/narration.ts';
import type { RunView } from '../../worker/api.ts';
import { findCell } from '../cells.ts';
import { compareMarks } from '../compare/layout.ts';
import { Legend } from '../legend.tsx';
import { layoutPath } from '../path/layout.ts';
import { Plate } from '../plate.tsx';
import { lastOf, runOf } from '../testing/runs.ts';
import { layoutTimeline } from '../timeline/layout.ts';
import type { CellMark } from './cell-mark.ts';
import { layout, type FigureMarks } from './layout.ts';
import { cellText } from './twin.ts';

const KEY = 'm1/bob.phone';
const PART = { characters: 3, of: 10 } as const;
const WHOLE = { characters: 10, of: 10 } as const;

/** The run in which, at its end, this much of m1 is left on Bob's phone. */
function leaving(remnant: NonNullable<Cell['remnant']>, language: Language): RunView {
  const view = runOf('one-message', { language });
  const left = (cell: Cell): Cell => {
    if (`${cell.message}/${cell.party}` !== KEY) return cell;
    const { shown: _, ...rest } = cell;
    return { ...rest, state: 'remnant', text: 'Hi ', remnant };
  };
  const frames = view.frames.map((frame, i) =>
    i === lastOf(view)
      ? { ...frame, cells: frame.cells.map((row) => row.map(left)), changed: [...frame.changed, KEY] }
      : frame,
  );
  return { ...view, frames };
}
const marksOf = (view: RunView): FigureMarks =>
  layout(view, lastOf(view), { language: view.choice.language, size: 'lesson' });
function markOf(marks: FigureMarks): CellMark {
  const found = marks.rows.flatMap((row) => (row.kind === 'message' ? row.cells : [])).find(({ key }) => key === KEY);
  if (found === undefined) throw new Error(`the figure has no cell ${KEY}`);
  return found;
}

const SAID = {
  en: { part: 'left over · 3 of 10 characters', whole: 'left over' },
  zh: { part: '残留 · 10 个字符中的 3 个', whole: '残留' },
} as const;

describe.each(LANGUAGES)('what is left over of a message, in %s', (language) => {
  it('stands on its cell as a text, with how much of it there is', () => {
    const mark = markOf(marksOf(leaving(PART, language)));
    expect(mark.content).toEqual({ kind: 'text', text: 'Hi ' });
    expect(mark.word).toBe(SAID[language].part);
    expect(cellText(mark, language)).toContain(SAID[language].part);
    expect(markOf(marksOf(leaving(WHOLE, language))).word).toBe(SAID[language].whole);
  });

  it('has dots of its own on the plate, and its word in the legend', () => {
    const marks = marksOf(leaving(PART, language));
    expect(marks.legend.indexOf('remnant')).toBe(marks.legend.indexOf('readable') + 1);
    expect(marksOf(runOf('one-message', { language })).legend).not.toContain('remnant');
    const html = renderToStaticMarkup(
      <LanguageProvider language={language}>
        <Plate mark={markOf(marks)} />
        <Legend entries={marks.legend} as="picture" onAs={() => undefined} />
      </LanguageProvider>,
    );
    expect(html).toContain('data-state="remnant"');
    expect(html).toContain('url(#pattern-dots)');
    expect(html).toContain('href="#mark-remnant"');
    expect(html).toContain(SAID[language].whole);
  });

  it('is a difference between runs, and so is how much of it there is', () => {
    const [part, whole] = [leaving(PART, language), leaving(WHOLE, language)];
    for (const base of [runOf('one-message', { language }), whole]) {
      const compared = compareMarks(marksOf(base), marksOf(part));
      const flips = compared.rows.flatMap((row) => (row.kind === 'message' ? row.cells.filter((c) => c.flips) : []));
      expect(flips.map(({ key }) => key)).toEqual([KEY]);
      expect(compareRuns(base, part).flips.map(({ key }) => key)).toEqual([KEY]);
    }
  });

  it('stands on the path, and its arrow had arrived', () => {
    const view = leaving(PART, language);
    const places = layoutPath(view, lastOf(view), { language, message: 'm1' }).places;
    expect(places.at(-1)?.mark.word).toBe(SAID[language].part);
    const frame = view.frames[lastOf(view)];
    const arrows = frame && layoutTimeline(view, frame, marksOf(view), language).arrows;
    expect(arrows?.map(({ arrived }) => arrived)).toEqual([true]);
  });

  it('is told in a sentence', () => {
    const view = leaving(PART, language);
    const frame = view.frames[lastOf(view)];
    const cell = frame && findCell(view, frame, KEY);
    if (cell === undefined) throw new Error('the run has the cell');
    const told = {
      en: ['Bob’s phone no longer lists m1, but its storage still holds 3 of 10 characters, “Hi ”.'],
      zh: ['鲍勃的手机不再列出 m1，但存储里还有 10 个字符中的 3 个：“Hi ”。'],
    }[language];
    expect([cellSentence(cell, language)]).toEqual(told);
  });
});
