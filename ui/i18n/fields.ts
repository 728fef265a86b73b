/**
 * What the layers of a packet and their fields are called, and what each is for, in one sentence. Each language is written by
 * itself. A record over the codecs' own names: a field without words in both languages does not compile.
 */
import type { FieldId, LayerKind } from '../../sim/index.ts';
import type { Localized } from '../../sim/text.ts';

export interface FieldWords {
  readonly name: Localized;
  readonly meaning: Localized;
}

export const LAYER_WORDS: Readonly<Record<LayerKind, FieldWords>> = {
  stanza: {
    name: { en: 'Stanza', zh: '信封' },
    meaning: {
      en: 'What a device and the company say to each other. It is not sealed: whoever carries it can read it.',
      zh: '设备和公司之间说的话。它没有加密，谁传送谁就能看。',
    },
  },
  entry: {
    name: { en: 'Entry of a device', zh: '一台设备的条目' },
    meaning: {
      en: 'One device that the company names, with its keys where they were asked for.',
      zh: '公司报出的一台设备；要了公钥的，公钥也在里面。',
    },
  },
  bundle: {
    name: { en: 'Prekey bundle', zh: '预密钥包' },
    meaning: {
      en: 'Public keys of a device. With them anybody can begin a session while the device is away.',
      zh: '一台设备的公钥。有了它，对方不在线也能开始会话。',
    },
  },
  prekeyMessage: {
    name: { en: 'Prekey message', zh: '预密钥消息' },
    meaning: {
      en: 'Says which keys began the session, around a whole message. Sent until the first answer comes.',
      zh: '写明会话是用哪些密钥开始的，里面包着一条完整的消息。收到第一个答复之前，每条都这样发。',
    },
  },
  message: {
    name: { en: 'Ratchet message', zh: '棘轮消息' },
    meaning: {
      en: 'One step of the Double Ratchet: a header in the open, a ciphertext, and a check value over both.',
      zh: '双棘轮的一步：公开的头部、密文，以及覆盖这两部分的校验值。',
    },
  },
  blocks: {
    name: { en: 'Cipher blocks', zh: '密文分组' },
    meaning: {
      en: 'What AES-256-CBC turned into the ciphertext: whole blocks of 16 bytes.',
      zh: 'AES-256-CBC 加密的对象：凑成整块，每块 16 字节。',
    },
  },
  padded: {
    name: { en: 'Padded body', zh: '补齐后的正文' },
    meaning: {
      en: 'The body with 1 to 16 bytes more, so that its length says less about the text.',
      zh: '正文后面加了 1 到 16 个字节，让长度少透露一点内容。',
    },
  },
  content: {
    name: { en: 'Content', zh: '内容' },
    meaning: { en: 'What was written, and what belongs to it.', zh: '写下的内容，以及附带的东西。' },
  },
  context: {
    name: { en: 'Context', zh: '上下文' },
    meaning: { en: 'What goes with a message without being shown.', zh: '随消息一起走、但不显示的部分。' },
  },
};

const REGISTRATION: FieldWords = {
  name: { en: 'registration id', zh: '注册号' },
  meaning: {
    en: 'A number of 14 bits that the device drew when it registered; another one means a new installation.',
    zh: '设备注册时随机抽取的一个 14 比特的数；变了，就是重新安装过。',
  },
};
const SIGNED_ID: FieldWords = {
  name: { en: 'signed prekey id', zh: '签名预密钥编号' },
  meaning: { en: 'Which signed prekey it is.', zh: '用的是哪一把签名预密钥。' },
};
const ONE_TIME_ID: FieldWords = {
  name: { en: 'one-time prekey id', zh: '一次性预密钥编号' },
  meaning: {
    en: 'Which one-time prekey it is; the device erases its private half after the first message.',
    zh: '用的是哪一把一次性预密钥；收到第一条消息后，设备就擦除它的私钥。',
  },
};
const KEM_ID: FieldWords = {
  name: { en: 'post-quantum key id', zh: '后量子密钥编号' },
  meaning: { en: 'Which post-quantum prekey it is.', zh: '用的是哪一把后量子预密钥。' },
};
const VERSION: FieldWords = {
  name: { en: 'version', zh: '版本' },
  meaning: {
    en: 'Left digit: the session’s version (3 is X3DH, 4 is PQXDH). Right digit: the newest that the sender understands.',
    zh: '左边一位是会话的版本（3 是 X3DH，4 是 PQXDH），右边一位是发送方认识的最新版本。',
  },
};

