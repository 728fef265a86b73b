/** What a phone shows otherwise than it was sent is seen in every form of the figure: plate, table, path, comparison, sentence. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import { cellSentence, narrate } from '../../lesson/narration.ts';
import { compareRuns } from '../../lesson/flips.ts';
import type { RunView } from '../../worker/api.ts';
import { findCell } from '../cells.ts';
import { compareMarks } from '../compare/layout.ts';
import { layoutPath } from '../path/layout.ts';
import { Plate } from '../plate.tsx';
import { choiceFor, engine, lastOf } from '../testing/runs.ts';
import { layout, type FigureMarks } from './layout.ts';
import type { CellMark } from './cell-mark.ts';
import { cellText } from './twin.ts';

const runOf = (scenario: string, variant: string | undefined, language: Language): RunView =>
  engine.play({ ...choiceFor(scenario, { language }), ...(variant === undefined ? {} : { variant }) });
const marksOf = (view: RunView): FigureMarks =>
  layout(view, lastOf(view), { language: view.choice.language, size: 'lesson' });
function markOf(marks: FigureMarks, key: string): CellMark {
  const found = marks.rows.flatMap((row) => (row.kind === 'message' ? row.cells : [])).find((cell) => cell.key === key);
  if (found === undefined) throw new Error(`the figure has no cell ${key}`);
  return found;
}

const CASES = [
  { scenario: 'bit-flip', variant: 'no-check', key: 'm2/bob.phone', kind: 'altered' },
  { scenario: 'poor-network', variant: 'repeats-shown', key: 'm4/bob.phone', kind: 'repeated' },
] as const;
const SAID = {
  altered: { en: /^metadata · shown altered$/, zh: /^元数据 · 显示内容被改动$/ },
  repeated: { en: /^reads · shown twice$/, zh: /^可读 · 显示了两次$/ },
} as const;
const SENTENCES = {
  altered: { en: 'Bob’s phone shows m2 altered. “', zh: '鲍勃的手机显示的 m2 被改动过。“' },
  repeated: { en: 'Bob’s phone shows m4 twice.', zh: '鲍勃的手机把 m4 显示了两次。' },
} as const;

describe.each(LANGUAGES)('what a screen shows, in %s', (language) => {
  it.each(CASES)('of $scenario/$variant stands on its cell, in the legend and in the table', (one) => {
    const marks = marksOf(runOf(one.scenario, one.variant, language));
    const mark = markOf(marks, one.key);
    expect(mark.shown?.kind).toBe(one.kind);
    expect(mark.word).toMatch(SAID[one.kind][language]);
    expect(mark.changed).toBe(true);
    expect(cellText(mark, language)).toContain(mark.word);
    expect(marks.legend).toContain(one.kind);
    const html = renderToStaticMarkup(
      <LanguageProvider language={language}>
        <Plate mark={mark} />
      </LanguageProvider>,
    );
    expect(html).toContain(`#mark-${one.kind}`);
    expect(html).toContain(`data-shown="${one.kind}"`);
    const base = marksOf(runOf(one.scenario, undefined, language));
    expect(base.legend).not.toContain(one.kind);
    expect(markOf(base, one.key).shown).toBeUndefined();
  });

  it.each(CASES)('of $scenario/$variant flips in a comparison', (one) => {
    const [base, other] = [runOf(one.scenario, undefined, language), runOf(one.scenario, one.variant, language)];
    const compared = compareMarks(marksOf(base), marksOf(other));
    const flips = compared.rows.flatMap((row) =>
      row.kind === 'message' ? row.cells.filter((cell) => cell.flips) : [],
    );
    expect(flips.map(({ key }) => key)).toEqual([one.key]);
    expect(compared.legend).toContain(one.kind);
    expect(compareRuns(base, other).flips.map(({ key }) => key)).toEqual([one.key]);
    const inLab = engine.compare(base.choice, [other.choice]).others[0];
    expect(inLab?.flips).toEqual([one.key]);
    // The count of each step adds up to what flips at the end, where nothing flips back.
    expect(Object.values(inLab?.steps ?? {}).reduce((sum, fresh) => sum + fresh, 0)).toBe(1);
  });

  it.each(CASES)('of $scenario/$variant is told, and said of the cell', (one) => {
    const view = runOf(one.scenario, one.variant, language);
    const last = view.frames[lastOf(view)];
    const cell = last && findCell(view, last, one.key);
    if (cell === undefined) throw new Error('the run has this cell');
    expect(cellSentence(cell, language)).toContain(SENTENCES[one.kind][language]);
    const story = view.frames.map((_, index) => narrate(view, index, language)).join('\n');
    expect(story).toContain(
      one.kind === 'repeated' ? SENTENCES.repeated[language] : language === 'en' ? 'did not write' : '显示的却不是',
    );
  });

  it('is the garbled text itself, in the sheet and on the path', () => {
    const view = runOf('bit-flip', 'no-check', language);
    const path = layoutPath(view, lastOf(view), { language, message: 'm2' });
    const phone = path.places.at(-1)?.mark;
    for (const mark of [markOf(marksOf(view), 'm2/bob.phone'), phone]) {
      const text = mark?.content.kind === 'text' ? mark.content.text : '';
      expect(text).toContain('\uFFFD');
      expect(text).toMatch(language === 'en' ? /9 at the old bridge/ : /9点在老桥头见/);
      expect(text).not.toMatch(/\p{Cc}/u);
    }
    expect(path.legend).toContain('altered');
  });
});

describe('a message that the second run does not write', () => {
  it('flips for everybody who has something of it in the first', () => {
    const base = marksOf(runOf('keys-stolen-late', undefined, 'en'));
    const shorter = { ...base, rows: base.rows.filter((row) => row.kind !== 'message' || row.label !== 'm4') };
    const compared = compareMarks(base, shorter);
    const cells = compared.rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));
    const flips = cells.filter(({ flips: does }) => does);
    expect(flips.length).toBeGreaterThan(0);
    for (const { before, after } of flips) {
      expect(before.message).toBe('m4');
      expect([after.state, after.word, after.content.kind]).toEqual(['never', 'not sent', 'nothing']);
    }
  });
});
