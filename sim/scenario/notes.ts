/**
 * What can be wrong with a file before its story is looked at: size, syntax, keys, types. One function a code, so that a
 * code always means one thing. Sentences name what was found; cures say what to type. In both languages.
 */
import type { Localized } from '../text.ts';
import { cureFrom, note, shown } from './findings.ts';
import type { Note } from './findings.ts';
import { closest } from './suggest.ts';

const withCure = (code: string, en: string, zh: string, cure: Localized): Note => ({ code, message: { en, zh }, cure });

// --- the file as a whole

export const tooLarge = (limit: string): Note =>
  note(
    'too-large',
    `This is larger than a scenario may be (${limit}).`,
    `这份内容超过了情景允许的大小（${limit}）。`,
    'Nothing was read. Split the story into several scenarios.',
    '没有读取任何内容。请把故事拆成几个情景。',
  );

export const emptyFile = (): Note =>
  note(
    'empty',
    'There is nothing in this file.',
    '这个文件是空的。',
    'Start from a template: `unsealed new my-story`.',
    '可以从模板开始：`unsealed new my-story`。',
  );

export const notAScenario = (): Note =>
  note(
    'not-a-scenario',
    'A scenario is a list of keys with values, such as `id: my-story`.',
    '情景文件由“键: 值”组成，例如 `id: my-story`。',
    'Begin with `id:`, `title:`, `question:`, `cast:`, `shows:` and `steps:`, one on each line.',
    '请从 `id:`、`title:`、`question:`、`cast:`、`shows:`、`steps:` 写起，每行一个。',
  );

export const tooDeep = (): Note =>
  note(
    'too-deep',
    'Brackets or lists are nested far deeper than any scenario needs.',
    '括号或列表嵌套得太深，情景用不到这么多层。',
    'Close every { and [ on the line where it opens.',
    '每个 { 和 [ 都在同一行里闭合。',
  );

export const anchor = (): Note =>
  note(
    'anchor',
    'Anchors (&) and aliases (*) are not part of the scenario language.',
    '情景语言不使用锚点（&）和别名（*）。',
    'Write the value out where it is needed; put a text that begins with & or * in quotes.',
    '请在需要的地方直接写出内容；以 & 或 * 开头的文字要加引号。',
  );

export const tag = (): Note =>
  note(
    'tag',
    'Tags (!) and directives (%) are not part of the scenario language.',
    '情景语言不使用标签（!）和指令（%）。',
    'Remove it; put a text that begins with ! or % in quotes.',
    '请删掉它；以 ! 或 % 开头的文字要加引号。',
  );

export const duplicateKey = (key: string): Note =>
  note(
    'duplicate-key',
    `The key "${shown(key)}" stands here a second time.`,
    `键“${shown(key)}”在这里重复出现。`,
    'Keep one of the two.',
    '两个里只留一个。',
  );

export const forbiddenKey = (key: string): Note =>
  note(
    'forbidden-key',
    `"${shown(key)}" cannot be a name: it means something to the machine.`,
    `“${shown(key)}”不能用作名字：它对机器有特殊含义。`,
    'Choose another word.',
    '请换一个词。',
  );

// --- keys, types and amounts

export const unknownKey = (key: string, known: readonly string[]): Note =>
  withCure('unknown-key', `Unknown key "${shown(key)}".`, `不认识的键“${shown(key)}”。`, cureFrom(key, known));

/** `{when: canRead(mallory, m1)}`: to YAML the comma ends the value. */
export const probeNeedsQuotes = (): Note =>
  note(
    'needs-quotes',
    'The comma inside ( ) ended the text before it.',
    '( ) 里的逗号把前面的文字截断了。',
    "Put the whole probe in quotes: 'canRead(mallory, m1)'.",
    "请给整个探针加上引号：'canRead(mallory, m1)'。",
  );

export const missingKey = (key: string): Note =>
  note(
    'missing-key',
    `"${shown(key)}" is missing here.`,
    `这里缺少“${shown(key)}”。`,
    `Add \`${shown(key)}:\` with its value.`,
    `请补上 \`${shown(key)}:\` 和它的值。`,
  );

