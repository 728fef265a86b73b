import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { FigureAs } from '../legend.tsx';
import { CodeFigure } from './figure.tsx';
import { layoutCode, type CodeComparison } from './layout.ts';
import { CODE_WORDS } from './words.ts';

const DIGITS = '300354477692869396892869876765458257569162576843440918079131';
/** The third and the last group differ. */
const swapped: CodeComparison = {
  contact: 'bob',
  mine: { owner: 'alice.phone', digits: DIGITS, scan: Uint8Array.of(1, 2, 3) },
  theirs: {
    owner: 'bob.phone',
    digits: '300354477692860396892869876765458257569162576843440918079132',
    scan: Uint8Array.of(3, 4),
  },
  match: false,
  scanned: false,
};
const equal: CodeComparison = {
  ...swapped,
  theirs: { owner: 'bob.phone', digits: DIGITS, scan: Uint8Array.of(3, 2, 1) },
  match: true,
  scanned: true,
};

describe('the figure and its table twin', () => {
  const drawn = (as: FigureAs, language: Language, shown = swapped): string =>
    renderToStaticMarkup(
      <LanguageProvider language={language}>
        <CodeFigure comparison={shown} as={as} />
      </LanguageProvider>,
    );
  const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll('&#x27;', "'");
  const count = (text: string, part: string): number => text.split(part).length - 1;

  it.each(['en', 'zh'] as const)('say the same digits, the same marks and the same sentences: %s', (language) => {
    const [picture, table] = [drawn('picture', language), drawn('table', language)].map(textOf) as [string, string];
    const marks = layoutCode(swapped, language);
    for (const phone of marks.phones) {
      for (const text of [phone.owner, phone.chat, ...phone.groups.map((group) => group.digits)]) {
        expect(picture).toContain(text);
        expect(table).toContain(text);
      }
    }
    const word = ` ${CODE_WORDS.differs[language]} `;
    expect(count(picture, word)).toBe(2 * 2);
    expect(count(table, word)).toBe(2);
    for (const sentence of [marks.verdict, marks.scan, CODE_WORDS.noKey[language], CODE_WORDS.squares[language]]) {
      expect(picture).toContain(sentence);
      expect(table).toContain(sentence);
    }
  });

  it('draw one square pattern for each phone, and mark nothing where the codes are equal', () => {
    expect(count(drawn('picture', 'en'), '<svg')).toBe(2);
    expect(count(drawn('picture', 'en'), 'data-differs')).toBe(4);
    expect(count(drawn('picture', 'en', equal), 'data-differs')).toBe(0);
  });
});
