/** What can be wrong with a story: its names, its order, its texts. In both languages. */
import type { Localized } from '../text.ts';
import { cureFrom, note, shown } from './findings.ts';
import type { Note } from './findings.ts';

const withCure = (code: string, en: string, zh: string, cure: Localized): Note => ({ code, message: { en, zh }, cure });

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
    '请换一个没有用过的 id。',
  );

const NAMED = {
  sender: { en: 'person or device', zh: '人或设备' },
  person: { en: 'person', zh: '人物' },
  device: { en: 'device', zh: '设备' },
  party: { en: 'party', zh: '参与方' },
  attacker: { en: 'attacker', zh: '攻击者' },
  forger: { en: 'attacker or server', zh: '攻击者或服务器' },
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
    `${shown(attacker)} cannot touch what she does not see: ${shown(link)} is not among what she watches.`,
    `${shown(attacker)} 动不了看不到的线路：${shown(link)} 不在监听的线路里。`,
    `Add it to \`watches\` of ${shown(attacker)}, or watch [network].`,
    `请把它加进 ${shown(attacker)} 的 \`watches\`，或者写 [network]。`,
  );

export const attackerNeeded = (): Note =>
  note(
    'attacker-needed',
    '`still-closed` speaks of what an attacker cannot read, and the cast has neither an attacker nor a server that may cheat.',
    '`still-closed` 说的是攻击者读不到什么，但 `cast` 里既没有攻击者，也没有写服务器。',
    'Add one to `cast`, for example `mallory: {role: attacker, watches: [network]}`.',
    '请在 `cast` 里加上一个，例如 `mallory: {role: attacker, watches: [network]}`。',
  );

export const phonesNeedQuestion = (): Note =>
  note(
    'phones-need-question',
    'With `figure: phones` the reader judges each run by its phones, and this scenario asks nothing.',
    '`figure: phones` 要读者只看手机来判断每次运行，但这个情景没有提问。',
    'Add an `ask` step, or show another figure: `who-can-read`.',
    '请加上一个 `ask` 步骤，或者换一种图：`who-can-read`。',
  );

export const phonesNeedDevice = (): Note =>
  note(
    'phones-need-device',
    '`figure: phones` shows the devices among the `parties`, and there are none.',
    '`figure: phones` 显示 `parties` 里的设备，但这里一个也没有。',
    'Name at least one, for example `alice.phone`.',
    '请至少写一个，例如 `alice.phone`。',
  );

export const messageNeedsCopies = (): Note =>
  note(
    'message-needs-copies',
    '`message` says whose copies `figure: copies` shows, and another figure is shown here.',
    '`message` 是写给 `figure: copies` 的：显示哪条消息的副本；这里显示的是另一种图。',
    'Write `figure: copies`, or leave `message` out.',
    '请写 `figure: copies`，或者去掉 `message`。',
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
    '请把揭晓往后移，或者改问更早的事。',
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
