/** What can be wrong with a file that comes with the program, and with no other. In both languages. */
import { note, shown } from './findings.ts';
import type { Note } from './findings.ts';

export const oneLanguage = (): Note =>
  note(
    'missing-translation',
    'A shipped scenario has every text in both languages; this one is in one only.',
    '随程序发布的情景，每段文字都要有两种语言；这里只有一种。',
    'Write {en: "..", zh: ".."}.',
    '请写成 {en: "..", zh: ".."}。',
  );

export const tooWordy = (words: number, characters: number): Note =>
  note(
    'too-wordy',
    `This text is longer than a learner reads here: at most ${words} words or ${characters} 汉字.`,
    `这段文字太长：英文最多 ${words} 词，中文最多 ${characters} 个汉字。`,
    'Cut it to the claim, what happened, and why.',
    '只留三件事：常见看法、这次发生了什么、为什么。',
  );

export const misconceptionNeeded = (): Note =>
  note(
    'misconception-needed',
    'More than one option names no misconception; only the right one may.',
    '不止一个选项没有写误解编号；只有正确选项可以不写。',
    'Give each wrong option `misconception: M..`.',
    '每个错误选项都要写 `misconception: M..`。',
  );

export const noRightOption = (): Note =>
  note(
    'no-right-option',
    'Every option names a misconception, so none can be the right one.',
    '每个选项都写了误解编号，那就没有正确选项了。',
    'Leave `misconception` out of the right option.',
    '正确选项不要写 `misconception`。',
  );

export const neverNeeded = (): Note =>
  note(
    'never-needed',
    'This wrong option is right in no variant, for there is none, and does not say why.',
    '这个错误选项没有变体能让它成立，也没有说明原因。',
    'Add a variant in which it is right, or `never: {en: .., zh: ..}`.',
    '请加一个让它成立的变体，或者写上 `never: {en: .., zh: ..}`。',
  );

export const neverOfRight = (): Note =>
  note(
    'never-of-right',
    'The right option names no misconception, and this one also says why it is never right.',
    '没有写误解编号的是正确选项，这里却又说明它为什么从不成立。',
    'Remove `never`, or name the misconception.',
    '请删掉 `never`，或者写上误解编号。',
  );

export const idIsNotFile = (file: string): Note =>
  note(
    'id-is-not-file',
    `The id of a shipped scenario is its file name: ${shown(file)}.`,
    `随程序发布的情景，id 就是文件名：${shown(file)}。`,
    'Rename one of the two.',
    '请改其中一个。',
  );
