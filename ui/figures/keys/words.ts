/** Words of the keys figure, in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';

export const KEYS_WORDS = {
  whose: { en: 'Keys of', zh: '谁的密钥' },
  pairing: ({ device, peer }: { device: string; peer: string }): Localized => ({
    en: `${device}, with ${peer}`,
    zh: `${device}，和${peer}的会话`,
  }),
  none: { en: 'No device has a session yet at this event.', zh: '到这个事件为止，还没有设备建立会话。' },
  intro: {
    en: 'Time runs down. Each agreement of two ratchet keys gives a new root key and a chain; each step of a chain gives one message key and replaces the chain key.',
    zh: '时间从上往下走。两把棘轮密钥每协商一次，就得到新的根密钥和一条链；链每走一步，就给出一把消息密钥，并换掉链密钥。',
  },
  session: ({ number }: { number: number }): Localized => ({ en: `Session ${number}`, zh: `会话 ${number}` }),
  opened: ({ who, event, version }: { who: string; event: number; version: string }): Localized => ({
    en: `opened by ${who} at event ${event}, ${version}`,
    zh: `${who}在第 ${event} 个事件开始，${version}`,
  }),
  place: {
    current: { en: 'current: it seals', zh: '正在用：新消息用它密封' },
    archived: { en: 'archived: it only opens late messages', zh: '已存档：只用来打开迟到的消息' },
    gone: { en: 'gone', zh: '已不在' },
  },
  since: ({ event }: { event: number }): Localized => ({ en: `since event ${event}`, zh: `从第 ${event} 个事件起` }),
  prekeys: ({ device }: { device: string }): Localized => ({
    en: `Prekeys of ${device}`,
    zh: `${device}的预密钥`,
  }),
  root: { en: 'root key', zh: '根密钥' },
  shared: { en: 'shared secret', zh: '共享秘密' },
  chain: ({ index }: { index: number }): Localized => ({ en: `chain key ${index}`, zh: `链密钥 ${index}` }),
  ours: { en: 'own ratchet key', zh: '自己的棘轮密钥' },
  theirs: { en: 'their public key', zh: '对方的公钥' },
  messageKey: ({ index }: { index: number }): Localized => ({ en: `message key ${index}`, zh: `消息密钥 ${index}` }),
  messageKeyOf: ({ message }: { message: string }): Localized => ({
    en: `${message}, message key`,
    zh: `${message} 的密钥`,
  }),
  waiting: ({ message }: { message: string }): Localized => ({ en: `${message}, waiting`, zh: `${message}，等着用` }),
  kept: ({ message }: { message: string }): Localized => ({ en: `${message}, used, kept`, zh: `${message}，用过仍留` }),
  prekey: {
    identity: { en: 'identity key', zh: '身份密钥' },
    signed: { en: 'signed prekey', zh: '签名预密钥' },
    oneTime: { en: 'one-time prekey', zh: '一次性预密钥' },
    kemLastResort: { en: 'post-quantum, last', zh: '后量子，备用' },
    kemOneTime: { en: 'post-quantum, once', zh: '后量子，一次性' },
  },
  step: {
    start: { en: 'start of the session', zh: '会话开始' },
    sending: { en: 'sending chain', zh: '发送链' },
    receiving: { en: 'receiving chain', zh: '接收链' },
  },
  /** Beside the picture, under the time. */
  brief: {
    start: { en: 'start', zh: '开始' },
    sending: { en: 'sending', zh: '发送' },
    receiving: { en: 'receiving', zh: '接收' },
  },
  state: {
    here: { en: 'on the device', zh: '在设备上' },
    erased: { en: 'erased', zh: '已擦除' },
    passed: { en: 'never stored', zh: '从未保存' },
    public: { en: 'public', zh: '公开' },
  },
  what: { en: 'Key', zh: '密钥' },
  bytes: { en: 'First bytes', zh: '开头的字节' },
  made: { en: 'Made', zh: '产生' },
  gone: { en: 'Gone', zh: '消失' },
  stateHead: { en: 'State', zh: '状态' },
  part: { en: 'Where', zh: '所属' },
  event: ({ event }: { event: number }): Localized => ({ en: `event ${event}`, zh: `第 ${event} 个事件` }),
  publicHalf: { en: 'Public half', zh: '对应的公钥' },
  opens: { en: 'Opens, for whoever recorded the network', zh: '录下网络流量的人凭它能打开' },
  opensNothing: { en: 'no message by itself', zh: '单凭它，一条也打不开' },
  holders: { en: 'Who can produce it at this event', zh: '此刻谁能得到它' },
  nobody: { en: 'nobody', zh: '没有人' },
  close: { en: 'Close', zh: '关闭' },
  inBytes: { en: 'The packet that it seals', zh: '用它密封的数据包' },
  choose: {
    en: 'Choose a key to see its bytes, what it opens and who has it.',
    zh: '选一把密钥，看它的字节、能打开什么、谁有它。',
  },
} as const;
