/**
 * Every protection that can be switched off, what it protects, what it costs, and which invariant must notice its absence.
 * A new protection is added here and in `protection-ids.ts`, and gets a switch in the code that it guards.
 */
import type { ProtectionId } from './protection-ids.ts';
import type { Localized } from './text.ts';

export { ALL_ON, PROTECTION_IDS, type ProtectionId, type Protections } from './protection-ids.ts';

/** Names of the invariants (see `checker/invariants`). */
export type InvariantId =
  | 'confidentiality'
  | 'forward-secrecy'
  | 'healing'
  | 'harvest-later'
  | 'authenticity'
  | 'no-replay'
  | 'refusal-changes-nothing'
  | 'own-keys-only'
  | 'change-is-shown'
  | 'swap-shows-in-code'
  | 'sealed-again-for-the-same'
  | 'delivered-is-done'
  | 'arrives'
  | 'waits-for-the-phone'
  | 'in-order'
  | 'honest-ticks'
  | 'only-the-author-deletes'
  | 'deleted-leaves-nothing'
  | 'switched-off-is-closed'
  | 'previews-say-nothing';

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
  checkPrekeySignature: {
    name: { en: 'Check who signed the keys', zh: '验证密钥的签名' },
    protects: {
      en: 'A key that the contact’s own identity key did not sign is refused.',
      zh: '联系人本人的身份密钥没有签过名的密钥，一概不用。',
    },
    costs: { en: 'One signature check for each new session.', zh: '每建立一个新会话，要多验一次签名。' },
    whenOff: { en: 'keys are taken unsigned', zh: '不验签名就用' },
    noticedBy: 'own-keys-only',
  },
  noticeKeyChange: {
    name: { en: 'Say when a contact’s code changes', zh: '联系人的安全码变了就提示' },
    protects: {
      en: 'A person can see that a contact has another key, and ask why.',
      zh: '联系人换了密钥，这边看得到，可以去问一声。',
    },
    costs: {
      en: 'Most notices are new phones: people learn to overlook them.',
      zh: '大多数提示只是因为对方换了手机，久而久之大家就不看了。',
    },
    whenOff: { en: 'a changed code is not shown', zh: '安全码变了也不提示' },
    noticedBy: 'change-is-shown',
  },
  checkRetryDevice: {
    name: { en: 'Seal again only for whom it was for', zh: '只为原来的收件设备重新密封' },
    protects: {
      en: 'A device that the message was never for cannot ask for it.',
      zh: '消息本来没发给的设备，要不来这条消息。',
    },
    costs: { en: 'The phone remembers for whom it sealed each message.', zh: '手机要记住每条消息为哪些设备密封过。' },
    whenOff: { en: 'any device may ask', zh: '哪台设备来要都给' },
    noticedBy: 'sealed-again-for-the-same',
  },
  checkRetryIdentity: {
    name: { en: 'Seal again only for the same key', zh: '对方公钥变了就不重新密封' },
    protects: {
      en: 'A message that was under way is not sealed for a key that came later.',
      zh: '还在路上的消息，不会为后来冒出的公钥重新密封。',
    },
    costs: {
      en: 'Whoever really has a new phone never gets what was under way to the old one.',
      zh: '对方真换了手机，发往旧手机、还没送到的消息就收不到了。',
    },
    whenOff: { en: 'sealed again for a new key', zh: '为新的公钥重新密封' },
    noticedBy: 'sealed-again-for-the-same',
  },
  checkRetryDelivered: {
    name: { en: 'What was delivered is not sealed again', zh: '已经送达的不再重新密封' },
    protects: { en: 'Nobody can ask for messages that have long arrived.', zh: '早已送达的消息，谁也不能再要一遍。' },
    costs: {
      en: 'A false receipt can make the phone refuse to send again.',
      zh: '一条伪造的回执，就能让手机不再重发。',
    },
    whenOff: { en: 'old messages are sealed again', zh: '旧消息也会重新密封' },
    noticedBy: 'delivered-is-done',
  },
  resend: {
    name: { en: 'Send again until confirmed', zh: '没有确认就重发' },
    protects: { en: 'A message that is lost on the way arrives all the same.', zh: '路上丢了的消息，最后还是能送到。' },
    costs: {
      en: 'Copies on the network, and a sealed copy kept on the phone.',
      zh: '网络上会有副本，手机里也要留一份密文。',
    },
    whenOff: { en: 'each packet is sent once', zh: '每个数据包只发一次' },
    noticedBy: 'arrives',
  },
  keepUntilFetched: {
    name: { en: 'The server keeps what was not fetched', zh: '服务器保管没取走的消息' },
    protects: { en: 'A phone that was off gets its messages later.', zh: '关机的手机，开机后还能收到消息。' },
    costs: {
      en: 'Sealed messages lie on the server, for up to 30 days.',
      zh: '密封的消息会在服务器上放一阵，最多 30 天。',
    },
    whenOff: { en: 'the server passes on at once or not at all', zh: '服务器当场转交，转不了就算了' },
    noticedBy: 'waits-for-the-phone',
  },
  showInOrder: {
    name: { en: 'Show in the order of writing', zh: '按写下的先后显示' },
    protects: { en: 'An answer never stands before its question.', zh: '回答不会排到问题前面。' },
    costs: {
      en: 'A late message slips in above what was read already; the time it is sorted by is not sealed.',
      zh: '迟到的消息会插到已经读过的上面；排序用的时间并不密封。',
    },
    whenOff: { en: 'shown as they arrive', zh: '按到达的先后显示' },
    noticedBy: 'in-order',
  },
  checkAuthor: {
    name: { en: 'Only the writer may delete for everyone, or edit', zh: '只有写的人才能为所有人删除，才能修改' },
    protects: {
      en: 'Nobody else can take a message off your phone’s list, or change it there.',
      zh: '别人没法把消息从你手机的列表里删掉，也改不了它。',
    },
    costs: { en: 'The phone remembers which device wrote each message.', zh: '手机要记住每条消息是哪台设备写的。' },
    whenOff: { en: 'whoever asks may delete and edit any message', zh: '谁来请求都能删、都能改' },
    noticedBy: 'only-the-author-deletes',
  },
  overwriteDeleted: {
    name: { en: 'Overwrite what is deleted', zh: '删除时覆写原来的内容' },
    protects: {
      en: 'The text of a deleted message does not stay in the database file.',
      zh: '消息删掉以后，文字不会留在数据库文件里。',
    },
    costs: { en: 'Every deletion writes more to storage.', zh: '每次删除都要往存储里多写一些。' },
    whenOff: {
      en: 'deleted text stays in the file until its place is used again',
      zh: '删掉的文字留在文件里，直到那块地方写上新内容',
    },
    noticedBy: 'deleted-leaves-nothing',
  },
  emptyJournal: {
    name: { en: 'Empty the write-ahead log after deleting', zh: '删除后清空预写日志' },
    protects: {
      en: 'The log beside the database keeps no page from before the deletion.',
      zh: '数据库旁边的日志里，不会留着删除之前的页。',
    },
    costs: {
      en: 'Each deletion has to wait until the database itself is written.',
      zh: '每次删除，都要等改动写进数据库本身。',
    },
    whenOff: { en: 'the log still holds pages from before', zh: '日志里还留着以前的页' },
    noticedBy: 'deleted-leaves-nothing',
  },
  eraseIndexWords: {
    name: { en: 'Erase its words from the search index', zh: '搜索索引里的词一起擦掉' },
    protects: {
      en: 'The words of a deleted message do not stay in the search index.',
      zh: '消息删掉以后，里面的词不会留在搜索索引里。',
    },
    costs: { en: 'Each deletion has to rewrite a part of the index.', zh: '每次删除都要改写一部分索引。' },
    whenOff: { en: 'its words stay in the search index', zh: '里面的词还留在搜索索引里' },
    noticedBy: 'deleted-leaves-nothing',
  },
  encryptFiles: {
    name: { en: 'Encrypt the files in storage', zh: '加密存储里的文件' },
    protects: {
      en: 'While the phone is off, its storage cannot be read without the key; a reset destroys that key.',
      zh: '手机关着时，没有密钥就读不出存储里的内容；恢复出厂设置会销毁这把密钥。',
    },
    costs: {
      en: 'Whoever forgets the passcode cannot get at the files any more.',
      zh: '忘了锁屏密码，就再也打不开这些文件。',
    },
    whenOff: { en: 'files stand in storage as they are', zh: '文件不加密，直接存放' },
    noticedBy: 'switched-off-is-closed',
  },
  hidePreviews: {
    name: { en: 'Notifications without the text', zh: '通知里不显示内容' },
    protects: {
      en: 'The system’s notification history does not hold the text of a message.',
      zh: '系统的通知历史里没有消息内容。',
    },
    costs: { en: 'One has to open the app to read a message.', zh: '要打开应用才看得到消息。' },
    whenOff: { en: 'notifications show the text, and their history keeps it', zh: '通知显示内容，通知历史也会记下' },
    noticedBy: 'previews-say-nothing',
  },
};
