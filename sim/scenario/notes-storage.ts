/** What can be wrong with a step about deleting, keeping, copying or files, and with the settings about them. In both languages. */
import { note, shown } from './findings.ts';
import type { Note } from './findings.ts';

export const storageForm = (value: unknown): Note =>
  note(
    'storage-form',
    `"${shown(value)}" does not say how devices keep their files.`,
    `“${shown(value)}”没有说清设备怎样存放文件。`,
    'Write `storage: on`, or what is not as usual, such as {journal: persist}; leave `storage` out where devices keep no files.',
    '请写 `storage: on`，或者只写与默认不同的项，例如 {journal: persist}；设备不存文件，就不要写 `storage`。',
  );

export const disappearForm = (value: unknown): Note =>
  note(
    'disappear-form',
    `Messages cannot disappear after "${shown(value)}".`,
    `消息不能设成“${shown(value)}”后消失。`,
    'Write 24h, 7d, 90d or off.',
    '请写 24h、7d、90d 或 off（不消失）。',
  );

/** `what`: the verb or the place of a device that only means something where devices keep files. */
export const storageNeeded = (what: string): Note =>
  note(
    'storage-needed',
    `\`${what}\` is about the files of a device, and in this scenario devices keep none.`,
    `\`${what}\` 针对设备里的文件，而这个情景里的设备不存文件。`,
    'Add `storage: on` to the scenario, or to `set` of this variant.',
    '请在情景里加上 `storage: on`；只有这个变体需要时，加在它的 `set` 里。',
  );

export const notInChat = (message: string, who: string, people: readonly string[]): Note =>
  note(
    'not-in-chat',
    `${shown(who)} is not in the chat in which ${shown(message)} stands.`,
    `${shown(message)} 所在的聊天里没有 ${shown(who)}。`,
    `Name ${people.map(shown).join(' or ')}, or a device of theirs.`,
    `请写 ${people.map(shown).join(' 或 ')}，或者他们的设备。`,
  );

export const notForViewing = (message: string, recipient: string): Note =>
  note(
    'not-for-viewing',
    `Only ${shown(recipient)}, to whom ${shown(message)} goes, can open it once.`,
    `${shown(message)} 是发给 ${shown(recipient)} 的，只有 ${shown(recipient)} 能打开看一次。`,
    `Name a device of ${shown(recipient)}.`,
    `请写 ${shown(recipient)} 的设备。`,
  );

export const notYetSent = (message: string): Note =>
  note(
    'not-yet-sent',
    `${shown(message)} is sent only in a later step.`,
    `${shown(message)} 要到后面的步骤才发送。`,
    'Name a message from a step above.',
    '请写前面的步骤已经发送的消息。',
  );

/** Who answers or passes on a message must have it. */
export const notHers = (message: string, writer: string): Note =>
  note(
    'not-hers',
    `${shown(writer)} neither writes ${shown(message)} nor receives it, and cannot quote or forward it.`,
    `${shown(message)} 既不是 ${shown(writer)} 写的，也不是发给 ${shown(writer)} 的，无法引用或转发。`,
    `Name a message that ${shown(writer)} writes or receives.`,
    `请写 ${shown(writer)} 发出或收到的消息。`,
  );

export const filmsItself = (): Note =>
  note(
    'films-itself',
    'A phone cannot film its own screen: this takes a second camera.',
    '手机拍不到自己的屏幕，要有另一台设备来拍。',
    'Name another device after `with`, or take a `screenshot`.',
    '请在 `with` 后写另一台设备，或者改用 `screenshot`（截屏）。',
  );

export const tooMuchChatter = (most: number): Note =>
  note(
    'too-much-chatter',
    `With this step there are more than ${most} everyday messages on this device.`,
    `加上这一步，这台设备上的日常消息超过 ${most} 条。`,
    `Let the \`chatter\` steps of a device come to ${most} at most.`,
    `同一台设备的 \`chatter\` 加起来不要超过 ${most}。`,
  );
