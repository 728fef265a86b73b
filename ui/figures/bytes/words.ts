/** Words of the bytes inspector, in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';

export const BYTES_WORDS = {
  title: { en: 'Packet, byte by byte', zh: '逐字节看数据包' },
  packet: { en: 'Packet', zh: '数据包' },
  eyes: { en: 'Opened with the keys of', zh: '用谁的密钥打开' },
  previous: { en: 'Previous packet', zh: '上一个数据包' },
  next: { en: 'Next packet', zh: '下一个数据包' },
  none: { en: 'No packet has been sent yet at this event.', zh: '到这个事件为止，还没有发出数据包。' },
  layers: { en: 'Layers', zh: '层' },
  size: ({ bytes }: { bytes: number }): Localized => ({
    en: bytes === 1 ? '1 byte' : `${bytes} bytes`,
    zh: `${bytes} 字节`,
  }),
  fields: { en: 'Fields', zh: '字段' },
  layer: { en: 'Layer', zh: '层' },
  field: { en: 'Field', zh: '字段' },
  value: { en: 'Value', zh: '值' },
  meaning: { en: 'Meaning', zh: '含义' },
  offset: { en: 'Offset', zh: '偏移' },
  length: { en: 'Length', zh: '长度' },
  place: ({ from, to, length }: { from: number; to: number; length: number }): Localized => ({
    en: length === 1 ? `byte ${from} of the layer` : `bytes ${from} to ${to} of the layer, ${length} in all`,
    zh: length === 1 ? `本层第 ${from} 字节` : `本层第 ${from} 到 ${to} 字节，共 ${length} 个`,
  }),
  head: ({ head, length }: { head: number; length: number }): Localized => ({
    en:
      head === 1
        ? 'The first byte says which field it is (protobuf).'
        : `The first ${head} bytes say which field it is${length > head ? ' and how long' : ''} (protobuf).`,
    zh:
      head === 1
        ? '第一个字节写明这是哪个字段（protobuf）。'
        : `前 ${head} 个字节写明这是哪个字段${length > head ? '、有多长' : ''}（protobuf）。`,
  }),
  where: { en: 'Place', zh: '位置' },
  origin: { en: 'Where it came from', zh: '从哪里来' },
  computed: ({ op, who, event }: { op: string; who: string; event: number }): Localized => ({
    en: `computed by ${who} with ${op}, event ${event}`,
    zh: `${who}用 ${op} 算出，第 ${event} 个事件`,
  }),
  drawn: ({ who, event }: { who: string; event: number }): Localized => ({
    en: `drawn at random by ${who}, event ${event}`,
    zh: `${who}随机抽取，第 ${event} 个事件`,
  }),
  written: ({ who, event }: { who: string; event: number }): Localized => ({
    en: `written by ${who}, event ${event}`,
    zh: `${who}写入，第 ${event} 个事件`,
  }),
  readers: { en: 'Who can read it at this event', zh: '此刻谁能读到' },
  nobody: { en: 'nobody', zh: '没有人' },
  toKey: { en: 'Its message key', zh: '它的消息密钥' },
  toLayer: ({ layer }: { layer: string }): Localized => ({
    en: `Open this layer: ${layer}`,
    zh: `打开这一层：${layer}`,
  }),
  closed: { en: 'sealed', zh: '密封' },
  whyNot: ({ who }: { who: string }): Localized => ({ en: `Why ${who} cannot`, zh: `为什么${who}打不开` }),
  closedWhy: {
    'no-ciphertext': ({ who }: { who: string }): Localized => ({
      en: `Sealed: ${who} does not have this ciphertext at this event.`,
      zh: `密封着：此刻${who}没有这份密文。`,
    }),
    'no-key': ({ who }: { who: string }): Localized => ({
      en: `Sealed: ${who} has the ciphertext, and nothing that opens it.`,
      zh: `密封着：${who}有密文，但没有能打开它的东西。`,
    }),
  },
  rows: ({ rows }: { rows: number }): Localized => ({
    en: `${rows} more rows of this field`,
    zh: `这个字段还有 ${rows} 行`,
  }),
  hex: { en: 'Bytes in hexadecimal', zh: '十六进制字节' },
  carries: ({ from, to }: { from: string; to: string }): Localized => ({
    en: `${from} to ${to}`,
    zh: `${from}发给${to}`,
  }),
} as const;
