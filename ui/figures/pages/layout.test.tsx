import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Housekeeping, StorageView } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { FigureAs } from '../legend.tsx';
import { bytesOf, longStorage, STORAGE, VACUUMED } from '../testing/storage.ts';
import { PagesFigure } from './figure.tsx';
import { layoutPages, MOST_BINS, tidiedSentence, WINDOW, type PagesMarks, type PagesOptions } from './layout.ts';
import { pageRows, UNFOLDED_ROWS, type Named } from './rows.ts';
import { spansOf, UNIT_BYTES, unitCount, unitOf } from './units.ts';

const PLAIN: PagesOptions = { language: 'en', message: 'm17', selected: undefined, firsts: {} };

/** The strips as a static SVG string: what stands where and what it says. */
const svgOf = ({ title, files, looks }: PagesMarks): string =>
  [
    `<svg><title>${title}</title>`,
    ...files.flatMap((file) => [
      `  <g class="${file.kind}"><text>${file.title} | ${file.hits}</text>`,
      ...file.units.flatMap((unit) => [
        `    <rect data-look="${unit.look}" height="${unit.used.toFixed(2)}"${unit.selected ? ' class="selected"' : ''}>${unit.label} ${unit.word} | ${unit.name}</rect>`,
        ...unit.hits.map(
          ({ from, to, isListed }) =>
            `      <line data-listed="${isListed}" y1="${from.toFixed(3)}" y2="${to.toFixed(3)}"/>`,
        ),
      ]),
      '  </g>',
    ]),
    `  <desc>${looks.join(' ')}</desc>`,
    '</svg>',
  ].join('\n');

interface Shown {
  readonly language?: Language;
  readonly as?: FigureAs;
  readonly tidied?: readonly Housekeeping[];
  readonly number?: number;
}

const html = (view: StorageView, { language = 'en', as = 'picture', tidied = [], number }: Shown = {}): string =>
  renderToStaticMarkup(
    <LanguageProvider language={language}>
      <PagesFigure
        view={view}
        before={STORAGE}
        message="m17"
        language={language}
        selected={number === undefined ? undefined : { path: 'messages.db', number }}
        onSelect={() => undefined}
        pageBytes={(path, unit) => Promise.resolve(bytesOf(view, path, unit))}
        tidied={tidied}
        onTidy={() => undefined}
        as={as}
        onAs={() => undefined}
      />
    </LanguageProvider>,
  );
const elementsIn = (page: string): number => page.match(/<[a-z]/g)?.length ?? 0;

