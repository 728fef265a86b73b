import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Copies } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { FigureAs } from '../legend.tsx';
import { AFTER, BEFORE, PARTIES, TEXT } from '../testing/copies.ts';
import { CopiesFigure, type Asking } from './figure.tsx';
import { judge, NO_GUESS, reduceGuess, scoreOf, type Guess } from './guess.ts';
import { Hunt } from './hunt.tsx';
import { huntRooms } from './hunt-layout.ts';
import { layoutCopies, type CopiesMarks, type CopiesOptions } from './layout.ts';

const WIDE: CopiesOptions = { language: 'en', parties: PARTIES, columns: 3 };
const BOTH: CopiesOptions = { ...WIDE, before: BEFORE };

/** The map as a static SVG string: what stands where and what it says. */
const svgOf = (marks: CopiesMarks): string =>
  [
    `<svg data-columns="${marks.columns}"><title>${marks.headline}</title>`,
    ...marks.tallies.map(({ count, label }) => `  <text>${count} ${label}</text>`),
    `  <desc>${marks.narration}</desc>`,
    ...marks.rooms.flatMap(({ column, row, hasWalls, name, note, shelves }) => [
      `  <g x="${column}" y="${row}"${hasWalls ? ' class="walls"' : ''}><text>${name} | ${note}</text>`,
      ...shelves.flatMap((shelf) => [
        `    <text>${shelf.name}</text>`,
        ...shelf.copies.map(
          (copy) =>
            `      <rect data-state="${[copy.was, copy.state].filter(Boolean).join(' > ')}" class="${copy.status}">${[copy.name, ...copy.where].join(', ')}: ${copy.word}${copy.part === undefined ? '' : ` “${copy.part}”`}</rect>`,
        ),
      ]),
      '  </g>',
    ]),
    `  <text>${marks.line}</text><desc>${marks.legend.join(' ')}</desc>`,
    '</svg>',
  ].join('\n');

const html = (copies: Copies, before: Copies | undefined, language: Language, as: FigureAs, asking?: Asking): string =>
  renderToStaticMarkup(
    <LanguageProvider language={language}>
      <CopiesFigure
        copies={copies}
        before={before}
        parties={PARTIES}
        language={language}
        about="m17"
        asking={asking}
        onBytes={() => undefined}
        as={as}
        onAs={() => undefined}
      />
    </LanguageProvider>,
  );

const escaped = (text: string): string => renderToStaticMarkup(<>{text}</>);
const copyMarks = ({ rooms }: CopiesMarks) => rooms.flatMap(({ shelves }) => shelves.flatMap(({ copies }) => copies));

describe('the copies map', () => {
  it('draws every place with its copies, alone and beside the moment before, in both languages', () => {
    expect(svgOf(layoutCopies(AFTER, WIDE))).toMatchSnapshot('alone');
    expect(svgOf(layoutCopies(AFTER, BOTH))).toMatchSnapshot('beside the moment before');
    expect(svgOf(layoutCopies(AFTER, { ...BOTH, language: 'zh', columns: 1 }))).toMatchSnapshot('narrow, zh');
  });

  it('counts readable copies and their places from the copies themselves', () => {
    expect(layoutCopies(BEFORE, WIDE).headline).toBe('5 readable copies in 3 places');
    expect(layoutCopies(AFTER, { ...WIDE, language: 'zh' }).headline).toBe('2 处有 3 份可读的副本');
    expect(layoutCopies({ ...AFTER, copies: AFTER.copies.slice(0, 2) }, WIDE).headline).toBe('No readable copy');
    expect(layoutCopies({ ...AFTER, copies: [BEFORE.copies[0] ?? FAIL()] }, WIDE).headline).toBe(
      '1 readable copy in 1 place',
    );
  });

  it('tells what went, what stayed and what is new: nothing of either moment is lost or drawn twice', () => {
    const marks = copyMarks(layoutCopies(AFTER, BOTH));
    const count = (status: string): number => marks.filter((mark) => mark.status === status).length;
    expect(count('gone') + count('stays') + count('altered')).toBe(BEFORE.copies.length);
    expect(count('fresh') + count('stays') + count('altered')).toBe(AFTER.copies.length);
    expect([count('gone'), count('fresh')]).toEqual([2, 3]);
    expect(copyMarks(layoutCopies(BEFORE, { ...WIDE, before: BEFORE })).every(({ status }) => status === 'stays')).toBe(
      true,
    );
  });

  it('pairs what lies at the same bytes, and calls a copy different of which less is left', () => {
    const [one] = AFTER.copies;
    if (one?.found === undefined) throw new Error('the first copy by hand lies in a file');
    const other = { ...one, found: { ...one.found, offset: 9000, page: 3 } };
    const less = { ...one, characters: 5 };
    const marks = copyMarks(
      layoutCopies({ ...AFTER, copies: [other, less] }, { ...WIDE, before: { ...AFTER, copies: [one, other] } }),
    );
    expect(marks.map(({ status, copy }) => [status, copy.found?.offset])).toEqual([
      ['altered', one.found.offset],
      ['stays', 9000],
    ]);
  });

  it('gives every place one field of the plan, and shows a copy whose owner is no party', () => {
    const stray = { ...AFTER, copies: [...AFTER.copies, { ...(AFTER.copies[0] ?? FAIL()), owner: 'carol.tablet' }] };
    for (const columns of [1, 2, 3, 4]) {
      const { rooms, columns: used } = layoutCopies(stray, { ...WIDE, columns });
      const fields = rooms.map(({ row, column }) => `${row}/${column}`);
      expect([columns, new Set(fields).size]).toEqual([columns, rooms.length]);
      expect(rooms.every(({ column }) => column < used)).toBe(true);
      expect(rooms.map(({ id }) => id).toSorted()).toEqual(
        ['alice.phone', 'bob.laptop', 'bob.phone', 'carol.tablet', 'mallory', 'server'].toSorted(),
      );
      expect(copyMarks({ ...layoutCopies(stray, { ...WIDE, columns }) })).toHaveLength(stray.copies.length);
    }
  });

  it.each(['en', 'zh'] as const)('says the same as picture and as table (%s)', (language) => {
    const marks = layoutCopies(AFTER, { ...BOTH, language });
    const picture = html(AFTER, BEFORE, language, 'picture');
    const table = html(AFTER, BEFORE, language, 'table');
    expect(table.match(/data-copy/g)).toHaveLength(copyMarks(marks).length);
    for (const { name } of marks.rooms)
      expect([name, picture.includes(escaped(name)), table.includes(escaped(name))]).toEqual([name, true, true]);
    for (const { name, where, form, wasWord, text } of copyMarks(marks)) {
      for (const word of [name, ...where]) expect([word, picture.includes(escaped(word))]).toEqual([word, true]);
      for (const word of [name, where.join(language === 'en' ? ', ' : '，'), form, wasWord ?? '', text ?? ''])
        expect([word, table.includes(escaped(word))]).toEqual([word, true]);
    }
    for (const shown of [picture, table]) {
      expect(shown).toContain(escaped(marks.headline));
      expect(shown).toContain(escaped(marks.narration));
    }
  });
});

