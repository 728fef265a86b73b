/** What can be wrong with a step in which somebody disturbs, reads along or cheats. In both languages. */
import { note, shown } from './findings.ts';
import type { Note } from './findings.ts';

export const lengthForm = (value: unknown): Note =>
  note(
    'length-form',
    `"${shown(value)}" is not a length of time.`,
    `“${shown(value)}”不是一段时间。`,
    'Write a number with its unit: 5s, 5m, 2h or 3d; at most 365d.',
    '数字后面要写单位：5s（秒）、5m（分）、2h（小时）、3d（天），最长 365d。',
  );

export const shareForm = (value: unknown): Note =>
  note(
    'share-form',
    `"${shown(value)}" does not say in how many cases.`,
    `“${shown(value)}”没有说清在多少情况下会这样做。`,
    'Write never, always, or a share between 0 and 1, such as 0.3.',
    '请写 never（从不）、always（总是），或者 0 到 1 之间的比例，例如 0.3。',
  );

export const habitForm = (value: string): Note =>
  note(
    'habit-form',
    `"${shown(value)}" names no habit of a person.`,
    `“${shown(value)}”没有写出哪个人的什么习惯。`,
    'Write PERSON.HABIT=SHARE, such as alice.heeds=0.3; several with commas between them.',
    '请写成“人物.习惯=比例”，例如 alice.heeds=0.3；写几个时用半角逗号隔开。',
  );

/** `inCast`: the cast names this member; a server that it does not name is honest. */
export const notAble = (who: string, capability: string, inCast: boolean): Note =>
  note(
    'not-able',
    `${shown(who)} may not do this in this scenario: \`${capability}\` is not in its \`can\`.`,
    `${shown(who)} 在这个情景里做不了这件事：\`can\` 里没有 \`${capability}\`。`,
    inCast
      ? `Add \`${capability}\` to \`can\` of ${shown(who)}.`
      : `Add \`${shown(who)}: {role: server, can: [${capability}]}\` to \`cast\`.`,
    inCast
      ? `请把 \`${capability}\` 加进 ${shown(who)} 的 \`can\`。`
      : `请在 \`cast\` 里加上 \`${shown(who)}: {role: server, can: [${capability}]}\`。`,
  );

export const serverName = (): Note =>
  note(
    'server-name',
    'There is one server, and its name is `server`.',
    '服务器只有一台，名字就是 `server`。',
    'Write `server: {role: server, can: [..]}`.',
    '请写成 `server: {role: server, can: [..]}`。',
  );

export const fieldNeeded = (deed: string, field: string): Note =>
  note(
    'needed-here',
    `With \`${deed}\`, \`${field}\` is needed.`,
    `\`${deed}\` 需要写 \`${field}\`。`,
    `Add \`${field}:\` with its value.`,
    `请补上 \`${field}:\` 和它的值。`,
  );

export const fieldForbidden = (deed: string, field: string, fits: readonly string[]): Note =>
  note(
    'not-here',
    `\`${field}\` says nothing about \`${deed}\`.`,
    `\`${field}\` 与 \`${deed}\` 无关。`,
    `Remove it; it belongs to ${fits.map((one) => `\`${one}\``).join(' and ')}.`,
    `请删掉；它只用于 ${fits.map((one) => `\`${one}\``).join('、')}。`,
  );

export const notAnEnd = (name: string, ends: readonly string[]): Note =>
  note(
    'not-an-end',
    `"${shown(name)}" is at neither end of this link.`,
    `“${shown(name)}”不在这条线路的任何一端。`,
    `Write ${ends.map(shown).join(' or ')}; without \`toward\` both directions are meant.`,
    `请写 ${ends.map(shown).join(' 或 ')}；不写 \`toward\` 就是两个方向都算。`,
  );

/** A message has one sender and one recipient, and this device is of neither, or of the wrong one. */
export const notTheirs = (message: string, device: string, role: 'sender' | 'recipient', person: string): Note =>
  note(
    'not-theirs',
    role === 'sender'
      ? `${shown(person)} sends ${shown(message)}, so it is not ${shown(device)} that shows ticks for it.`
      : `${shown(message)} is for ${shown(person)}, not for ${shown(device)}.`,
    role === 'sender'
      ? `${shown(message)} 是 ${shown(person)} 发的，它的回执不会显示在 ${shown(device)} 上。`
      : `${shown(message)} 是发给 ${shown(person)} 的，不是发给 ${shown(device)} 的。`,
    `Name a device of ${shown(person)}.`,
    `请写 ${shown(person)} 的设备。`,
  );

export const onePerson = (): Note =>
  note(
    'one-person',
    'This takes two people, and the same one is named twice.',
    '这件事要有两个人，这里两处写的是同一个人。',
    'Name two people.',
    '请写两个不同的人。',
  );