describe('the page strip', () => {
  it('draws pages by role, images of pages in the log and other files, in both languages', () => {
    expect(svgOf(layoutPages(STORAGE, { ...PLAIN, selected: { path: 'messages.db', number: 4 } }))).toMatchSnapshot(
      'en',
    );
    expect(svgOf(layoutPages(STORAGE, { ...PLAIN, language: 'zh' }))).toMatchSnapshot('zh');
  });

  it('marks where the text of the chosen message lies, listed or left over, and that of no other', () => {
    const [database, log, picture] = layoutPages(STORAGE, PLAIN).files;
    expect(database?.holding).toEqual([2, 4, 9]);
    expect(log?.holding).toEqual([1]);
    expect(picture?.holding).toEqual([]);
    expect(database?.units[1]?.hits.map(({ isListed }) => isListed)).toEqual([true]);
    expect(layoutPages(STORAGE, { ...PLAIN, message: 'm18' }).files[0]?.holding).toEqual([5]);
    expect(layoutPages(STORAGE, { ...PLAIN, message: 'm18' }).hasLeft).toBe(false);
  });

  it('cuts every file into parts that lie side by side and cover it', () => {
    for (const file of STORAGE.files) {
      const units = Array.from({ length: unitCount(file) }, (_, i) => unitOf(file, i + 1));
      for (const [i, unit] of units.entries()) expect([file.path, unit?.number]).toEqual([file.path, i + 1]);
      expect([file.path, unitOf(file, 0), unitOf(file, units.length + 1), unitOf(file, 0.5)]).toEqual([
        file.path,
        undefined,
        undefined,
        undefined,
      ]);
    }
    const last = STORAGE.files[2] && unitOf(STORAGE.files[2], 3);
    expect([last?.offset, last?.length]).toEqual([2 * UNIT_BYTES, 9000 - 2 * UNIT_BYTES]);
  });

  it('shows a text that runs over the edge of a page on both pages, and ends with the file', () => {
    const [file] = STORAGE.files;
    const [mark] = file?.marks ?? [];
    if (file === undefined || mark === undefined) throw new Error('the database by hand has a mark');
    const at = (offset: number, length: number) => spansOf({ ...file, marks: [{ ...mark, offset, length }] }, 'm17');
    const over = at(UNIT_BYTES - 10, 30);
    expect([over.get(1)?.[0]?.from, over.get(1)?.[0]?.to]).toEqual([UNIT_BYTES - 10, UNIT_BYTES]);
    expect([over.get(2)?.[0]?.from, over.get(2)?.[0]?.to]).toEqual([0, 20]);
    expect(at(9 * UNIT_BYTES + 4000, 1_000_000_000).size).toBe(1);
    expect(at(1_000_000_000, 10).size).toBe(0);
  });

  it('draws a bounded number of marks however long the file is, and all of it as a band', () => {
    const long = longStorage(10_000);
    const [file] = layoutPages(long, PLAIN).files;
    expect([file?.units.length, file?.bins.length]).toEqual([WINDOW, MOST_BINS]);
    expect(file?.holding).toHaveLength(100);
    expect(file?.bins.filter(({ hit }) => hit === 'left')).toHaveLength(MOST_BINS);
    for (const as of ['picture', 'table'] as const)
      for (const pages of [10_000, 100_000])
        expect([as, pages, elementsIn(html(longStorage(pages), { as })) < 2500]).toEqual([as, pages, true]);
    expect(elementsIn(html(longStorage(100_000)))).toBe(elementsIn(html(long)));
  });

  it('keeps the window inside the file wherever a link points, and the chosen page in the window', () => {
    const long = longStorage(1000);
    for (const number of [1, 28, 29, 500, 999, 1000]) {
      const [file] = layoutPages(long, { ...PLAIN, selected: { path: 'messages.db', number } }).files;
      expect([number, file?.units.filter(({ selected }) => selected).map((unit) => unit.number)]).toEqual([
        number,
        [number],
      ]);
      expect(file?.units).toHaveLength(WINDOW);
    }
    for (const first of [-5, 0, 1001, Number.NaN, 3.7]) {
      const [file] = layoutPages(long, { ...PLAIN, firsts: { 'messages.db': first } }).files;
      expect([first, file?.units.length]).toEqual([first, WINDOW]);
    }
    expect(html(long, { number: 5000 })).toContain('not in the file any more');
  });

  it('says after housekeeping what it changed, counted from both views', () => {
    expect(tidiedSentence(STORAGE, VACUUMED, ['checkpoint', 'vacuum'], 'm17', 'en')).toBe(
      'After emptying the log, then VACUUM: 13 pages and images before, 6 now. Left over of m17: 3 places before, 0 now.',
    );
    expect(tidiedSentence(STORAGE, STORAGE, [], 'm17', 'zh')).toBeUndefined();
    expect(html(VACUUMED, { tidied: ['vacuum'] })).toContain('6 now');
    expect(html(STORAGE)).not.toContain('As it was');
  });

  it.each(['en', 'zh'] as const)('says the same as picture and as table (%s)', (language) => {
    const marks = layoutPages(STORAGE, { ...PLAIN, language });
    const [picture, table] = [html(STORAGE, { language, number: 4 }), html(STORAGE, { language, as: 'table' })];
    expect(table.match(/data-place/g)).toHaveLength(marks.files.flatMap(({ holding }) => holding).length);
    expect(table.match(/data-role/g)).toHaveLength(marks.files.flatMap(({ roles }) => roles).length);
    for (const { path, units } of marks.files) {
      expect([path, picture.includes(path), table.includes(path)]).toEqual([path, true, true]);
      for (const { name } of units) expect(picture).toContain(`>${name}<`);
    }
    expect(picture).toContain('The spare key is under the blue pot');
    expect(table).toContain('The spare key is under the blue pot');
  });
});

describe('the bytes of a page', () => {
  const bytes = bytesOf(STORAGE, 'messages.db', 4);
  const named: readonly Named[] = [{ from: 0x16d, to: 0x16d + 35, isListed: false }];
  const hexIn = (opened: ReadonlySet<number>, perRow: number): string =>
    pageRows(bytes, named, perRow, opened)
      .flatMap((row) => (row.kind === 'row' ? row.pieces.map(({ hex }) => hex) : []))
      .join(' ');

  it('stand in rows, each byte once and in order, once everything is unfolded', () => {
    const all = new Set(Array.from({ length: 512 }, (_, i) => i));
    for (const perRow of [8, 16])
      expect(hexIn(all, perRow).replaceAll(' ', '')).toBe(Buffer.from(bytes).toString('hex'));
  });

  it('are highlighted exactly where text was found, and what is left over prevails', () => {
    const looks = (spans: readonly Named[], look: string): string =>
      pageRows(bytes, spans, 16, new Set())
        .flatMap((row) => (row.kind === 'row' ? row.pieces : []))
        .filter((piece) => piece.look === look)
        .map(({ text }) => text)
        .join('');
    expect(looks(named, 'left')).toBe('The spare key is under the blue pot');
    expect(looks([...named, { from: 0x16d, to: 0x16d + 9, isListed: true }], 'listed')).toBe('');
    expect(looks([{ from: 0x16d, to: 0x16d + 9, isListed: true }], 'listed')).toBe('The spare');
  });

  it('are folded away from the text, and every fold says how many rows it stands for', () => {
    for (const perRow of [8, 16]) {
      const rows = pageRows(bytes, named, perRow, new Set());
      const shown = rows.filter(({ kind }) => kind === 'row').length;
      const folded = rows.reduce((sum, row) => sum + (row.kind === 'folded' ? row.rows : 0), 0);
      expect(shown + folded).toBe(4096 / perRow);
      expect(shown).toBeLessThan(24);
    }
  });

  it('show at first no more than a bounded number of rows, even where all of a page is text', () => {
    const rows = pageRows(bytes, [{ from: 0, to: 4096, isListed: false }], 16, new Set());
    expect(rows.filter(({ kind }) => kind === 'row').length).toBeLessThanOrEqual(UNFOLDED_ROWS + 4);
    expect(pageRows(new Uint8Array(0), [], 16, new Set())).toEqual([]);
  });
});
