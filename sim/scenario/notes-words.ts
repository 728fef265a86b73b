/**
 * What can be wrong with a single word or text, wherever it stands, also in a probe. Apart from the other notes, because a
 * run reads probes too, and what is said about a whole file is only needed where somebody opens one.
 */
import { cureFrom, note, shown } from './findings.ts';
import type { Note } from './findings.ts';
import type { FullWidth } from './full-width.ts';

export const fullWidth = ({ typed, plain }: FullWidth): Note =>
  note(
    'full-width',
    `The full-width character ${typed} stands where the language needs a plain one.`,
    `这里用了全角字符 ${typed}，语法需要半角字符。`,
    `Type ${plain === ' ' ? 'a plain space' : plain} instead${plain === ':' || plain === ',' ? ', followed by a space' : ''}.`,
    `请改成半角的${plain === ' ' ? '空格' : ` ${plain}`}${plain === ':' || plain === ',' ? '，后面加一个空格' : ''}。`,
  );

export const notOneOf = (value: unknown, known: readonly string[]): Note => ({
  code: 'not-one-of',
  message: { en: `"${shown(value)}" is not one of the possible words.`, zh: `“${shown(value)}”不是可选的词。` },
  cure: cureFrom(typeof value === 'string' ? value : '', known),
});

export const textTooLong = (most: number): Note =>
  note(
    'text-too-long',
    `This text is longer than ${most} characters.`,
    `这段文字超过 ${most} 个字符。`,
    'Shorten it.',
    '请缩短。',
  );