export const FIELD_WORDS: Readonly<Record<FieldId, FieldWords>> = {
  'stanza.kind': {
    name: { en: 'kind', zh: '类别' },
    meaning: { en: 'What this stanza is for.', zh: '这个信封是做什么用的。' },
  },
  'stanza.device': {
    name: { en: 'device', zh: '设备' },
    meaning: { en: 'The device that speaks, or that is spoken of.', zh: '说话的设备，或者提到的设备。' },
  },
  'stanza.label': {
    name: { en: 'message id', zh: '消息编号' },
    meaning: { en: 'The message that it carries or speaks of.', zh: '装着哪条消息，或者说的是哪条消息。' },
  },
  'stanza.from': {
    name: { en: 'from', zh: '发送者' },
    meaning: {
      en: 'The device that wrote, as the envelope claims; nothing in the envelope proves it.',
      zh: '信封上写的发送设备；信封本身证明不了。',
    },
  },
  'stanza.to': {
    name: { en: 'to', zh: '接收者' },
    meaning: { en: 'The person it is for.', zh: '写给谁。' },
  },
  'stanza.sealedBy': {
    name: { en: 'sealed by', zh: '密封方' },
    meaning: { en: 'The device at one end of the encryption.', zh: '加密的一端：这台设备封的。' },
  },
  'stanza.sealedFor': {
    name: { en: 'sealed for', zh: '为谁密封' },
    meaning: {
      en: 'The device at the other end: each device gets a ciphertext of its own.',
      zh: '加密的另一端：每台设备各有一份密文。',
    },
  },
  'stanza.type': {
    name: { en: 'type', zh: '类型' },
    meaning: { en: 'Whether the body begins a session or goes on with one.', zh: '这份密文是开始会话，还是接着会话。' },
  },
  'stanza.body': {
    name: { en: 'body', zh: '正文' },
    meaning: { en: 'What the envelope carries: the next layer.', zh: '信封里装的东西，也就是下一层。' },
  },
  'stanza.parts': {
    name: { en: 'part', zh: '部分' },
    meaning: {
      en: 'One of several: a bundle, or the entry of a device.',
      zh: '几份里的一份：预密钥包，或一台设备的条目。',
    },
  },
  'stanza.accounts': {
    name: { en: 'account', zh: '账号' },
    meaning: { en: 'Whose devices are asked for.', zh: '想要谁的设备名单。' },
  },
  'stanza.have': {
    name: { en: 'has session with', zh: '已有会话' },
    meaning: {
      en: 'A device whose keys are not needed: no one-time prekey is spent on it.',
      zh: '已经有会话的设备，不必再给公钥，也就不消耗一次性预密钥。',
    },
  },
  'stanza.writtenAt': {
    name: { en: 'written at', zh: '写下的时间' },
    meaning: {
      en: 'Milliseconds by the sender’s clock. It is not sealed: whoever passes it on can change it.',
      zh: '按发送方的时钟，单位毫秒。它没有密封，转交的人能改。',
    },
  },
  'stanza.tick': {
    name: { en: 'tick', zh: '回执' },
    meaning: {
      en: 'What the sender’s device is told of its message; whoever passes it on can make it up.',
      zh: '告诉发送方消息到了哪一步；转交的人可以伪造。',
    },
  },
  'stanza.retry': {
    name: { en: 'count', zh: '次数' },
    meaning: {
      en: 'How often the message was asked for again, or sealed again.',
      zh: '这条消息被要求重发、或重新密封了几次。',
    },
  },
  'stanza.edit': {
    name: { en: 'edit', zh: '修改标记' },
    meaning: {
      en: 'Says in the open that this is an edit (1), or a request to delete for everyone (7).',
      zh: '公开写明：这是一次修改（1），还是要求撤回（7）。',
    },
  },
  'entry.account': { name: { en: 'account', zh: '账号' }, meaning: { en: 'Whose device it is.', zh: '是谁的设备。' } },
  'entry.device': { name: { en: 'device', zh: '设备' }, meaning: { en: 'Its address.', zh: '设备的地址。' } },
  'entry.bundle': {
    name: { en: 'bundle', zh: '预密钥包' },
    meaning: { en: 'Its keys: the next layer.', zh: '它的公钥，也就是下一层。' },
  },
  'bundle.registrationId': REGISTRATION,
  'bundle.identity': {
    name: { en: 'identity key', zh: '身份密钥' },
    meaning: {
      en: 'The device’s lasting public key (type byte 05, then X25519): what the security code is made of.',
      zh: '设备长期使用的公钥（类型字节 05，后面是 X25519 公钥），安全码就由它算出。',
    },
  },
  'bundle.signedId': SIGNED_ID,
  'bundle.signedKey': {
    name: { en: 'signed prekey', zh: '签名预密钥' },
    meaning: {
      en: 'A public key for new sessions, changed about once a month.',
      zh: '给新会话用的公钥，大约每月换一次。',
    },
  },
  'bundle.signature': {
    name: { en: 'signature', zh: '签名' },
    meaning: {
      en: 'XEdDSA by the identity key over the signed prekey: the company cannot put its own key in that place.',
      zh: '身份密钥对签名预密钥的 XEdDSA 签名：公司没法悄悄换成自己的公钥。',
    },
  },
  'bundle.oneTimeId': ONE_TIME_ID,
  'bundle.oneTimeKey': {
    name: { en: 'one-time prekey', zh: '一次性预密钥' },
    meaning: { en: 'A public key that the company hands out once.', zh: '公司只发放一次的公钥。' },
  },
  'bundle.kemId': KEM_ID,
  'bundle.kemKey': {
    name: { en: 'post-quantum key', zh: '后量子密钥' },
    meaning: {
      en: 'A public key for encapsulation (ML-KEM or Kyber-1024).',
      zh: '用于封装的公钥（ML-KEM 或 Kyber-1024）。',
    },
  },
  'bundle.kemSignature': {
    name: { en: 'its signature', zh: '后量子密钥的签名' },
    meaning: { en: 'By the identity key over the post-quantum key.', zh: '身份密钥对后量子密钥的签名。' },
  },
  'prekeyMessage.version': VERSION,
  'prekeyMessage.oneTimeId': ONE_TIME_ID,
  'prekeyMessage.baseKey': {
    name: { en: 'base key', zh: '临时密钥' },
    meaning: {
      en: 'Public half of a key drawn for this session alone; its private half is never stored.',
      zh: '只为这次会话随机抽取的公钥；它的私钥从不保存。',
    },
  },
  'prekeyMessage.identity': {
    name: { en: 'identity key', zh: '身份密钥' },
    meaning: { en: 'The sender’s lasting public key.', zh: '发送方长期使用的公钥。' },
  },
  'prekeyMessage.message': {
    name: { en: 'message', zh: '消息' },
    meaning: {
      en: 'A whole ratchet message with its own check value: the next layer.',
      zh: '一条完整的棘轮消息，带自己的校验值，也就是下一层。',
    },
  },
  'prekeyMessage.registrationId': REGISTRATION,
  'prekeyMessage.signedId': SIGNED_ID,
  'prekeyMessage.kemId': KEM_ID,
  'prekeyMessage.kemCiphertext': {
    name: { en: 'encapsulated secret', zh: '封装的秘密' },
    meaning: {
      en: 'A secret that only the post-quantum private key takes out; it goes into the first root key.',
      zh: '只有后量子私钥能取出的秘密，它会算进第一把根密钥。',
    },
  },
  'message.version': VERSION,
  'message.ratchetKey': {
    name: { en: 'ratchet key', zh: '棘轮密钥' },
    meaning: {
      en: 'The sender’s newest public key (type byte 05, then X25519): a new one turns the ratchet.',
      zh: '发送方最新的公钥（类型字节 05，后面是 X25519 公钥）；换了新的，棘轮就转一格。',
    },
  },
  'message.counter': {
    name: { en: 'counter', zh: '序号' },
    meaning: {
      en: 'Number of the message in its sending chain, from 0: which message key opens it.',
      zh: '在发送链里排第几，从 0 起：决定用哪把消息密钥打开。',
    },
  },
  'message.previousCounter': {
    name: { en: 'previous counter', zh: '上一条链的序号' },
    meaning: { en: 'Where the sending chain before this one ended.', zh: '前一条发送链到哪里为止。' },
  },
  'message.ciphertext': {
    name: { en: 'ciphertext', zh: '密文' },
    meaning: {
      en: 'The padded body under AES-256-CBC with this message’s own key.',
      zh: '补齐后的正文，用这条消息自己的密钥以 AES-256-CBC 加密。',
    },
  },
  'message.addresses': {
    name: { en: 'addresses', zh: '双方地址' },
    meaning: {
      en: 'Sender and recipient as both sides know them (version 4), so that a message cannot be passed off as another’s.',
      zh: '双方各自认得的发件地址和收件地址（版本 4），这样消息就不能冒充成别人的。',
    },
  },
  'message.mac': {
    name: { en: 'check value', zh: '校验值' },
    meaning: {
      en: 'First 8 bytes of an HMAC over both identity keys and all bytes before: one altered bit, and it does not fit.',
      zh: 'HMAC 的前 8 个字节，覆盖双方的身份密钥和前面所有字节；改动一个比特就对不上。',
    },
  },
  'blocks.padded': {
    name: { en: 'padded body', zh: '补齐后的正文' },
    meaning: { en: 'What was handed to the cipher: the next layer.', zh: '交给加密算法的内容，也就是下一层。' },
  },
  'blocks.padding': {
    name: { en: 'block padding', zh: '分组填充' },
    meaning: {
      en: 'Fills the last block; each byte is their number (PKCS #7).',
      zh: '填满最后一块；每个字节都等于填充的个数（PKCS #7）。',
    },
  },
  'padded.body': {
    name: { en: 'body', zh: '正文' },
    meaning: { en: 'The content: the next layer.', zh: '内容，也就是下一层。' },
  },
  'padded.padding': {
    name: { en: 'padding', zh: '补齐字节' },
    meaning: {
      en: 'A drawn number of bytes, 1 to 16; each of them is that number.',
      zh: '个数随机抽取，1 到 16；每个字节都等于这个个数。',
    },
  },
  'content.text': {
    name: { en: 'text', zh: '文字' },
    meaning: { en: 'What a person wrote, as UTF-8.', zh: '人写下的文字，UTF-8 编码。' },
  },
  'content.image': {
    name: { en: 'picture', zh: '图片' },
    meaning: { en: 'A picture with its caption, and what it answers.', zh: '一张图片，连同它的说明和所回复的内容。' },
  },
  'content.extended': {
    name: { en: 'text with a reference', zh: '带引用的文字' },
    meaning: {
      en: 'A text that answers or forwards another message, carried along whole, or that disappears after a time.',
      zh: '回复、转发另一条消息的文字，那条消息整条带在里面；也可以是限时消失的文字。',
    },
  },
  'content.protocol': {
    name: { en: 'request', zh: '请求' },
    meaning: {
      en: 'No message, but what this device asks of the others: take a message back, edit it, forget it.',
      zh: '不是消息，而是请其他设备做的事：撤回、修改或忘掉某条消息。',
    },
  },
  'content.keep': {
    name: { en: 'request to keep', zh: '保留请求' },
    meaning: {
      en: 'Asks that a message that disappears be kept, or no longer kept.',
      zh: '请对方留下一条限时消息，或者不再留。',
    },
  },
  'content.context': {
    name: { en: 'context', zh: '上下文' },
    meaning: { en: 'What goes with the text: the next layer.', zh: '随文字一起走的东西，也就是下一层。' },
  },
  'context.secret': {
    name: { en: 'message secret', zh: '消息秘密' },
    meaning: {
      en: 'Thirty-two drawn bytes: they make equal texts different messages, and key what is said about this one later.',
      zh: '随机抽取的 32 个字节：文字相同的消息也因此不同；以后对这条消息的附加操作也用它派生密钥。',
    },
  },
  unknown: {
    name: { en: 'unknown field', zh: '不认识的字段' },
    meaning: {
      en: 'A field whose number is in no table: readers skip it.',
      zh: '编号不在任何表里的字段，读的时候会跳过。',
    },
  },
  malformed: {
    name: { en: 'malformed bytes', zh: '格式不对的字节' },
    meaning: {
      en: 'From here on it is no well-formed record any more: a reader refuses the whole.',
      zh: '从这里起格式就不对了，读的一方会整个拒收。',
    },
  },
};

