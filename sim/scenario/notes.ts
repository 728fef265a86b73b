/**
 * Every sentence the scenario floor can say about a file, in both languages. One function a code, so that a code always
 * means one thing. Sentences name what was found; cures say what to type.
 */
import type { Localized } from '../text.ts';
import { cureFrom, note, shown } from './findings.ts';
import type { Note } from './findings.ts';
import type { FullWidth } from './full-width.ts';
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

export const fullWidth = ({ typed, plain }: FullWidth): Note =>
  note(
    'full-width',
    `The full-width character ${typed} stands where the language needs a plain one.`,
    `这里用了全角字符 ${typed}，语法需要半角字符。`,
    `Type ${plain === ' ' ? 'a plain space' : plain} instead${plain === ':' || plain === ',' ? ', followed by a space' : ''}.`,
    `请改成半角的${plain === ' ' ? '空格' : ` ${plain}`}${plain === ':' || plain === ',' ? '，后面加一个空格' : ''}。`,
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
  boolean: { en: 'on or off', zh: 'on 或 off' },
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

export const notOneOf = (value: unknown, known: readonly string[]): Note =>
  withCure(
    'not-one-of',
    `"${shown(value)}" is not one of the possible words.`,
    `“${shown(value)}”不是可选的词。`,
    cureFrom(typeof value === 'string' ? value : '', known),
  );

export const outOfRange = (least: number | undefined, most: number | undefined): Note =>
  note(
    'out-of-range',
    `The number lies outside ${least ?? '..'} to ${most ?? '..'}.`,
    `这个数不在 ${least ?? '..'} 到 ${most ?? '..'} 之间。`,
    'Choose a number in this range.',
    '请在这个范围内选一个数。',
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

// --- names

export const badId = (value: string): Note =>
  note(
    'bad-id',
    `"${shown(value)}" cannot be an id.`,
    `“${shown(value)}”不能用作 id。`,
    'Use small letters a-z, digits and hyphens, beginning with a letter or digit, at most 40 characters.',
    '请用小写字母 a-z、数字和连字符，以字母或数字开头，最多 40 个字符。',
  );

export const reservedId = (value: string): Note =>
  note(
    'reserved-id',
    `"${shown(value)}" already means something in every scenario.`,
    `“${shown(value)}”在每个情景里都已有固定含义。`,
    'Choose another id.',
    '请换一个 id。',
  );

export const duplicateId = (value: string): Note =>
  note(
    'duplicate-id',
    `"${shown(value)}" is used a second time.`,
    `“${shown(value)}”重复使用了。`,
    'Give each its own id.',
    '每个都要有自己的 id。',
  );

const NAMED = {
  sender: { en: 'person or device', zh: '人或设备' },
  person: { en: 'person', zh: '人物' },
  device: { en: 'device', zh: '设备' },
  party: { en: 'party', zh: '参与方' },
  attacker: { en: 'attacker', zh: '攻击者' },
  link: { en: 'link', zh: '线路' },
  message: { en: 'message', zh: '消息' },
  step: { en: 'step', zh: '步骤' },
  misconception: { en: 'misconception', zh: '误解编号' },
  name: { en: 'name', zh: '名字' },
} as const satisfies Record<string, Localized>;
export type NamedThing = keyof typeof NAMED;

export const unknownName = (thing: NamedThing, name: string, known: readonly string[]): Note =>
  withCure(
    `unknown-${thing}`,
    `There is no ${NAMED[thing].en} "${shown(name)}".`,
    `没有名为“${shown(name)}”的${NAMED[thing].zh}。`,
    cureFrom(name, known),
  );

export const deviceNeeded = (name: string, devices: readonly string[]): Note =>
  note(
    'device-needed',
    `"${shown(name)}" is a person; what counts here is a device.`,
    `“${shown(name)}”是人；这里要写的是设备。`,
    `Write ${devices.map(shown).join(' or ')}.`,
    `请写 ${devices.map(shown).join(' 或 ')}。`,
  );

// --- the story

export const toSelf = (): Note =>
  note(
    'to-self',
    'Sender and recipient are the same person.',
    '发送者和接收者是同一个人。',
    'Name two people.',
    '请写两个不同的人。',
  );

export const notWatched = (attacker: string, link: string): Note =>
  note(
    'not-watched',
    `${shown(attacker)} cannot alter what she does not see: ${shown(link)} is not among what she watches.`,
    `${shown(attacker)} 改不了看不到的东西：${shown(link)} 不在监视范围里。`,
    `Add it to \`watches\` of ${shown(attacker)}, or watch [network].`,
    `请把它加进 ${shown(attacker)} 的 \`watches\`，或者写 [network]。`,
  );

export const attackerNeeded = (): Note =>
  note(
    'attacker-needed',
    '`still-closed` speaks of what an attacker cannot read, and the cast has no attacker.',
    '`still-closed` 说的是攻击者读不到什么，但角色里没有攻击者。',
    'Add one to `cast`, for example `mallory: {role: attacker, watches: [network]}`.',
    '请在 `cast` 里加一个，例如 `mallory: {role: attacker, watches: [network]}`。',
  );

export const revealNotAfter = (reveal: string): Note =>
  note(
    'reveal-not-after',
    `The answer must appear after the question, but step "${shown(reveal)}" comes before it.`,
    `答案要在提问之后出现，而步骤“${shown(reveal)}”在提问之前。`,
    'Move the question up, or name a later step in `reveal`.',
    '请把提问移到前面，或在 `reveal` 里写更晚的步骤。',
  );

export const secondAsk = (): Note =>
  note(
    'second-ask',
    'A scenario asks one question; this is the second.',
    '一个情景只提一个问题；这是第二个。',
    'Put it into a scenario of its own.',
    '请把它放进另一个情景。',
  );

export const laterThanReveal = (name: string): Note =>
  note(
    'later-than-reveal',
    `"${shown(name)}" happens only after the reveal, so no answer can speak of it.`,
    `“${shown(name)}”在揭晓之后才发生，选项里不能提到它。`,
    'Move the reveal down, or ask about something earlier.',
    '请把揭晓移后，或者改问更早的事。',
  );

export const sameWhen = (): Note =>
  note(
    'same-when',
    'Two options hold under the same condition, so there can never be exactly one right answer.',
    '两个选项的条件相同，不可能恰好只有一个正确答案。',
    'Give each option its own `when`.',
    '每个选项都要有自己的 `when`。',
  );

export const emptyVariant = (): Note =>
  note(
    'empty-variant',
    'This variant changes nothing.',
    '这个变体什么都没有改。',
    'Give it `set`, `replace`, `insert-after` or `remove`.',
    '请加上 `set`、`replace`、`insert-after` 或 `remove`。',
  );

export const breaksReference = (found: Localized): Note =>
  note(
    'variant-breaks',
    `With this variant's edits the rest no longer fits. ${found.en}`,
    `做了这个变体的改动之后，其余部分对不上了。${found.zh}`,
    'Keep the step, or edit what speaks of it too.',
    '请保留这一步，或者把提到它的地方也改掉。',
  );

// --- texts

export const emptyText = (): Note =>
  note(
    'empty-text',
    'This text is empty.',
    '这段文字是空的。',
    'Write it, or remove the key.',
    '请写上内容，或删掉这个键。',
  );

export const textTooLong = (most: number): Note =>
  note(
    'text-too-long',
    `This text is longer than ${most} characters.`,
    `这段文字超过 ${most} 个字符。`,
    'Shorten it.',
    '请缩短。',
  );

export const controlCharacter = (): Note =>
  note(
    'control-character',
    'This text contains an invisible control character.',
    '这段文字里有看不见的控制字符。',
    'Type the text again instead of pasting it.',
    '请重新输入，不要粘贴。',
  );

export const unclosedBrace = (): Note =>
  note(
    'brace',
    'A single brace in a text begins or ends a name to be filled in.',
    '文字里的单个大括号表示要填入名字。',
    'Write {bob} for a name, or {{ and }} for the braces themselves.',
    '填名字写 {bob}；要显示大括号本身，写 {{ 和 }}。',
  );

export const outcomeBeforeAnswer = (): Note =>
  note(
    'outcome-early',
    'This text is shown before the answer, so it may only fill in names, not results of the run.',
    '这段文字在答题之前显示，只能填名字，不能填运行结果。',
    'Move the result to `explain` or `close`.',
    '请把结果移到 `explain` 或 `close`。',
  );

// --- shipped files

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

export const idIsNotFile = (file: string): Note =>
  note(
    'id-is-not-file',
    `The id of a shipped scenario is its file name: ${shown(file)}.`,
    `随程序发布的情景，id 就是文件名：${shown(file)}。`,
    'Rename one of the two.',
    '请改其中一个。',
  );
