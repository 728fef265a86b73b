/** What is said about opening a scenario from outside. */
import type { Localized } from '../../sim/text.ts';

export const OPEN_WORDS = {
  open: { en: 'Open a scenario file', zh: '打开情景文件' },
  hint: { en: 'A .yaml file; it stays on this device.', zh: '.yaml 文件；只在本机读取。' },
  reading: { en: 'Reading the scenario …', zh: '正在读取情景……' },
  cannot: { en: 'This scenario cannot be opened', zh: '这个情景打不开' },
  nothingStarted: { en: 'Nothing was started.', zh: '没有运行任何内容。' },
  tooLarge: ({ kib }: { kib: number }): Localized => ({
    en: `This file is larger than a scenario may be (${kib} KiB). Split the story into several scenarios.`,
    zh: `这个文件超过了情景允许的大小（${kib} KiB）。请把故事拆成几个情景。`,
  }),
  noVariant: {
    en: 'This link asks for a variant that its scenario does not have. Take “variant” out of the link.',
    zh: '这个链接要打开的变体，在它的情景里不存在。请去掉链接中的“variant”部分。',
  },
  unreadable: { en: 'This file could not be read. Choose it again.', zh: '读不了这个文件。请重新选择。' },
  tooLongForLink: {
    en: 'This scenario is too long for a link: open it from its file on the other device too.',
    zh: '这个情景太长，放不进链接：在另一台设备上也请从文件打开。',
  },
} as const;
