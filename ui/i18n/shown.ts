/** What stands on a device's screen of a message, in words: beside the state in a cell, in the legend, and as a sentence. */
import type { CellState, LeftOver, Look, Shown, ShownKind } from '../../sim/knowledge/types.ts';
import type { Language, Localized } from '../../sim/text.ts';
import { STATE_NAMES } from './terms.ts';

/** What a cell is marked with: shown once as it was sent is what one expects. */
export type ShownMark = Exclude<ShownKind, 'as-sent'>;
export type MarkedShown = Shown & { readonly kind: ShownMark };
export const SHOWN_MARKS = ['altered', 'repeated', 'not-shown'] as const satisfies readonly ShownMark[];

/** As the legend has them. */
export const SHOWN_NAMES: Readonly<Record<ShownMark, Localized>> = {
  altered: { en: 'shown altered', zh: '显示内容被改动' },
  repeated: { en: 'shown more than once', zh: '重复显示' },
  'not-shown': { en: 'not shown', zh: '没有显示' },
};

/** What is worth a mark of it. */
export const marked = (shown: Shown | undefined): MarkedShown | undefined =>
  shown !== undefined && isMarked(shown) ? shown : undefined;
const isMarked = (shown: Shown): shown is MarkedShown => shown.kind !== 'as-sent';

/** `reads`, `reads · shown twice`, `left over · 12 of 35 characters`: the state of a cell, and what is to be said of the screen besides. */
export function lookWord({ state, remnant, shown }: Look<CellState>, language: Language): string {
  const more = marked(shown);
  const words = [STATE_NAMES[state][language], partWord(remnant, language), more && shownWord(more, language)];
  return words.filter((word) => word !== undefined).join(' · ');
}

/** How much of a text is left, where that is not all. */
export function partWord(remnant: LeftOver | undefined, language: Language): string | undefined {
  if (remnant === undefined || remnant.characters === remnant.of) return undefined;
  const { characters, of } = remnant;
  return language === 'en' ? `${characters} of ${of} characters` : `${of} 个字符中的 ${characters} 个`;
}

function shownWord(shown: MarkedShown, language: Language): string {
  const often = timesWord(shown.times, language);
  switch (shown.kind) {
    case 'repeated':
      return language === 'en' ? `shown ${often}` : `显示了${often}`;
    case 'altered':
      if (shown.times === 1) return SHOWN_NAMES.altered[language];
      return language === 'en' ? `shown altered, ${often}` : `显示内容被改动，显示了${often}`;
    case 'not-shown':
      return SHOWN_NAMES['not-shown'][language];
  }
}

/** `twice`, `3 times`; `两次`, ` 3 次` with the space that a digit needs. */
function timesWord(times: number, language: Language): string {
  if (times === 2) return language === 'en' ? 'twice' : '两次';
  return language === 'en' ? `${times} times` : ` ${times} 次`;
}

/** `Bob’s phone shows m4 twice.` */
export function shownSentence(name: string, message: string, shown: Shown, language: Language): string {
  const en = language === 'en';
  const often = shown.times > 1 ? timesWord(shown.times, language) : '';
  switch (shown.kind) {
    case 'as-sent':
      return en ? `${name} shows ${message} as it was sent.` : `${name}原样显示了 ${message}。`;
    case 'repeated':
      return en ? `${name} shows ${message} ${often}.` : `${name}把 ${message} 显示了${often}。`;
    case 'altered':
      if (often === '') return en ? `${name} shows ${message} altered.` : `${name}显示的 ${message} 被改动过。`;
      return en
        ? `${name} shows ${message} altered, ${often}.`
        : `${name}显示的 ${message} 被改动过，还显示了${often}。`;
    case 'not-shown':
      return en ? `${name} does not show ${message}.` : `${name}没有显示 ${message}。`;
  }
}