const KINDS: Readonly<Record<string, Localized>> = {
  string: { en: 'text', zh: '文字' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'on or off', zh: '开关（on 或 off）' },
  array: { en: 'a list, such as [a, b]', zh: '列表，例如 [a, b]' },
  object: { en: 'keys with values, such as {a: b}', zh: '键和值，例如 {a: b}' },
  record: { en: 'keys with values, such as {a: b}', zh: '键和值，例如 {a: b}' },
};

export function wrongType(expected: string, got: unknown): Note {
  const kind = Object.hasOwn(KINDS, expected) ? KINDS[expected] : undefined;
  const quotes = expected === 'string' && (typeof got === 'number' || typeof got === 'boolean');
  return note(
    'wrong-type',
    `This should be ${kind?.en ?? expected}, but it is "${shown(got)}".`,
    `这里应当是${kind?.zh ?? expected}，现在是“${shown(got)}”。`,
    quotes ? `Put it in quotes: "${shown(got)}".` : `Write ${kind?.en ?? expected}.`,
    quotes ? `请加上引号："${shown(got)}"。` : `请写成${kind?.zh ?? expected}。`,
  );
}

/** One of the two bounds that was not kept. */
export const outOfRange = (bound: { readonly least: number } | { readonly most: number }): Note =>
  'least' in bound
    ? note(
        'out-of-range',
        `The number must be at least ${bound.least}.`,
        `这个数不能小于 ${bound.least}。`,
        'Choose a larger one.',
        '请写大一些的数。',
      )
    : note(
        'out-of-range',
        `The number must be at most ${bound.most}.`,
        `这个数不能大于 ${bound.most}。`,
        'Choose a smaller one.',
        '请写小一些的数。',
      );

export const tooMany = (most: number): Note =>
  note(
    'too-many',
    `There may be at most ${most} of these.`,
    `这里最多 ${most} 个。`,
    'Shorten the list.',
    '请缩短这个列表。',
  );

export const tooFew = (least: number): Note =>
  note(
    'too-few',
    `There must be at least ${least} of these.`,
    `这里至少要有 ${least} 个。`,
    'Add what is missing.',
    '请补上缺少的部分。',
  );

export const textForm = (): Note =>
  note(
    'text-form',
    'A text is {en: "..", zh: ".."} or, in your own file, one plain text.',
    '文字写成 {en: "..", zh: ".."}；自己的文件里也可以只写一段普通文字。',
    'Put the text in quotes if it contains : # { or [.',
    '文字里有 : # { 或 [ 时，请加上引号。',
  );

export const toggleForm = (value: unknown): Note =>
  note(
    'toggle',
    `A protection is on or off, not "${shown(value)}".`,
    `保护只有 on（开）和 off（关），不能写“${shown(value)}”。`,
    'Write on or off.',
    '请写 on 或 off。',
  );

export const waitForm = (value: unknown): Note =>
  note(
    'wait-form',
    `"${shown(value)}" is not a length of time.`,
    `“${shown(value)}”不是一段时间。`,
    'Write minutes as a number, or 5m, 2h, 3d; at most 365d.',
    '请写分钟数，或者 5m（分）、2h（小时）、3d（天），最长 365d。',
  );

export const badTime = (value: string): Note =>
  note(
    'bad-time',
    `"${shown(value)}" is not a clock time.`,
    `“${shown(value)}”不是钟点。`,
    'Write hours and minutes with two digits each: 09:05.',
    '小时和分钟各写两位数：09:05。',
  );

export const timeBackwards = (value: string, before: string): Note =>
  note(
    'time-backwards',
    `${value} is earlier than ${before}, the time of a step above.`,
    `${value} 早于上面步骤的时间 ${before}。`,
    'Steps stand in the order in which they happen; a `wait` step lets the clock run on.',
    '步骤按发生的先后排列；要让时间过去，用 `wait` 步骤。',
  );

export const noVerb = (keys: readonly string[], verbs: readonly string[]): Note =>
  withCure(
    'no-verb',
    'This step does not say what happens.',
    '这一步没有写要做什么。',
    cureFrom(keys.find((key) => closest(key, verbs) !== undefined) ?? '', verbs),
  );

export const twoVerbs = (verbs: readonly string[]): Note =>
  note(
    'two-verbs',
    `One step does one thing; this one says ${verbs.join(' and ')}.`,
    `一步只做一件事；这里同时写了 ${verbs.join(' 和 ')}。`,
    'Make two steps of it.',
    '请拆成两步。',
  );