describe('the map in a lesson', () => {
  const asked = { ...WIDE, asked: ['bob.phone', 'server'] };

  it('has a hole in each place that is asked about, in the picture and in the table, and in no other', () => {
    const { rooms, legend } = layoutCopies(BEFORE, asked);
    expect(rooms.flatMap(({ id, isAsked }) => (isAsked ? [id] : []))).toEqual(['server', 'bob.phone']);
    expect(legend).toContain('hole');
    expect(layoutCopies(BEFORE, WIDE).legend).not.toContain('hole');
    const asking = { holes: asked.asked, picked: [], onPlace: undefined };
    for (const as of ['picture', 'table'] as const)
      expect([as, html(BEFORE, undefined, 'en', as, asking).match(/afterwards/g)?.length]).toEqual([
        as,
        // The picture says it twice: beside the plate, and for people who do not see the place around it.
        as === 'picture' ? 4 : 2,
      ]);
  });

  it('can be pressed place by place where a lesson asks for it, also where there is no copy', () => {
    const asking = { holes: [], picked: ['server'], onPlace: () => undefined };
    const page = html(AFTER, undefined, 'en', 'picture', asking);
    expect(page.match(/<h3><button/g)).toHaveLength(layoutCopies(AFTER, WIDE).rooms.length);
    expect(page.match(/data-picked/g)).toHaveLength(1);
    expect(html(AFTER, undefined, 'en', 'picture')).not.toContain('<h3><button');
  });

  it('names the two runs where it compares two runs', () => {
    const labels = layoutCopies(AFTER, { ...BOTH, beside: 'run' }).tallies.map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(['readable as built', 'readable with it off']);
  });
});

describe('find them all', () => {
  const spots = huntRooms(PARTIES, 3, 'en').rooms.flatMap((room) => room.spots.map(({ key }) => key));
  const guessed = (...keys: readonly string[]): Guess =>
    keys.reduce((guess, spot) => reduceGuess(guess, { kind: 'toggle', spot }), NO_GUESS);

  it.each(['en', 'zh'] as const)(
    'shows the places and nothing of any copy before she has answered (%s)',
    (language) => {
      const page = renderToStaticMarkup(
        <LanguageProvider language={language}>
          <Hunt
            message="m17"
            parties={PARTIES}
            language={language}
            guess={guessed('bob.phone/files')}
            onGuess={() => undefined}
          />
        </LanguageProvider>,
      );
      expect(page.match(/aria-pressed/g)).toHaveLength(spots.length);
      expect(page.match(/aria-pressed="true"/g)).toHaveLength(1);
      const told = copyMarks(layoutCopies(AFTER, { ...BOTH, language }));
      for (const { name, sentence, where } of told)
        for (const word of [sentence, `>${name}<`, ...where]) expect(page).not.toContain(escaped(word));
      expect(page).not.toContain(TEXT.slice(0, 12));
    },
  );

  it('offers the same places whatever the copies are, each once', () => {
    expect(new Set(spots).size).toBe(spots.length);
    const drawn = layoutCopies(AFTER, WIDE).rooms.flatMap(({ shelves }) => shelves.map(({ key }) => key));
    expect(drawn.toSorted()).toEqual(spots.toSorted());
  });

  it('tells hits, misses and what was overlooked', () => {
    const verdicts = judge(guessed('bob.phone/messenger', 'bob.phone/outside', 'server/carried'), spots, AFTER);
    expect(Object.fromEntries(verdicts)).toMatchObject({
      'bob.phone/messenger': 'hit',
      'bob.phone/outside': 'hit',
      'server/carried': 'miss',
      'alice.phone/files': 'overlooked',
      'alice.phone/messenger': 'clear',
      'mallory/taken': 'overlooked',
    });
    expect(scoreOf(verdicts)).toEqual({ hits: 2, all: 6, misses: 1 });
  });

  it('takes no more marks once she has answered, and begins anew when asked', () => {
    const done = reduceGuess(guessed('a', 'b', 'a'), { kind: 'commit' });
    expect([...done.marked]).toEqual(['b']);
    expect(reduceGuess(done, { kind: 'toggle', spot: 'c' })).toBe(done);
    expect(reduceGuess(done, { kind: 'again' })).toEqual(NO_GUESS);
  });
});

const FAIL = (): never => {
  throw new Error('the copies by hand are not empty');
};