/** What a coded number stands for. */
export const CODE_WORDS: Readonly<Record<string, Localized>> = {
  register: { en: 'register', zh: '注册' },
  registered: { en: 'registered', zh: '注册成功' },
  fetch: { en: 'asks for keys', zh: '索取公钥' },
  bundles: { en: 'keys', zh: '公钥' },
  message: { en: 'message', zh: '消息' },
  acknowledge: { en: 'dealt with', zh: '已处理' },
  accepted: { en: 'accepted', zh: '已收下' },
  receipt: { en: 'receipt', zh: '回执' },
  hello: { en: 'greeting', zh: '上线' },
  welcome: { en: 'answer to a greeting', zh: '上线的答复' },
  'identity-changed': { en: 'key changed', zh: '密钥已变' },
  upload: { en: 'more prekeys', zh: '补充预密钥' },
  low: { en: 'few prekeys left', zh: '预密钥快用完' },
  retry: { en: 'asks again', zh: '请求重发' },
  prekey: { en: 'prekey message', zh: '预密钥消息' },
  whisper: { en: 'ratchet message', zh: '棘轮消息' },
  sent: { en: 'sent', zh: '已发出' },
  delivered: { en: 'delivered', zh: '已送达' },
  read: { en: 'read', zh: '已读' },
};
