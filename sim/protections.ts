/**
 * Every protection that can be switched off, what it protects, what it costs, and which invariant must notice its absence.
 * A new protection is added here, gets a switch in the code that it guards, and a mutant in `checker/mutants.ts`.
 */
import type { Localized } from './text.ts';

export const PROTECTION_IDS = [
  'endToEnd',
  'eraseMessageKeys',
  'freshRatchetKeys',
  'verifyMac',
  'refuseDuplicates',
  'commitAfterMac',
] as const;
export type ProtectionId = (typeof PROTECTION_IDS)[number];
export type Protections = Readonly<Record<ProtectionId, boolean>>;

export const ALL_ON: Protections = {
  endToEnd: true,
  eraseMessageKeys: true,
  freshRatchetKeys: true,
  verifyMac: true,
  refuseDuplicates: true,
  commitAfterMac: true,
};

/** Names of the invariants (see `checker/invariants`). */
export type InvariantId =
  'confidentiality' | 'forward-secrecy' | 'healing' | 'authenticity' | 'no-replay' | 'refusal-changes-nothing';

export interface Protection {
  readonly name: Localized;
  readonly protects: Localized;
  readonly costs: Localized;
  readonly whenOff: Localized;
  readonly noticedBy: InvariantId;
}

export const PROTECTIONS: Readonly<Record<ProtectionId, Protection>> = {
  endToEnd: {
    name: { en: 'Only the phones hold the keys', zh: '只有手机持有密钥' },
    protects: { en: 'The company that passes messages on cannot open them.', zh: '转交消息的公司打不开消息。' },
    costs: {
      en: 'The company cannot search, filter or restore messages for you.',
      zh: '公司无法替你搜索、过滤或找回消息。',
    },
    whenOff: { en: 'the company holds the keys', zh: '公司持有密钥' },
    noticedBy: 'confidentiality',
  },
  eraseMessageKeys: {
    name: { en: 'Erase used keys', zh: '擦除用过的密钥' },
    protects: { en: 'Keys stolen later do not open recorded messages.', zh: '之后被偷的密钥打不开先前录下的消息。' },
    costs: {
      en: 'A message can be opened once; a lost copy cannot be opened again.',
      zh: '一条消息只能打开一次；内容丢了，就无法再打开。',
    },
    whenOff: { en: 'used keys kept', zh: '保留用过的密钥' },
    noticedBy: 'forward-secrecy',
  },
  freshRatchetKeys: {
    name: { en: 'Fresh key in replies', zh: '回复时换新密钥' },
    protects: {
      en: 'After a theft the chat closes again once both have replied.',
      zh: '失窃之后，只要双方都回复过，聊天就重新密封。',
    },
    costs: { en: 'One key agreement for every change of direction.', zh: '每换一次发送方向，就多算一次密钥协商。' },
    whenOff: { en: 'the same key for every reply', zh: '回复一直用同一把密钥' },
    noticedBy: 'healing',
  },
  verifyMac: {
    name: { en: 'Check that nothing was changed', zh: '检查内容有没有被改' },
    protects: { en: 'A message altered on the way is refused.', zh: '途中被改动的消息会被拒收。' },
    costs: { en: 'Eight more bytes in every message.', zh: '每条消息多八个字节。' },
    whenOff: { en: 'changes go unnoticed', zh: '改动不会被发现' },
    noticedBy: 'authenticity',
  },
  refuseDuplicates: {
    name: { en: 'Accept each message once', zh: '每条消息只收一次' },
    protects: { en: 'A recorded message sent again is refused.', zh: '录下后重发的消息会被拒收。' },
    costs: { en: 'The phone must remember how far it has counted.', zh: '手机要记住已经数到第几条。' },
    whenOff: { en: 'repeats are shown again', zh: '重复的消息会再次显示' },
    noticedBy: 'no-replay',
  },
  commitAfterMac: {
    name: { en: 'Change nothing before the check', zh: '检查通过前什么都不改' },
    protects: { en: 'A forged message cannot disturb the session.', zh: '伪造的消息扰乱不了会话。' },
    costs: {
      en: 'The phone works on a copy and throws it away when the check fails.',
      zh: '手机先在副本上计算，检查通不过就丢掉。',
    },
    whenOff: { en: 'the session moves before the check', zh: '检查之前会话就变了' },
    noticedBy: 'refusal-changes-nothing',
  },
};
