/** Words of the heatmap (which copy opens which message), in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';
import type { Fall } from './layout.ts';

/** In a cell: as short as it can be. */
export const FALL_WORDS: Readonly<Record<Exclude<Fall, 'no'>, Localized>> = {
  keys: { en: 'keys', zh: '密钥' },
  text: { en: 'text', zh: '原文' },
  open: { en: 'open', zh: '公开' },
};

/** In the legend. */
export const FALL_NAMES: Readonly<Record<Fall, Localized>> = {
  no: { en: 'does not open', zh: '打不开' },
  keys: { en: 'opens with the copied keys', zh: '用拷走的密钥能打开' },
  text: { en: 'its text is in the copied chat', zh: '原文就在拷走的聊天记录里' },
  open: { en: 'opens without any copy', zh: '不拷也能打开' },
};

export const HEATMAP_WORDS = {
  caption: ({ device }: { device: string }): Localized => ({
    en: `If ${device} were copied: which messages open?`,
    zh: `假如${device}被拷走一份：哪些消息能打开？`,
  }),
  assumed: {
    en: 'Assumed: somebody recorded the whole network from beginning to end, and copies the device once, at the end of the row’s step. Asked: what opens when the story is over. Nobody writes with the copied keys.',
    zh: '前提：有人从头到尾录下全部网络流量，只在该行那一步结束时拷一次设备。问的是：故事结束时，哪些打得开。没有人用拷走的密钥冒名发消息。',
  },
  moment: { en: 'Copied after', zh: '何时拷走' },
  start: { en: 'before the first step', zh: '第一步之前' },
  device: { en: 'Device', zh: '设备' },
  takes: { en: 'What is copied', zh: '拷走什么' },
  keys: { en: 'Keys only', zh: '只拷密钥' },
  everything: { en: 'Everything', zh: '全部内容' },
  line: { en: 'left of the line: written before the copy', zh: '线左边：拷走之前写的' },
  sum: ({ past, pastAll, later, laterAll }: Sums): Localized => ({
    en: `${past} of ${pastAll} before, ${later} of ${laterAll} after`,
    zh: `之前写的 ${pastAll} 条，打开 ${past} 条；之后写的 ${laterAll} 条，打开 ${later} 条`,
  }),
  opens: { en: 'How many open', zh: '能打开几条' },
  before: { en: 'written before the copy', zh: '拷走之前写的' },
  after: { en: 'written after the copy', zh: '拷走之后写的' },
  part: ({ first, last, all }: { first: number; last: number; all: number }): Localized => ({
    en: `Moments ${first} to ${last} of ${all}, around the event that is shown. Move through the run to see the others.`,
    zh: `这里是 ${all} 个时刻中的第 ${first} 到 ${last} 个，在当前事件前后。移动到别的事件，可以看到其余的。`,
  }),
  toMoment: { en: 'Go to this moment', zh: '跳到这一刻' },
  howToAsk: { en: 'Press a cell to read it as a sentence.', zh: '点一个格子，看一句话的说明。' },
  noMessage: { en: 'No message is written in this run.', zh: '这次运行里没有人写消息。' },
} as const;

interface Sums {
  readonly past: number;
  readonly pastAll: number;
  readonly later: number;
  readonly laterAll: number;
}
