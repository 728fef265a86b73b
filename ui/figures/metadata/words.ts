/** Words of the metadata lens and its figure, in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';

export const METADATA_WORDS = {
  beCompany: { en: 'Be the company', zh: '换成公司的视角' },
  viewpoint: { en: 'Whose view', zh: '谁的视角' },
  wrapped: { en: 'Links wrapped (projection)', zh: '线路外面再加密（推演）' },
  wrappedNote: {
    en: 'What would be left to a listener if links were wrapped (Noise). The wrapping is not computed yet; its fields are left out, sizes stay.',
    zh: '假如线路外面套有 Noise，监听者还剩下什么。目前并没有真的计算这层加密，只是去掉它会遮住的字段；大小不变。',
  },
  openNote: {
    en: 'Here links carry envelopes in the open. In the real system they are wrapped (Noise), which comes later here.',
    zh: '这里的线路上，信封没有加密。真实系统在线路外面套有 Noise，这里以后才有。',
  },
  sameForCompany: {
    en: 'For the company wrapping changes nothing: it ends there.',
    zh: '对公司没有区别：这层加密到公司为止。',
  },
  place: {
    en: 'Where a packet came from is the link it came by: network addresses are not modelled.',
    zh: '“从哪里来”指数据包走的线路：这里没有模拟网络地址。',
  },
  who: { en: 'Who with whom', zh: '谁和谁' },
  traffic: { en: 'Which device talks, and how much', zh: '哪台设备在通信，有多少' },
  day: { en: 'When', zh: '什么时候' },
  noText: { en: 'No text here', zh: '这里没有内容' },
  above: { en: 'above the line: from the device', zh: '线上：设备发出' },
  below: { en: 'below: to the device; longer means more bytes', zh: '线下：发给设备；越长字节越多' },
  silent: { en: 'no answer (inferred)', zh: '没有应答（推断）' },
  notSeen: { en: 'not seen', zh: '看不到' },
  trafficOnly: { en: 'traffic only', zh: '只见流量' },
  thisLink: { en: 'This link', zh: '这条线路' },
  device: { en: 'Device', zh: '设备' },
  direction: { en: 'Direction', zh: '方向' },
  packets: { en: 'Packets', zh: '数据包' },
  bytes: { en: 'Bytes', zh: '字节' },
  tells: { en: 'What it tells', zh: '透露了什么' },
  time: { en: 'Time', zh: '时间' },
  toCompany: { en: 'to the company', zh: '发给公司' },
  fromCompany: { en: 'from the company', zh: '来自公司' },
  messages: ({ count }: { count: number }): Localized => ({
    en: count === 1 ? '1 message' : `${count} messages`,
    zh: `${count} 条消息`,
  }),
  packetCount: ({ count }: { count: number }): Localized => ({
    en: count === 1 ? '1 packet' : `${count} packets`,
    zh: `${count} 个数据包`,
  }),
  byteCount: ({ count }: { count: string }): Localized => ({ en: `${count} bytes`, zh: `${count} 字节` }),
  more: ({ count }: { count: number }): Localized => ({ en: `${count} more`, zh: `另有 ${count} 项` }),
} as const;
