/** Words of the space-time diagram, in both languages; each is written by itself. */
import type { Disturbance, Loss, Stretch } from '../../../sim/index.ts';
import type { Localized } from '../../../sim/text.ts';
import type { Errand } from '../../../sim/trace.ts';

export const SPACE_TIME_WORDS = {
  title: { en: 'Every packet', zh: '每个数据包' },
  trueTime: { en: 'True time', zh: '真实时间' },
  keys: {
    en: 'Up and down: event by event. Enter: what led to it. Right and left: open and fold repeated sending.',
    zh: '上下键：逐个事件；回车键：看起因；左右键：展开或收起重发。',
  },
  nothing: { en: 'Nothing has happened yet.', zh: '还什么都没有发生。' },
  why: ({ event }: { event: number }): Localized => ({
    en: `What led to event ${event}`,
    zh: `第 ${event} 个事件的起因`,
  }),
  earlier: ({ count }: { count: number }): Localized => ({
    en: count === 1 ? '1 earlier cause' : `${count} earlier causes`,
    zh: `更早还有 ${count} 步起因`,
  }),
  close: { en: 'Close', zh: '关闭' },
  open: ({ what, times }: { what: string; times: number }): Localized => ({
    en: `${what}: show all ${times} attempts`,
    zh: `${what}：展开全部 ${times} 次发送`,
  }),
  fold: ({ what }: { what: string }): Localized => ({ en: `${what}: fold the attempts`, zh: `${what}：收起重发` }),
  times: ({ times }: { times: number }): Localized => ({ en: `sent ${times} times`, zh: `共发送 ${times} 次` }),
  attempt: ({ attempt }: { attempt: number }): Localized => ({ en: `attempt ${attempt}`, zh: `第 ${attempt} 次` }),
  more: ({ count }: { count: number }): Localized => ({
    en: count === 1 ? '1 more packet passes here' : `${count} more packets pass here`,
    zh: `这里还有 ${count} 个数据包经过`,
  }),
  receives: ({ who, what }: { who: string; what: string }): Localized => ({
    en: `${who} receives ${what}`,
    zh: `${who}收到${what}`,
  }),
  sends: ({ who }: { who: string }): Localized => ({ en: `${who} sends`, zh: `${who}发出` }),
  andSends: { en: ', and sends', zh: '，并发出' },
  position: ({ event, all }: { event: number; all: number }): Localized => ({
    en: `Event ${event} of ${all}`,
    zh: `第 ${event} 个事件，共 ${all} 个`,
  }),
  range: ({ first, last, all }: { first: number; last: number; all: number }): Localized => ({
    en: `Rows ${first} to ${last} of ${all}`,
    zh: `第 ${first} 到 ${last} 行，共 ${all} 行`,
  }),
  earlierRows: { en: 'Earlier rows', zh: '较早的行' },
  laterRows: { en: 'Later rows', zh: '较晚的行' },
  who: { en: 'Who', zh: '谁' },
  deed: { en: 'What happened', zh: '发生了什么' },
  packets: { en: 'Packets', zh: '数据包' },
  lasting: { en: 'Begins or ends', zh: '开始或结束' },
  cause: { en: 'Because of', zh: '起因' },
  event: ({ event }: { event: number }): Localized => ({ en: `event ${event}`, zh: `第 ${event} 个事件` }),
  story: { en: 'the story', zh: '故事安排' },
  arrived: { en: 'arrived', zh: '已到达' },
  refused: { en: 'refused', zh: '被拒收' },
  stopped: { en: 'stopped', zh: '被截下' },
  underWay: { en: 'on its way', zh: '在途中' },
} as const;

export const ERRAND_NAMES: Readonly<Record<Errand, Localized>> = {
  registration: { en: 'registration', zh: '注册' },
  keys: { en: 'keys', zh: '密钥' },
  message: { en: 'message', zh: '消息' },
  receipt: { en: 'receipt', zh: '回执' },
  retry: { en: 'asking again', zh: '请求重发' },
  confirmation: { en: 'confirmation', zh: '确认' },
  connection: { en: 'coming online', zh: '上线' },
  announcement: { en: 'announcement', zh: '通知' },
};

export const LOSS_NAMES: Readonly<Record<Loss, Localized>> = {
  dropped: { en: 'lost on the way', zh: '途中丢失' },
  cut: { en: 'the link is cut', zh: '线路已断' },
  away: { en: 'nobody is there', zh: '对方不在' },
};

export const DISTURBANCE_NAMES: Readonly<Record<Disturbance, Localized>> = {
  duplicated: { en: 'comes twice', zh: '来了两次' },
  delayed: { en: 'delayed', zh: '延迟' },
  reordered: { en: 'overtaken', zh: '被后面的超过' },
  'queued-behind': { en: 'waits its turn', zh: '排队等候' },
};

export const STRETCH_NAMES: Readonly<Record<Stretch['kind'], Localized>> = {
  off: { en: 'device off', zh: '设备关机' },
  down: { en: 'server down', zh: '服务器停机' },
  cut: { en: 'link cut', zh: '线路断开' },
  throttle: { en: 'link slow', zh: '线路变慢' },
  implant: { en: 'a program reads along', zh: '有程序在偷看' },
};

/** At an arrow there is room for a word; the row beside it says the rest. */
export const SHORT_NAMES = {
  dropped: { en: 'lost', zh: '丢失' },
  cut: { en: 'cut', zh: '断线' },
  away: { en: 'nobody there', zh: '对方不在' },
  duplicated: { en: 'twice', zh: '两次' },
  delayed: { en: 'delayed', zh: '延迟' },
  reordered: { en: 'overtaken', zh: '被超过' },
  'queued-behind': { en: 'queued', zh: '排队' },
} as const satisfies Readonly<Record<Loss | Disturbance, Localized>>;

/** What the legend says of each mark. */
export const MARK_NAMES = {
  arrived: { en: 'sent and arrived', zh: '发出并到达' },
  refused: { en: 'refused', zh: '被拒收' },
  lost: { en: 'lost', zh: '丢失' },
  stopped: { en: 'stopped by an attacker', zh: '被攻击者截下' },
  'under-way': { en: 'on its way', zh: '在途中' },
  again: { en: 'the same packet once more', zh: '同一个包又来一次' },
  'passed-on': { en: 'passed on', zh: '转交' },
  held: { en: 'held', zh: '暂存' },
  recorded: { en: 'recorded', zh: '录下' },
  theft: { en: 'copied out of a device', zh: '从设备里拷走' },
  misdeed: { en: 'a misdeed of the server', zh: '服务器做手脚' },
  disturbed: { en: 'a link is disturbed or mended', zh: '线路出问题或恢复' },
  sign: { en: 'a sign on the phone', zh: '手机上的提示' },
  ...STRETCH_NAMES,
} as const satisfies Readonly<Record<string, Localized>>;
export type MarkName = keyof typeof MARK_NAMES;
